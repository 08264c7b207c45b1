"""The words of the calendar as numbers and codes: months, weekdays, years, parts of the day. Knows no context."""

from __future__ import annotations

import re

from build_tools.text import numerals
from build_tools.text.times.grammar import known


def month_number(word: str) -> int:
    """1 to 12, of a name in full or shortened."""
    plain = word.casefold().rstrip(".")
    return int(known("month").get(plain) or known("month-short")[plain])


def is_month(word: str) -> bool:
    """Whether it is the name of a month, in full or shortened."""
    plain = word.casefold().rstrip(".")
    return plain in known("month") or plain in known("month-short")


def is_day_word(word: str) -> bool:
    """Whether it is the name of a day of the week or of a feast."""
    return word.casefold() in known("weekday") or word.casefold().replace("’", "'") in known("holiday")


def weekday_number(word: str) -> int:
    """Monday is 0."""
    plain = word.casefold().rstrip(".")
    return int(known("weekday").get(plain) or known("weekday-short")[plain])


def year_number(written: str, *, now: int = 2030) -> int:
    """Two digits count as the century nearest to the year ``now``: 24 → 2024, 89 → 1989."""
    digits = re.sub(r"\D", "", written)
    if len(digits) > 2:
        return int(digits)
    year = now // 100 * 100 + int(digits)
    return year - 100 if year > now + 5 else year


def day_number(written: str) -> int:
    """The number in “6” or “6th”."""
    return int(re.match(r"\d+", written)[0])  # type: ignore[index]


def spelled_year(written: str) -> int:
    """“nineteen ninety-six” → 1996, “two thousand and three” → 2003."""
    words = re.sub(r"[\s-]+", " ", written.casefold())
    if words.startswith("nineteen "):
        rest = numerals.value(words.removeprefix("nineteen ").replace("oh ", ""))
        return 1900 + int(rest or 0) % 100
    return int(numerals.value(words) or 2000)


def daypart(word: str | None) -> str:
    """The TIMEX3 code of a part of the day, empty if it is none."""
    return known("daypart").get((word or "").casefold(), "")
