"""Where a place is, as GeoJSON tells it (RFC 7946): longitude first, never more exact than the record. Knows no file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.corpus import Corpus
from build_tools.model import Place
from build_tools.text import tables

_RADII = Path(__file__).with_name("radii.tsv")


@dataclass(frozen=True, slots=True)
class Point:
    """A point and what it stands for. ``of``: the place whose point it is, which may be one that holds the place asked
    for; ``radius``: metres around it within which the place lies, None where its precision is not recorded.
    """

    longitude: float
    latitude: float
    of: Place
    radius: int | None

    @property
    def coordinates(self) -> list[float]:
        """Longitude, latitude."""
        return [self.longitude, self.latitude]


def point_of(place: str, corpus: Corpus) -> Point | None:
    """The point of a place or, where it has none, of the nearest place it lies within; None where nobody has one."""
    for id in corpus.place_and_above(place):
        if (record := corpus.places.get(id)) and (found := own_point(record)):
            return found
    return None


def own_point(place: Place) -> Point | None:
    """The point of a place itself; None where its record has none that can be read (“nan” is no number either)."""
    try:
        latitude, longitude = (float(number) for number in place.coordinates)
    except ValueError:
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Point(longitude, latitude, place, _radii().get(str(place.precision)))


def box(points: Iterable[Point]) -> list[float] | None:
    """West, south, east, north of points; the narrower way round the earth, so that west may be greater than east."""
    found = list(points)
    if not found:
        return None
    west, east = _narrowest(sorted({point.longitude for point in found}))
    south, north = (limit(point.latitude for point in found) for limit in (min, max))
    return [west, south, east, north]


def _narrowest(longitudes: Sequence[float]) -> tuple[float, float]:
    """The ends of the shortest arc that holds all: it begins behind the widest gap."""
    following = [*longitudes[1:], longitudes[0] + 360.0]
    gaps = [after - before for before, after in zip(longitudes, following, strict=True)]
    widest = max(range(len(gaps)), key=lambda number: (gaps[number], number))
    return longitudes[(widest + 1) % len(longitudes)], longitudes[widest]


@cache
def _radii() -> dict[str, int]:
    return {precision: int(metres) for precision, metres in tables.rows(_RADII)}
