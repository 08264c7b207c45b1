"""An axis of days that shortens empty stretches and says so: days → x, in units of a drawing WIDTH wide."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.pages.drawings.marks import WIDTH, Tick, number_of
from build_tools.text import date_words
from build_tools.text.day_steps import days_on
from build_tools.text.edtf import Edtf

MARGIN = 14
_LETTER = 6.5  # the room that a letter of a label takes
_LONGEST_UNBROKEN = 10  # days without any limit of a date, above which the axis is broken
_BROKEN = 3  # what a broken stretch still takes, in days
_WIDEST_DAY = 320.0  # so that two days fill most of a drawing, and one does not take all of it


@dataclass(frozen=True)
class BrokenAxis:
    """``stops`` are the days on which something begins or has ended, each at its x; ``told`` those worth a label."""

    stops: tuple[dt.date, ...]
    xs: tuple[float, ...]
    told: frozenset[dt.date]
    single_days: frozenset[dt.date]

    def x(self, day: dt.date) -> float:
        """Where a day begins."""
        index = max(0, min(bisect_right(self.stops, day) - 1, len(self.stops) - 2))
        start, end = self.stops[index], self.stops[index + 1]
        share = (day - start).days / (end - start).days
        return round(self.xs[index] + share * (self.xs[index + 1] - self.xs[index]), 1)

    def breaks(self) -> Iterable[float]:
        """Where a stretch is shortened."""
        for (start, end), (left, right) in zip(pairwise(self.stops), pairwise(self.xs), strict=True):
            if _is_broken(start, end):
                yield round((left + right) / 2, 1)

    def ticks(self) -> Iterable[Tick]:
        """Labels where something begins, as far as they have room."""
        free, told = 0.0, (0, 0)
        for stop in self.stops[:-1]:
            if stop not in self.told:
                continue
            month = (stop.year, stop.month)
            label = str(stop.day) if month == told else self._label(stop, told[0])
            tick = self._tick(stop, label)
            left = tick.x - _LETTER * len(label) / 2 if tick.is_centred else tick.x
            right = left + _LETTER * len(label) + 10
            if left >= free and right <= WIDTH + MARGIN:
                yield tick
                free, told = right, month

    def in_days(self) -> str:
        """The stops as “day:x”, days counted from 1970: for a script that finds the day under a finger."""
        return " ".join(f"{number_of(day)}:{x:.1f}" for day, x in zip(self.stops, self.xs, strict=True))

    def _tick(self, stop: dt.date, label: str) -> Tick:
        """A day's label stands under its middle, where its dot stands; a month's begins where the month does."""
        middle = round((self.x(stop) + self.x(days_on(stop, 1))) / 2, 1)
        is_day = not self._is_month(stop) and middle >= _LETTER * len(label) / 2
        return Tick(middle if is_day else self.x(stop), label, is_day)

    def _is_month(self, stop: dt.date) -> bool:
        return stop.day == 1 and stop not in self.single_days

    def _label(self, stop: dt.date, told_year: int) -> str:
        if self._is_month(stop):
            return date_words.month_in_short(stop)
        return (
            date_words.day_in_short(stop) if stop.year == told_year else f"{date_words.day_in_short(stop)} {stop.year}"
        )


def broken_axis(dates: Sequence[Edtf], *, width: float = WIDTH) -> BrokenAxis:
    """The axis that holds all limits of these dates, at most ``width`` long."""
    stops = sorted({limit for date in dates for limit in _limits(date)})
    if stops == [dt.date.max]:  # no day comes after it: what is drawn is the day before
        stops.insert(0, days_on(dt.date.max, -1))
    lengths = [_shown(start, end) for start, end in pairwise(stops)]
    unit = min(_WIDEST_DAY, (width - 2 * MARGIN) / max(sum(lengths), 1))
    xs = [float(MARGIN)]
    for length in lengths:
        xs.append(xs[-1] + length * unit)
    single_days = frozenset(date.earliest for date in dates if date.earliest and date.earliest == date.latest)
    return BrokenAxis(tuple(stops), tuple(xs), frozenset(day for date in dates for day in _told(date)), single_days)


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
        yield days_on(date.earliest, 1)
    if date.latest:
        yield date.latest
        yield days_on(date.latest, 1)


def _shown(start: dt.date, end: dt.date) -> float:
    return _BROKEN if _is_broken(start, end) else (end - start).days


def _is_broken(start: dt.date, end: dt.date) -> bool:
    return (end - start).days > _LONGEST_UNBROKEN
