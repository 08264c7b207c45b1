"""An entry rests on at least one claim: what no source bears is not published."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "claims-absent"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Add a claim with its quote and source under “claims”, or delete the entry."


def find(case: Case) -> Iterator[Finding]:
    """Entries without claims."""
    for entry in case.entries():
        if not entry.claims:
            yield Finding(entry, entry.title, "the entry has no claim")
