"""One quote of a source is one claim: its id is made of both."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Entry
from build_tools.problems import Level

CODE = "claim-duplicate"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Keep the claim in one entry and join the two with “see_also”, or quote the part that each entry is about."


def find(case: Case) -> Iterator[Finding]:
    """Claims whose id another claim has already."""
    first: dict[str, Entry] = {}
    for entry in case.entries():
        for claim in entry.claims:
            if claim.id in first:
                yield Finding(entry, claim.quote, f"this quote is a claim of entry “{first[claim.id].id}” already")
            first.setdefault(claim.id, entry)
