"""Records whose fields are noted one by one: who shows the title of an entry does not depend on its prose.

What is followed is a copy that shares the record's values; code that asks for no trace never meets one. In a table such a
record counts as the same as long as it bears the same id, since what is read of it is noted for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from build_tools.tracing.notes import OPEN


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Noun = TypeVar("Noun", bound=_Identified)


class Followed:
    """A record of which every read is noted under the name of its class and field, and its id."""

    def __new__(cls, *values: Any, **named: Any) -> Any:
        """A changed copy (``dataclasses.replace``) is a plain record: all else of this one was read for it."""
        return cls.__bases__[1](*values, **named)


def changed_records(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """The ids of followed records that are not made of the very same values, or are in one of the two states alone."""
    alike = {id for id in old.keys() & new.keys() if old[id].__dict__ is new[id].__dict__}
    return (old.keys() | new.keys()) - alike


class Fields(Mapping[str, Any]):
    """By id: one field of records, read without a note; the values are as they are, absent where there is no such record."""

    def __init__(self, records: Mapping[str, Any], name: str) -> None:
        self.records = records
        self._name = name

    def __getitem__(self, key: str) -> Any:
        return self.records[key].__dict__[self._name]

    def __contains__(self, key: object) -> bool:
        return key in self.records

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def followed(records: Mapping[str, Noun]) -> dict[str, Noun]:
    """Records by id, each so that it notes what is read of it."""
    return {id: _followed(record) for id, record in records.items()}


def kind_of(record: Noun) -> type[Noun]:
    """The class of a record, whether it is followed or not."""
    return type(record).__bases__[1] if isinstance(record, Followed) else type(record)


def whole(record: Noun) -> Noun:
    """The record itself, noted as read in full: for what tells all of it, so that not every read is noted once more."""
    if not isinstance(record, Followed):
        return record
    kind = kind_of(record)
    if (notes := OPEN.get()) is not None:
        notes |= {(f"{kind.__name__}.{name}", record.__dict__["id"]) for name in _names(kind)}
    plain = object.__new__(kind)
    object.__setattr__(plain, "__dict__", record.__dict__)
    return plain


def _followed(record: Noun) -> Noun:
    if isinstance(record, Followed):
        return record
    copy = object.__new__(_kind(type(record)))
    object.__setattr__(copy, "__dict__", record.__dict__)
    return cast(Noun, copy)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.name != "id")


@cache
def _kind(kind: type[Any]) -> type[Any]:
    """The same class with fields that note; equal to one that does not where all values are equal."""
    names = _names(kind)

    def equal(self: Any, other: object) -> bool:
        return (
            self is other
            or isinstance(other, kind)
            and all(getattr(self, one) == getattr(other, one) for one in ("id", *names))
        )

    told = {name: property(_noted(f"{kind.__name__}.{name}", name)) for name in names}
    return type(
        kind.__name__, (Followed, kind), {**told, "__eq__": equal, "__hash__": kind.__hash__, "__doc__": kind.__doc__}
    )


def _noted(table: str, name: str) -> Callable[[Any], Any]:
    def read(record: Any) -> Any:
        held = record.__dict__
        if (notes := OPEN.get()) is not None:
            notes.add((table, held["id"]))
        return held[name]

    return read
