"""A dossier's folder as it was at one moment: which files there are, what they looked like, and the bytes that were read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from build_tools.records.files import Folder, in_order

_FOLDERS = ("content", "seeds")


class Looks(NamedTuple):
    """By what a file is known to be the same without being read: as Git's index has it (size, two times, inode)."""

    size: int
    modified: int
    changed: int
    inode: int

    @property
    def latest(self) -> int:
        """The later of the two times, in nanoseconds."""
        return max(self.modified, self.changed)


@dataclass(frozen=True)
class Snapshot:
    """The files of a dossier (see ``records.files.Files``), looked at once. ``looks``: by path, of all but links."""

    root: Path
    looks: dict[str, Looks]
    links: frozenset[str]
    folders: frozenset[str]
    _held: dict[str, bytes] = field(default_factory=dict, repr=False)
    _below: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, root: Path, inside: Sequence[str] = _FOLDERS) -> Snapshot:
        """As the folder is now; ``inside``: or only what lies in some folders of it."""
        looks: dict[str, Looks] = {}
        links: set[str] = set()
        folders: set[str] = set()
        for folder in inside:
            if (root / folder).is_symlink():
                links.add(folder)
            else:
                _look(str(root / folder), folder, looks, links, folders)
        return cls(root, looks, frozenset(links), frozenset(folders))

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files."""
        if folder not in self._below:
            if folder.partition("/")[0] not in _FOLDERS:
                return Folder(self.root).below(folder)
            inside = (path for paths in (self.looks, self.links) for path in paths if path.startswith(f"{folder}/"))
            self._below[folder] = (folder,) if folder in self.links else in_order(inside)
        return self._below[folder]

    def has(self, path: str) -> bool:
        """See Files. The system may know a file by other letters than its folder tells."""
        return path in self.looks or os.path.isfile(f"{self.root}/{path}")

    def is_link(self, path: str) -> bool:
        """See Files."""
        return path in self.links or path not in self.looks and Folder(self.root).is_link(path)

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return path in self.folders or Folder(self.root).has_folder(path)

    def read(self, path: str) -> bytes:
        """See Files. The same bytes each time, where ``hash_of`` was asked for them."""
        return self._held[path] if path in self._held else Folder(self.root).read(path)

    def hash_of(self, path: str) -> bytes:
        """The SHA-256 of a file's bytes, which are held until they are let go. Raises OSError."""
        if path not in self._held:
            self._held[path] = Folder(self.root).read(path)
        return hashlib.sha256(self._held[path]).digest()

    def let_go(self) -> None:
        """Hold no bytes any more."""
        self._held.clear()


def looks_at(path: Path) -> Looks | None:
    """As a file looks now; None where there is none."""
    try:
        return _looks_of(os.lstat(path))
    except OSError:
        return None


def _looks_of(told: os.stat_result) -> Looks:
    return Looks(told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino)


def _look(folder: str, relative: str, looks: dict[str, Looks], links: set[str], folders: set[str]) -> None:
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return
    folders.add(relative)
    for entry in inside:
        path = f"{relative}/{entry.name}"
        if entry.is_symlink():
            links.add(path)
        elif entry.is_dir(follow_symlinks=False):
            _look(entry.path, path, looks, links, folders)
        elif entry.is_file(follow_symlinks=False):
            _note(entry, path, looks)


def _note(entry: os.DirEntry[str], path: str, looks: dict[str, Looks]) -> None:
    try:
        told = entry.stat(follow_symlinks=False)
    except OSError:  # gone since
        return
    looks[path] = _looks_of(told)
