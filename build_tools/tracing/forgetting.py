"""Of what was worked out from one state: what does not hold in the next one is let go of, all else stays. Knows no record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from build_tools.tracing.differing import Comparing
from build_tools.tracing.notes import Note
from build_tools.tracing.records import followed, kind_of
from build_tools.tracing.table import Table, makings


class Changes:
    """What differs between two states: ``parts`` of tables, of others anything (``tables``)."""

    def __init__(self) -> None:
        self.parts: set[Note] = set()
        self.tables: set[str] = set()
        self.comparing = Comparing()

    def take_records(self, held: Table[str, Any], now: Mapping[str, Any]) -> None:
        """Make followed records what they are now. Each stays the same object: tables that only point at it go on holding."""
        before: Mapping[str, Any] = held.held
        if [*before] != [*now]:
            self.tables.add(held.name)
        new = followed({id: record for id, record in now.items() if id not in before})
        for record in (*new.values(), *(record for id, record in before.items() if id not in now)):
            self._note(record, record.__dict__.keys())
        for id, record in before.items():
            if id in now and record.__dict__ is not now[id].__dict__:
                self._note(record, self._differing(record.__dict__, now[id].__dict__))
                object.__setattr__(record, "__dict__", now[id].__dict__)
        held.held = {id: before[id] if id in before else new[id] for id in now}

    def _note(self, record: Any, names: Iterable[str]) -> None:
        kind = kind_of(record).__name__
        self.parts |= {(f"{kind}.{name}", record.__dict__["id"]) for name in names}

    def _differing(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
        names = before.keys() | now.keys()
        return [one for one in names if not self.comparing.same(before.get(one), now.get(one))]


def forget(owners: Collection[object], changes: Changes) -> None:
    """Let go of every table and kept result that was made from what has changed, directly or through others."""
    changed = changes.tables | {table for table, _ in changes.parts}
    made = {name: making for owner in owners for name, making in makings(owner).items()}
    gone: set[str] = set()
    while more := {name for name in made.keys() - gone if not made[name].sources.isdisjoint(changed)}:
        gone |= more
        changed |= more
    for name in gone:
        made[name].kept.pop(made[name].key, None)
    for owner in owners:
        for name in gone:
            makings(owner).pop(name, None)
        _forget_results(owner, changes.parts, changes.tables | gone)


def _forget_results(owner: object, parts: set[Note], tables: set[str]) -> None:
    """What ``by_key`` has kept is known by the very parts that it was made from."""
    for attribute, results in owner.__dict__.items():
        if attribute.endswith("_by_key"):
            stale = [key for key, (_, read) in results.items() if any(one in parts or one[0] in tables for one in read)]
            for key in stale:
                del results[key]
