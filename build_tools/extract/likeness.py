"""How much two entries look like one event: by their days, places, actors, words and types. Changes no entry."""

from __future__ import annotations

import datetime as dt

from build_tools.extract.grouping import stems
from build_tools.model import Entry
from build_tools.text import edtf

_LONGEST_DAYS = 40  # a date that leaves more days open says nothing about sameness


def likeness(entry: Entry, other: Entry) -> tuple[float, str]:
    """How much two entries look like one event, and by what: shared days, places, actors, words."""
    score, reasons = 0.0, []
    if _same_days(entry.date, other.date):
        score += 1.5
        reasons.append("their days overlap")
    places = set(entry.places) & set(other.places)
    if places:
        score += 1.5
        reasons.append(f"both at {', '.join(sorted(places))}")
    actors = set(entry.actors) & set(other.actors)
    if actors:
        score += min(0.5 * len(actors), 1.5)
        reasons.append(f"both name {', '.join(sorted(actors))}")
    shared = _words(entry) & _words(other)
    if len(shared) >= 3:
        score += min(0.3 * len(shared), 2.0)
        reasons.append(f"{len(shared)} words in common")
    if entry.type == other.type:
        score += 0.5
    return score, "; ".join(reasons)


def _words(entry: Entry) -> frozenset[str]:
    return stems(" ".join([entry.title, *(claim.quote for claim in entry.claims[:3])]))


def _same_days(first: str, second: str) -> bool:
    try:
        mine, other = edtf.parse(first), edtf.parse(second)
    except edtf.NotEdtf:
        return False
    bounded = mine.earliest and other.earliest and mine.latest and other.latest
    return bool(bounded) and mine.overlaps(other) and max(_days(mine), _days(other)) <= _LONGEST_DAYS


def _days(date: edtf.Edtf) -> int:
    assert date.earliest and date.latest
    return (date.latest - date.earliest + dt.timedelta(days=1)).days
