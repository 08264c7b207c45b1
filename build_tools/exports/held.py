"""A file in the making: in memory while it is small, on the disk when it grows, so that one pass can feed all formats."""

from __future__ import annotations

import io
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from weakref import finalize

_IN_MEMORY = 1 << 20  # octets


class Held:
    """Takes octets and gives them back together, once. ``size``: how many were written as such."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with its holder
        self.size = 0
        finalize(self, self._file.close)

    def write(self, octets: bytes) -> None:
        """Put them behind the others."""
        self._file.write(octets)
        self.size += len(octets)

    def writelines(self, many: Iterable[bytes]) -> None:
        """Put each behind the others."""
        for octets in many:
            self.write(octets)

    def as_text(self) -> io.TextIOWrapper:
        """What writes words into it, in UTF-8 with line ends as they are; half characters are spelt out."""
        return io.TextIOWrapper(self._file, encoding="utf-8", errors="backslashreplace", newline="")

    def content(self) -> bytes:
        """All of it. Nothing can be written or asked for afterwards."""
        self._file.seek(0)
        with self._file:
            return self._file.read()
