"""An entry lives in the folder of the first year that its date may mean."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding, Mend
from build_tools.problems import Level
from build_tools.records import layout

CODE = "folder-wrong"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "`claimline fix` moves the file; nothing else changes, links go by the id."


def find(case: Case) -> Iterator[Finding]:
    """Entries whose path is not the one their date asks for."""
    for entry in case.entries():
        wanted = layout.path_for(entry)
        if entry.path != wanted and _is_readable(entry.date):
            yield Finding(entry, entry.date, f"an entry with this date belongs at {wanted}")


def _is_readable(date: str) -> bool:
    """A date that cannot be read is another rule's, and moves no file."""
    return layout.year_of(date) != layout.UNDATED


def mend(case: Case) -> Iterator[Mend]:
    """Moves them."""
    for entry in case.entries():
        if entry.path != layout.path_for(entry) and _is_readable(entry.date):
            yield Mend(entry, move_to=layout.path_for(entry))
