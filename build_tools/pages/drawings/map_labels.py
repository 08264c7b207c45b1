"""Room for names on a map: where one fits without covering a mark or another name. Lengths in pixels as displayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from build_tools.atlas.lines import Box, Point, meet

LETTER, LINE = 6.6, 15.0  # how wide a letter is and how high a line, at 12 pixels
_LINES = 13  # at which an area is looked through for room
_TRIED = 7  # places in it, before a name is left out
_SIDES = (("start", 1, 0), ("end", -1, 0), ("middle", 0, -1), ("middle", 0, 1))


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a name stands to a mark: SVG's text-anchor, and steps to the right and down."""

    anchor: str
    right: float
    down: float


@dataclass
class Room:
    """A frame so many pixels wide and high, and what is taken of it."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Nothing else may stand there."""
        self.taken.append(box)

    def is_free(self, box: Box) -> bool:
        """Whether a box lies in the frame and covers nothing."""
        inside = box[0] >= 2 and box[1] >= 2 and box[2] <= self.width - 2 and box[3] <= self.height - 2
        return inside and not any(meet(box, other) for other in self.taken)

    def name_at(self, middle: Point, name: str, *, high: float = LINE) -> bool:
        """Takes room for a name around a point, if there is any."""
        wide = len(name) * LETTER / 2
        box = (middle[0] - wide, middle[1] - high / 2, middle[0] + wide, middle[1] + high / 2)
        if free := self.is_free(box):
            self.take(box)
        return free

    def name_beside(self, middle: Point, radius: float, name: str) -> Beside | None:
        """Takes room for a name beside a mark: right of it, left, above or below, in this order."""
        wide = len(name) * LETTER
        for anchor, across, down in _SIDES:
            x = middle[0] + across * (radius + 4)
            y = middle[1] + down * (radius + LINE / 2 + 1)
            left = x if across > 0 else x - wide if across < 0 else x - wide / 2
            box = (left, y - LINE / 2, left + wide, y + LINE / 2)
            if self.is_free(box):
                self.take(box)
                return Beside(anchor, round(x - middle[0], 1), round(y - middle[1] + 4, 1))
        return None


def roomy(rings: Iterable[Sequence[Point]], middle: Point) -> list[tuple[Point, float]]:
    """Where in an area a name has room, and how much: the best places first, near its middle and near ``middle``."""
    rings = [ring for ring in rings if len(ring) > 2]
    if not rings:
        return []
    ys = [y for ring in rings for _, y in ring]
    low, high = min(ys), max(ys)
    found: list[tuple[float, Point, float]] = []
    for step in range(1, _LINES):
        y = low + (high - low) * step / _LINES
        for left, right in _stretches(rings, y):
            away = abs(y - (low + high) / 2) + abs((left + right) / 2 - middle[0]) * 0.1
            found.append((0.5 * away - (right - left), ((left + right) / 2, y), right - left))
    return [(place, wide) for _, place, wide in sorted(found)[:_TRIED]]


def _stretches(rings: Iterable[Sequence[Point]], y: float) -> Iterator[tuple[float, float]]:
    """Where a horizontal line runs through an area."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > y) != (y2 > y)
    )
    return zip(crossings[::2], crossings[1::2], strict=False)
