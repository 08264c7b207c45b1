"""How precisely a date of the dossier can be told where a format has only year, month and day. Knows dates only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from build_tools.text import edtf


@dataclass(frozen=True, slots=True)
class Told:
    """What is the same for every day that a date may mean; 0 where it is not. ``exact``: nothing was left out by that."""

    year: int = 0
    month: int = 0
    day: int = 0
    exact: bool = False

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known."""
        return tuple(part for part in (self.year, self.month, self.day) if part)


def told(date: str) -> Told:
    """Year, month, day of an EDTF date, as far as all days that it may mean share them; nothing for an open one."""
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return Told()
    if span.earliest is None or span.latest is None or span.earliest.year != span.latest.year:
        return Told()
    plain = span.form == "date" and not span.approximate and not span.uncertain
    year, month, day = _shared(span.earliest, span.latest)
    named = {"time": 3, "day": 3, "month": 2, "year": 1}.get(span.precision, 0)
    return Told(year, month, day, exact=plain and named == len([part for part in (year, month, day) if part]))


def _shared(first: dt.date, last: dt.date) -> tuple[int, int, int]:
    if first == last:
        return first.year, first.month, first.day
    return first.year, first.month if first.month == last.month else 0, 0


def lasted(date: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The first and the last day (or month, year) of an EDTF interval with exact ends; None for anything else."""
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return None
    if span.form != "interval":
        return None
    first, last = (told(part.text) for part in span.parts)
    return (first.parts, last.parts) if first.exact and last.exact else None
