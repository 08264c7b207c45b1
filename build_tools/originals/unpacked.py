"""Bytes that may be gzipped, read no further than a limit: what they claim to hold is never believed. Knows no format."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

MOST_IN_ALL = 1 << 30  # bytes that one original may unpack to
MOST_OF_ONE = 32 << 20  # bytes of one page or paper; a newspaper's front page has under one million
_GZIP = b"\x1f\x8b"
_BLOCK = 64 << 10


class NotUnpacked(Exception):
    """What cannot be unpacked; the message says why, in words that go into a problem."""


class Unpacked(io.RawIOBase):
    """A stream as it reads once its gzip layer is off, if it has one; of any number of members. Where it is cut off, damaged
    or grows beyond ``most`` bytes it ends, after all that is whole, and ``broken`` says why.
    """

    def __init__(self, stream: IO[bytes], most: int = MOST_IN_ALL) -> None:
        self._stream, self._most, self._told = stream, most, 0
        self.broken = ""
        self._waiting = self._taken()
        self._machine = _gunzip() if self._waiting.startswith(_GZIP) else None

    def readable(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """Closes the stream below too."""
        self._stream.close()
        super().close()

    def tell(self) -> int:
        """How many unpacked bytes have been read."""
        return self._told

    def read(self, size: int = -1) -> bytes:  # type: ignore[override]
        """Some of the next bytes, at most ``size``; none at the end, whatever the reason for it."""
        size = _BLOCK if size < 0 else min(size, _BLOCK)
        data = b"" if self.broken else self._unzipped(size) if self._machine else self._plain(size)
        if self._machine and not self._told and data.startswith(_GZIP):
            self.broken = "it is compressed twice over"
            return b""
        self._told += len(data)
        if self._told > self._most:
            self.broken = f"it unpacks to more than {self._most >> 20} megabytes"
        return data

    def _taken(self) -> bytes:
        try:
            return self._stream.read(_BLOCK)
        except (OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            self.broken = f"it is damaged ({error})"
            return b""

    def _plain(self, size: int) -> bytes:
        held = self._waiting or self._taken()
        self._waiting = held[size:]
        return held[:size]

    def _unzipped(self, size: int) -> bytes:
        while not self.broken and self._machine:
            held = self._waiting or self._taken()
            if self._machine.eof:
                self._machine, self._waiting = (_gunzip(), held) if held.startswith(_GZIP) else (None, b"")
                continue  # what follows the last member (zeros, mostly) is none
            if not held:
                self.broken = self.broken or "it is cut off"
                break
            if data := self._next(held, size):
                return data
        return b""

    def _next(self, held: bytes, size: int) -> bytes:
        machine = self._machine
        assert machine
        try:
            data = machine.decompress(held, size)
        except zlib.error as error:
            self.broken = f"it is damaged ({error})"
            return b""
        self._waiting = machine.unused_data if machine.eof else machine.unconsumed_tail
        return data


def _gunzip() -> zlib._Decompress:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
