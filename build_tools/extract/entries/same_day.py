"""Dates claims by the one day that their group gives the happening: those that lead back to it (“in the attack”), and
those that tell of it in words of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries.event_types import is_happening, kinds_of
from build_tools.extract.entries.grouping import Group, leads_back, stems
from build_tools.text import edtf

_DATABLE = ("asserts", "confirms", "hedges")


def with_days(groups: Sequence[Group]) -> None:
    """Gives the day of each group, where it has just one, to its undated claims that are on what happened then."""
    for group in groups:
        dated = [item for item in group.claims if _is_day_of_happening(item)]
        if len({item.claim.when for item in dated}) == 1:
            group.claims = [_dated(item, dated) for item in group.claims]


def _is_day_of_happening(item: Drafted) -> bool:
    if item.is_aside or not item.claim.when or not is_happening(item.content):
        return False
    parsed = edtf.parse(item.claim.when)
    return parsed.form == "date" and parsed.precision in ("day", "time")


def _dated(item: Drafted, dated: Sequence[Drafted]) -> Drafted:
    if item.claim.when or item.is_aside or item.claim.stance not in _DATABLE or not _is_on_the_same(item, dated):
        return item
    day = dated[0].claim.when
    why = f"{item.why}; “{day}”: the day that the entry’s other claims give what it tells of"
    return replace(item, claim=replace(item.claim, when=day), why=why)


def _is_on_the_same(item: Drafted, dated: Sequence[Drafted]) -> bool:
    """Whether the claim leads back to the happening, or tells of one of the same kind in words that a dated one has."""
    if leads_back(item.claim.quote):
        return True
    kinds, words = kinds_of(item.content), stems(item.claim.quote)
    return any(kinds & kinds_of(other.content) and words & stems(other.claim.quote) for other in dated)
