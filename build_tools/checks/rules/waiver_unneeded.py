"""A waiver covers something: one that is no longer needed is deleted, so that the next breach is seen."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "waiver-unneeded"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Delete the waiver; or correct its “about”, if the finding is still there and reads otherwise."


def find(case: Case) -> Iterator[Finding]:
    """Waivers on which no finding was spent when all other rules had been run."""
    for record, waiver in case.unspent:
        words = f" with the words “{waiver.about}”" if waiver.about else ""
        yield Finding(record, waiver.rule, f"“{waiver.rule}” finds nothing here{words} that would have to be waived")
