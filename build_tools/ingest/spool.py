"""Plans kept on disk until they are applied, so that memory does not grow with their number."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """A list that can only grow, in a temporary file that goes when the spool does."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="claimline-")
        self._offsets: list[int] = []

    def __del__(self) -> None:
        self._file.close()

    def append(self, item: T) -> None:
        """Add an item at the end."""
        self._offsets.append(self._file.seek(0, 2))
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._offsets)

    def __iter__(self) -> Iterator[T]:
        for offset in self._offsets:
            self._file.seek(offset)
            item: T = pickle.load(self._file)
            yield item
