"""A strip of days, months or years: what each is called for short, where it leads, and how much was said then.

Geometry only; the template draws it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_tools.text import date_words, edtf


_MONTHS = re.compile(r"(\d{4})-\d\d/\1-\d\d")  # some of one year


@dataclass(frozen=True, slots=True)
class Told:
    """So many claims of one EDTF date, and where they stand.

    ``published``: it is the day of publication; they were said by then.
    """

    date: str
    address: str
    number: int
    published: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One day, month or year on the strip: where it leads, how many claims, and their share of the most (0 to 1)."""

    label: str
    address: str
    number: int
    share: float


def strip(days: Sequence[Told]) -> list[Stop]:
    """The stops of a strip, in the order given."""
    most = max((day.number for day in days), default=1)
    stops, year = [], ""
    for day in days:
        label = ("published " if day.published else "") + _short(day.date, year)
        year = next(iter(re.findall(r"\d{4}", day.date)), year)
        stops.append(Stop(label, day.address, day.number, round(day.number / most, 3)))
    return stops


def _short(date: str, told_year: str) -> str:
    try:
        parsed = edtf.parse(date)
    except edtf.NotEdtf:
        return "day not known"
    first, last = parsed.earliest, parsed.latest
    if _MONTHS.fullmatch(date) and first and last:
        months = f"{date_words.month_in_short(first)[:3]}–{date_words.month_in_short(last)}"
        return months.removesuffix(f" {told_year}")
    if parsed.form == "date" and parsed.precision == "month" and first and len(date) == 7:
        return date_words.month_in_short(first)
    if parsed.precision not in ("day", "time") or first is None or last is None:
        return date_words.in_words(date)
    short = date_words.day_in_short(last)
    if first != last:
        begin = (
            str(first.day) if (first.year, first.month) == (last.year, last.month) else date_words.day_in_short(first)
        )
        short = f"{begin}–{short}"
    return short if str(last.year) == told_year else f"{short} {last.year}"


def by_month(days: Iterable[Told]) -> list[Told]:
    """Days joined to months, each leading to the first of its days."""
    joined = []
    for month, held in groupby(days, key=lambda one: one.date[:7]):
        first, *rest = held
        number = first.number + sum(one.number for one in rest)
        published = first.published and all(one.published for one in rest)
        joined.append(Told(month, first.address, number, published=published))
    return joined
