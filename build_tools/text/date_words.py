"""EDTF → English words, never more precise than the date. Knows dates only."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from build_tools.text import edtf
from build_tools.text.edtf import Edtf

# ISO 8601-2 sub-year codes, in words.
_SUB_YEARS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter",
    25: "northern spring", 26: "northern summer", 27: "northern autumn", 28: "northern winter",
    29: "southern spring", 30: "southern summer", 31: "southern autumn", 32: "southern winter",
    33: "the first quarter of", 34: "the second quarter of", 35: "the third quarter of", 36: "the fourth quarter of",
    37: "the first third of", 38: "the second third of", 39: "the last third of",
    40: "the first half of", 41: "the second half of",
}  # fmt: skip
_CLOCK = re.compile(r"T(\d\d:\d\d):(\d\d)(Z|[+-]\d\d(?::?\d\d)?)?")


@lru_cache(maxsize=4096)
def in_words(text: str) -> str:
    """An EDTF date in words, such as “4 or 5 November 2024”; text that is no EDTF date comes back as it is."""
    return _in_words(str(text))


@lru_cache(maxsize=16384)
def _in_words(text: str) -> str:
    """Few dates are told, and each of them many times."""
    try:
        return _words(edtf.parse(text))
    except edtf.NotEdtf:
        return text


def day_in_words(day: dt.date) -> str:
    """A day in full: “6 November 2024”."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def day_in_short(day: dt.date) -> str:
    """A day for a drawing, where the year is told by the axis: “6 Nov”."""
    return f"{day.day} {calendar.month_abbr[day.month]}"


def month_in_short(day: dt.date) -> str:
    """A month for a drawing: “Nov 2024”."""
    return f"{calendar.month_abbr[day.month]} {day.year}"


def _words(date: Edtf) -> str:
    if date.form == "interval":
        return _interval(date)
    if date.form in ("one-of", "all-of"):
        return _set(date)
    return _qualified(date)


def _qualified(date: Edtf) -> str:
    return _qualifier(date) + _plain(date)


def _qualifier(date: Edtf) -> str:
    return ("possibly " if date.uncertain else "") + ("about " if date.approximate else "")


def _plain(date: Edtf) -> str:
    """A single date without its qualifiers."""
    day, text = date.earliest, re.sub("[?~%]", "", date.text)
    if day is None:
        return "an unknown date"
    if "XX-XX" in text or (date.precision == "year" and "XX" in text):
        return f"a date in {day.year}"
    year_and_month = f"{calendar.month_name[day.month]} {day.year}"
    if date.precision == "month":
        return f"a day in {year_and_month}" if "XX" in text else year_and_month
    if date.precision == "season":
        return f"{_SUB_YEARS[int(text[5:7])]} {day.year}"
    if date.precision == "time":
        return f"{day_in_words(day)}, {_clock(text)}"
    return {"year": f"{day.year}", "decade": f"the {day.year}s", "century": f"{day.year}–{day.year + 99}"}.get(
        date.precision, day_in_words(day)
    )


def _clock(text: str) -> str:
    match = _CLOCK.search(text)
    if not match:
        return ""
    clock = match[1] if match[2] == "00" else f"{match[1]}:{match[2]}"
    zone = match[3]
    return clock if not zone else f"{clock} UTC" if zone == "Z" else f"{clock} (UTC{zone})"


def _interval(date: Edtf) -> str:
    start, end = date.parts
    if start.precision == "open":
        return f"by {_qualified(end)}" if start.text else f"until {_qualified(end)}, beginning unknown"
    if end.precision == "open":
        return f"since {_qualified(start)}" if end.text else f"from {_qualified(start)}, end unknown"
    return _span(start, end)


def _span(start: Edtf, end: Edtf) -> str:
    if _qualifier(start) == _qualifier(end) != "" and start.precision == end.precision == "day":
        first, last = _without_what_repeats([edtf.parse(re.sub("[?~%]", "", part.text)) for part in (start, end)])
        return f"{_qualifier(start)}{first} to {last}"
    if any(_qualifier(part) or "X" in part.text for part in (start, end)) or start.precision != end.precision:
        return f"from {_qualified(start)} to {_qualified(end)}"
    if start.text == end.text:
        return _plain(start)
    first, last = _without_what_repeats([start, end])
    return f"{first} – {last}" if " " in first else f"{first}–{last}"


def _without_what_repeats(dates: Sequence[Edtf]) -> list[str]:
    """Each date in words, the last one in full, those before it without the year and month that all share."""
    words = [_qualified(date) for date in dates]
    simple = not any(_qualifier(date) for date in dates) and len({date.precision for date in dates}) == 1
    for shared in (2, 1) if simple and dates[0].precision in ("day", "month") else ():
        tails = {" ".join(each.split()[-shared:]) for each in words}
        if len(tails) == 1 and all(len(each.split()) > shared for each in words):
            return [" ".join(each.split()[:-shared]) for each in words[:-1]] + [words[-1]]
    return words


def _set(date: Edtf) -> str:
    if len(date.parts) == 1 and date.parts[0].form == "interval":
        return _one_of_a_range(date.parts[0])
    if any(part.form == "interval" for part in date.parts):
        words = [_one_of_a_range(part) if part.form == "interval" else _qualified(part) for part in date.parts]
    else:
        words = _without_what_repeats(date.parts)
    return _listed(words, "or" if date.form == "one-of" else "and")


def _one_of_a_range(span: Edtf) -> str:
    start, end = span.parts
    known = end if start.precision == "open" else start
    preposition = "on" if known.precision in ("day", "time") else "in"
    if start.precision == "open":
        return f"{preposition} or before {_qualified(end)}"
    if end.precision == "open":
        return f"{preposition} or after {_qualified(start)}"
    unit = known.precision if known.precision in ("day", "month", "year") else "time"
    return f"one {unit} of {_span(start, end)}"


def _listed(words: Sequence[str], conjunction: str) -> str:
    return f" {conjunction} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
