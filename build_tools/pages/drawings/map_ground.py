"""What lies under the marks of a map: land, borders, graticule, scale, and the names of countries. Knows no dossier."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from build_tools.atlas import boundaries as atlas
from build_tools.atlas.lines import Box, Point, clipped_line, clipped_ring, meet, simplified
from build_tools.pages.drawings.map_view import RADIUS, WIDTH, View, window

_SLACK = 4.0  # units beyond the frame, so that the edges that clipping makes are never seen
_STRAY = 0.5  # pixels by which a line may stray from itself
_STRAY_OF_WORLD = 1.3
_HEAVIEST, _MOST_STRAY = 24_000, 8.0  # characters of all paths; units
_REGIONS_UP_TO = 1700  # kilometres across, above which the borders of regions only make noise
_STEPS = (0.5, 1, 2, 5, 10, 15, 30)  # degrees between the lines of the graticule
_ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Ground:
    """Paths in units of the frame (SVG path data). ``shore`` is empty where the edge of ``land`` is the shore itself.

    ``stray``: how many units a line may stray from itself, which is how much detail there is.
    """

    stray: float
    land: str
    shore: str
    regions: str
    borders: str
    unsettled: str
    graticule: str

    @property
    def weight(self) -> int:
        """Of all paths, in characters."""
        return sum(map(len, (self.land, self.shore, self.regions, self.borders, self.unsettled)))


@dataclass(frozen=True, slots=True)
class Scale:
    """A length of round kilometres, its length as a share of the frame's width, and where it holds (may be empty)."""

    kilometres: int
    share: float
    holds: str


@lru_cache(maxsize=256)
def ground(view: View) -> Ground:
    """All that lies under the marks, with less detail where it would weigh too much. The same view is drawn once."""
    stray = (_STRAY_OF_WORLD if view.is_world else _STRAY) * WIDTH / view.pixels
    drawn = _ground(view, stray)
    while drawn.weight > _HEAVIEST and stray < _MOST_STRAY:
        stray *= 1.4
        drawn = _ground(view, stray)
    return drawn


def _ground(view: View, stray: float) -> Ground:
    land, has_seam = _land(view, stray, smallest=2 * stray)
    lines = (line for one in _graticule(view) for line in clipped_line(_placed(one, view, 1.0), view.frame))
    return Ground(
        stray=stray,
        land=land,
        shore=_drawn(view, atlas.COAST, stray) if has_seam else "",
        regions=_drawn(view, atlas.REGION, stray) if 0 < view.across <= _REGIONS_UP_TO else "",
        borders=_drawn(view, atlas.BORDER, stray),
        unsettled=_drawn(view, atlas.UNSETTLED, stray),
        graticule=path(lines),
    )


def countries_in(view: View) -> tuple[str, ...]:
    """The codes of the countries that a frame may show."""
    world = atlas.boundaries()
    return tuple(dict.fromkeys(country.code for box, _ in boxes(view) for country in world.countries_near(box)))


@lru_cache(maxsize=4)
def small_world(view: View) -> str:
    """The land of the whole world as a path for a drawing as small as a stamp."""
    return _land(view, 5.0, smallest=10)[0]


def level_of(view: View, stray: float) -> int:
    """How much detail is worth decoding: finer than what is seen, since what is seen is chosen in the frame."""
    return atlas.level_for(stray * view.kilometres_per_unit / 111.2 / 2)


def boxes(view: View) -> list[tuple[Box, float]]:
    """The window of a view as boxes between ±180°, each with what is added to its longitudes to bring it there."""
    west, south, east, north = window(view)
    found = []
    for turn in (-360.0, 0.0, 360.0):
        box = (max(-180.0, west - turn), south, min(180.0, east - turn), north)
        if box[0] < box[2]:
            found.append((box, turn))
    return found


def _land(view: View, stray: float, *, smallest: float) -> tuple[str, bool]:
    world = atlas.boundaries()
    rings = []
    has_seam = False
    level = level_of(view, stray)
    for box, turn in boxes(view):
        has_seam = has_seam or bool(not view.is_world and world.lines(atlas.SEAM, box, level))
        for ring in world.land(box, level):
            rings += [seen for seen in framed(ring, view, (box, turn), stray) if _extent(seen) >= smallest]
    return path(rings, closed=True), has_seam


def framed(ring: Sequence[Point], view: View, part: tuple[Box, float], stray: float) -> list[list[Point]]:
    """A ring (without its first point again) as a part of the window shows it; none where nothing of it is seen."""
    box, turn = part
    inside = clipped_ring(ring, box)
    if len(inside) < 3:
        return []
    places = _placed([*((x + turn, y) for x, y in inside), (inside[0][0] + turn, inside[0][1])], view, stray)
    seen = clipped_ring(simplified(places, stray)[:-1], _around(view))
    return [seen] if len(seen) > 2 else []


