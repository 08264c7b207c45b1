"""Dates of records as spans of days, and whether a date in prose lies in one. Never takes a month for one of its days."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from build_tools.checks import facts
from build_tools.text import edtf

_WIDEST = 7  # days that a date may leave open for a day within it to count as borne

Span = tuple[dt.date | None, dt.date | None, bool]  # first and last day, and whether they are known as days


@lru_cache(maxsize=65536)
def spans_of(date: str) -> tuple[Span, ...]:
    """First and last day of a date and of each of its parts; nothing for what is no date."""
    if not date[:1].isdigit() and date[:1] not in "[{./":
        return ()
    try:
        read = edtf.parse(date)
    except (edtf.NotEdtf, ValueError):
        return ()
    own = (read.earliest, read.latest, read.precision in ("day", "time"))
    return (own, *(span for part in read.parts for span in spans_of(part.text)))


def holds(span: Span, day: facts.Day) -> bool:
    """Whether the date of the prose is an end of the span, or lies within it where it is narrow; no day lies in a month."""
    first, last, is_of_days = span
    if not day.day:
        months = [(end.year, end.month) for end in (first, last) if end]
        return bool(months) and months[0] <= (day.year, day.month) <= months[-1]
    if not is_of_days:
        return False
    if any(end and _is_on(end, day) for end in (first, last)):
        return True
    if not (first and last) or (last - first).days > _WIDEST:
        return False
    return any(_is_on(first + dt.timedelta(days=at), day) for at in range((last - first).days))


def _is_on(end: dt.date, day: facts.Day) -> bool:
    return end.month == day.month and day.day in (0, end.day) and day.year in (0, end.year)


def same_date(one: facts.Day, other: facts.Day) -> bool:
    """Whether a date in prose may be one that an article writes out: what either leaves open, may be."""
    years = {one.year, other.year} - {0}
    return one.month == other.month and one.day in (0, other.day) and len(years) < 2
