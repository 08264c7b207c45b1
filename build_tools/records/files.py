"""Where a dossier's files come from: a folder on disk, or a revision in Git (``git_tree``). Knows no format.

Paths are relative to the dossier's root, with slashes; names that are no UTF-8 survive as Python spells them.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from build_tools.problems import Location, Problem

_POINTER = b"version https://git-lfs.github.com/spec/"
LARGEST = 1_000_000_000  # bytes of a file that is read into memory
_NOT_FOLLOWED = "this is a symbolic link, which is not followed"


class Files(Protocol):
    """The files of one state of a dossier. ``root``: the folder that it is, or was, in."""

    @property
    def root(self) -> Path:
        """The dossier's folder."""

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths of all files in a folder and the folders in it, in the order of their parts."""

    def has(self, path: str) -> bool:
        """Whether there is such a file."""

    def is_link(self, path: str) -> bool:
        """Whether what lies there leads elsewhere: a symbolic link, or another repository. It is never followed."""

    def has_folder(self, path: str) -> bool:
        """Whether there is such a folder."""

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError."""


@dataclass(frozen=True)
class Folder:
    """A dossier as it lies on disk."""

    root: Path

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files. Links are named and not followed; a folder that is a link itself is all that there is."""
        if (self.root / folder).is_symlink():
            return (folder,)
        return in_order(walk(str(self.root / folder), folder))

    def has(self, path: str) -> bool:
        """See Files."""
        return (self.root / path).is_file()

    def is_link(self, path: str) -> bool:
        """See Files."""
        return os.path.islink(f"{self.root}/{path}")

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return (self.root / path).is_dir()

    def read(self, path: str) -> bytes:
        """See Files. Not through a link."""
        if self.is_link(path):
            raise OSError(errno.ELOOP, _NOT_FOLLOWED, path)
        with open(f"{self.root}/{path}", "rb") as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise OSError(errno.EFBIG, f"the file is larger than {LARGEST // 1_000_000} megabytes", path)
            return file.read()


def files_at(where: Path | Files) -> Files:
    """A folder's files, where a path is given instead of files."""
    return Folder(where) if isinstance(where, Path) else where


def in_order(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths in the order in which a folder is read: by their parts."""
    return tuple(sorted(paths, key=_parts))


def pointer_problem(data: bytes, path: str) -> Problem | None:
    """The problem of a file that Git LFS keeps elsewhere, None for a file that is itself."""
    if not data.startswith(_POINTER):
        return None
    tip = "Run “git lfs pull”; in a workflow, “lfs: true” where it checks out. A revision's LFS files cannot be read."
    return Problem(Location(path), "lfs-pointer", "here lies a pointer of Git LFS instead of the file", tip)


def link_problem(path: str) -> Problem:
    """The problem of a link among a dossier's files."""
    tip = "Put the file itself there, or delete the link: what a site is made of is only what a reviewer has seen in the proposal."
    return Problem(Location(path), "symbolic-link", "this is a link to something else, which is not followed", tip)


def walk(folder: str, relative: str) -> Iterator[str]:
    """All files below a folder and all links, as ``relative`` names it, in no order. Links are not followed."""
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return
    for entry in inside:
        path = f"{relative}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path, path)
        elif entry.is_file(follow_symlinks=False) or entry.is_symlink():
            yield path


def _parts(path: str) -> list[str]:
    return path.split("/")
