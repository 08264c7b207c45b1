"""The zip that was made before: what it holds of a file that has not changed is taken as it is. Knows no site."""

from __future__ import annotations

import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from build_tools.zip_writer import Packed

_HEAD = struct.Struct("<26xHH")  # of a member: how long its name and its extra field are
_BLOCK = 1 << 20


class FormerZip:
    """The members of a zip by their names; none where it is not there, cannot be read or whose first bears another ``mark``."""

    def __init__(self, path: Path, mark: bytes) -> None:
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._lock = threading.Lock()
        self._file = None
        with suppress(OSError, zipfile.BadZipFile):
            with zipfile.ZipFile(path) as archive:
                members = archive.infolist()
                if members and members[0].comment == mark:
                    self._members = {one.filename: one for one in members}
            self._file = path.open("rb")

    def __enter__(self) -> FormerZip:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file:
            self._file.close()

    def member(self, name: str, path: Path) -> Packed | None:
        """What it holds under a name, if that is the very file at ``path``, octet by octet."""
        info = self._members.get(name)
        if not info or info.file_size != path.stat().st_size:
            return None
        content = self._read(info)
        if not _is_of(content, info, path):
            return None
        return Packed(info.compress_type, info.CRC, info.file_size, (content,) if content else ())

    def member_of(self, name: str, content: bytes) -> Packed | None:
        """The same for a file that is at hand."""
        info = self._members.get(name)
        if not info or info.file_size != len(content) or info.CRC != zlib.crc32(content):
            return None
        held = self._read(info)
        with suppress(zlib.error):
            if info.compress_type == zipfile.ZIP_DEFLATED and zlib.decompress(held, -zlib.MAX_WBITS) == content:
                return Packed(info.compress_type, info.CRC, info.file_size, (held,))
        return None

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        """As it is packed. One thread at a time: they share the file."""
        assert self._file
        with self._lock:
            self._file.seek(info.header_offset)
            name, extra = _HEAD.unpack(self._file.read(_HEAD.size))
            self._file.seek(name + extra, 1)
            return self._file.read(info.compress_size)


def _is_of(content: bytes, info: zipfile.ZipInfo, path: Path) -> bool:
    unpacked = _unpacked(content) if info.compress_type == zipfile.ZIP_DEFLATED else iter([content])
    held, crc = b"", 0
    with path.open("rb", buffering=0) as file:
        try:
            for block in unpacked:
                crc = zlib.crc32(block, crc)
                held = file.read(len(block)) if block else b""
                while len(held) < len(block) and (more := file.read(len(block) - len(held))):
                    held += more
                if held != block:
                    return False
        except zlib.error:
            return False
        return not file.read(1) and crc == info.CRC


def _unpacked(content: bytes) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    left = content
    while left and not inflate.eof:
        yield inflate.decompress(left, _BLOCK)
        left = inflate.unconsumed_tail
    yield inflate.flush()
