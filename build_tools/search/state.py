"""What is remembered of an index that was made: so much that it is known what an edit changes in it. Knows no corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from build_tools.search.reading import Columns, Reading
from build_tools.search.storage import FOLDER, script
from build_tools.search.word_files import LISTS


class Readings(Protocol):
    """Holds readings of blocks by their keys."""

    def put(self, key: str, reading: Reading) -> None:
        """Hold one."""

    def get(self, key: str) -> Reading:
        """Give one back; KeyError if it is not held."""


class InMemory:
    """Holds those that are needed again in the same run, and no others."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted, self._held = frozenset(wanted), dict[str, Reading]()

    def put(self, key: str, reading: Reading) -> None:
        """Hold one if it is wanted."""
        if key in self._wanted:
            self._held[key] = reading

    def get(self, key: str) -> Reading:
        """Give one back."""
        return self._held[key]


@dataclass
class State:
    """``numbers`` and ``columns`` by the key of a block, ``firsts`` (the first word of every file) by kind of file,
    ``hashes`` of all files by path, and into how many ``buckets`` pairs were put.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    columns: dict[str, Columns] = field(default_factory=dict)
    firsts: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in LISTS})
    hashes: dict[str, str] = field(default_factory=dict)
    buckets: int = 0

    def named(self, key: str, json: str) -> tuple[str, bytes]:
        """A file under its path; its hash is remembered."""
        path, data = path_of(key), script(key, json)
        self.hashes[path] = hashed(data)
        return path, data

    def lists(self) -> Mapping[str, object]:
        """How the manifest tells which files of words there are, and which state of the index it belongs to: other bytes,
        other address, so that a page left open over a deployment never mixes two states.
        """
        told = "".join(f"{path} {hash}\n" for path, hash in sorted(self.hashes.items()) if path != path_of("manifest"))
        digest = hashed(told.encode())[:12]
        return {**{LISTS[kind]: firsts for kind, firsts in self.firsts.items()}, "digest": digest}


def path_of(key: str) -> str:
    """Where the file of a key lies."""
    return f"{FOLDER}{key}.js"


def hashed(data: bytes) -> str:
    """The hash by which a file is known again."""
    return hashlib.sha256(data).hexdigest()
