"""What a place is on a map, by the precision of its record: a point, an area, a circle of stated size, or nothing.

What is only known as a district, a region or a country is never a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.atlas.boundaries import Country, Region, boundaries
from build_tools.atlas.lines import Point, box_of, meet
from build_tools.atlas.naming import country_named, region_named
from build_tools.pages.drawings.map_ground import circle

RADII = {"district": 15, "region": 75}  # kilometres of the circle where no area of that name is known
_FINDS_SIZE = 6  # level of detail at which an area's extent is measured
_MOST_POINTS = 60  # that an area brings to the fitting of a frame


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that wants to be on a map. ``names``: all under which its area may be known; ``entries``: placed there.

    ``is_focus``: the map is made for this place.
    """

    id: str
    name: str
    address: str
    names: tuple[str, ...] = ()
    point: Point | None = None
    precision: str = ""
    entries: int = 0
    disputed: int = 0
    is_focus: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A spot as it is drawn. ``kind``: ``point``, ``area``, ``country``, ``around`` (a circle), or empty: not drawn."""

    spot: Spot
    kind: str
    area: Country | Region | None = None
    radius: int = 0

    @property
    def middle(self) -> Point:
        """The point on record."""
        return self.spot.point or (0.0, 0.0)

    def extent(self) -> list[Point]:
        """Points of the globe that hold what is drawn; of a country with far-off parts its main part."""
        if self.area:
            return _main_part(self.area)
        return circle(self.middle, self.radius) if self.radius else [self.middle]


def shape_of(spot: Spot) -> Shape:
    """How a place is drawn."""
    if spot.point is None or spot.precision not in ("exact", "locality", *RADII, "country"):
        return Shape(spot, "")
    if spot.precision in ("exact", "locality"):
        return Shape(spot, "point")
    if spot.precision == "country":
        country = country_named(spot.names, spot.point)
        return Shape(spot, "country" if country else "", country)
    region = region_named(spot.names, spot.point)
    return Shape(spot, "area", region) if region else Shape(spot, "around", radius=RADII[spot.precision])


def _main_part(area: Country | Region) -> list[Point]:
    """Points around the largest part of an area and what lies near it, across the 180th meridian too."""
    rings = boundaries().outline(area, _FINDS_SIZE) or boundaries().outline(area)
    boxed = sorted(((box_of(ring), ring) for ring in rings), key=lambda pair: _size(pair[0]), reverse=True)
    west, south, east, north = boxed[0][0]
    wide, high = (east - west) / 2, (north - south) / 2
    near = (west - wide, south - high, east + wide, north + high)
    kept = [ring for box, ring in boxed if any(meet(near, _shifted(box, turn)) for turn in (-360.0, 0.0, 360.0))]
    points = [point for ring in kept for point in ring]
    return points[:: max(1, len(points) // _MOST_POINTS)] + list(_corners(points))


def _size(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _shifted(box: tuple[float, float, float, float], turn: float) -> tuple[float, float, float, float]:
    return box[0] + turn, box[1], box[2] + turn, box[3]


def _corners(points: list[Point]) -> Iterable[Point]:
    for axis in (0, 1):
        yield min(points, key=lambda point: point[axis])
        yield max(points, key=lambda point: point[axis])
