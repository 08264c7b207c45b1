"""From one day to another, within the calendar that a date can hold (years 1 to 9999)."""

from __future__ import annotations

import datetime as dt


def days_on(day: dt.date, days: int) -> dt.date:
    """So many days later, earlier if negative; the first or last day of the calendar where that would be beyond it.

    Records hold such days: databases write 9999-12-31 for “no end”.
    """
    return dt.date.fromordinal(max(dt.date.min.toordinal(), min(day.toordinal() + days, dt.date.max.toordinal())))
