"""The day of a feast in a year, by the rule that the table of time words gives it. Knows no words."""

from __future__ import annotations

import datetime as dt

from build_tools.text.times import spans


def day_of(rule: str, year: int) -> dt.date | None:
    """``12-25``; ``11/4/3``, the fourth Thursday of November; ``easter``; each with days to add: ``easter -2``."""
    plain, _, step = rule.partition(" ")
    day = _plain_day(plain, year)
    return spans.shift(day, "D", int(step or 0)) if day else None


def _plain_day(rule: str, year: int) -> dt.date | None:
    if rule == "easter":
        return _easter(year)
    if "/" in rule:
        month, nth, weekday = (int(part) for part in rule.split("/"))
        return _nth_weekday(year, month, nth=nth, weekday=weekday)
    return spans.real_day(year, int(rule[:2]), int(rule[3:]))


def _nth_weekday(year: int, month: int, *, nth: int, weekday: int) -> dt.date:
    """Monday is 0; ``nth`` -1 is the last of the month."""
    first = dt.date(year, month, 1)
    if nth < 0:
        last = spans.shift(spans.shift_months(first, 1), "D", -1)
        return spans.shift(last, "D", -((last.weekday() - weekday) % 7))
    return spans.shift(first, "D", (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous method: Meeus, Astronomical Algorithms, ch. 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap_centuries, centuries_left = divmod(century, 4)
    moon = (8 * century + 13) // 25
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leap_years, years_left = divmod(rest, 4)
    weekday = (32 + 2 * centuries_left + 2 * leap_years - epact - years_left) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return dt.date(year, month, day + 1)
