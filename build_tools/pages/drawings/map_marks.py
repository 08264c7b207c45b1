"""The marks of a map for one width of display: points, those too close together as one, and the names that fit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools.atlas import boundaries as atlas
from build_tools.atlas.lines import Point
from build_tools.pages.drawings.map_ground import area_in_frame, circle, countries_in
from build_tools.pages.drawings.map_ground import scale as scale_of
from build_tools.pages.drawings.map_labels import Beside, Room, roomy
from build_tools.pages.drawings.map_shapes import Shape, Spot
from build_tools.pages.drawings.map_view import WIDTH, View

_APART = 27.0  # pixels between two marks, so that each can be hit
_MOST = 120  # marks, above which those further apart are put together too
_LARGEST = 11.0
_SCALE_HIGH = 40.0  # pixels of the lower left corner that the scale and its words take
_RING = 12.0  # radius of the ring of what is known as a district or region only, where its circle would be smaller
_NAMED_FIRST = ("locality", "exact", "district", "region")  # which of several places gives them its name


@dataclass(frozen=True, slots=True)
class Mark:
    """``x`` and ``y`` are shares of the frame, lengths are pixels.

    ``kind``: ``point``, ``around`` (a broken ring), ``cluster`` (several places) or ``name`` (of an area that is drawn).
    """

    kind: str
    x: float
    y: float
    radius: float
    spots: tuple[Spot, ...]
    name: str = ""
    beside: Beside | None = None

    @property
    def entries(self) -> int:
        """How many entries are placed there."""
        return sum(spot.entries for spot in self.spots)

    @property
    def disputed(self) -> int:
        """How many of them are disputed."""
        return sum(spot.disputed for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a country that the map shows and the dossier does not link."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on the ground at one width of display."""

    marks: tuple[Mark, ...]
    names: tuple[Name, ...]


def marks(view: View, shapes: Iterable[Shape], *, pixels: float, names: bool = True) -> Marks:
    """All marks for a frame displayed so many pixels wide, and unless that is not wanted the names of countries."""
    shapes = list(shapes)
    scale = pixels / WIDTH
    room = Room(pixels, view.height * scale)
    room.take((0.0, room.height - _SCALE_HIGH, _width_of_scale(view, pixels), room.height))
    small = [shape for shape in shapes if shape.kind in ("point", "around") and view.shows(shape.middle, 6)]
    groups = _grouped(small, view, scale)
    points = [_mark(middle, group, view, scale) for middle, group in groups]
    for mark in points:
        x, y = mark.x * room.width, mark.y * room.height
        room.take((x - mark.radius - 1, y - mark.radius - 1, x + mark.radius + 1, y + mark.radius + 1))
    named = [_named(mark, room) for mark in points]
    areas = [mark for shape in shapes if shape.area for mark in _area_name(shape, view, room)]
    linked = {shape.area.code for shape in shapes if isinstance(shape.area, atlas.Country)}
    return Marks((*areas, *named), tuple(_country_names(view, room, linked)) if names else ())


def _width_of_scale(view: View, pixels: float) -> float:
    told = scale_of(view)
    return 24 + max(told.share * pixels, 7.5 * len(f"{told.kilometres:,} km {told.holds}"))


def _grouped(shapes: Sequence[Shape], view: View, scale: float) -> list[tuple[Point, list[Shape]]]:
    """Shapes that lie too close to be hit apart, together; each group where its weightiest lies, in pixels."""
    ordered = sorted(shapes, key=lambda shape: (-shape.spot.entries, shape.spot.id))
    placed = [((x * scale, y * scale), shape) for shape in ordered for x, y in [view.place(shape.middle)]]
    apart = _APART
    while True:
        groups = _near_each_other(placed, apart)
        if len(groups) <= _MOST:
            return groups
        apart *= 1.4


