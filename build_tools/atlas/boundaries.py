"""The boundaries of the world, read as far as they are asked for. Longitudes and latitudes in degrees, in this order.

A ``level`` says how much detail is left out: 0 nothing, each further one twice as much, ``COARSEST`` at most.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from itertools import accumulate

from build_tools.atlas import packing
from build_tools.atlas.lines import Box, Point, holds, joined, meet, simplified
from build_tools.text.names import fold

COAST, REGION, BORDER, UNSETTLED, SEAM = range(5)
COARSEST = 9
_FINEST = 0.004  # degrees: what level 0 was simplified by
_FROM_COARSE = 4  # from this level on the coarse form of a line is near enough
_CELL = 10  # degrees: the index knows which lines touch which square of this size
_KEPT = 16
_STEP = packing.STEPS_OF_BOX / packing.STEPS_PER_DEGREE
Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country as drawn: its code (Natural Earth's, mostly ISO 3166-1 alpha-3) and names, the first for labels."""

    code: str
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        """What stands on the map."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level division of a country, as Natural Earth knows it, and the country that it is drawn as."""

    number: int
    country: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What readers are told of a contested area or line, and on whose word; boxes around what it speaks of."""

    told: str
    source: str
    boxes: tuple[Box, ...]


def level_for(degrees: float) -> int:
    """The level of detail at which a line strays from itself by about so many degrees."""
    return max(0, min(COARSEST, round(math.log2(max(degrees, _FINEST) / _FINEST))))


def _boxes(flat: list[float]) -> tuple[Box, ...]:
    return tuple((flat[at], flat[at + 1], flat[at + 2], flat[at + 3]) for at in range(0, len(flat), 4))


@lru_cache(maxsize=1)
def boundaries() -> Boundaries:
    """Those of the file beside this module."""
    return Boundaries((resources.files("build_tools.atlas") / "data" / "boundaries.bin.gz").read_bytes())


class Boundaries:
    """Lines, areas and names; every line is decoded when it is first asked for, and kept."""

    def __init__(self, data: bytes) -> None:
        head, self._columns, self._bodies = packing.unpacked(data)
        self.origin: Mapping[str, str] = {key: value for key, value in head.items() if isinstance(value, str)}
        self.countries = {code: Country(code, tuple(names)) for code, *names in head["countries"]}
        codes = list(self.countries)
        self.regions = tuple(
            Region(number, codes[country], tuple(names)) for number, (country, *names) in enumerate(head["regions"])
        )
        self.decisions = tuple(Decision(told, source, _boxes(flat)) for told, source, flat in head["told"])
        self._lines: dict[tuple[int, int], tuple[Point, ...]] = {}
        self._near: dict[Box, set[int]] = {}
        self._boxes: dict[str | int, Box] = {}
        self._outlines: dict[tuple[str | int, int], Rings] = {}

    def decisions_near(self, box: Box) -> list[Decision]:
        """What is to be told of contested areas and lines that may come into a box."""
        return [one for one in self.decisions if any(meet(box, near) for near in one.boxes)]

    # ── lines ───────────────────────────────────────────────────────────────────────────────────────────────

    def lines(self, kind: int, box: Box, level: int = 0) -> list[tuple[Point, ...]]:
        """The lines of a kind that may come into a box (west, south, east, north)."""
        kinds = self._columns["kind"]
        near = (arc for arc in self._arcs_near(box) if kinds[arc] == kind)
        return [line for line in (self._line(arc, level) for arc in near) if len(line) > 1]

    def land(self, box: Box, level: int = 0) -> Iterator[list[Point]]:
        """Closed lines around all land that may come into a box; what lies outside it is only hinted at."""
        near = self._arcs_near(box)
        for around, ring in self._land:
            if meet(around, box):
                yield self._ring(ring, near, level)

    def _ring(self, ring: Mapping[int, int], near: set[int], level: int) -> list[Point]:
        points: list[Point] = []
        for arc, direction in ring.items():
            if arc in near:
                line = self._line(arc, level)
            else:
                line = self._line(arc, COARSEST)
                line = (line[0], line[-1]) if line else ()
            points += line[::direction][:-1] if direction < 0 else line[:-1]
        return points

    @cached_property
    def _land(self) -> list[tuple[Box, dict[int, int]]]:
        """Each closed line around land as arc → direction, and the box around it."""
        found: list[dict[int, int]] = [{}]
        for number in self._columns["land"]:
            if number:
                found[-1][abs(number) - 1] = 1 if number > 0 else -1
            else:
                found.append({})
        return [(self._box_of(ring), ring) for ring in found[:-1]]

    def _arcs_near(self, box: Box) -> set[int]:
        """The arcs whose boxes touch a box; the last answers are kept, since a map asks for several kinds of lines."""
        if box not in self._near:
            if len(self._near) > _KEPT:
                self._near.clear()
            self._near[box] = self._found_near(box)
        return self._near[box]

    def _found_near(self, box: Box) -> set[int]:
        west, south, east, north = box
        cells = [
            (column, row)
            for column in range(math.floor(max(west, -180) / _CELL), math.floor(min(east, 180) / _CELL) + 1)
            for row in range(math.floor(south / _CELL), math.floor(north / _CELL) + 1)
        ]
        return {arc for cell in cells for arc in self._cells.get(cell, ()) if meet(self._box(arc), box)}

    @cached_property
    def _cells(self) -> Mapping[tuple[int, int], list[int]]:
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for arc in range(len(self._columns["kind"])):
            west, south, east, north = self._box(arc)
            for column in range(math.floor(west / _CELL), math.floor(east / _CELL) + 1):
                for row in range(math.floor(south / _CELL), math.floor(north / _CELL) + 1):
                    found[column, row].append(arc)
        return found

    def _box(self, arc: int) -> Box:
        columns = self._columns
        west, south = columns["west"][arc], columns["south"][arc]
        return (
            west * _STEP,
            south * _STEP,
            (west + columns["width"][arc]) * _STEP,
            (south + columns["height"][arc]) * _STEP,
        )

    def _line(self, arc: int, level: int) -> tuple[Point, ...]:
        key = (arc, level)
        if key not in self._lines:
            self._lines[key] = self._made(arc, level)
        return self._lines[key]

    def _made(self, arc: int, level: int) -> tuple[Point, ...]:
        if level == 0:
            return self._decoded(arc, "fine")
        if level >= _FROM_COARSE and self._columns["kind"][arc] != REGION:
            line = self._decoded(arc, "coarse")
        else:
            line = self._line(arc, 0)
        return tuple(simplified(line, _FINEST * 2**level))

    def _decoded(self, arc: int, body: str) -> tuple[Point, ...]:
        start, end = self._offsets[body][arc : arc + 2]
        return tuple(packing.decoded(self._bodies[body], start, end))

    @cached_property
    def _offsets(self) -> Mapping[str, list[int]]:
        return {body: [0, *accumulate(self._columns[body])] for body in ("fine", "coarse")}

    # ── areas ───────────────────────────────────────────────────────────────────────────────────────────────

    def outline(self, area: Country | Region, level: int = 0) -> Rings:
        """The closed lines around a country or region, holes among them (even–odd), each ending where it began."""
        key = (area.code if isinstance(area, Country) else area.number, level)
        if key not in self._outlines:
            lines = (self._line(arc, level) for arc in self._edges(area))
            rings = joined(line for line in lines if line)
            self._outlines[key] = tuple(tuple(ring) for ring in rings if len(ring) > 3)
        return self._outlines[key]

    def _edges(self, area: Country | Region) -> list[int]:
        if isinstance(area, Region):
            return self._arcs_of[area.number]
        numbers = self._regions_of[area.code]
        inside = set(numbers)
        one, other = self._columns["one"], self._columns["other"]
        return [
            arc
            for number in numbers
            for arc in self._arcs_of[number]
            if not (one[arc] in inside and other[arc] in inside)
        ]

    @cached_property
    def _arcs_of(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.regions]
        for side in ("one", "other"):
            for arc, region in enumerate(self._columns[side]):
                if region >= 0:
                    found[region].append(arc)
        return found

    @cached_property
    def _regions_of(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for region in self.regions:
            found[region.country].append(region.number)
        return found

    def box(self, area: Country | Region) -> Box:
        """A box around a country or region; an area on both sides of the 180th meridian has a box around the world."""
        key = area.code if isinstance(area, Country) else area.number
        if key not in self._boxes:
            self._boxes[key] = self._box_of(self._edges(area))
        return self._boxes[key]

    def _box_of(self, arcs: Iterable[int]) -> Box:
        boxes = [self._box(arc) for arc in arcs]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    @cached_property
    def _regions_in(self) -> Mapping[tuple[int, int], list[Region]]:
        """The regions whose boxes touch each square of the index."""
        found: dict[tuple[int, int], list[Region]] = defaultdict(list)
        for region in self.regions:
            west, south, east, north = self.box(region)
            for column in range(math.floor(west / _CELL), math.floor(east / _CELL) + 1):
                for row in range(math.floor(south / _CELL), math.floor(north / _CELL) + 1):
                    found[column, row].append(region)
        return found

    def region_at(self, point: Point) -> Region | None:
        """The region in which a point (longitude, latitude) lies; None at sea."""
        around = self.regions_around(point)
        return next((region for region in around if holds(self.outline(region), point)), None)

    def country_at(self, point: Point) -> Country | None:
        """The country in which a point (longitude, latitude) lies, as drawn; None at sea."""
        region = self.region_at(point)
        return self.countries[region.country] if region else None

    @cached_property
    def named(self) -> Mapping[str, Country]:
        """The countries by their names, folded."""
        return {fold(name): country for country in self.countries.values() for name in reversed(country.names)}

    def regions_around(self, point: Point) -> list[Region]:
        """The regions whose boxes hold a point: more than those in which it lies."""
        cell = (math.floor(point[0] / _CELL), math.floor(point[1] / _CELL))
        return [region for region in self._regions_in.get(cell, ()) if meet(self.box(region), (*point, *point))]

    def countries_near(self, box: Box) -> list[Country]:
        """The countries that may come into a box."""
        one, other = self._columns["one"], self._columns["other"]
        numbers = {side[arc] for arc in self._arcs_near(box) for side in (one, other) if side[arc] >= 0}
        return [self.countries[code] for code in sorted({self.regions[number].country for number in numbers})]
