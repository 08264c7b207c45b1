"""Files are written where they are wanted, hashed on the way, block by block. Knows no format and no dossier."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from build_tools.exports.checksums import Counting, Finished

_BLOCK = 1 << 18  # octets
_TABLE = ".csv"


@dataclass(frozen=True, slots=True)
class Range:
    """Octets of a file that is there already."""

    place: Path
    start: int
    size: int


def land(target: Path, parts: Iterable[bytes | Range]) -> Finished:
    """Write a file of octets and of ranges of other files, its former self among them; it appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.draft")
    counting = Counting(with_lines=target.suffix == _TABLE)
    with draft.open("wb") as file:
        for block in _blocks(parts):
            counting.take(block)
            file.write(block)
    os.replace(draft, target)
    return counting.finished


@dataclass(frozen=True, slots=True)
class Places:
    """Where finished files are (``out``) and, if that is somewhere else, where new ones wait to be brought there. ``gone``: paths
    of those that are to be deleted then.
    """

    out: Path
    waiting: Path | None = None
    gone: set[str] = field(default_factory=set)

    @property
    def for_new(self) -> Path:
        """The folder of new files."""
        return self.waiting or self.out

    def drop(self, path: str) -> None:
        """A file is to be no more."""
        if self.waiting:
            self.gone.add(path)
        else:
            with suppress(OSError):
                (self.out / path).unlink()


class OwnFiles:
    """Many small files, each written at once: what is cut off half-way is written again, since nobody has noted the end."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folders: set[str] = set()

    def put(self, path: str, content: bytes) -> Finished:
        """Write one."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._out / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        with open(f"{self._out}/{path}", "wb", buffering=0) as file:
            left = memoryview(content)
            while left:
                left = left[file.write(left) :]  # a disk that is almost full takes a part, and refuses the next one
        return Finished(len(content), hashlib.sha256(content).hexdigest())


def finished_at(place: Path) -> Finished:
    """What a file comes to that something else has written."""
    counting = Counting(with_lines=False)
    with place.open("rb") as file:
        while block := file.read(_BLOCK):
            counting.take(block)
    return counting.finished


def _blocks(parts: Iterable[bytes | Range]) -> Iterator[bytes]:
    open_file: BinaryIO | None = None
    place = Path()
    try:
        for part in parts:
            if isinstance(part, bytes):
                yield part
                continue
            if open_file is None or part.place != place:
                if open_file:
                    open_file.close()
                open_file, place = part.place.open("rb"), part.place
            yield from _read(open_file, part)
    finally:
        if open_file:
            open_file.close()


def _read(file: BinaryIO, part: Range) -> Iterator[bytes]:
    file.seek(part.start)
    left = part.size
    while left:
        block = file.read(min(left, _BLOCK))
        if not block:
            raise EOFError(f"{part.place} is shorter than it was")
        left -= len(block)
        yield block
