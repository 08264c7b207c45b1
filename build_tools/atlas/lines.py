"""Lines and rings of points in a plane: simplified, cut, clipped. Knows no map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # west, south, east, north


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with fewer points, none of those left out further than ``tolerance`` from it; both ends stay.

    Douglas and Peucker, “Algorithms for the reduction of the number of points required to represent a digitized line
    or its caricature” (1973). A closed line keeps at least its two most distant points and a third.
    """
    if len(line) < 3:
        return list(line)
    kept = bytearray(len(line))
    kept[0] = kept[-1] = 1
    if line[0] == line[-1]:
        spans = _halves(line, kept)
    else:
        spans = [(0, len(line) - 1)]
    limit = tolerance * tolerance
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        furthest, distance = _furthest(line, first, last)
        if distance > limit:
            kept[furthest] = 1
            spans += [(first, furthest), (furthest, last)]
    return [point for point, keep in zip(line, kept, strict=True) if keep]


def _halves(line: Sequence[Point], kept: bytearray) -> list[tuple[int, int]]:
    x, y = line[0]
    middle = max(range(1, len(line) - 1), key=lambda at: (line[at][0] - x) ** 2 + (line[at][1] - y) ** 2)
    third, _ = _furthest([*line[middle:], *line[1 : middle + 1]], 0, len(line) - 1)
    third = (middle + third) % (len(line) - 1) if third else 0
    kept[middle] = 1
    kept[third] = 1
    return [(0, middle), (middle, len(line) - 1)]


def _furthest(line: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    """The point between two others that lies furthest from the stretch between them, and the square of how far."""
    (x1, y1), (x2, y2) = line[first], line[last]
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    found, most = 0, 0.0
    for at in range(first + 1, last):
        x, y = line[at][0] - x1, line[at][1] - y1
        share = (x * dx + y * dy) / length if length else 0.0
        share = 0.0 if share < 0 else 1.0 if share > 1 else share
        away = (x - share * dx) ** 2 + (y - share * dy) ** 2
        if away > most:
            found, most = at, away
    return found, most


def clipped_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """What of a closed ring lies in a box; where it leaves the box it follows its edge (Sutherland and Hodgman, 1974).

    The ring is given and returned without its first point again at its end.
    """
    west, south, east, north = box
    points = _clipped_side(ring, 0, west, above=True)
    points = _clipped_side(points, 0, east, above=False)
    points = _clipped_side(points, 1, south, above=True)
    return _clipped_side(points, 1, north, above=False)


def _clipped_side(ring: Sequence[Point], axis: int, limit: float, *, above: bool) -> list[Point]:
    if not ring:
        return []
    along = [point[axis] for point in ring]
    if min(along) >= limit if above else max(along) <= limit:
        return list(ring)
    found: list[Point] = []
    before = ring[-1]
    before_in = (before[axis] >= limit) == above or before[axis] == limit
    for point in ring:
        inside = (point[axis] >= limit) == above or point[axis] == limit
        if inside != before_in:
            found.append(_crossing(before, point, axis, limit))
        if inside:
            found.append(point)
        before, before_in = point, inside
    return found


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (limit, across) if axis == 0 else (across, limit)


def clipped_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The stretches of a line that lie in a box (Liang and Barsky, 1984, step by step)."""
    found: list[list[Point]] = []
    for one, other in pairwise(line):
        if (inside := _within(one, other, box)) is None:
            continue
        start, end = inside
        if found and found[-1][-1] == start:
            found[-1].append(end)
        else:
            found.append([start, end])
    return found


def _within(one: Point, other: Point, box: Box) -> tuple[Point, Point] | None:
    west, south, east, north = box
    dx, dy = other[0] - one[0], other[1] - one[1]
    low, high = 0.0, 1.0
    for step, room in ((-dx, one[0] - west), (dx, east - one[0]), (-dy, one[1] - south), (dy, north - one[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
    if low > high:
        return None
    start = one if low == 0 else (one[0] + low * dx, one[1] + low * dy)
    return start, other if high == 1 else (one[0] + high * dx, one[1] + high * dy)


def box_of(points: Iterable[Point]) -> Box:
    """The box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a point."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def holds(rings: Iterable[Sequence[Point]], point: Point) -> bool:
    """Whether a point lies in the area of closed rings, holes left out (counted crossings, even–odd)."""
    x, y = point
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def away(point: Point, line: Sequence[Point]) -> float:
    """How far a point lies from a line."""
    if len(line) == 1:
        return math.dist(point, line[0])
    return math.sqrt(min(_furthest([one, point, other], 0, 2)[1] for one, other in pairwise(line)))


def joined(lines: Iterable[Sequence[Point]]) -> list[list[Point]]:
    """Lines put together at the ends that they share, in whichever direction, as long lines or closed rings."""
    pieces = [list(line) for line in lines if len(line) > 1]
    ends: dict[Point, list[int]] = {}
    for number, piece in enumerate(pieces):
        for end in (piece[0], piece[-1]):
            ends.setdefault(end, []).append(number)
    free = set(range(len(pieces)))
    found = []
    for number in range(len(pieces)):
        if number in free:
            free.discard(number)
            line = _continued(pieces[number], pieces, ends, free)
            if line[0] != line[-1]:
                line = _continued(line[::-1], pieces, ends, free)
            found.append(line)
    return found


def _continued(
    line: list[Point], pieces: list[list[Point]], ends: dict[Point, list[int]], free: set[int]
) -> list[Point]:
    line = list(line)
    while line[0] != line[-1]:
        following = next((number for number in ends[line[-1]] if number in free), None)
        if following is None:
            break
        free.discard(following)
        piece = pieces[following]
        line += piece[1:] if piece[0] == line[-1] else piece[-2::-1]
    return line
