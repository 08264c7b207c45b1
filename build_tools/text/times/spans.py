"""Days, weeks, months and years as TIMEX3 values and as EDTF, and steps between them. Knows no words."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A point that other expressions are resolved against: a day, and how fine it is (day, week, month, year).

    ``label`` names it in explanations; ``tentative`` says that the day itself is only a bound or a guess.
    """

    day: dt.date
    grain: str = "day"
    label: str = ""
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What one rule makes of one expression. ``moment`` is what later expressions may refer to."""

    type: str
    value: str
    edtf: str = ""
    why: str = ""
    anchor: str = ""
    moment: Moment | None = None


NOTHING = Draft("", "")
"""What is no time expression, and no part of one either."""

_UNIT_GRAIN = {"D": "day", "W": "week", "2W": "week", "WE": "week", "M": "month", "Q": "quarter", "Y": "year"}


def shift_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the month's last day; clamped to the calendar's years."""
    index = day.year * 12 + day.month - 1 + months
    year = min(max(index // 12, 1), 9999)
    month = index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift(day: dt.date, unit: str, count: int) -> dt.date:
    """So many units (codes of the table: D W 2W WE M Q Y DE CE) on; clamped to the calendar."""
    try:
        if unit in ("D", "W", "2W", "WE"):
            return day + dt.timedelta(days=count * {"D": 1, "W": 7, "2W": 14, "WE": 7}[unit])
        months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 0)
        return shift_months(day, months * count)
    except OverflowError:
        return day


def at_grain(day: dt.date, unit: str) -> tuple[str, str]:
    """TIMEX3 value and EDTF of the unit that holds the day."""
    if unit in ("W", "2W"):
        return week_value(day), week_edtf(day)
    if unit == "WE":
        saturday = monday_of(day) + dt.timedelta(days=5)
        return f"{week_value(day)}-WE", f"{saturday}/{saturday + dt.timedelta(days=1)}"
    if unit == "M":
        return f"{day.isoformat()[:7]}", f"{day.isoformat()[:7]}"
    if unit == "Q":
        quarter = (day.month - 1) // 3 + 1
        return f"{day.year:04}-Q{quarter}", f"{day.year:04}-{32 + quarter}"
    if unit == "Y":
        return f"{day.year:04}", f"{day.year:04}"
    if unit == "DE":
        return f"{day.year // 10:03}", f"{day.year // 10:03}X"
    if unit == "CE":
        return f"{day.year // 100:02}", f"{day.year // 100:02}XX"
    return day.isoformat(), day.isoformat()


def grain_of(unit: str) -> str:
    """The grain of a moment made of this unit."""
    return _UNIT_GRAIN.get(unit, "year" if unit in ("DE", "CE") else "day")


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the day's week (ISO 8601)."""
    return day - dt.timedelta(days=day.weekday()) if day.toordinal() > 7 else day


def first_day(day: dt.date, unit: str) -> dt.date:
    """The first day of the week, month or year (W, M, Y) that holds the day; of another unit the day itself."""
    if unit == "W":
        return monday_of(day)
    return day.replace(day=1) if unit == "M" else day.replace(month=1, day=1) if unit == "Y" else day


def last_day(day: dt.date, unit: str) -> dt.date:
    """The last day of the week, month or year (W, M, Y) that holds the day; of another unit the day itself."""
    return shift(shift(first_day(day, unit), unit, 1), "D", -1) if unit in ("W", "M", "Y") else day


def week_value(day: dt.date) -> str:
    """The ISO week: ``2024-W45``."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def week_edtf(day: dt.date) -> str:
    """Monday to Sunday of the day's week."""
    monday = monday_of(day)
    return f"{monday}/{monday + dt.timedelta(days=6)}" if monday.toordinal() < dt.date.max.toordinal() - 7 else f"{day}"


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int, around: dt.date, *, tense: str, grain: str = "day") -> dt.date | None:
    """The day of that name nearest to ``around``; a clear tense says on which side it must lie.

    Looking back reaches the present day or month itself. Without a tense a day ahead is only meant where it is
    nearer by far, since news looks back. A day of another year is not named without it when it is ten months away.
    """
    years = range(max(around.year - 9, 1), min(around.year + 10, 9999))
    days = [found for found in (real_day(year, month, day) for year in years) if found]
    edge = around if grain == "day" else around.replace(day=1)
    behind = [found for found in days if found <= edge]
    ahead = [found for found in days if found >= edge]
    if not ahead or not behind:
        return behind[-1] if behind else ahead[0] if ahead else None
    back, on = (edge - behind[-1]).days, (ahead[0] - edge).days
    if tense == "future":
        return behind[-1] if on > 300 and back <= 31 else ahead[0]
    if tense.endswith("past"):
        return ahead[0] if tense == "far past" and back > 290 and ahead[0].year == edge.year else behind[-1]
    return ahead[0] if on * 2 < back else behind[-1]


def resolved(day: dt.date, unit: str, *, why: str, anchor: Moment, part: str = "") -> Draft:
    """The unit that holds the day, counted from an anchor; a tentative anchor makes the date approximate."""
    value, edtf = at_grain(day, unit)
    if anchor.tentative and edtf and "/" not in edtf:
        edtf += "~"
    moment = Moment(day, grain_of(unit), edtf, anchor.tentative)
    return Draft("TIME" if part else "DATE", with_part(value, part), edtf, why, anchor.label, moment)


def with_part(value: str, part: str) -> str:
    """``2024-11-06`` and ``MO`` → ``2024-11-06TMO``."""
    return f"{value}T{part}" if part else value


def blank(unit: str) -> str:
    """The TIMEX3 value of a unit that is not resolved."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX")


def quarter_start(year: int, number: int) -> dt.date | None:
    """The first day of a quarter (1 to 4)."""
    return real_day(year, 3 * number - 2, 1)


def third_of_month(first: dt.date, third: str) -> str:
    """One of the days of its first, middle or last third (START, MID, END): ``[2024-03-21..2024-03-31]``."""
    start, end = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}[third]
    end = min(end, calendar.monthrange(first.year, first.month)[1])
    return f"[{first.isoformat()[:7]}-{start:02}..{first.isoformat()[:7]}-{end:02}]"


def third_of_year(year: int, third: str) -> str:
    """The EDTF code of its first, middle or last third (START, MID, END)."""
    return f"{year:04}-{ {'START': 37, 'MID': 38, 'END': 39}[third] }"
