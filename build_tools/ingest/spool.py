"""What waits on disk until it is needed, so that memory does not grow with it: plans, and what is known of entries."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """A list that can only grow, in a temporary file that goes when the spool does. Its items can be replaced."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="claimline-")
        self._offsets = array("Q")
        self._end = 0
        self._is_at_end = True

    def __del__(self) -> None:
        with suppress(AttributeError, OSError):  # where there was no room for it from the start, or is none any more
            self._file.close()

    def append(self, item: T) -> None:
        """Add an item at the end."""
        self._offsets.append(self._written(item))

    def __setitem__(self, number: int, item: T) -> None:
        self._offsets[number] = self._written(item)

    def __getitem__(self, number: int) -> T:
        self._is_at_end = False
        self._file.seek(self._offsets[number])
        item: T = pickle.load(self._file)
        return item

    def __len__(self) -> int:
        return len(self._offsets)

    def __iter__(self) -> Iterator[T]:
        yield from (self[number] for number in range(len(self)))

    def _written(self, item: T) -> int:
        """Where the item now stands."""
        if not self._is_at_end:
            self._file.seek(self._end)
            self._is_at_end = True
        begin = self._end
        self._end += self._file.write(pickle.dumps(item, pickle.HIGHEST_PROTOCOL))
        return begin
