"""A zip → the same files as ``.tar.xz``, packed as one stream: what thousands of pages have in common is told once, not in each.

Streams of xz one behind the other are one file to every program that reads xz (.xz file format 1.2.1, § 2); so several
threads pack at a time. Knows no site.
"""

from __future__ import annotations

import io
import lzma
import os
import tarfile
import zipfile
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO

from build_tools.placing.beside import new_beside
from build_tools.processes import default_jobs

SUFFIX = ".tar.xz"
_FIRST_DAY = 315532800  # 1 January 1980, as in the zip
_BLOCK = 32 << 20  # octets that one thread packs: less tells more than once, more takes more memory
_PRESET = 6  # of xz: the next ones want more memory for little


def solid_from(archive: Path) -> Path:
    """Pack what a zip holds as a file beside it. The same zip gives the same bytes; it appears whole or not at all."""
    target = archive.with_name(archive.name.removesuffix(".zip") + SUFFIX)
    handle, draft = new_beside(target)
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(archive) as members:
            with _Blocks(file) as blocks, tarfile.open(fileobj=blocks, mode="w|", format=tarfile.GNU_FORMAT) as tar:
                for one in members.infolist():
                    tar.addfile(_listed(one), io.BytesIO(members.read(one)))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o644)
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    return target


def _listed(member: zipfile.ZipInfo) -> tarfile.TarInfo:
    """Nobody's file: no owner, no day."""
    listed = tarfile.TarInfo(member.filename)
    listed.size, listed.mtime, listed.mode = member.file_size, _FIRST_DAY, 0o644
    return listed


class _Blocks(io.RawIOBase):
    """Takes octets, packs each block of them in a thread and writes them in their order."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._jobs = default_jobs()
        self._pool = ThreadPoolExecutor(self._jobs)
        self._held = bytearray()
        self._waiting: deque[Future[bytes]] = deque()

    def writable(self) -> bool:
        return True

    def write(self, octets: bytes) -> int:  # type: ignore[override]
        self._held += octets
        if len(self._held) >= _BLOCK:
            self._pack()
        return len(octets)

    def close(self) -> None:
        """Write what is left."""
        if self.closed:
            return
        with self._pool:
            if self._held:
                self._pack()
            while self._waiting:
                self._file.write(self._waiting.popleft().result())
        super().close()

    def _pack(self) -> None:
        block, self._held = bytes(self._held), bytearray()
        self._waiting.append(self._pool.submit(lzma.compress, block, preset=_PRESET))
        if len(self._waiting) > self._jobs:
            self._file.write(self._waiting.popleft().result())
