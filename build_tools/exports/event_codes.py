"""What codebooks of conflict research call the certainty of dates and places: ``event_codes.tsv``. Guesses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.corpus import Corpus
from build_tools.exports.dates import Bounds
from build_tools.exports.points import Point, point_of
from build_tools.text import edtf
from build_tools.text.tables import rows

_TABLE = Path(__file__).with_name("event_codes.tsv")


@dataclass(frozen=True, slots=True)
class Codes:
    """The code of ACLED and that of UCDP; None where the codebook has none for it."""

    acled: int | None = None
    ucdp: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event is told to have been: ``place`` is the one place, or the nearest that all its places lie in; empty
    where there is none. ``point`` is None where no point may stand for it.
    """

    place: str = ""
    point: Point | None = None


def of_date(date: str, within: Bounds) -> Codes:
    """The codes of an EDTF date by the days that it may mean; a day that is in doubt is not told as one that is known."""
    if not (within.earliest and within.latest):
        return Codes()
    days = (dt.date.fromisoformat(within.latest) - dt.date.fromisoformat(within.earliest)).days + 1
    least = _of_days()[1][0] if _is_doubtful(edtf.parse(date)) else days
    return next((codes for limit, codes in _of_days() if max(days, least) <= limit), Codes())


def _is_doubtful(date: edtf.Edtf) -> bool:
    return date.uncertain or date.approximate or any(map(_is_doubtful, date.parts))


def middle(date: Bounds) -> str:
    """The day in the middle of a date, the earlier of two: what ACLED has for a week or a month."""
    first, last = (dt.date.fromisoformat(day) for day in date)
    return (first + (last - first) // 2).isoformat()


def of_point(point: Point | None) -> Codes:
    """The codes of how far a point may be trusted."""
    return _of_precision().get(str(point.of.precision), Codes()) if point else Codes()


def spot(places: Sequence[str], corpus: Corpus) -> Spot:
    """Where an event of several places was as a whole: never at one of them alone."""
    chains = [corpus.place_and_above(place) for place in places]
    if not chains:
        return Spot()
    shared = (place for place in chains[0] if all(place in chain for chain in chains))
    place = next((place for place in shared if place in corpus.places), "")
    return Spot(place, point_of(place, corpus)) if place else Spot()


@cache
def _of_precision() -> dict[str, Codes]:
    return {row[1]: _codes(*row[2:]) for row in rows(_TABLE) if row[0] == "place"}


@cache
def _of_days() -> tuple[tuple[int, Codes], ...]:
    return tuple((int(row[1]), _codes(*row[2:])) for row in rows(_TABLE) if row[0] == "days")


def _codes(acled: str, ucdp: str) -> Codes:
    return Codes(int(acled) if acled else None, int(ucdp) if ucdp else None)
