"""Every date can be read (EDTF) and is in the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding, Mend
from build_tools.model import Actor, Entry, Record, Source
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "date-invalid"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = (
    "Write a day as 2024-11-06, a month as 2024-11, a stretch as 2024-11-04/2024-11-06, one of several days as "
    "[2024-11-04..2024-11-06]; “?” behind it says that it is uncertain (EDTF)."
)

_ALMOST = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")  # the year first: then the month comes before the day everywhere
_PARTS = re.compile(r"-(\d{1,2})")


def find(case: Case) -> Iterator[Finding]:
    """Dates that cannot be read, name a day that does not exist, or end before they begin."""
    for record in case.records():
        for date in dates_of(record):
            try:
                edtf.parse(date)
            except edtf.NotEdtf as reason:
                yield Finding(record, date, str(reason))


def dates_of(record: Record) -> Iterator[str]:
    """Every date that a record holds."""
    yield from (date for _, date in _placed_dates(record))


def _placed_dates(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every date, with the keys that lead to it."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    if isinstance(record, Entry):
        found = [(("date",), record.date)]
        for at, claim in enumerate(record.claims):
            found += [(("claims", at, "said"), claim.said), (("claims", at, "when"), claim.when)]
    elif isinstance(record, Source):
        found = [(("published",), record.published), (("retrieved",), record.retrieved)]
    elif isinstance(record, Actor):
        for at, role in enumerate(record.roles):
            found += [(("roles", at, key), getattr(role, key)) for key in ("as_of", "since", "until")]
    yield from ((keys, date) for keys, date in found if date)


def mend(case: Case) -> Iterator[Mend]:
    """Dates whose only fault is that a zero is missing get it: “2024-11-8”."""
    for record in case.records():
        for keys, date in _placed_dates(record):
            if (whole := _with_zeros(date)) != date:
                yield Mend(record, keys, whole)


def _with_zeros(date: str) -> str:
    """The date with two digits for month and day; as it is where it can be read, or where that does not mend it."""
    try:
        edtf.parse(date)
    except edtf.NotEdtf:
        whole = _PARTS.sub(lambda part: f"-{int(part[1]):02}", date) if _ALMOST.fullmatch(date) else date
        return whole if _is_edtf(whole) else date
    return date


def _is_edtf(date: str) -> bool:
    try:
        return bool(edtf.parse(date))
    except edtf.NotEdtf:
        return False
