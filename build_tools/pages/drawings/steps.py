"""How a number grew over time: one band for each thing counted, stepping up where more of it became known.

Geometry only: paths in a drawing WIDTH × HEIGHT that is stretched to the room at hand, ticks in percent of its width.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_tools.pages.drawings.days import Tick
from build_tools.text import date_words
from build_tools.text.day_steps import days_on

WIDTH = 1000
HEIGHT = 60
_TOP = 4
_LABEL = 13.0  # what a label takes of the width, in percent, on a phone

Span = tuple[dt.date | None, dt.date]


@dataclass(frozen=True, slots=True)
class Band:
    """One thing counted: ``sure`` is the area of what was known at the latest, ``possible`` of what may have been."""

    label: str
    total: int
    sure: str
    possible: str


@dataclass(frozen=True)
class Steps:
    """The bands, one above the other, and the axis below them."""

    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]


def draw(counted: Sequence[tuple[str, Sequence[Span]]], marked: Sequence[dt.date]) -> Steps:
    """``counted``: label and the first and last possible day of each item; ``marked``: days that want a label."""
    days = [day for _, spans in counted for span in spans for day in span if day]
    if not days:
        return Steps((), ())
    first, last = min(days), max(days)
    margin = max(1, (last - first).days * 3 // 100)
    axis = _Axis(days_on(first, -margin), days_on(last, margin))
    bands = tuple(_band(label, spans, axis) for label, spans in counted)
    return Steps(bands, tuple(axis.ticks(marked)))


@dataclass(frozen=True, slots=True)
class _Axis:
    start: dt.date
    end: dt.date

    def share(self, day: dt.date) -> float:
        return (day - self.start) / (self.end - self.start)

    def ticks(self, marked: Sequence[dt.date]) -> Iterable[Tick]:
        """The marked days where they have room; months or years where they would crowd."""
        days = list(marked)
        if len(days) > 8:
            days = list(self._months()) or days
        free, told = 0.0, 0
        for day in days:
            x = round(100 * self.share(day), 2)
            if x < free:
                continue
            label = date_words.month_in_short(day) if len(marked) > 8 and day.day == 1 else date_words.day_in_short(day)
            yield Tick(x, label if day.year == told or str(day.year) in label else f"{label} {day.year}")
            free, told = x + _LABEL * (1.5 if day.year != told else 1), day.year

    def _months(self) -> Iterable[dt.date]:
        for number in range(self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month):
            month = dt.date(number // 12, number % 12 + 1, 1)
            if month >= self.start:
                yield month


def _band(label: str, spans: Sequence[Span], axis: _Axis) -> Band:
    most = max(len(spans), 1)
    sure = _area(sorted(last for _, last in spans), most, axis)
    if all(first == last for first, last in spans):
        return Band(label, len(spans), sure, "")
    return Band(label, len(spans), sure, _area(sorted(first or axis.start for first, _ in spans), most, axis))


def _area(days: Sequence[dt.date], most: int, axis: _Axis) -> str:
    """The area under the steps, as a closed path; one corner for each day, however many items came with it."""
    corners: list[str] = []
    for index, day in enumerate(days):
        if index + 1 == len(days) or days[index + 1] != day:
            x, height = _plain(WIDTH * axis.share(day)), HEIGHT - (HEIGHT - _TOP) * (index + 1) / most
            corners.append(f"{'H' if corners else 'M'}{x}{'' if corners else f' {HEIGHT}'}V{_plain(height)}")
    return "".join(corners) + f"H{WIDTH}V{HEIGHT}Z" if corners else ""


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
