"""A map of places: the frame that fits them, what is drawn as what, and what it cannot show. Geometry only.

A frame is fitted to most of the places; those far away are told apart and shown on a small map of the world.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.atlas import boundaries as atlas
from build_tools.atlas.boundaries import Decision
from build_tools.atlas.lines import Point, clipped_line
from build_tools.pages.drawings.map_ground import (
    Ground,
    Scale,
    area_in_frame,
    boxes,
    edge_in_frame,
    ground,
    path,
    scale,
    small_world,
)
from build_tools.pages.drawings.map_marks import Marks, circles, marks
from build_tools.pages.drawings.map_shapes import Shape, Spot, shape_of
from build_tools.pages.drawings.map_view import WIDTH, View, around, border, distance, fitted, world

WIDE, NARROW, SMALL = 720.0, 340.0, 250.0  # pixels for which marks and names are laid out
_LEAST = 260.0  # kilometres that a frame shows at least
_FAR = 2.2  # so much further away than the rest of the places a place has to lie to be left out of the frame
_FAR_AT_LEAST = 900.0  # kilometres from the middle of the places, below which none is left out
_MOST_LEFT_OUT = 0.4  # of the places
_LOCATOR = 420.0  # kilometres that the map of a single point shows


@dataclass(frozen=True, slots=True)
class Area:
    """An area that is drawn: ``kind`` is ``area``, ``country`` or ``around`` (a circle of ``radius`` kilometres).

    ``edge`` is its border where that is less than the edge of ``path``: the 180th meridian bounds nothing.
    """

    spot: Spot
    kind: str
    path: str
    edge: str = ""
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Inset:
    """The world in small: its height, its land, the frame of the map on it, and the places outside that frame."""

    height: float
    land: str
    frame: str
    ring: Point | None
    outside: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """All that the template draws. ``outside``: drawn, but not in this frame; ``unplaced``: not to be drawn at all."""

    view: View
    scale: Scale
    areas: tuple[Area, ...]
    wide: Marks
    narrow: Marks | None
    inset: Inset | None
    outside: tuple[Spot, ...]
    unplaced: tuple[Spot, ...]

    @property
    def ground(self) -> Ground:
        """What lies under it all."""
        return ground(self.view)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided on contested areas and lines near the frame."""
        world = atlas.boundaries()
        return tuple(dict.fromkeys(one for box, _ in boxes(self.view) for one in world.decisions_near(box)))

    @property
    def area_kinds(self) -> frozenset[str]:
        """As what places are drawn that are no points."""
        return frozenset(area.kind for area in self.areas)

    @property
    def kinds(self) -> frozenset[str]:
        """What a key has to explain."""
        clusters = {mark.kind for layer in (self.wide, self.narrow) if layer for mark in layer.marks}
        disputed = {"disputed" for mark in self.wide.marks if mark.disputed}
        broken = {"unsettled"} if self.ground.unsettled else set()
        return frozenset(self.area_kinds | clusters | disputed | broken)


def draw(spots: Iterable[Spot], *, height: float = 560.0, pixels: float = WIDE, names: bool = True) -> Map | None:
    """A map of places, displayed so many pixels wide at most; None where none of them can be drawn. ``names``: of the
    countries in sight.

    The frame is fitted to the area of the place in focus, if it has one, else to most of the places.
    """
    shapes = [shape_of(spot) for spot in spots]
    drawn = [shape for shape in shapes if shape.kind]
    if not drawn:
        return None
    whole = next((shape for shape in drawn if shape.spot.is_focus and shape.area), None)
    if whole or len(drawn) == 1:
        return _map(shapes, _frame_of_one(whole or drawn[0], height, pixels), names=names)
    return _map(shapes, _frame(drawn, height, pixels), names=names)


def _frame_of_one(shape: Shape, height: float, pixels: float) -> View:
    """An area whole; a point in the middle of what surrounds it."""
    if shape.area:
        return fitted(shape.extent(), height=height, least=_LEAST, margin=0.09, pixels=pixels)
    return around(shape.middle, across=_LOCATOR if shape.radius < 50 else 2 * _LOCATOR, height=height, pixels=pixels)


