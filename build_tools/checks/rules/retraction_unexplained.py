"""What is retracted says why: its page stays, and readers who held it for true are owed a reason."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "retraction-unexplained"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Write under the front matter what was wrong and how it came out."


def find(case: Case) -> Iterator[Finding]:
    """Retracted entries without prose."""
    for entry in case.entries():
        if entry.status == "retracted" and not entry.body.strip():
            yield Finding(entry, entry.status, "the entry is retracted without a reason")
