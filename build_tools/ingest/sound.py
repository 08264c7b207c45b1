"""Only what would pass the rules is proposed: quotes that are found exactly once, dates in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from build_tools.extract.entries.telling import Telling
from build_tools.ingest.narrowing import with_claims
from build_tools.model import Claim, Document, Entry
from build_tools.quotes import Places
from build_tools.text import edtf


def sound_entries(
    entries: Iterable[Entry], document: Document, *, published: str, tellings: Sequence[Telling] = ()
) -> tuple[Entry, ...]:
    """The entries with those of their claims that can be anchored, told by these; none of an entry without any."""
    entries = list(entries)
    places = Places(document.text, (claim.quote for entry in entries for claim in entry.claims))
    sound = (
        [_in_order(claim, published) for claim in entry.claims if _is_anchored(claim, places)] for entry in entries
    )
    return with_claims(zip(entries, sound, strict=True), tellings)


def _is_anchored(claim: Claim, places: Places) -> bool:
    """A sentence that stands twice in a text, with the same words before it, cannot be told from its twin."""
    return places.find(claim.quote, after=claim.after).outcome == "exact"


def _in_order(claim: Claim, published: str) -> Claim:
    """Without a day of saying after publication, or a day of happening after it was said that is not expected."""
    said = "" if edtf.begins_after(claim.said, published) else claim.said
    ahead = claim.stance != "expects" and edtf.begins_after(claim.when, said or published)
    return replace(claim, said=said, when="" if ahead else claim.when) if ahead or said != claim.said else claim
