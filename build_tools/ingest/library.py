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
from build_tools.ingest.drafting import Circumstances, Waiting, drafted, kept_reading
from build_tools.ingest.kept_readings import READING, Kept, NotKept, Sealed, Shelf, Writing, key_of, unpacked
from build_tools.keeping.vault import Vault

_FOLDER, _ENDING = "unfinished-import", ".readings"


class Packed(NamedTuple):
    """A reading as another process sends it; ``is_new``: it was made now and lies in no file yet."""

    data: bytes
    is_new: bool


@dataclass
class Library:
    """Readings there are, and the file for new ones; without either, everything is read and nothing kept.

    ``reads_at_most``: of a wave of more seeds than that none is read here, if a reading of one is lacking: the import
    comes to an end before it, and ``lacking`` are the seeds of that wave to be read elsewhere. ``may_stop_keeping``: what
    is kept only saves time, and where the disk does not take it nothing more is kept.
    """

    shelf: Shelf = field(default_factory=Shelf)
    writing: Writing | None = None
    reads_at_most: int | None = None
    may_stop_keeping: bool = True
    lacking: Sequence[Waiting] = ()

    def readings(self, one: Waiting) -> Sequence[Sealed]:
        """What there is of a seed."""
        return self.shelf.at(key_of(one.name, one.sha256))

    def take(self, one: Waiting, packed: Packed) -> Kept:
        """What another process has read."""
        if packed.is_new:
            self._keep(one, packed.data)
        return unpacked(packed.data)

    def read_here(self, one: Waiting, around: Circumstances, known: Lexicon) -> Kept:
        """A seed's reading, by this process."""
        there = list(_there(self.readings(one)))
        kept = drafted(one, around, known, there)
        if self.writing and not any(kept is other for other in there):
            self._keep(one, kept.packed())
        return kept

    def _keep(self, one: Waiting, data: bytes) -> None:
        if self.writing:
            try:
                self.writing.add(READING, key_of(one.name, one.sha256), data)
            except OSError:  # a full disk, a folder that is write-protected
                if not self.may_stop_keeping:
                    raise
                self.writing = None

    def close(self, *, even_empty: bool = False) -> None:
        """Nothing more is to be kept."""
        try:
            if self.writing:
                self.writing.close(even_empty=even_empty)
        except OSError:
            if not self.may_stop_keeping:
                raise


def is_there(one: Waiting, around: Circumstances, known: Lexicon, sealed: Sequence[Sealed]) -> bool:
    """Whether a seed need not be read."""
    return kept_reading(one, around, known, _there(sealed)) is not None


def packed_reading(one: Waiting, around: Circumstances, known: Lexicon, sealed: Sequence[Sealed]) -> Packed:
    """A seed's reading, for another process."""
    there = list(_there(sealed))
    kept = drafted(one, around, known, there)
    return Packed(kept.packed(), not any(kept is other for other in there))


def _there(sealed: Iterable[Sealed]) -> Iterator[Kept]:
    for one in sealed:
        with suppress(NotKept):
            yield one.reading()


# ── of a dossier ────────────────────────────────────────────────────────────────────────────────────────────


def library_of(root: Path, further: Iterable[Path] = ()) -> Library:
    """What imports have read that were interrupted, with ``further`` files of readings, and a new file for this one."""
    library, vault = Library(), Vault.at(root)
    for path in further:
        library.shelf.put(path)
    with suppress(OSError):  # where nothing may be written, nothing is kept
        if vault:
            folder = vault.folder(_FOLDER)
            for path in sorted(folder.glob(f"*{_ENDING}")):
                library.shelf.put(path, vault.secret)
            library.writing = Writing(folder / f"{os.getpid()}-{secrets.token_hex(4)}{_ENDING}", vault.secret)
    return library


def forget_readings(root: Path) -> None:
    """What was kept is recorded by now, or never will be."""
    vault = Vault.at(root)
    with suppress(OSError):
        for path in vault.folder(_FOLDER).glob(f"*{_ENDING}") if vault else ():
            path.unlink()
