"""A scale for numbers or days: round ticks around what is shown, with room where a bound points into the open.

Geometry only, in percent of a drawing's width. Knows no answers.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from build_tools.text import date_words
from build_tools.wording import words

EDGE = 6.0  # percent kept free on both sides
_MAGNITUDES = 300  # how many times the least the greatest has to be for powers of ten to stand at even distances


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a percentage of the width."""

    x: float
    label: str


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high``; ``marks`` are the values that bear a label. ``logarithmic``: powers of ten are even."""

    marks: tuple[tuple[float, str], ...]
    low: float
    high: float
    logarithmic: bool = False

    def percent(self, value: float) -> float:
        """Where a value lies."""
        low, high, at = self.low, self.high, value
        if self.logarithmic:
            low, high, at = math.log10(low), math.log10(high), math.log10(max(value, self.low))
        return round(EDGE + (100 - 2 * EDGE) * (at - low) / (high - low), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The labels at their places."""
        return tuple(Tick(self.percent(at), label) for at, label in self.marks)


def number_axis(limits: Sequence[float], open_ends: tuple[bool, bool]) -> Axis:
    """Round ticks around the limits."""
    low, high = min(limits), max(limits)
    if 0 < low and high / low >= _MAGNITUDES:
        return _powers_of_ten(low, high, open_ends)
    if 0 <= low <= 0.4 * high:
        low = 0.0
    step = _round_step((high - low) or abs(high) or 1.0)
    if all(limit == int(limit) for limit in limits):
        step = max(step, 1.0)
    first, last = step * math.floor(round(low / step, 6)), step * math.ceil(round(high / step, 6))
    alone = first == last
    if first > 0 and (alone or open_ends[0]):
        first -= step
    if alone or (open_ends[1] and last <= high):
        last += step
    at = [first + step * number for number in range(round((last - first) / step) + 1)]
    return Axis(tuple((each, _digits(each)) for each in at), first, last)


def _powers_of_ten(low: float, high: float, open_ends: tuple[bool, bool]) -> Axis:
    first = math.floor(math.log10(low)) - (open_ends[0] and math.log10(low).is_integer())
    last = math.ceil(math.log10(high)) + (open_ends[1] and math.log10(high).is_integer())
    step = max(1, -(-(last - first) // 5))
    powers = range(first, last + 1, step)
    return Axis(tuple((10.0**power, _digits(10.0**power)) for power in powers), 10.0**first, 10.0**last, True)


def _digits(value: float) -> str:
    return words.digits(Fraction(str(round(value, 6))))


def _round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts the span into at most five."""
    power = 10.0 ** math.floor(math.log10(span))
    return next(power * factor for factor in (0.2, 0.5, 1, 2) if span / (power * factor) <= 5)


def day_axis(limits: Sequence[float], open_ends: tuple[bool, bool]) -> Axis:
    """Days (as ordinals) at even distances."""
    low, high = int(min(limits)), int(max(limits))
    room = max(1, (high - low) // 8)
    alone = low == high
    low, high = low - room * (alone or open_ends[0]), high + room * (alone or open_ends[1])
    step = max(1, -(-(high - low) // 5))
    days = [dt.date.fromordinal(number) for number in range(max(1, low), min(high, dt.date.max.toordinal()) + 1, step)]
    long = high - low > 300
    return Axis(tuple((float(day.toordinal()), _day_label(day, long)) for day in days), float(low), float(high))


def _day_label(day: dt.date, long: bool) -> str:
    return date_words.month_in_short(day) if long else date_words.day_in_short(day)
