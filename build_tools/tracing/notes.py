"""Which parts of which tables are read while something is made. Knows no table's content."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Self


class Part(Enum):
    """What may be read of a table as a whole: its values in their order, its keys in their order, how many there are."""

    VALUES = "values"
    KEYS = "keys"
    COUNT = "count"


Note = tuple[str, Hashable]  # the name of a table, and the key (or the Part) that was read; present or absent

MADE_FROM = "made from"  # in place of a table's name in a note, whose key is then a table and one that it is made from


class Names(set[Note]):
    """Notes of which the names of the tables alone are kept: enough for a table, which is compared as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def add(self, note: Note, /) -> None:
        """Keep the name."""
        self.names.add(note[0])

    def __ior__(self, notes: AbstractSet[Note]) -> Self:  # type: ignore[override, misc]
        """Keep the names."""
        self.names.update([table for table, _ in notes])
        return self


OPEN: ContextVar[set[Note] | None] = ContextVar("notes", default=None)
_LEARNT: ContextVar[set[Note]] = ContextVar("learnt")  # from what tables are made, not yet told


@contextmanager
def trace() -> Iterator[set[Note]]:
    """Note every read of a table until the end of the block; whoever traces around it gets the notes too.

    A generator must be used up inside, or what it reads later goes into notes that are not its own.
    """
    around = OPEN.get()
    notes: set[Note] = set()
    token = OPEN.set(notes)
    try:
        yield notes
    finally:
        OPEN.reset(token)
        if around is not None:
            around |= notes


@contextmanager
def working_out(table: str) -> Iterator[set[str]]:
    """A table in the making: from which tables it is made is told with the next product, and no product reads it by that.

    Gives the names of those tables, complete at the end of the block.
    """
    inside = Names()
    token = OPEN.set(inside)
    try:
        yield inside.names
    finally:
        OPEN.reset(token)
    learnt = _LEARNT.get(None)
    if learnt is None:
        _LEARNT.set(learnt := set())
    learnt.update((MADE_FROM, (table, name)) for name in inside.names)


@contextmanager
def untraced() -> Iterator[None]:
    """Note nothing until the end of the block."""
    token = OPEN.set(None)
    try:
        yield
    finally:
        OPEN.reset(token)


def essential(notes: set[Note]) -> frozenset[Note]:
    """The notes without those that say nothing more: of a table that was read as a whole; with what was learnt of tables."""
    walked = {table for table, key in notes if key is Part.VALUES}
    kept = [note for note in notes if note[1] is Part.VALUES or note[0] not in walked]
    learnt = _LEARNT.get(None)
    if learnt:
        kept += learnt
        learnt.clear()
    return frozenset(kept)
