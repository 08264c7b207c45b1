"""Which parts of which tables are read while something is made. Knows no table's content."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum


class Part(Enum):
    """What may be read of a table as a whole: its values in their order, its keys in their order, how many there are."""

    VALUES = "values"
    KEYS = "keys"
    COUNT = "count"


Note = tuple[str, Hashable]  # the name of a table, and the key (or the Part) that was read; present or absent

OPEN: ContextVar[set[Note] | None] = ContextVar("notes", default=None)


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
def untraced() -> Iterator[None]:
    """Note nothing until the end of the block: a table in the making is compared as a whole, whatever it is made from."""
    token = OPEN.set(None)
    try:
        yield
    finally:
        OPEN.reset(token)


def essential(notes: set[Note]) -> frozenset[Note]:
    """The notes without those that say nothing more: of a table that was read as a whole."""
    walked = {table for table, key in notes if key is Part.VALUES}
    return frozenset(note for note in notes if note[1] is Part.VALUES or note[0] not in walked)
