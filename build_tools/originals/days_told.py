"""Days as files tell them → EDTF, as precise as written: machine dates, dates of e-mail, dates in words. Never shifted to
another time zone: the day is the one that the outlet wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

from build_tools.originals.written import as_edtf
from build_tools.text import tables

_MONTHS = Path(__file__).parent / "months.tsv"
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHES = re.compile(r"(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-年년/.]\s?(\d{1,2})\s?[-月월/.]\s?(\d{1,2})(?:\s?[日일])?(?!\d)")
_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*\Z", re.IGNORECASE)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
_LONGEST_LINE = 100
_OTHER_WORDS = 5
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º)\Z")
_FIRST_YEAR, _LAST_YEAR = 1600, 2200  # what lies outside is a slip or a counter
_MONTH_FIRST = ("en-us", "en-ca", "en-ph")


def edtf(told: str, language: str = "") -> str:
    """The first date in a text as EDTF; empty where there is none or where day and month cannot be told apart.

    ``language`` (BCP 47) decides what “11/06/2024” means; of plain “en” it is unknown.
    """
    text = " ".join(told.translate(_DIGITS).split())[:200]
    return _by_machine(text) or _numbers(text, language) or _in_words(text)


def is_date_line(line: str) -> bool:
    """Whether a line is a date and hardly more: a label, a place, a weekday, the time of day."""
    if len(line) > _LONGEST_LINE or not edtf(line, "en-gb"):
        return False
    words = [word for word in re.findall(r"[^\W\d_]{2,}", line.casefold()) if word not in _months()]
    return len(words) <= _OTHER_WORDS


def is_universal(told: str) -> bool:
    """Whether the time is told in UTC, so that its day may be another one where it was written."""
    return bool(_UTC.search(told.strip()))


def _by_machine(text: str) -> str:
    day = as_edtf(text)
    return day if day and (not day[:4].isdecimal() or _FIRST_YEAR <= int(day[:4]) <= _LAST_YEAR) else ""


def _checked(year: str, month: str | None, day: str | None) -> str:
    """The date as EDTF; empty where there is no such day, or a year before printing or after the next."""
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return ""
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _numbers(text: str, language: str) -> str:
    if found := _YEAR_FIRST.search(text):
        return _checked(*found.groups())
    if found := _NUMBERS.search(text):
        return _checked(found[3], found[2], found[1])
    if found := _SLASHES.search(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 or (first == second) or (language and language.lower() not in ("en", *_MONTH_FIRST)):
            return _checked(found[3], found[2], found[1])
        if second > 12 or language.lower() in _MONTH_FIRST:
            return _checked(found[3], found[1], found[2])
    return ""


def _in_words(text: str) -> str:
    """“6 November 2024”, “November 6, 2024”, “6. November 2024”, “6 de noviembre de 2024”, “November 2024”."""
    months = _months()
    words = re.findall(r"\d+(?:st|nd|rd|th|er|º)?|[^\d\s.,;:()/|–—-]+", text.casefold())
    for index, word in enumerate(words):
        month = months.get(word)
        if not month:
            continue
        before, behind = words[max(0, index - 2) : index], words[index + 1 : index + 5]
        if len(behind) > 1 and _is_day(_bare(behind[0])) and _is_year(behind[1]):
            return _checked(behind[1], month, _bare(behind[0]))
        day = next((_bare(one) for one in reversed(before) if _is_day(_bare(one))), None)
        if year := next((one for one in behind[:3] if _is_year(one)), ""):
            return _checked(year, month, day)
    return ""


def _bare(word: str) -> str:
    """“7th” and “1er” as the number alone."""
    return _ORDINAL.sub("", word)


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", word))


def _is_day(word: str) -> bool:
    return len(word) <= 2 and word.isdecimal() and 1 <= int(word) <= 31


@cache
def _months() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.rows(_MONTHS)}
