"""The timeline in one picture where there are too many entries for a mark each: how many began in each stretch.

Geometry only, in units of a drawing WIDTH wide; the template draws it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.pages.drawings.marks import WIDTH, Dated, Tick, number_of
from build_tools.text import date_words

HEIGHT = 96
_MOST_COLUMNS = 120
_LABEL = 78  # the room that a label needs


@dataclass(frozen=True, slots=True)
class Column:
    """The entries that began in one stretch; ``disputed`` of them are drawn apart. ``address``: the first of them."""

    x: float
    width: float
    label: str
    count: int
    disputed: int
    height: float
    disputed_height: float
    address: str


@dataclass(frozen=True)
class Density:
    """``unit`` is the length of a stretch in words; ``undated`` entries have no beginning that could be drawn.

    ``scale``: the days, counted from 1970, at which the drawing begins and ends, each with its x, for a script.
    """

    unit: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    undated: int
    scale: str = ""


def draw(things: Sequence[Dated]) -> Density:
    """One column for each day, month, year or more years, whichever is the finest that fits."""
    begun = [(thing.date.earliest, thing) for thing in things if thing.date.earliest]
    if not begun:
        return Density("day", (), (), len(things))
    first, last = min(day for day, _ in begun), max(day for day, _ in begun)
    unit, number, label, begin = next(one for one in _SCALES if one[1](last) - one[1](first) < _MOST_COLUMNS)
    groups: dict[int, list[Dated]] = {}
    for day, thing in begun:
        groups.setdefault(number(day), []).append(thing)
    start, stretches = number(first), number(last) - number(first) + 1
    width, tallest = WIDTH / stretches, max(map(len, groups.values()))
    columns = []
    for at, group in sorted(groups.items()):
        disputed = sum(thing.disputed for thing in group)
        columns.append(
            Column(
                x=round((at - start) * width, 2),
                width=round(max(width - 1, 1), 2),
                label=label(group[0].date.earliest or first),
                count=len(group),
                disputed=disputed,
                height=round(HEIGHT * len(group) / tallest, 2),
                disputed_height=round(HEIGHT * disputed / tallest, 2),
                address=group[0].address,
            )
        )
    ends = [(begin(start), 0), (begin(start + stretches), WIDTH)]
    scale = " ".join(f"{number_of(day)}:{x}" for day, x in ends)
    return Density(unit, tuple(columns), tuple(_ticks(columns)), len(things) - len(begun), scale)


def _ticks(columns: Sequence[Column]) -> list[Tick]:
    ticks: list[Tick] = []
    for column in columns:
        if (not ticks or column.x - ticks[-1].x >= _LABEL) and column.x + _LABEL <= WIDTH:
            ticks.append(Tick(column.x, column.label))
    return ticks


def _months(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _year(number: int) -> dt.date:
    """The first day of a year, within what a date can hold."""
    return dt.date(min(max(number, dt.MINYEAR), dt.MAXYEAR), 1, 1)


# A unit, which one a day lies in, how it is labelled, and the day on which the unit of a number begins.
_SCALES: tuple[tuple[str, Callable[[dt.date], int], Callable[[dt.date], str], Callable[[int], dt.date]], ...] = (
    (
        "day",
        dt.date.toordinal,
        lambda day: f"{date_words.day_in_short(day)} {day.year}",
        lambda number: dt.date.fromordinal(min(number, dt.date.max.toordinal())),
    ),
    (
        "month",
        _months,
        date_words.month_in_short,
        lambda number: _year(number // 12).replace(month=number % 12 + 1),
    ),
    ("year", lambda day: day.year, lambda day: str(day.year), _year),
    ("decade", lambda day: day.year // 10, lambda day: f"{day.year // 10 * 10}s", lambda number: _year(number * 10)),
    (
        "century",
        lambda day: day.year // 100,
        lambda day: f"{day.year // 100 * 100}s",
        lambda number: _year(number * 100),
    ),
)
