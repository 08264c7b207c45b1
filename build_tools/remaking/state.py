"""What is remembered of a finished site: what it was made of and from, and how it lies on the disk. Sealed by the vault.

It is taken away before a file of the site is touched, and written when all is done: a build that ends half-way leaves none.
"""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from build_tools.keeping.vault import FOLDER, Vault
from build_tools.pages.page import Site
from build_tools.remaking.corpora import Since
from build_tools.remaking.former import Former
from build_tools.tracing.notes import Note
from build_tools.tracing.readers import Product

PARTS = 256
_STATE, _CORPUS, _NOTES = "site", "site-corpus", "site-notes"
Look = tuple[int, int]  # of a file: its size, and when it was changed (nanoseconds)


@dataclass
class State:
    """``facts``: a hash of all that the whole site depends on. ``day``: of the sitemap. ``files``: the files of the dossier with their
    hashes. ``outputs``: those of the site. ``keys``: of makers by their names. ``late``: who read what, as far as it was made after the last full build.
    """

    facts: str
    build: str
    former: Former
    edited: Site
    head: str
    day: str
    named: frozenset[str]
    frames: dict[Any, list[str]]
    products: list[Product]
    paths: dict[Product, tuple[str, ...]]
    keys: dict[str, tuple[str, ...]]
    tables: set[str]
    made_from: dict[str, set[str]]
    files: Mapping[str, bytes]
    outputs: Mapping[str, Look]
    late: dict[Note, array[int]] = field(default_factory=dict)
    since: Since = field(default_factory=dict)


@dataclass(frozen=True)
class Remembered:
    """The vault's part of it."""

    vault: Vault

    def read(self) -> State | None:
        """The state of the site, if it was finished by this program."""
        data = self.vault.read(_STATE)
        found = None if data is None else pickle.loads(data)
        return found if isinstance(found, State) else None

    def write(self, state: State) -> None:
        """The site is finished."""
        self.vault.write(_STATE, pickle.dumps(state, pickle.HIGHEST_PROTOCOL))

    def forget(self) -> None:
        """The site is about to be touched. Raises OSError where that cannot be remembered."""
        with suppress(FileNotFoundError):
            (self.vault.root / FOLDER / _STATE).unlink()

    def corpus(self, build: str) -> Any:
        """The dossier as it was at the last full build; None where that was another one."""
        data = self.vault.read(_CORPUS)
        told, corpus = (None, None) if data is None else pickle.loads(data)
        return corpus if told == build else None

    def keep_corpus(self, corpus: Any, build: str) -> bool:
        """For the builds that follow. Whether that was possible."""
        return self.vault.write(_CORPUS, pickle.dumps((build, corpus), pickle.HIGHEST_PROTOCOL))

    def keep_notes(self, parts: Iterable[Mapping[Note, array[int]]], build: str) -> bool:
        """Who read what, in the ``PARTS`` of ``part_of``, of which few are needed later. Whether that was possible."""
        told = (pickle.dumps((build, part), pickle.HIGHEST_PROTOCOL) for part in parts)
        return all(self.vault.write(f"{_NOTES}-{at:02x}", data) for at, data in enumerate(told))


@dataclass
class KeptNotes:
    """Who read what at the last full build, a part loaded when it is asked for. Raises KeyError for a part that is lost."""

    vault: Vault
    build: str
    _parts: dict[int, dict[Note, array[int]]] = field(default_factory=dict)

    def get(self, note: Note, /) -> array[int] | None:
        """The numbers of the products that read it."""
        at = part_of(note)
        if at not in self._parts:
            data = self.vault.read(f"{_NOTES}-{at:02x}")
            build, part = ("", {}) if data is None else pickle.loads(data)
            if build != self.build:
                raise KeyError(at)
            self._parts[at] = part
        return self._parts[at].get(note)


def part_of(note: Note) -> int:
    """The part that holds a note: by letters only for a key that is nothing but letters: others may be equal and be written otherwise."""
    table, key = note
    return zlib.crc32(f"{table}\0{key if isinstance(key, str) else ''}".encode("utf-8", "surrogatepass")) % PARTS
