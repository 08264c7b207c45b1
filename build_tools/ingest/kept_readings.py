"""Readings kept in files: of an import that was interrupted, and of parts of an archive that other machines have read.

A file is only ever added to, one whole piece after the other. Each has a seal: under the user's secret for what is kept in
a dossier, which may come from anybody, and under none for what somebody hands over by name. What was cut off or does not
bear its seal counts as not there, and of what a piece holds nothing is made but the plain nouns below.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from build_tools.extract.version import READER_VERSION
from build_tools.ingest.asked_names import Question
from build_tools.ingest.proposed import Proposed

OPENING = f"claimline readings 1, reader {READER_VERSION}\n".encode()
READING, SEED = b"R", b"S"
_HEAD = struct.Struct(">c16sI16s")  # what it is, its key, how long it is, and its seal
_NOUNS = (
    "build_tools.model",
    "build_tools.problems",
    "build_tools.ingest.proposed",
    "build_tools.ingest.changes",
    "build_tools.ingest.kept_readings",
    "build_tools.extract.reading",
    "build_tools.extract.names.lexicon",
    "build_tools.extract.claims.draft",
    "build_tools.extract.entries.telling",
    "build_tools.extract.entries.voiced",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading: what it proposes, the hash of all that it was made from besides the names, and what it asked of those."""

    proposed: Proposed
    made_from: str
    questions: tuple[Question, ...]
    answers: str

    def packed(self) -> bytes:
        """As it is sent and kept."""
        return zlib.compress(pickle.dumps(self, pickle.HIGHEST_PROTOCOL), 1)


class NotKept(Exception):
    """What a file holds is no reading that this program wrote."""


def unpacked(data: bytes) -> Kept:
    """The reading that was packed. Raises NotKept."""
    try:
        found = _Nouns(io.BytesIO(zlib.decompress(data))).load()
    except Exception as error:  # whatever a damaged or foreign piece does to a reader of pickles
        raise NotKept(str(error)) from None
    if not isinstance(found, Kept):
        raise NotKept(f"this is no reading but a {type(found).__name__}")
    return found


class _Nouns(pickle.Unpickler):
    """Makes nothing but our own plain nouns: a file from elsewhere can name whatever it likes."""

    def find_class(self, module: str, name: str) -> Any:
        found = getattr(import_module(module), name, None) if module in _NOUNS else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, (str, tuple))):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a reading")


class Place(NamedTuple):
    """Where a piece lies."""

    path: Path
    offset: int
    length: int
    seal: bytes

    def read(self, secret: bytes) -> bytes:
        """The piece; nothing where it is not what was written by who knows the secret."""
        with suppress(OSError), self.path.open("rb") as file:
            file.seek(self.offset)
            data = file.read(self.length)
            return data if hmac.compare_digest(_seal(secret, data), self.seal) else b""
        return b""


def _seal(secret: bytes, data: bytes) -> bytes:
    return hmac.digest(secret, data, "sha256")[:16]


def key_of(name: str, sha256: str) -> bytes:
    """Under which the readings of a text are kept: ``name`` is its file's, ``sha256`` that of the text."""
    return hashlib.sha256(f"{name}\0{sha256}".encode()).digest()[:16]


class Sealed(NamedTuple):
    """A piece that lies somewhere, with the secret under which it is sealed."""

    place: Place
    secret: bytes

    def reading(self) -> Kept:
        """The reading. Raises NotKept."""
        return unpacked(self.place.read(self.secret))


class Shelf:
    """The readings of several files, by their keys; of one text there may be some that were made with other names."""

    def __init__(self) -> None:
        self._held: dict[bytes, list[Sealed]] = {}

    def put(self, path: Path, secret: bytes = b"") -> None:
        """The readings of one more file, whose pieces are sealed under the secret."""
        for kind, key, place in pieces(path):
            if kind == READING:
                self._held.setdefault(key, []).append(Sealed(place, secret))

    def at(self, key: bytes) -> tuple[Sealed, ...]:
        """The readings of a text, the newest first."""
        return tuple(reversed(self._held.get(key, ())))


def pieces(path: Path) -> Iterator[tuple[bytes, bytes, Place]]:
    """What every whole piece of a file is, its key and its place; nothing of a file by another reader."""
    try:
        with path.open("rb") as file:
            if file.read(len(OPENING)) == OPENING:
                yield from _pieces(file, path)
    except OSError:
        return


def _pieces(file: BinaryIO, path: Path) -> Iterator[tuple[bytes, bytes, Place]]:
    size, offset = path.stat().st_size, len(OPENING)
    while len(head := file.read(_HEAD.size)) == _HEAD.size:
        kind, key, length, seal = _HEAD.unpack(head)
        offset += _HEAD.size
        if offset + length > size:
            return
        yield kind, key, Place(path, offset, length, seal)
        offset += length
        file.seek(offset)


def is_file_of_readings(path: Path) -> bool:
    """Whether a file is one of readings, by this reader."""
    try:
        with path.open("rb") as file:
            return file.read(len(OPENING)) == OPENING
    except OSError:
        return False


def articles_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """The articles that a file brings along, by their names, and what is told of them."""
    for kind, _, place in pieces(path):
        if kind == SEED:
            name, _, data = place.read(b"").partition(b"\0")
            yield name.decode("utf-8", "replace"), data


class Writing:
    """A file of readings that grows; each piece is whole or not there, whenever the program ends. Made with its first."""

    def __init__(self, path: Path, secret: bytes = b"") -> None:
        self.path = path
        self._secret = secret
        self._file: BinaryIO | None = None

    def add(self, kind: bytes, key: bytes, data: bytes) -> None:
        """One more piece. Raises OSError."""
        self._begun().write(_HEAD.pack(kind, key, len(data), _seal(self._secret, data)) + data)

    def _begun(self) -> BinaryIO:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb", buffering=0)
            self._file.write(OPENING)
        return self._file

    def close(self, *, even_empty: bool = False) -> None:
        """Nothing more is to come; ``even_empty``: the file is to be there even if nothing came."""
        if even_empty:
            self._begun()
        if self._file:
            self._file.close()
