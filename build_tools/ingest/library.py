"""Where an import looks for readings before it makes them, and where it keeps those it makes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from build_tools.extract.names.lexicon import Lexicon
from build_tools.ingest.drafting import Circumstances, Waiting, drafted
from build_tools.ingest.kept_readings import READING, Kept, NotKept, Place, Shelf, Writing, key_of, unpacked

_FOLDER, _ENDING = ".cache/claimline/readings", ".readings"


class Packed(NamedTuple):
    """A reading as another process sends it; ``is_new``: it was made now and lies in no file yet."""

    data: bytes
    is_new: bool


@dataclass
class Library:
    """Readings there are, and the file for new ones; without either, everything is read and nothing kept."""

    shelf: Shelf = field(default_factory=Shelf)
    writing: Writing | None = None

    def places(self, one: Waiting) -> Sequence[Place]:
        """Where the readings of a seed lie."""
        return self.shelf.at(key_of(one.name, one.sha256))

    def take(self, one: Waiting, packed: Packed) -> Kept:
        """What another process has read."""
        if packed.is_new:
            self._keep(one, packed.data)
        return unpacked(packed.data)

    def read_here(self, one: Waiting, around: Circumstances, known: Lexicon) -> Kept:
        """A seed's reading, by this process."""
        there = list(_there(self.places(one)))
        kept = drafted(one, around, known, there)
        if self.writing and not any(kept is other for other in there):
            self._keep(one, kept.packed())
        return kept

    def _keep(self, one: Waiting, data: bytes) -> None:
        if self.writing:
            try:
                self.writing.add(READING, key_of(one.name, one.sha256), data)
            except OSError:  # a full disk, a folder that is write-protected: what is kept only saves time
                self.writing = None

    def close(self) -> None:
        """Nothing more is to be kept."""
        if self.writing:
            self.writing.close()


def packed_reading(one: Waiting, around: Circumstances, known: Lexicon, places: Sequence[Place]) -> Packed:
    """A seed's reading, for another process."""
    there = list(_there(places))
    kept = drafted(one, around, known, there)
    return Packed(kept.packed(), not any(kept is other for other in there))


def _there(places: Iterable[Place]) -> Iterator[Kept]:
    for place in places:
        with suppress(NotKept):
            yield unpacked(place.read())


# ── of a dossier ────────────────────────────────────────────────────────────────────────────────────────────


def library_of(root: Path, further: Iterable[Path] = ()) -> Library:
    """What earlier imports have read that were interrupted, with ``further`` files of readings, and a new file for this one."""
    folder = root / _FOLDER
    shelf = Shelf([*further, *sorted(folder.glob(f"*{_ENDING}"))])
    return Library(shelf, Writing(folder / f"{os.getpid()}-{secrets.token_hex(4)}{_ENDING}"))


def forget_readings(root: Path) -> None:
    """What was kept is recorded by now, or never will be."""
    for path in (root / _FOLDER).glob(f"*{_ENDING}"):
        with suppress(OSError):
            path.unlink()
    with suppress(OSError):
        (root / _FOLDER).rmdir()
