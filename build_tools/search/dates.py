"""Dates as people type and print them → tokens under which they are found. ``words.js`` is the browser's twin.

A token is a date with its hyphens (``2024-11-06``, ``2024-11``, ``--11-06`` for the day of any year), so that no word
of a text can be mistaken for it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools.text import edtf

_MOST_DAYS = 31  # of a span that are named each; a longer one is named by its months
_MOST_MONTHS = 12

MONTHS = [name.lower() for name in calendar.month_name if name]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([a-z]*)\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATES = re.compile(
    rf"(?<![\w.,-])(?:(\d{{4}})-(\d\d)(?:-(\d\d))?|{_DAY} (?:of )?{_MONTH}(?:,? (\d{{4}}))?"
    rf"|{_MONTH} (?:{_DAY}(?:(?:, ?| )(\d{{4}}))?|(\d{{4}}))|(\d\d?)\.(\d\d?)\.(\d{{4}}))(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def date_tokens(text: str) -> list[str]:
    """The tokens of all dates in a text: “on 6 November 2024” → ``--11-06``, ``2024-11``, ``2024-11-06``."""
    if not _DIGIT.search(text):
        return []
    return [token for found in _DATES.finditer(text) for token in _tokens(*_read(found))]


def _read(found: re.Match[str]) -> tuple[str, int, str]:
    """Year, month and day of a match; month 0 if it is none."""
    iso_year, iso_month, iso_day, day, month, rest, year, month2, rest2, day2, year2, year3, *dotted = found.groups()
    if iso_year:
        return iso_year, int(iso_month), iso_day or ""
    if day:
        return year or "", _month(month + rest), day
    if month2:
        return year2 or year3 or "", _month(month2 + rest2), day2 or ""
    return dotted[2], int(dotted[1]), dotted[0]


def _month(word: str) -> int:
    """Its number, 0 for a word that only begins like a month (*marched*)."""
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower())), 0)


def _tokens(year: str, month: int, day: str) -> Iterator[str]:
    if not 1 <= month <= 12 or not (year or day) or (day and not 1 <= int(day) <= 31):
        return
    if day:
        yield f"--{month:02}-{int(day):02}"
    if year:
        yield f"{year}-{month:02}"
    if year and day:
        yield f"{year}-{month:02}-{int(day):02}"


def date_words(text: str) -> list[str]:
    """An EDTF date as people type it: “6 November 2024” for every day of a short span, months or years of a longer."""
    try:
        date = edtf.parse(text)
    except edtf.NotEdtf:
        return []
    first, last = date.earliest, date.latest
    if not first or not last:
        return [words for part in date.parts for words in date_words(part.text)]
    if (last - first).days < _MOST_DAYS and not _is_month(first, last):
        return [_in_full(first + dt.timedelta(days=step)) for step in range((last - first).days + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= _MOST_MONTHS and not _is_year(first, last):
        return [f"{calendar.month_name[month % 12 + 1]} {month // 12}" for month in months]
    return [str(year) for year in dict.fromkeys((first.year, last.year))]


def _is_month(first: dt.date, last: dt.date) -> bool:
    return first.day == 1 and first.month == last.month and last.day == calendar.monthrange(last.year, last.month)[1]


def _is_year(first: dt.date, last: dt.date) -> bool:
    return first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _in_full(day: dt.date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


@lru_cache(maxsize=16384)
def first_day(text: str) -> str:
    """The first day that an EDTF date may mean, no more exact than the date: ``2024-11-06``, ``2024-11``, ``2024``."""
    try:
        date = edtf.parse(text)
    except edtf.NotEdtf:
        return ""
    while date.parts and date.parts[0].earliest:
        date = date.parts[0]
    first = date.earliest or date.latest
    if first is None:
        return ""
    length = {"month": 7, "season": 7, "year": 4, "decade": 4, "century": 4}.get(date.precision, 10)
    return first.isoformat()[:length]


def number_of_day(day: str) -> int:
    """``2024-11-06`` as one number in which month and day may be missing: (year · 13 + month) · 32 + day."""
    year, month, date = (int(part) for part in (day.split("-") + ["0", "0"])[:3]) if day else (0, 0, 0)
    return (year * 13 + month) * 32 + date
