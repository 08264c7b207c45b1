"""A zip written member by member, of what was compressed elsewhere: in other threads, or once before.

APPNOTE.TXT of PKWARE, version 6.3.10: §§ 4.3.7 (local header), 4.3.12 (directory), 4.3.14 and 4.3.15 (Zip64, for 65,535
members and more), 4.3.16 (end). Knows no site.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

STORED, DEFLATED = 0, 8
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_LISTED = struct.Struct("<4sBBHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_END_64 = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR_64 = struct.Struct("<4sLQL")
_NEEDED, _NEEDED_64, _UNIX = 20, 45, 3  # the least version that reads it: 2.0, 4.5; the system that made it
_UTF_8 = 0x800  # names are in UTF-8
_FIRST_DAY = 0x0021  # 1 January 1980, the earliest day that a zip can hold; any fixed one will do
_READABLE = 0o100644 << 16
_MOST, _FARTHEST = 0xFFFF, 0xFFFFFFFF
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it lies in a zip. ``size``: of the file itself, in octets; ``crc``: its CRC-32."""

    method: int
    crc: int
    size: int
    blocks: tuple[bytes, ...]

    @property
    def packed_size(self) -> int:
        """Octets in the zip."""
        return sum(map(len, self.blocks))


def packed(path: Path, *, level: int) -> Packed:
    """A file, read and compressed block by block; level 0 leaves it as it is."""
    return packed_blocks(_blocks(path), level=level)


def packed_blocks(blocks: Iterable[bytes], *, level: int) -> Packed:
    """What is handed over in blocks."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS) if level else None
    crc = size = 0
    found = []
    for block in blocks:
        crc, size = zlib.crc32(block, crc), size + len(block)
        found.append(deflate.compress(block) if deflate else block)
    if deflate:
        found.append(deflate.flush())
    return Packed(DEFLATED if deflate else STORED, crc, size, tuple(filter(None, found)))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            yield block


class ZipWriter:
    """Writes members one behind the other into a file, and at the end the directory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._directory: list[bytes] = []
        self._at = 0

    def add(self, name: str, held: Packed, *, comment: bytes = b"") -> None:
        """The next member; ``comment`` stands with its name in the directory. Raises ValueError where one file is too large for a zip without extensions."""
        if max(held.size, held.packed_size) >= _FARTHEST or self._at >= _FARTHEST:
            raise ValueError(f"{name}: beyond four gigabytes")
        path = name.encode()
        flags = 0 if name.isascii() else _UTF_8
        facts = (flags, held.method, 0, _FIRST_DAY, held.crc, held.packed_size, held.size, len(path))
        where = (0, len(comment), 0, 0, _READABLE, self._at)
        self._directory.append(_LISTED.pack(b"PK\x01\x02", _NEEDED, _UNIX, _NEEDED, *facts, *where) + path + comment)
        self._write(_LOCAL.pack(b"PK\x03\x04", _NEEDED, *facts, 0) + path)
        for block in held.blocks:
            self._write(block)

    def finish(self) -> None:
        """Write the directory."""
        start = self._at
        for one in self._directory:
            self._write(one)
        count, size = len(self._directory), self._at - start
        if count >= _MOST or self._at >= _FARTHEST:
            end = self._at
            large = (_UNIX << 8 | _NEEDED_64, _NEEDED_64, 0, 0, count, count, size, start)
            self._write(_END_64.pack(b"PK\x06\x06", _END_64.size - 12, *large))
            self._write(_LOCATOR_64.pack(b"PK\x06\x07", 0, end, 1))
        counted = min(count, _MOST)
        told = (0, 0, counted, counted, min(size, _FARTHEST), min(start, _FARTHEST), 0)
        self._write(_END.pack(b"PK\x05\x06", *told))

    def _write(self, octets: bytes) -> None:
        self._file.write(octets)
        self._at += len(octets)