def _near_each_other(placed: Iterable[tuple[Point, Shape]], apart: float) -> list[tuple[Point, list[Shape]]]:
    cells: dict[tuple[int, int], list[tuple[Point, list[Shape]]]] = {}
    found: list[tuple[Point, list[Shape]]] = []
    for place, shape in placed:
        column, row = int(place[0] // apart), int(place[1] // apart)
        around = [group for x in (-1, 0, 1) for y in (-1, 0, 1) for group in cells.get((column + x, row + y), ())]
        near = [group for group in around if math.dist(group[0], place) < apart]
        if near:
            min(near, key=lambda group: math.dist(group[0], place))[1].append(shape)
        else:
            group = (place, [shape])
            found.append(group)
            cells.setdefault((column, row), []).append(group)
    return found


def _mark(middle: Point, group: list[Shape], view: View, scale: float) -> Mark:
    x, y = round(middle[0] / (WIDTH * scale), 4), round(middle[1] / (view.height * scale), 4)
    spots = tuple(shape.spot for shape in group)
    if len(group) > 1:
        return Mark("cluster", x, y, 12.0, spots)
    (shape,) = group
    if shape.kind == "around":
        return Mark("around", x, y, max(_RING, shape.radius / view.kilometres_per_unit * scale), spots)
    return Mark("point", x, y, round(min(_LARGEST, 4 + 1.5 * math.sqrt(shape.spot.entries)), 1), spots)


def _named(mark: Mark, room: Room) -> Mark:
    first = min(mark.spots, key=_weight_of_name)
    name = first.name if len(mark.spots) == 1 else f"{first.name} + {len(mark.spots) - 1}"
    beside = room.name_beside((mark.x * room.width, mark.y * room.height), mark.radius, name)
    return Mark(mark.kind, mark.x, mark.y, mark.radius, mark.spots, name if beside else "", beside)


def _weight_of_name(spot: Spot) -> tuple[object, ...]:
    return not spot.is_focus, _NAMED_FIRST.index(spot.precision), -spot.entries, len(spot.name)


def _area_name(shape: Shape, view: View, room: Room) -> list[Mark]:
    """The name of an area that is drawn, where it has the most room; a small mark without it where it has none."""
    if not shape.area:
        return []
    scale = room.width / WIDTH
    name = f"{shape.spot.name} {shape.spot.entries or ''}"
    spots = [
        ((x * scale, y * scale), wide)
        for (x, y), wide in roomy(area_in_frame(shape.area, view), view.place(shape.middle))
    ]
    for middle, _ in spots:
        if room.name_at(middle, name, high=24):
            return [Mark("name", *_share(middle, room), 0, (shape.spot,), shape.spot.name)]
    for (x, y), _ in spots:
        box = (x - 13, y - 13, x + 13, y + 13)
        if room.is_free(box):
            room.take(box)
            return [Mark("name", *_share((x, y), room), 6, (shape.spot,))]
    return []


def _share(place: Point, room: Room) -> Point:
    return round(place[0] / room.width, 4), round(place[1] / room.height, 4)


def _country_names(view: View, room: Room, linked: set[str]) -> Iterable[Name]:
    scale = room.width / WIDTH
    for code, label, places in _countries(view):
        for (x, y), wide in places:
            is_roomy = code not in linked and wide * scale > len(label) * 5.5
            if is_roomy and room.name_at((x * scale, y * scale), label):
                yield Name(*_share((x * scale, y * scale), room), label)
                break


@lru_cache(maxsize=256)
def _countries(view: View) -> tuple[tuple[str, str, list[tuple[Point, float]]], ...]:
    """The countries that a frame shows, those with the most room first: code, name, and where the name has room."""
    middle = (WIDTH / 2, view.height / 2)
    countries = [atlas.boundaries().countries[code] for code in countries_in(view)]
    spots = [(one.code, one.label, roomy(area_in_frame(one, view), middle)) for one in countries]
    return tuple(sorted((spot for spot in spots if spot[2]), key=lambda spot: -spot[2][0][1]))


def circles(shapes: Iterable[Shape], view: View) -> list[tuple[Shape, list[Point]]]:
    """The circles of what is known as a district or region only, in units of the frame."""
    around = [shape for shape in shapes if shape.kind == "around" and view.shows(shape.middle)]
    return [(shape, [view.place(point) for point in circle(shape.middle, shape.radius)]) for shape in around]
