"""The answers to one question as a plot: one line a root, in the order in which they spoke; ranges, bounds and
approximations as what they are. Geometry only, in percent of the plot's width; the template draws it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from build_tools.agreement import Answer, Finding
from build_tools.corpus import Corpus
from build_tools.pages import words
from build_tools.roots import Root
from build_tools.text import date_words, edtf
from build_tools.values import APPROXIMATE_MARGIN, DaySet, NotAValue, NumberSet, Option, parse_tolerance

Axis = tuple[list[tuple[float, str]], float, float]
_EDGE = 6.0  # percent kept free on both sides
_MOST_OPTIONS = 6  # more columns than that are better told by the table alone


@dataclass(frozen=True, slots=True)
class Mark:
    """``low`` and ``high`` in percent; ``open_low``/``open_high``: a bound, drawn as an arrow; ``about``: hollow."""

    answer: Answer
    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    about: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is one value and not a stretch."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Row:
    """One root with its marks."""

    root: Root
    marks: tuple[Mark, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis, at a percentage of its width."""

    x: float
    label: str


@dataclass(frozen=True)
class Plot:
    """``kind``: ``numbers``, ``days`` or ``options``."""

    kind: str
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


def plot(finding: Finding, corpus: Corpus) -> Plot | None:
    """A plot of the answers; None where there is nothing that can be drawn (no answers, free text)."""
    values = [answer.value for answer in finding.answers]
    if values and all(isinstance(value, NumberSet) for value in values):
        return _along_an_axis("numbers", finding, corpus)
    if values and all(isinstance(value, DaySet) for value in values):
        return _along_an_axis("days", finding, corpus)
    if values and all(isinstance(value, Option) for value in values):
        return _in_columns(finding, corpus)
    return None


# ── Numbers and days ────────────────────────────────────────────────────────────────────────────────────────


def _along_an_axis(kind: str, finding: Finding, corpus: Corpus) -> Plot | None:
    margin = _margin(finding)
    limits = [limit for answer in finding.answers for limit in _limits(answer, margin) if limit is not None]
    if not limits:
        return None
    bounds = [_limits(answer, margin) for answer in finding.answers]
    open_ends = (any(low is None for low, _ in bounds), any(high is None for _, high in bounds))
    ticks, low, high = (_number_axis if kind == "numbers" else _day_axis)(limits, open_ends)
    span = high - low

    def percent(value: float) -> float:
        return round(_EDGE + (100 - 2 * _EDGE) * (value - low) / span, 2)

    def mark(answer: Answer) -> Mark:
        first, last = _limits(answer, margin)
        left = 0.0 if first is None else percent(first)
        right = 100.0 if last is None else percent(last)
        return Mark(answer, left, right, first is None, last is None, _is_about(answer))

    return Plot(kind, tuple(Tick(percent(at), label) for at, label in ticks), _rows(finding, corpus, mark))


def _margin(finding: Finding) -> Fraction:
    """How far ``~`` reaches, as a share: the question's tolerance, else the design's ten percent."""
    try:
        tolerance = parse_tolerance(finding.question.tolerance)
    except NotAValue:
        tolerance = None
    return tolerance.share if tolerance and tolerance.share else APPROXIMATE_MARGIN


def _limits(answer: Answer, margin: Fraction) -> tuple[float | None, float | None]:
    value = answer.value
    if isinstance(value, NumberSet):
        low, high = value.low, value.high
        if value.approximate:
            low = None if low is None else low - margin * abs(low)
            high = None if high is None else high + margin * abs(high)
        return (None if low is None else float(low), None if high is None else float(high))
    assert isinstance(value, DaySet)
    return _ordinal(value.first), _ordinal(value.last)


def _ordinal(day: dt.date | None) -> float | None:
    return None if day is None else float(day.toordinal())


def _is_about(answer: Answer) -> bool:
    if isinstance(answer.value, NumberSet):
        return answer.value.approximate
    try:
        date = edtf.parse(answer.written)
    except edtf.NotEdtf:
        return False
    return date.approximate or date.uncertain


def _number_axis(limits: Sequence[float], open_ends: tuple[bool, bool]) -> Axis:
    """Round ticks around the limits, with room where a bound points into the open."""
    low, high = min(limits), max(limits)
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
    ticks = [first + step * number for number in range(round((last - first) / step) + 1)]
    return [(at, words.digits(Fraction(str(round(at, 6))))) for at in ticks], first, last


def _round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts the span into at most five."""
    power = 10.0 ** math.floor(math.log10(span))
    return next(power * factor for factor in (0.2, 0.5, 1, 2) if span / (power * factor) <= 5)


def _day_axis(limits: Sequence[float], open_ends: tuple[bool, bool]) -> Axis:
    """Days at even distances, with room where a bound points into the open."""
    low, high = int(min(limits)), int(max(limits))
    room = max(1, (high - low) // 8)
    alone = low == high
    low, high = low - room * (alone or open_ends[0]), high + room * (alone or open_ends[1])
    step = max(1, -(-(high - low) // 5))
    days = [dt.date.fromordinal(number) for number in range(low, high + 1, step)]
    long = high - low > 300
    return [(float(day.toordinal()), _day_label(day, long)) for day in days], float(low), float(high)


def _day_label(day: dt.date, long: bool) -> str:
    return date_words.month_in_short(day) if long else date_words.day_in_short(day)


# ── Options ─────────────────────────────────────────────────────────────────────────────────────────────────


def _in_columns(finding: Finding, corpus: Corpus) -> Plot | None:
    given = dict.fromkeys(answer.written for answer in finding.answers)
    options = [option for option in _declared(finding) if option in given]
    options += [option for option in given if option not in options]
    if len(options) > _MOST_OPTIONS:
        return None
    spots = {option: round(100 * (number + 0.5) / len(options), 2) for number, option in enumerate(options)}
    ticks = [Tick(spot, words.value(option, finding.question, corpus).text) for option, spot in spots.items()]

    def mark(answer: Answer) -> Mark:
        return Mark(answer, spots[answer.written], spots[answer.written])

    return Plot("options", tuple(ticks), _rows(finding, corpus, mark))


def _declared(finding: Finding) -> Sequence[str]:
    return ("yes", "no") if finding.question.kind == "yes-no" else finding.question.options


def _rows(finding: Finding, corpus: Corpus, mark: Callable[[Answer], Mark]) -> tuple[Row, ...]:
    by_root: dict[Root, list[Answer]] = {}
    for answer in in_order_said(finding.answers, corpus):
        by_root.setdefault(answer.root, []).append(answer)
    return tuple(
        Row(root, tuple(mark(answer) for answer in answers), words.said_on(answers[0].placed, corpus))
        for root, answers in by_root.items()
    )


def in_order_said(answers: Iterable[Answer], corpus: Corpus) -> list[Answer]:
    """Answers by the day on which they were given; those without a day last."""
    return sorted(answers, key=lambda answer: said_key(words.said_on(answer.placed, corpus)))


def said_key(text: str) -> tuple[object, ...]:
    """Sort key of an EDTF date on which something was said; what bears no date sorts last."""
    try:
        return (0, *edtf.parse(text).sort_key)
    except edtf.NotEdtf:
        return (1,)
