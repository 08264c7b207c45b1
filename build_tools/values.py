"""The value grammar of answers and quantities: text such as ``11000..12000`` or ``~600`` read as a set.

Knows numbers, days and options; knows nothing of questions' wording, files or pages.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from build_tools.text import edtf
from build_tools.text.day_steps import days_on

APPROXIMATE_MARGIN = Fraction(1, 10)  # DESIGN.md § 6: `~` means ±10 % unless the question says otherwise

# More digits count nothing that is in the news, and no table or database holds them; letters of other scripts are no digits.
_NUMBER = r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?"
_POINT = re.compile(rf"(?P<about>~?)(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER})|/(?P<total>{_NUMBER}))?")
_BOUND = re.compile(rf"(?P<side>>=|<=)(?P<about>~?)(?P<limit>{_NUMBER})")
_TOLERANCE = re.compile(rf"(?P<amount>{_NUMBER})\s*(?P<unit>%|days?)?")


class NotAValue(ValueError):
    """The text is not in the value grammar; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart two answers may lie before they contradict: a share of the value, or an amount (or days)."""

    share: Fraction = Fraction(0)
    amount: Fraction = Fraction(0)

    def around(self, value: Fraction) -> Fraction:
        """The tolerated distance from ``value``, in its unit."""
        return self.amount + self.share * abs(value)


@dataclass(frozen=True, slots=True)
class NumberSet:
    """The numbers an answer allows: ``low`` and ``high`` inclusive, None where unbounded. ``total`` of “38 of 63”."""

    low: Fraction | None
    high: Fraction | None
    approximate: bool = False
    total: Fraction | None = None

    def widened(self, tolerance: Tolerance | None) -> NumberSet:
        """With the room that ``~`` gives it; anything else as it is."""
        if not self.approximate:
            return self
        margin = tolerance or Tolerance(share=APPROXIMATE_MARGIN)
        low = None if self.low is None else self.low - margin.around(self.low)
        high = None if self.high is None else self.high + margin.around(self.high)
        return NumberSet(low=low, high=high, total=self.total)


@dataclass(frozen=True, slots=True)
class DaySet:
    """The days an answer allows: ``first`` and ``last`` inclusive, None where open."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Option:
    """One of several words: yes, no, a place id, a choice."""

    word: str


@dataclass(frozen=True, slots=True)
class FreeText:
    """Words that a program cannot compare beyond being the same."""

    words: str


ValueSet = NumberSet | DaySet | Option | FreeText


def parse_number(text: str) -> NumberSet:
    """Read ``12000``, ``11000..12000``, ``>=10000``, ``<=12000``, ``~600`` or ``38/63``. Raises NotAValue."""
    text = str(text).strip()
    if bound := _BOUND.fullmatch(text):
        limit, about = _fraction(bound["limit"]), bool(bound["about"])
        return NumberSet(limit, None, about) if bound["side"] == ">=" else NumberSet(None, limit, about)
    if point := _POINT.fullmatch(text):
        low = _fraction(point["low"])
        high = _fraction(point["high"]) if point["high"] else low
        if high < low:
            raise NotAValue(f"“{text}” runs from more to less")
        return NumberSet(low, high, bool(point["about"]), _fraction(point["total"]) if point["total"] else None)
    raise NotAValue(f"“{text}” is no number or range (12000, 11000..12000, >=10000, <=12000, ~600, 38/63)")


def parse_days(text: str) -> DaySet:
    """Read an EDTF date as the days it allows; an approximate date reaches one unit of its precision further."""
    try:
        date = edtf.parse(text)
    except edtf.NotEdtf as error:
        raise NotAValue(str(error)) from None
    reach = _APPROXIMATE_DAYS.get(date.precision, 366) if date.approximate else 0
    return DaySet(date.earliest and days_on(date.earliest, -reach), date.latest and days_on(date.latest, reach))


_APPROXIMATE_DAYS = {"time": 1, "day": 1, "month": 31, "season": 92}


def parse_answer(text: str, kind: str) -> ValueSet:
    """Read an answer to a question of ``kind`` (model.QUESTION_KINDS). Raises NotAValue."""
    if kind == "quantity":
        return parse_number(text)
    if kind == "date":
        return parse_days(text)
    if kind == "yes-no":
        if text not in ("yes", "no"):
            raise NotAValue(f"“{text}” is neither yes nor no")
        return Option(str(text))
    if not str(text).strip():
        raise NotAValue("the answer is empty")
    return FreeText(str(text)) if kind == "text" else Option(str(text))


def parse_tolerance(text: str) -> Tolerance | None:
    """Read ``10 %``, ``500`` or ``2 days``; None for an empty text. Raises NotAValue."""
    if not text:
        return None
    match = _TOLERANCE.fullmatch(str(text).strip())
    if not match:
        raise NotAValue(f"“{text}” is no tolerance (10 %, 500, 2 days)")
    amount = _fraction(match["amount"])
    return Tolerance(share=amount / 100) if match["unit"] == "%" else Tolerance(amount=amount)


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(Decimal(text))
    except InvalidOperation:  # pragma: no cover - the patterns above let digits through only
        raise NotAValue(f"“{text}” is no number") from None
