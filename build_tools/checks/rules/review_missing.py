"""What is marked as reviewed says who reviewed it."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "review-missing"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Add “reviewed_by: [name]” for who compared it with the sources, or write “status: draft”."


def find(case: Case) -> Iterator[Finding]:
    """Reviewed entries without a reviewer."""
    for entry in case.entries():
        if entry.status == "reviewed" and not entry.reviewed_by:
            yield Finding(entry, entry.status, "the entry is marked as reviewed, and nobody stands for it")
