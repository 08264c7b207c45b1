"""Pieces in the making, on the disk: those of some keys at a time, strand by strand, each with how long it is.

Knows which strand lies where, and no format.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.tracing.notes import Note

LENGTHS = "I"  # of an array of lengths: unsigned, four octets


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces of one strand that lie behind each other in a file from ``start`` on, ``between`` each two that are not empty.

    ``lengths``: of each piece in the order of its key; 0 where a key has none.
    """

    place: Path
    start: int
    lengths: array[int]

    def size(self, between: int) -> int:
        """How many octets they take together, ``between`` of them between two."""
        filled = len(self.lengths) - self.lengths.count(0)
        return sum(self.lengths) + between * max(filled - 1, 0)

    def read(self, between: bytes) -> bytes:
        """Their octets."""
        with self.place.open("rb") as file:
            file.seek(self.start)
            return file.read(self.size(len(between)))

    def part(self, first: int, last: int, between: int) -> Stretch:
        """Some of the pieces, half-open by the places of their keys."""
        ahead = self.lengths[:first]
        start = self.start + sum(ahead) + between * (len(ahead) - ahead.count(0))
        return Stretch(self.place, start, self.lengths[first:last])


@dataclass(slots=True)
class Batch:
    """What was made of some keys that stand behind each other: by strand its pieces; by key the files of its own and, if they
    were taken, the notes of what it was made from.
    """

    keys: int
    stretches: dict[str, Stretch] = field(default_factory=dict)
    own: list[list[list[str | int]]] = field(default_factory=list)
    notes: dict[str, frozenset[Note]] = field(default_factory=dict)


class Spool:
    """A file that takes pieces, batch after batch. Each process has one of its own."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / f"{os.getpid()}.pieces"

    def put(self, pieces: Mapping[str, Sequence[bytes]], between: Mapping[str, bytes]) -> dict[str, Stretch]:
        """Write the pieces of some keys, a piece for each key in every strand."""
        found = {}
        with self._place.open("ab") as file:
            for strand, held in pieces.items():
                lengths = array(LENGTHS, map(len, held))
                found[strand] = Stretch(self._place, file.tell(), lengths)
                file.write(between[strand].join(filter(None, held)))
        return found
