"""Only what would pass the rules is proposed: quotes that are found exactly once, dates in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.model import Claim, Document, Entry
from build_tools.quotes import Places
from build_tools.text import edtf


def sound_entries(entries: Iterable[Entry], document: Document, *, published: str) -> Iterator[Entry]:
    """The entries with those of their claims that can be anchored; none of an entry without any."""
    entries = list(entries)
    places = Places(document.text, (claim.quote for entry in entries for claim in entry.claims))
    for entry in entries:
        claims = tuple(_in_order(claim, published) for claim in entry.claims if _is_anchored(claim, places))
        if claims:
            yield replace(entry, claims=claims)


def _is_anchored(claim: Claim, places: Places) -> bool:
    """A sentence that stands twice in a text, with the same words before it, cannot be told from its twin."""
    return places.find(claim.quote, after=claim.after).outcome == "exact"


def _in_order(claim: Claim, published: str) -> Claim:
    """Without a day of saying after publication, or a day of happening after it was said that is not expected."""
    said = "" if edtf.begins_after(claim.said, published) else claim.said
    ahead = claim.stance != "expects" and edtf.begins_after(claim.when, said or published)
    return replace(claim, said=said, when="" if ahead else claim.when)
