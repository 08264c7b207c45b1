"""What is kept of a folder's files, looked up for a Git revision: of those that are the same there, by Git's own hash."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from build_tools.keeping.readings import Readings
from build_tools.records.files import Files

_BLOBS = "blobs"
_FOLDERS = ("content", "seeds")


class Revision(Files, Protocol):
    """The files of a revision."""

    def hash_of(self, path: str) -> str:
        """Git's hash of a file's bytes."""


@dataclass
class Serving(Readings):
    """Readings that are asked for again and again, of a folder or for a revision. Nothing more is kept through them."""

    def keep(self, path: str, value: Any, card: Any = ()) -> None:
        """See Readings."""

    def save(self) -> None:
        """See Readings."""

    def hashes(self) -> dict[str, bytes]:
        """See Readings."""
        return {path: self._hash(path) for path in _inside(self.files)}

    def _hash(self, path: str) -> bytes:
        if self.files.is_link(path):
            return b"link"
        return self.hash_of(path) or hashlib.sha256(self.files.read(path)).digest()


def kept_for(revision: Revision, readings: Readings, blobs: Mapping[str, str]) -> Serving:
    """What is kept of those files of a revision that lie so in the folder, too. ``blobs``: see ``blobs_of``."""
    plain = (path for path in _inside(revision) if path in blobs and not revision.is_link(path))
    alike = [path for path in plain if blobs[path] == revision.hash_of(path)]
    return Serving(revision, readings.vault, _index=readings.known(alike))  # type: ignore[arg-type]


def kept_in(readings: Readings) -> Serving:
    """What is kept of the folder itself."""
    return Serving(readings.files, readings.vault, _index=readings.known(readings.files.looks))


def blobs_of(readings: Readings) -> dict[str, str]:
    """By path, what Git's hash (SHA-1) of each file of a folder is, were it recorded byte for byte."""
    assert readings.vault
    data = readings.vault.read(_BLOBS)
    kept = None if data is None else pickle.loads(data)  # only of what bears the user's seal
    was: Mapping[str, tuple[bytes, str]] = kept if isinstance(kept, dict) else {}
    found: dict[str, tuple[bytes, str]] = {}
    for path, hash in readings.hashes().items():
        if path in was and was[path][0] == hash:
            found[path] = was[path]
        elif path not in readings.files.links and (blob := _blob_of(readings, path, hash)):
            found[path] = hash, blob
    if found != was:
        readings.vault.write(_BLOBS, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    return {path: blob for path, (_, blob) in found.items()}


def _blob_of(readings: Readings, path: str, hash: bytes) -> str:
    """Empty where the file is another one by now."""
    try:
        data = readings.files.read(path)
    except OSError:
        return ""
    is_same = hashlib.sha256(data).digest() == hash
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest() if is_same else ""


def _inside(files: Files) -> Iterator[str]:
    return (path for folder in _FOLDERS for path in files.below(folder))
