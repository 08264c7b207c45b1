"""Every date can be read (EDTF) and is in the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
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
    found: list[str] = []
    if isinstance(record, Entry):
        found = [record.date, *(date for claim in record.claims for date in (claim.said, claim.when))]
    elif isinstance(record, Source):
        found = [record.published, record.retrieved]
    elif isinstance(record, Actor):
        found = [date for role in record.roles for date in (role.as_of, role.since, role.until)]
    yield from (date for date in found if date)