def _extent(points: Sequence[Point]) -> float:
    xs, ys = zip(*points, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _around(view: View) -> Box:
    return -_SLACK, -_SLACK, WIDTH + _SLACK, view.height + _SLACK


def _drawn(view: View, kind: int, stray: float) -> str:
    world = atlas.boundaries()
    level = level_of(view, stray)
    found: list[list[Point]] = []
    for box, turn in boxes(view):
        for line in world.lines(kind, box, level):
            for inside in clipped_line(line, box):
                found += _line_in_frame(inside, turn, view, stray)
    return path(found)


def _line_in_frame(line: Sequence[Point], turn: float, view: View, stray: float) -> list[list[Point]]:
    places = _placed([(x + turn, y) for x, y in line], view, stray)
    return clipped_line(simplified(places, stray), _around(view))


def _placed(line: Sequence[Point], view: View, stray: float) -> list[Point]:
    """A line of the globe in the frame, bent where a straight one would stray."""
    longest = math.degrees(math.sqrt(8 * stray * view.kilometres_per_unit / RADIUS))
    points = [line[0]]
    for one, other in pairwise(line):
        across, up = other[0] - one[0], other[1] - one[1]
        steps = math.ceil(max(abs(across), abs(up)) / longest)
        if steps > 1:
            points += [(one[0] + across * step / steps, one[1] + up * step / steps) for step in range(1, steps)]
        points.append(other)
    return view.places(points)


def path(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """SVG path data for lines, in whole units and steps: as short as it gets."""
    return "".join(_steps(line, closed=closed) for line in lines)


def _steps(line: Sequence[Point], *, closed: bool) -> str:
    whole = [(round(x), round(y)) for x, y in line]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(whole) if (x1, y1) != (x2, y2)]
    if not steps or (closed and len(steps) < 2):
        return ""
    told = "".join(f"{x if x < 0 else f' {x}'}{y if y < 0 else f' {y}'}" for x, y in _merged(steps))
    return f"M{whole[0][0]} {whole[0][1]}l{told.lstrip()}{'z' if closed else ''}"


def _merged(steps: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Steps in one direction as one step."""
    found: list[tuple[int, int]] = []
    for x, y in steps:
        if found:
            before_x, before_y = found[-1]
            if before_x * y == before_y * x and before_x * x >= 0 and before_y * y >= 0:
                found[-1] = (before_x + x, before_y + y)
                continue
        found.append((x, y))
    return found


def _graticule(view: View) -> list[list[Point]]:
    west, south, east, north = window(view)
    step = 30.0 if view.is_world else next((one for one in _STEPS if (north - south) / one <= 5), 30)
    meridians = _between(west, east, step if east - west < 12 * step else 30.0)
    parallels = [up for up in _between(south, north, step) if abs(up) < 90]
    lines = [[(across, max(south, -85.0)), (across, min(north, 85.0))] for across in meridians]
    return lines + [[(west, up), (east, up)] for up in parallels]


def _between(low: float, high: float, step: float) -> list[float]:
    return [step * number for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def scale(view: View) -> Scale:
    """The bar that tells lengths: the longest of a round length that takes no more than a quarter of the width."""
    most = view.kilometres_per_unit * WIDTH / 4
    power = 10 ** math.floor(math.log10(most))
    kilometres = max(power * one for one in _ROUND if power * one <= most)
    holds = "along the equator" if view.is_world else "in the middle of the map" if view.across > 3000 else ""
    return Scale(round(kilometres), round(kilometres / view.kilometres_per_unit / WIDTH, 4), holds)


@lru_cache(maxsize=4096)
def area_in_frame(area: atlas.Country | atlas.Region, view: View) -> tuple[tuple[Point, ...], ...]:
    """What of a country or region the frame shows, as closed lines in units (without their first point again)."""
    world = atlas.boundaries()
    stray = ground(view).stray
    found = []
    for part in boxes(view):
        if meet(world.box(area), part[0]):
            for ring in world.outline(area, level_of(view, stray)):
                found += [tuple(seen) for seen in framed(ring[:-1], view, part, stray)]
    return tuple(found)


def edge_in_frame(area: atlas.Country | atlas.Region, view: View) -> str:
    """The border of an area without the 180th meridian; empty where the area does not reach it."""
    world = atlas.boundaries()
    if max(map(abs, world.box(area)[::2])) < 180:
        return ""
    stray = ground(view).stray
    found: list[list[Point]] = []
    for box, turn in boxes(view):
        for ring in world.outline(area, level_of(view, stray)):
            for line in _without_seam(ring):
                for inside in clipped_line(line, box):
                    found += _line_in_frame(inside, turn, view, stray)
    return path(found)


def _without_seam(ring: Sequence[Point]) -> list[list[Point]]:
    found: list[list[Point]] = [[ring[0]]]
    for one, other in pairwise(ring):
        if abs(one[0]) == 180 and one[0] == other[0]:
            found.append([other])
        else:
            found[-1].append(other)
    return [line for line in found if len(line) > 1]


def circle(middle: Point, kilometres: float) -> list[Point]:
    """Points of the globe at a distance from one, all round."""
    up, across = math.radians(middle[1]), math.radians(middle[0])
    angle = kilometres / RADIUS
    found = []
    for step in range(36):
        towards = math.radians(10 * step)
        latitude = math.asin(math.sin(up) * math.cos(angle) + math.cos(up) * math.sin(angle) * math.cos(towards))
        longitude = across + math.atan2(
            math.sin(towards) * math.sin(angle) * math.cos(up), math.cos(angle) - math.sin(up) * math.sin(latitude)
        )
        found.append((math.degrees(longitude), math.degrees(latitude)))
    return found
