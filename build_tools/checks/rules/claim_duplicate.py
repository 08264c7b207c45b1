"""One quote of a source is one claim: its id is made of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.checks.groups import in_groups
from build_tools.checks.rule import Case, Finding
from build_tools.model import Entry, Record
from build_tools.problems import Level

CODE = "claim-duplicate"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Keep it once; two entries are joined with “see_also”, or each quotes the part of the sentence that it is about."


def find(case: Case) -> Iterator[Finding]:
    """Claims whose id another claim has already."""
    return in_groups(case, keys, among)


def keys(record: Record, _: Case) -> Iterator[str]:
    """The ids of its claims."""
    return (claim.id for claim in record.claims) if isinstance(record, Entry) else iter(())


def among(id: str, entries: Sequence[Record], _: Case) -> Iterator[Finding]:
    """All claims of one id but the first."""
    held = [(entry, claim) for entry in entries if isinstance(entry, Entry) for claim in entry.claims if claim.id == id]
    for entry, claim in held[1:]:
        where = "this entry" if held[0][0] is entry else f"entry “{held[0][0].id}”"
        yield Finding(entry, claim.quote, f"this quote is a claim of {where} already", beside=(held[0][0],))
