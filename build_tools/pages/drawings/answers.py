"""The answers to one question as a plot: one line a root, in the order in which they spoke; ranges, bounds and
approximations as what they are. Geometry only, in percent of the plot's width; the template draws it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from build_tools.agreement import Answer, Finding, tolerance_of
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.pages.drawings.axis import Axis, Tick, day_axis, number_axis
from build_tools.roots import Root, root_of
from build_tools.text import edtf
from build_tools.values import APPROXIMATE_MARGIN, DaySet, NumberSet, Option, Tolerance
from build_tools.wording import words

_MOST_OPTIONS = 6  # more columns than that are better told by the table alone
_MOST_SPACIOUS = 20  # rows from which on they stand close together


@dataclass(frozen=True, slots=True)
class Mark:
    """``low`` and ``high`` in percent; ``open_low``/``open_high``: a bound, drawn as an arrow; ``about``: hollow.

    ``reach``: as far as another answer may lie away without contradicting it. ``total``: where the whole lies of which
    the answer is a part (“38 of 63”).
    """

    answer: Answer
    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    about: bool = False
    reach: tuple[float, float] | None = None
    total: float | None = None

    @property
    def is_point(self) -> bool:
        """Whether it is one value and not a stretch."""
        return self.low == self.high and not (self.open_low or self.open_high)

    @property
    def shape(self) -> str:
        """``point``, ``bound``, ``stretch``: what a key to the plot has to explain."""
        return "point" if self.is_point else "bound" if self.open_low or self.open_high else "stretch"


@dataclass(frozen=True, slots=True)
class Row:
    """One root with its marks, and with the claims in which it declines to answer; ``said``: when first.

    ``published``: that is the day of publication, since the source does not tell when it was said.
    """

    root: Root
    marks: tuple[Mark, ...]
    said: str
    declined: tuple[PlacedClaim, ...] = ()
    published: bool = False


@dataclass(frozen=True)
class Plot:
    """``kind``: ``numbers``, ``days`` or ``options``; ``left_out``: how many roots have no row for want of room."""

    kind: str
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    logarithmic: bool = False
    left_out: int = 0

    @property
    def is_dense(self) -> bool:
        """Whether there are so many rows that they have to stand close together."""
        return len(self.rows) > _MOST_SPACIOUS

    @property
    def tells_all_days(self) -> bool:
        """Whether of every root it is told when it spoke, and not only when its words were published."""
        return not any(row.published for row in self.rows)

    @property
    def uses(self) -> frozenset[str]:
        """What a key has to explain: shapes, ``about``, ``reach``, ``total``, stances other than saying so."""
        marks = [mark for row in self.rows for mark in row.marks]
        told = {mark.shape for mark in marks} | {mark.answer.claim.stance for mark in marks}
        told |= {"about"} if any(mark.about for mark in marks) else set()
        told |= {"reach"} if any(mark.reach for mark in marks) else set()
        told |= {"total"} if any(mark.total is not None for mark in marks) else set()
        return frozenset(told | ({"declines"} if any(row.declined for row in self.rows) else set()))


def plot(finding: Finding, corpus: Corpus, *, most: int | None = None) -> Plot | None:
    """A plot of the answers of the first ``most`` roots; None where nothing can be drawn (no answers, free text)."""
    drawn = _drawn(finding, corpus)
    if drawn is None:
        return None
    rows = drawn.rows[:most]
    return replace(drawn, rows=rows, left_out=len(drawn.rows) - len(rows))


def _drawn(finding: Finding, corpus: Corpus) -> Plot | None:
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
    tolerance = tolerance_of(finding.question)
    bounds = [_limits(answer, tolerance) for answer in finding.answers]
    totals = [total for answer in finding.answers if (total := _total(answer)) is not None]
    limits = [limit for pair in bounds for limit in pair if limit is not None]
    if not limits:
        return None
    open_ends = (any(low is None for low, _ in bounds), any(high is None for _, high in bounds))
    shown = [*limits, *totals, *([0.0] if totals else [])]  # a part of a whole is seen as one only from nought on
    axis = (number_axis if kind == "numbers" else day_axis)(shown, open_ends)

    def mark(answer: Answer) -> Mark:
        first, last = _limits(answer, tolerance)
        total = _total(answer)
        return Mark(
            answer,
            low=0.0 if first is None else axis.percent(first),
            high=100.0 if last is None else axis.percent(last),
            open_low=first is None,
            open_high=last is None,
            about=_is_about(answer),
            reach=_reach((first, last), tolerance, axis),
            total=None if total is None else axis.percent(total),
        )

    return Plot(kind, axis.ticks, _rows(finding, corpus, mark), axis.logarithmic)


def _reach(
    limits: tuple[float | None, float | None], tolerance: Tolerance | None, axis: Axis
) -> tuple[float, float] | None:
    """How far the tolerance reaches on both sides, within the drawing; a share is that of the larger of two numbers."""
    if tolerance is None or not (tolerance.amount or tolerance.share):
        return None
    low, high = limits
    share, amount = float(tolerance.share), float(tolerance.amount)
    below = 0.0 if low is None else axis.percent(low - max(amount, abs(low) * share))
    wider = abs(high or 0.0) * share / (1 - share) if share < 1 else abs(high or 0.0)
    above = 100.0 if high is None else axis.percent(high + max(amount, wider))
    return max(0.0, below), min(100.0, above)


def _margin(tolerance: Tolerance | None) -> Fraction:
    """How far ``~`` reaches, as a share: the question's tolerance, else the design's ten percent."""
    return tolerance.share if tolerance and tolerance.share else APPROXIMATE_MARGIN


def _limits(answer: Answer, tolerance: Tolerance | None) -> tuple[float | None, float | None]:
    value = answer.value
    if isinstance(value, NumberSet):
        low, high, margin = value.low, value.high, _margin(tolerance)
        if value.approximate:
            low = None if low is None else low - margin * abs(low)
            high = None if high is None else high + margin * abs(high)
        return (None if low is None else float(low), None if high is None else float(high))
    assert isinstance(value, DaySet)
    return _ordinal(value.first), _ordinal(value.last)


def _total(answer: Answer) -> float | None:
    value = answer.value
    return float(value.total) if isinstance(value, NumberSet) and value.total is not None else None


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


# ── Options ─────────────────────────────────────────────────────────────────────────────────────────────────


def _in_columns(finding: Finding, corpus: Corpus) -> Plot | None:
    given = dict.fromkeys(answer.written for answer in finding.answers)
    declared = _declared(finding)
    options = [*declared, *(option for option in given if option not in declared)]
    if len(options) > _MOST_OPTIONS:
        options = [option for option in options if option in given]
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
    """A line for each root that answers or declines to, by when it first did."""
    answers: dict[Root, list[Answer]] = {}
    declined: dict[Root, list[PlacedClaim]] = {}
    first: dict[Root, PlacedClaim] = {}
    for placed, answer in _in_order(finding, corpus):
        root = answer.root if answer else root_of(placed.claim, corpus)
        first.setdefault(root, placed)
        if answer:
            answers.setdefault(root, []).append(answer)
        else:
            declined.setdefault(root, []).append(placed)
    return tuple(
        Row(
            root,
            tuple(map(mark, answers.get(root, ()))),
            words.said_on(placed, corpus),
            tuple(declined.get(root, ())),
            published=not placed.claim.said,
        )
        for root, placed in first.items()
    )


def _in_order(finding: Finding, corpus: Corpus) -> list[tuple[PlacedClaim, Answer | None]]:
    all_of_it: list[tuple[PlacedClaim, Answer | None]] = [(answer.placed, answer) for answer in finding.answers]
    all_of_it += [(placed, None) for placed in finding.declined]
    return sorted(all_of_it, key=lambda one: said_key(words.said_on(one[0], corpus)))


def in_order_said(answers: Iterable[Answer], corpus: Corpus) -> list[Answer]:
    """Answers by the day on which they were given; those without a day last."""
    return sorted(answers, key=lambda answer: said_key(words.said_on(answer.placed, corpus)))


def said_key(text: str) -> tuple[object, ...]:
    """Sort key of an EDTF date on which something was said; what bears no date sorts last."""
    try:
        return (0, *edtf.parse(text).sort_key)
    except edtf.NotEdtf:
        return (1,)