def _frame(drawn: Sequence[Shape], height: float, pixels: float) -> View:
    """The frame around most places; countries count only where there is nothing smaller."""
    small = [shape for shape in drawn if shape.kind != "country"] or list(drawn)
    near = _together(small)
    points = [point for shape in near for point in shape.extent()]
    return fitted(points, height=height, least=_LEAST, pixels=pixels)


def _together(shapes: Sequence[Shape]) -> list[Shape]:
    """The places without those that lie far from all others: cut at the widest gap, where it is wide enough."""
    middle = min((shape.middle for shape in shapes), key=lambda point: _away(point, shapes))
    ordered = sorted(
        ((distance(middle, shape.middle), shape.spot.id, shape) for shape in shapes), key=lambda row: row[:2]
    )
    least = math.ceil(len(ordered) * (1 - _MOST_LEFT_OUT))
    best, cut = _FAR, len(ordered)
    for at, ((before, *_), (after, *_)) in enumerate(pairwise(ordered), start=1):
        if at >= least and after > _FAR_AT_LEAST and after / max(before, _LEAST) > best:
            best, cut = after / max(before, _LEAST), at
    return [shape for *_, shape in ordered[:cut]]


def _away(point: Point, shapes: Sequence[Shape]) -> float:
    """How far a point lies from a sample of the places, all together."""
    sample = shapes[:: max(1, len(shapes) // 40)]
    return sum(distance(point, shape.middle) for shape in sample)


def _map(shapes: Sequence[Shape], view: View, *, names: bool) -> Map:
    drawn = [shape for shape in shapes if shape.kind]
    areas = tuple(_areas(drawn, view))
    inside = {area.spot.id for area in areas} | {shape.spot.id for shape in drawn if _is_in(shape, view)}
    outside = tuple(shape for shape in drawn if shape.spot.id not in inside)
    return Map(
        view=view,
        scale=scale(view),
        areas=areas,
        wide=marks(view, drawn, pixels=view.pixels, names=names),
        narrow=marks(view, drawn, pixels=NARROW) if view.pixels > NARROW else None,
        inset=None if view.is_world or view.pixels <= NARROW else _inset(view, outside),
        outside=tuple(shape.spot for shape in outside),
        unplaced=tuple(shape.spot for shape in shapes if not shape.kind),
    )


def _is_in(shape: Shape, view: View) -> bool:
    return shape.kind in ("point", "around") and view.shows(shape.middle, 6)


def _areas(drawn: Iterable[Shape], view: View) -> Iterable[Area]:
    """Large areas first, so that small ones lie on top of them."""
    order = ("country", "area")
    for shape in sorted((one for one in drawn if one.area), key=lambda one: order.index(one.kind)):
        if shape.area and (told := path(area_in_frame(shape.area, view), closed=True)):
            yield Area(shape.spot, shape.kind, told, edge_in_frame(shape.area, view))
    for shape, ring in circles(drawn, view):
        yield Area(shape.spot, "around", path([ring], closed=True), radius=shape.radius)


def _inset(view: View, outside: Iterable[Shape]) -> Inset:
    globe = world()
    edge = [point for point in (view.globe(place) for place in border(view)) if point]
    placed = [globe.place(((x + 180) % 360 - 180, y)) for x, y in edge]
    is_torn = any(abs(one[0] - other[0]) > WIDTH / 3 for one, other in pairwise(placed))
    is_small = max(x for x, _ in placed) - min(x for x, _ in placed) < 24
    middle = globe.place((view.longitude, view.latitude))
    return Inset(
        height=globe.height,
        land=small_world(globe),
        frame="" if is_torn or is_small else path(clipped_line(placed, globe.frame)),
        ring=(round(middle[0]), round(middle[1])) if is_torn or is_small else None,
        outside=tuple((round(x), round(y)) for x, y in (globe.place(shape.middle) for shape in outside)),
    )
