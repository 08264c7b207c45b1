"""What files of a dossier were read as, kept by their paths and by the SHA-256 of their bytes.

Whether a file is the same is seen by its looks, as Git's index does; a file that was changed so shortly before it was read
that it may have been changed again within one tick of the clock is hashed once more. What is kept lies in many small parts,
so that one changed file costs one part, and a value is unpickled when it is asked for.
"""

from __future__ import annotations

import hashlib
import pickle
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from build_tools.keeping import plainly
from build_tools.keeping.snapshot import Looks, Snapshot
from build_tools.keeping.vault import Vault
from build_tools.mailmap import NAME as MAILMAP
from build_tools.mailmap import read_mailmap

ENOUGH = 200  # files; fewer are read as soon as what was kept of them
_PARTS = 128
_TICK = 2_000_000_000  # nanoseconds: the coarsest file systems tell times in steps of two seconds
_INDEX = "readings"


class Known(NamedTuple):
    """A file as it was last read: its looks (None where they prove nothing), its hash, and what is to be known of its value
    without unpickling it (None: nothing is kept).
    """

    looks: Looks | None
    hash: bytes
    card: Any = None


@dataclass
class Readings:
    """What the files of a snapshot were read as, as far as they are still the same. ``loads`` makes a value of its pickle."""

    files: Snapshot
    vault: Vault | None = None
    loads: Callable[[bytes], Any] = pickle.loads
    _index: dict[str, Known] = field(default_factory=dict, repr=False)
    _parts: dict[int, dict[str, tuple[bytes, bytes]]] = field(default_factory=dict, repr=False)
    _new: dict[str, tuple[bytes, bytes]] = field(default_factory=dict, repr=False)
    _is_stale: bool = False
    _is_saved: bool = False

    @classmethod
    def at(cls, root: Path) -> Readings:
        """Those of a dossier's folder, as it is now."""
        began = time.time_ns()
        files = Snapshot.of(root)
        vault = Vault.at(root) if len(files.looks) >= ENOUGH else None
        readings = cls(files, vault)
        if vault:
            readings._compare(began)
        return readings

    def without_places(self) -> Readings:
        """The same, whose values do not know where in their files they stand: who looks for no problems holds less."""
        return replace(self, loads=plainly.loads)

    def _compare(self, began: int) -> None:
        """Which files are the same, by their looks or else by their bytes."""
        assert self.vault
        kept = _unpickled(self.vault.read(_INDEX))
        was: Mapping[str, tuple[Looks | None, bytes, Any]] = kept if isinstance(kept, dict) else {}
        for path, looks in self.files.looks.items():
            known = was.get(path)
            if known is not None and known[0] == looks:
                self._index[path] = Known(*known)
            elif hashed := self._looked_into(path, looks, began):
                self._is_stale = True
                self._index[path] = hashed._replace(card=known[2]) if known and known[1] == hashed.hash else hashed
        self._is_stale = self._is_stale or len(was) != len(self._index)

    def _looked_into(self, path: str, looks: Looks, began: int) -> Known | None:
        try:
            hash = self.files.hash_of(path)
        except OSError:
            return None
        return Known(looks if looks.latest + _TICK < began else None, hash)

    # ── what is kept ────────────────────────────────────────────────────────────────────────────────────────

    def has(self, path: str) -> bool:
        """Whether a value is kept of a file as it is now."""
        return path in self._index and self._index[path].card is not None

    def card(self, path: str) -> Any:
        """What was said of a value when it was kept. Raises KeyError where none is."""
        if not self.has(path):
            raise KeyError(path)
        return self._index[path].card

    def find(self, path: str) -> Any:
        """What a file was read as; None where the part in which it lies is lost: then all is kept anew the next time. It is
        asked for once: what is unpickled need not be held twice.
        """
        kept = self._kept(path)
        if kept is None:
            if self.vault:
                self.vault.forget(_INDEX)
            return None
        if self._is_saved:
            self._parts[_part_of(path)].pop(path, None)
        return self.loads(kept)

    def hashes(self) -> dict[str, bytes]:
        """The SHA-256 of every file by its path; of links, that they are links; and of what tells the names of curators."""
        told = {path: known.hash for path, known in self._index.items()} | dict.fromkeys(self.files.links, b"link")
        names = read_mailmap(self.files.root)
        return told | ({MAILMAP: hashlib.sha256(names).digest()} if names else {})

    def hash_of(self, path: str) -> bytes | None:
        """The SHA-256 of a file as it is now, None where nothing is kept at all."""
        return self._index[path].hash if path in self._index else None

    def known(self, paths: Iterable[str]) -> dict[str, Known]:
        """What is known of these files, by path."""
        return {path: self._index[path] for path in paths if path in self._index}

    def keep(self, path: str, value: Any, card: Any = ()) -> None:
        """Remember what a file was read as, for when ``save`` is called."""
        if path in self._index:
            self._index[path] = self._index[path]._replace(card=card)
            self._new[path] = (self._index[path].hash, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def save(self) -> None:
        """Write what is new, and let go of what is gone."""
        self.files.let_go()
        self._is_saved = True
        if self.vault is None or not (self._new or self._is_stale):
            return
        new: dict[int, dict[str, tuple[bytes, bytes]]] = defaultdict(dict)
        for path, kept in self._new.items():
            new[_part_of(path)][path] = kept
        for number, values in sorted(new.items()):
            still = {path: kept for path, kept in self._part(number).items() if path in self._index}
            self._parts[number] = {**still, **values}
            self.vault.write(_name(number), pickle.dumps(self._parts[number], pickle.HIGHEST_PROTOCOL))
        self.vault.write(
            _INDEX, pickle.dumps({path: tuple(known) for path, known in self._index.items()}, pickle.HIGHEST_PROTOCOL)
        )
        self.vault.tidy()
        self._new.clear()
        self._parts.clear()  # who asks for more of them reads them again

    def _kept(self, path: str) -> bytes | None:
        hash, kept = self._new.get(path) or self._part(_part_of(path)).get(path) or (b"", b"")
        return kept if hash and hash == self._index[path].hash else None

    def _part(self, number: int) -> dict[str, tuple[bytes, bytes]]:
        if number not in self._parts:
            kept = _unpickled(self.vault.read(_name(number))) if self.vault else None
            self._parts[number] = kept if isinstance(kept, dict) else {}
        return self._parts[number]


def _part_of(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogateescape")) % _PARTS


def _name(number: int) -> str:
    return f"{_INDEX}-{number:02x}"


def _unpickled(data: bytes | None) -> Any:
    """Only of what bears the user's seal."""
    return None if data is None else pickle.loads(data)
