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
TIP = "Keep it once; two entries are joined with “see_also”, or each quotes the part of the sentence that it is about."


def find(case: Case) -> Iterator[Finding]:
    """Claims whose id another claim has already."""
    first: dict[str, Entry] = {}
    for entry in case.entries():
        for claim in entry.claims:
            if claim.id in first:
                where = "this entry" if first[claim.id] is entry else f"entry “{first[claim.id].id}”"
                message = f"this quote is a claim of {where} already"
                yield Finding(entry, claim.quote, message, beside=(first[claim.id],))
            first.setdefault(claim.id, entry)
