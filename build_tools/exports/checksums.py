"""Size and hash of finished files, and ``SHA256SUMS``, which tells those in ``data/`` as GNU coreutils' ``sha256sum`` does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FOLDER = "data/"
_END, _QUOTE = b"\n", b'"'
NAME = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Finished:
    """What is kept in mind of a file: ``size`` in octets, ``sha256`` in hexadecimal digits; ``lines`` of a table, those that
    a quoted cell goes over counted as one.
    """

    size: int
    sha256: str
    lines: int = 0

    @classmethod
    def of(cls, content: bytes) -> Finished:
        """Those of a content."""
        counting = Counting()
        counting.take(content)
        return counting.finished


class Counting:
    """Takes a file in as it is written, block by block."""

    def __init__(self, *, with_lines: bool = True) -> None:
        self._hash = hashlib.sha256()
        self._size = self._lines = 0
        self._is_quoted = False
        self._with_lines = with_lines

    def take(self, block: bytes) -> None:
        """The next octets."""
        self._hash.update(block)
        self._size += len(block)
        if self._with_lines:
            self._count(block.split(_QUOTE))

    def _count(self, parts: list[bytes]) -> None:
        """Every second part between quotation marks is inside a cell; a doubled mark is an empty part outside."""
        outside = parts[1 if self._is_quoted else 0 :: 2]
        self._lines += sum(part.count(_END) for part in outside)
        self._is_quoted ^= len(parts) % 2 == 0

    @property
    def finished(self) -> Finished:
        """What it comes to by now."""
        return Finished(self._size, self._hash.hexdigest(), self._lines)


def sums(finished: Mapping[str, Finished]) -> Iterator[tuple[str, bytes]]:
    """The file of hashes, where any of the finished files lies in ``data/``; its own is not in it."""
    kept = {path.removeprefix(_FOLDER): one for path, one in finished.items() if path.startswith(_FOLDER)}
    if kept:
        lines = (f"{one.sha256}  {name}\n" for name, one in sorted(kept.items()))
        yield f"{_FOLDER}{NAME}", "".join(lines).encode()
