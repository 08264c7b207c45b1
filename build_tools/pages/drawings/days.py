"""The timeline in one picture: where each entry's mark lies on an axis that shortens empty stretches and says so.

Geometry only, in units of a drawing WIDTH wide; the template draws it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.text import date_words
from build_tools.text.edtf import Edtf

WIDTH = 1000
MARGIN = 14
LANE = 13
_DAY = dt.timedelta(days=1)
_LONGEST_UNBROKEN = 10  # days without any limit of a date, above which the axis is broken
_BROKEN = 3  # what a broken stretch still takes, in days
_STUB = 46.0  # how long an arrow into the unknown is drawn: its length says nothing, its head does


@dataclass(frozen=True, slots=True)
class Dated:
    """What wants a mark: its date, what it is called, where it leads, whether sources disagree on it, and its id."""

    date: Edtf
    title: str
    address: str
    disputed: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """``shape``: ``day``, ``lasted`` (filled bar) or ``within`` (outlined: some time in it). Ends may be open."""

    dated: Dated
    shape: str
    left: float
    right: float
    lane: int
    open_left: bool
    open_right: bool

    @property
    def middle(self) -> float:
        """Where the dot of a single day stands."""
        return (self.left + self.right) / 2

    @property
    def flag(self) -> float:
        """Where the sign of a dispute stands: at the end that is known, or in the middle."""
        return self.right if self.open_left else self.left if self.open_right else self.middle

    @property
    def y(self) -> int:
        """The middle of its lane."""
        return self.lane * LANE + LANE // 2 + 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Drawing:
    """All marks, the axis' labels and its breaks (x of each)."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[float, ...]

    @property
    def axis(self) -> int:
        """The height at which the axis lies, below all lanes."""
        return (max((mark.lane for mark in self.marks), default=0) + 1) * LANE + 10

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return self.axis + 24


def draw(things: Iterable[Dated]) -> Drawing:
    """Lay out marks in lanes so that none covers another."""
    dated = [thing for thing in things if thing.date.earliest or thing.date.latest]
    if not dated:
        return Drawing((), (), ())
    scale = _Scale(dated)
    placed = sorted((_extent(thing, scale) for thing in dated), key=lambda spot: (spot[1], spot[1] - spot[2]))
    return Drawing(tuple(_in_lanes(placed)), tuple(scale.ticks()), tuple(scale.breaks()))


class _Scale:
    """Days → x: proportional, but for stretches in which nothing begins or ends."""

    def __init__(self, dated: Sequence[Dated]) -> None:
        limits = [limit for thing in dated for limit in _limits(thing.date)]
        self.stops = sorted(set(limits))
        self.single_days = {thing.date.earliest for thing in dated if thing.date.earliest == thing.date.latest}
        self.told = {day for thing in dated for day in _told(thing.date)}
        lengths = [_shown(before, after) for before, after in pairwise(self.stops)]
        unit = min(44.0, (WIDTH - 2 * MARGIN) / max(sum(lengths), 1))
        self.xs = [float(MARGIN)]
        for length in lengths:
            self.xs.append(self.xs[-1] + length * unit)

    def x(self, day: dt.date) -> float:
        index = max(0, min(bisect_right(self.stops, day) - 1, len(self.stops) - 2))
        start, end = self.stops[index], self.stops[index + 1]
        share = (day - start).days / (end - start).days
        return round(self.xs[index] + share * (self.xs[index + 1] - self.xs[index]), 1)

    def breaks(self) -> Iterable[float]:
        for (start, end), (left, right) in zip(pairwise(self.stops), pairwise(self.xs), strict=True):
            if _is_broken(start, end):
                yield round((left + right) / 2, 1)

    def ticks(self) -> Iterable[Tick]:
        free, told = 0.0, (0, 0)
        for stop in self.stops[:-1]:
            if stop not in self.told:
                continue
            here, month = self.x(stop), (stop.year, stop.month)
            label = str(stop.day) if month == told else self._label(stop, told[0])
            width = 6.5 * len(label) + 10
            if here >= free and here + width <= WIDTH + MARGIN:
                yield Tick(here, label)
                free, told = here + width, month

    def _label(self, stop: dt.date, told_year: int) -> str:
        if stop.day == 1 and stop not in self.single_days:
            return date_words.month_in_short(stop)
        return (
            date_words.day_in_short(stop) if stop.year == told_year else f"{date_words.day_in_short(stop)} {stop.year}"
        )


def _told(date: Edtf) -> Iterable[dt.date]:
    """The days that the axis names: where something begins, and where it ends if that is known to the day."""
    if date.earliest:
        yield date.earliest
    if date.latest and date.precision in ("day", "time"):
        yield date.latest


def _limits(date: Edtf) -> Iterable[dt.date]:
    """The first day and the day after the last one, where known."""
    if date.earliest:
        yield date.earliest
        yield date.earliest + _DAY
    if date.latest:
        yield date.latest
        yield date.latest + _DAY


def _shown(start: dt.date, end: dt.date) -> float:
    return _BROKEN if _is_broken(start, end) else (end - start).days


def _is_broken(start: dt.date, end: dt.date) -> bool:
    return (end - start).days > _LONGEST_UNBROKEN


def _extent(thing: Dated, scale: _Scale) -> tuple[Dated, float, float]:
    date = thing.date
    left = scale.x(date.earliest) if date.earliest else None
    right = scale.x(date.latest + _DAY) if date.latest else None
    if left is None:
        left = max(2.0, (right or 0.0) - _STUB)
    if right is None:
        right = WIDTH - 2.0 if date.form == "interval" else min(WIDTH - 2.0, left + _STUB)
    return thing, left, max(right, left + 6)


def _in_lanes(placed: Iterable[tuple[Dated, float, float]]) -> Iterable[Mark]:
    ends: list[float] = []
    for thing, left, right in placed:
        lane = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        ends[lane : lane + 1] = [right]
        date = thing.date
        yield Mark(thing, _shape(date), left, right, lane, date.earliest is None, date.latest is None)


def _shape(date: Edtf) -> str:
    if date.approximate or date.uncertain:
        return "within"
    if date.form == "interval":
        return "lasted"
    return "day" if date.earliest == date.latest else "within"
