"""A list names each thing once, and no record names itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Entry, Place, Record, Source
from build_tools.problems import Level

CODE = "listed-twice"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Delete one of the two."


def find(case: Case) -> Iterator[Finding]:
    """Ids and names that a list of a record repeats; ``see_also`` and ``not_same`` that hold the record itself."""
    for record in case.records():
        for key, values in _lists(record):
            for at, value in enumerate(values):
                if value in values[:at]:
                    yield Finding(record, value, f"“{value}” stands twice under “{key}”")
                elif value == record.id and key in ("see_also", "not_same"):
                    yield Finding(record, value, f"“{key}” names the record itself", f"Delete “{value}” there.")
        if isinstance(record, Actor | Place):
            yield from _aliases(record)


def _lists(record: Record) -> Iterator[tuple[str, Sequence[str]]]:
    if isinstance(record, Entry):
        yield from (("places", record.places), ("actors", record.actors), ("see_also", record.see_also))
        yield from (("reviewed_by", record.reviewed_by), ("proposed_by", record.proposed_by))
    elif isinstance(record, Source):
        yield from (("authors", record.authors), ("not_same", record.not_same))
    elif isinstance(record, Actor | Place):
        yield "not_same", record.not_same


def _aliases(record: Actor | Place) -> Iterator[Finding]:
    seen = {record.name}
    for alias in record.aliases:
        if alias.name in seen:
            where = "its name" if alias.name == record.name else "an alias"
            yield Finding(record, alias.name, f"“{alias.name}” is {where} already", "Delete the alias.")
        seen.add(alias.name)
