"""From the globe to a flat frame: which part is shown, and where a place lies in it. Knows no land.

A frame is ``WIDTH`` units wide and ``height`` units high. Regions are drawn in Lambert's azimuthal equal-area projection
around the middle of the frame, the whole world in Equal Earth (Šavrič, Patterson and Jenny, 2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools.atlas.lines import Box, Point, box_of

WIDTH = 1000.0
RADIUS = 6371.0  # of the Earth, in kilometres
_WIDEST = 1.3  # half the diagonal of a regional frame, in radii of the Earth; beyond that the world is drawn
_WORLD_NORTH, _WORLD_SOUTH = 83.6, -56.5  # without the Antarctic, unless something lies there
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
_SAMPLES = 16
_GRID = 5  # frames around single points lie on a grid, so many steps to a frame's width


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: a middle (degrees), a width in kilometres there (0: the whole world), and the frame's height.

    ``pixels``: how wide it is displayed at most, which says how much detail it needs.
    """

    longitude: float
    latitude: float
    across: float
    height: float
    pixels: float = 720.0

    @property
    def is_world(self) -> bool:
        """Whether the whole world is drawn."""
        return self.across == 0

    @property
    def frame(self) -> Box:
        """The frame as a box of units."""
        return 0.0, 0.0, WIDTH, self.height

    @property
    def kilometres_per_unit(self) -> float:
        """In the middle of the frame; for the world along the equator."""
        return 2 * math.pi * RADIUS / WIDTH if self.is_world else self.across / WIDTH

    def place(self, point: Point) -> Point:
        """Where a point of the globe (longitude, latitude) lies in the frame, or beyond it."""
        (found,) = self.places([point])
        return found

    def places(self, points: Iterable[Point]) -> list[Point]:
        """The same of many points."""
        half, height = WIDTH / 2, self.height / 2
        if self.is_world:
            middle = (_equal_earth(0, _WORLD_NORTH)[1] + _equal_earth(0, _WORLD_SOUTH)[1]) / 2
            scale = WIDTH / (2 * _equal_earth(180, 0)[0])
            flat = [_equal_earth(longitude, latitude) for longitude, latitude in points]
            return [(half + x * scale, height - (y - middle) * scale) for x, y in flat]
        scale = RADIUS * WIDTH / self.across
        flat = _azimuthal(points, self.longitude, self.latitude)
        return [(half + x * scale, height - y * scale) for x, y in flat]

    def globe(self, place: Point) -> Point | None:
        """The point of the globe at a place of the frame; its longitude may lie beyond ±180. Regional frames only."""
        scale = self.across / (RADIUS * WIDTH)
        x, y = (place[0] - WIDTH / 2) * scale, (self.height / 2 - place[1]) * scale
        return _from_azimuthal(x, y, self.longitude, self.latitude)

    def shows(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point of the globe lies in the frame, ``margin`` units from its edge."""
        x, y = self.place(point)
        return margin <= x <= WIDTH - margin and margin <= y <= self.height - margin


@lru_cache(maxsize=512)
def window(view: View) -> Box:
    """The box of longitudes (may lie beyond ±180) and latitudes that holds all that a frame shows, and a little more."""
    if view.is_world:
        return -180.0, -90.0, 180.0, 90.0
    edge = [view.globe(place) for place in border(view)]
    points = [point for point in edge if point]
    west, south, east, north = box_of(points)
    if view.shows((view.longitude, 90.0)):
        return view.longitude - 180, south - 2, view.longitude + 180, 90.0
    if view.shows((view.longitude, -90.0)):
        return view.longitude - 180, -90.0, view.longitude + 180, north + 2
    wide, high = (east - west) * 0.06, (north - south) * 0.06
    return west - wide, max(-90.0, south - high), east + wide, min(90.0, north + high)


def border(view: View) -> list[Point]:
    """Places along the edge of a frame, all round and back to the first."""
    steps = [step / _SAMPLES for step in range(_SAMPLES)]
    top = [(WIDTH * step, 0.0) for step in steps]
    right = [(WIDTH, view.height * step) for step in steps]
    bottom = [(WIDTH * (1 - step), view.height) for step in steps]
    left = [(0.0, view.height * (1 - step)) for step in steps]
    return [*top, *right, *bottom, *left, (0.0, 0.0)]


def world() -> View:
    """The whole world without the Antarctic."""
    north, south = _equal_earth(0, _WORLD_NORTH)[1], _equal_earth(0, _WORLD_SOUTH)[1]
    return View(0.0, 0.0, 0.0, round(WIDTH * (north - south) / (2 * _equal_earth(180, 0)[0])))


def fitted(
    points: Sequence[Point], *, height: float, least: float, margin: float = 0.13, pixels: float = 720.0
) -> View:
    """The frame that holds all points (longitude, latitude) with a margin, at least so many kilometres wide."""
    longitude, latitude = _middle(points)
    across = least
    for _ in range(3):
        flat = _azimuthal(points, longitude, latitude)
        west, south, east, north = box_of(flat)
        across = max(least, RADIUS * max(east - west, (north - south) * WIDTH / height) / (1 - 2 * margin))
        longitude, latitude = _from_azimuthal((west + east) / 2, (south + north) / 2, longitude, latitude) or (0, 0)
    if math.hypot(1, height / WIDTH) * across / 2 > _WIDEST * RADIUS:
        return world()
    return View(round(_turned(longitude), 4), round(latitude, 4), round(across, 1), height, pixels)


def around(point: Point, *, across: float, height: float, pixels: float = 720.0) -> View:
    """A frame around one point, moved a little to a grid so that neighbours share theirs."""
    step = across / _GRID / 111.2
    latitude = max(-88.0, min(88.0, round(point[1] / step) * step))
    step /= max(0.05, math.cos(math.radians(latitude)))
    return View(round(_turned(round(point[0] / step) * step), 4), round(latitude, 4), across, height, pixels)


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _middle(points: Iterable[Point]) -> Point:
    x = y = z = 0.0
    for longitude, latitude in points:
        across, up = math.radians(longitude), math.radians(latitude)
        x, y, z = x + math.cos(up) * math.cos(across), y + math.cos(up) * math.sin(across), z + math.sin(up)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def distance(one: Point, other: Point) -> float:
    """Between two points of the globe, in kilometres."""
    (lon1, lat1), (lon2, lat2) = one, other
    up1, up2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((up2 - up1) / 2) ** 2
    half += math.cos(up1) * math.cos(up2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def _azimuthal(points: Iterable[Point], longitude: float, latitude: float) -> list[Point]:
    """Lambert's azimuthal equal-area projection of the sphere, in radii (Snyder, USGS Professional Paper 1395, 1987)."""
    sin, cos, radians, sqrt = math.sin, math.cos, math.radians, math.sqrt
    sin_middle, cos_middle = sin(radians(latitude)), cos(radians(latitude))
    found = []
    for east, north in points:
        across, up = radians(east - longitude), radians(north)
        sin_up, cos_up, cos_across = sin(up), cos(up), cos(across)
        scale = sqrt(2 / max(1e-9, 1 + sin_middle * sin_up + cos_middle * cos_up * cos_across))
        x, y = scale * cos_up * sin(across), scale * (cos_middle * sin_up - sin_middle * cos_up * cos_across)
        found.append((x, y))
    return found


def _from_azimuthal(x: float, y: float, longitude: float, latitude: float) -> Point | None:
    away = math.hypot(x, y)
    if away > 2:
        return None
    if away == 0:
        return longitude, latitude
    angle = 2 * math.asin(away / 2)
    middle = math.radians(latitude)
    up = math.asin(
        max(-1.0, min(1.0, math.cos(angle) * math.sin(middle) + y * math.sin(angle) * math.cos(middle) / away))
    )
    across = math.atan2(
        x * math.sin(angle), away * math.cos(middle) * math.cos(angle) - y * math.sin(middle) * math.sin(angle)
    )
    return longitude + math.degrees(across), math.degrees(up)


def _equal_earth(longitude: float, latitude: float) -> Point:
    a1, a2, a3, a4 = _EQUAL_EARTH
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square * square * square
    y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square))
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    return 2 * math.sqrt(3) * math.radians(longitude) * math.cos(angle) / (3 * slope), y
