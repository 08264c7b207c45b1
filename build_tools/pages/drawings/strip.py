"""A strip of days, months or years: what each is called for short, where it leads, and how much was said then.

Geometry only; the template draws it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_tools.text import date_words, edtf


@dataclass(frozen=True, slots=True)
class Stop:
    """One day, month or year on the strip: where it leads, how many claims, and their share of the most (0 to 1)."""

    label: str
    address: str
    number: int
    share: float


def strip(days: Sequence[tuple[str, str, int]]) -> list[Stop]:
    """The stops of a strip from (EDTF date, address, number of claims), in the order given."""
    most = max((number for *_, number in days), default=1)
    stops, told = [], ""
    for date, address, number in days:
        label = _short(date, told)
        told = next(iter(re.findall(r"\d{4}", date)), told)
        stops.append(Stop(label, address, number, round(number / most, 3)))
    return stops


def _short(date: str, told_year: str) -> str:
    try:
        parsed = edtf.parse(date)
    except edtf.NotEdtf:
        return "day not known"
    first, last = parsed.earliest, parsed.latest
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


def by_month(days: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Days joined to months, each leading to the first of its days."""
    joined = []
    for month, held in groupby(days, key=lambda one: one[0][:7]):
        first, *rest = held
        joined.append((month, first[1], first[2] + sum(number for *_, number in rest)))
    return joined
