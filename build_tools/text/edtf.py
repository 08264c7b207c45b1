"""Extended Date/Time Format (EDTF, ISO 8601-2:2019), levels 0 to 2 as far as news needs it, as spans of days.

Read here and not with the ``edtf`` package because that takes 5 to 50 ms a date and cannot bound an open
interval; the tests hold this reader against it. Source: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

OPEN = ".."

# ISO 8601-2 sub-year codes: seasons without a hemisphere are read as northern; (first month, months long).
_SUB_YEARS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip

_DATE = re.compile(
    r"[?~%]?(?P<year>\d{4}|\d{3}X|\d{2}XX)[?~%]?"
    r"(?:-[?~%]?(?P<month>\d\d|XX)[?~%]?(?:-[?~%]?(?P<day>\d\d|XX)[?~%]?)?)?"
    r"(?P<time>T\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_TIME = re.compile(r"T(\d\d):(\d\d):(\d\d)", re.ASCII)
_PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)


class NotEdtf(ValueError):
    """The text is no EDTF date that this reader knows; the message says what is wrong in words."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date with its limits. ``earliest`` and ``latest`` are the first and last day it may mean, None if open.

    ``form``: ``date``, ``interval`` (lasted from … to …), ``one-of`` or ``all-of``. ``precision`` of a date:
    ``time``, ``day``, ``month``, ``season``, ``year``, ``decade``, ``century``, or ``open`` for an open end.
    ``parts`` are the ends of an interval, the members of a set (a range in a set is itself an interval).
    """

    text: str
    earliest: dt.date | None
    latest: dt.date | None
    form: str = "date"
    precision: str = "day"
    approximate: bool = False
    uncertain: bool = False
    parts: tuple[Edtf, ...] = ()

    @property
    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """Orders a timeline: by first possible day, then last; what has no beginning sorts by its end."""
        first = self.earliest or self.latest or dt.date.max
        return (first, self.latest or dt.date.max, self.text)

    def overlaps(self, other: Edtf) -> bool:
        """Whether some day could be meant by both."""
        return _not_after(self.earliest, other.latest) and _not_after(other.earliest, self.latest)


def _not_after(first: dt.date | None, second: dt.date | None) -> bool:
    return first is None or second is None or first <= second


@lru_cache(maxsize=65536)
def parse(text: str) -> Edtf:
    """Read an EDTF string. Raises NotEdtf with a reason in words."""
    text = str(text)
    if not text:
        raise NotEdtf("the date is empty")
    if text[0] in "[{":
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_date(text)


def _parse_interval(text: str) -> Edtf:
    ends = text.split("/")
    if len(ends) != 2:
        raise NotEdtf(f"an interval has two ends, “{text}” has {len(ends)}")
    start, end = (_open(part) if part in ("", OPEN) else _parse_date(part) for part in ends)
    if start.precision == end.precision == "open":
        raise NotEdtf(f"“{text}” is open on both ends and says nothing")
    if not _not_after(start.earliest, end.latest):
        raise NotEdtf(f"“{text}” ends before it begins")
    return _spanning(text, "interval", (start, end))


def _parse_set(text: str) -> Edtf:
    form = "one-of" if text[0] == "[" else "all-of"
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        raise NotEdtf(f"“{text}” lacks its closing bracket")
    members = [member.strip(" ") for member in text[1:-1].split(",")]
    return _spanning(text, form, tuple(_parse_member(member, text) for member in members))


def _parse_member(member: str, text: str) -> Edtf:
    if OPEN not in member:
        return _parse_date(member)
    start, _, end = member.partition(OPEN)
    if not start and not end:
        raise NotEdtf(f"“{text}” holds a range without ends")
    ends = (_parse_date(start) if start else _open(OPEN), _parse_date(end) if end else _open(OPEN))
    if not _not_after(ends[0].earliest, ends[1].latest):
        raise NotEdtf(f"“{member}” in “{text}” ends before it begins")
    return _spanning(member, "interval", ends)


def _spanning(text: str, form: str, parts: tuple[Edtf, ...]) -> Edtf:
    if form == "interval":
        earliest, latest = parts[0].earliest, parts[1].latest
    else:
        starts, finishes = [part.earliest for part in parts], [part.latest for part in parts]
        earliest = None if None in starts else min(day for day in starts if day)
        latest = None if None in finishes else max(day for day in finishes if day)
    return Edtf(
        text=text,
        earliest=earliest,
        latest=latest,
        form=form,
        precision=max((part.precision for part in parts if part.precision != "open"), key=_COARSENESS.index),
        approximate=any(part.approximate for part in parts),
        uncertain=any(part.uncertain for part in parts),
        parts=parts,
    )


_COARSENESS = ("time", "day", "month", "season", "year", "decade", "century", "open")


def _open(text: str) -> Edtf:
    return Edtf(text=text, earliest=None, latest=None, precision="open")


def _parse_date(text: str) -> Edtf:
    match = _DATE.fullmatch(text)
    if not match:
        raise NotEdtf(f"“{text}” is no EDTF date (such as 2024-11-06, 2024-11, 2024-11-06?, 2024-11-04/2024-11-06)")
    if match["time"]:
        _require_time(text, match)
    earliest, latest, precision = _limits(text, match["year"], match["month"], match["day"])
    return Edtf(
        text=text,
        earliest=earliest,
        latest=latest,
        precision="time" if match["time"] else precision,
        approximate=bool(re.search("[~%]", text)),
        uncertain=bool(re.search("[?%]", text)),
    )


def _require_time(text: str, match: re.Match[str]) -> None:
    clock = _TIME.match(match["time"])
    if match["day"] in (None, "XX") or not clock:
        raise NotEdtf(f"“{text}” has a time of day without a day")
    hour, minute, second = (int(part) for part in clock.groups())
    if hour > 23 or minute > 59 or second > 59:
        raise NotEdtf(f"“{text}” holds no time of day")


def _limits(text: str, year: str, month: str | None, day: str | None) -> tuple[dt.date, dt.date, str]:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        raise NotEdtf(f"“{text}”: the year 0000 is outside what this reader knows")
    if "X" in year:
        if month not in (None, "XX"):
            raise NotEdtf(f"“{text}” gives a month of a year that it leaves open")
        return dt.date(first_year, 1, 1), dt.date(last_year, 12, 31), "century" if "XX" in year else "decade"
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise NotEdtf(f"“{text}” gives a day of a month that it leaves open")
        return dt.date(first_year, 1, 1), dt.date(first_year, 12, 31), "year"
    number = int(month)
    if number in _SUB_YEARS:
        if day is not None:
            raise NotEdtf(f"“{text}” gives a day of a season")
        return (*_sub_year(text, first_year, number), "season")
    if not 1 <= number <= 12:
        raise NotEdtf(f"“{text}”: there is no month {month}")
    last_day = calendar.monthrange(first_year, number)[1]
    if day in (None, "XX"):
        return dt.date(first_year, number, 1), dt.date(first_year, number, last_day), "month"
    if not 1 <= int(day) <= last_day:
        raise NotEdtf(f"“{text}”: {calendar.month_name[number]} {first_year} has no day {day}")
    exact = dt.date(first_year, number, int(day))
    return exact, exact, "day"


def _sub_year(text: str, year: int, code: int) -> tuple[dt.date, dt.date]:
    first_month, months = _SUB_YEARS[code]
    last = first_month + months - 1
    last_year, last_month = year + (last > 12), (last - 1) % 12 + 1
    if last_year > dt.MAXYEAR:
        raise NotEdtf(f"“{text}” reaches beyond the year 9999, the last that this reader knows")
    return dt.date(year, first_month, 1), dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def is_plain(text: str) -> bool:
    """Whether a date means the same in ISO 8601-1: a year, a month or a day; no season (``2024-21``), nothing uncertain."""
    try:
        return bool(_PLAIN.fullmatch(text) and parse(text))
    except NotEdtf:
        return False


def begins_after(first: str, second: str) -> bool:
    """Whether ``first`` cannot have begun by the end of ``second``; False where either cannot be read."""
    try:
        one, two = parse(first), parse(second)
    except NotEdtf:
        return False
    return one.earliest is not None and two.latest is not None and one.earliest > two.latest
