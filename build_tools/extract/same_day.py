"""Dates claims that lead back to a happening told before (“in the attack”) by the one day which its group gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from build_tools.extract.claims import Drafted
from build_tools.extract.event_types import is_happening
from build_tools.extract.grouping import Group, leads_back
from build_tools.text import edtf

_DATABLE = ("asserts", "confirms", "hedges")


def with_days(groups: Sequence[Group]) -> None:
    """Gives the day of each group, where it has just one, to its undated claims that lead back to what happened."""
    for group in groups:
        days = {item.claim.when for item in group.claims if _is_day_of_happening(item)}
        if len(days) == 1:
            group.claims = [_dated(item, next(iter(days))) for item in group.claims]


def _is_day_of_happening(item: Drafted) -> bool:
    if item.is_aside or not item.claim.when or not is_happening(item.content):
        return False
    parsed = edtf.parse(item.claim.when)
    return parsed.form == "date" and parsed.precision in ("day", "time")


def _dated(item: Drafted, day: str) -> Drafted:
    if item.claim.when or item.claim.stance not in _DATABLE or not leads_back(item.claim.quote):
        return item
    why = f"{item.why}; “{day}”: the day that the entry’s other claims give what it leads back to"
    return replace(item, claim=replace(item.claim, when=day), why=why)
