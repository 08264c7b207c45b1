"""Where a dossier's files come from: a folder on disk, or a revision in Git (``git_tree``). Knows no format.

Paths are relative to the dossier's root, with slashes; names that are no UTF-8 survive as Python spells them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from build_tools.problems import Location, Problem

_POINTER = b"version https://git-lfs.github.com/spec/"


class Files(Protocol):
    """The files of one state of a dossier. ``root``: the folder that it is, or was, in."""

    @property
    def root(self) -> Path:
        """The dossier's folder."""

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths of all files in a folder and the folders in it, in the order of their parts."""

    def has(self, path: str) -> bool:
        """Whether there is such a file."""

    def has_folder(self, path: str) -> bool:
        """Whether there is such a folder."""

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises OSError."""


@dataclass(frozen=True)
class Folder:
    """A dossier as it lies on disk."""

    root: Path

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files. Links to folders are not followed, links to files are."""
        return in_order(_walk(str(self.root / folder), folder))

    def has(self, path: str) -> bool:
        """See Files."""
        return (self.root / path).is_file()

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return (self.root / path).is_dir()

    def read(self, path: str) -> bytes:
        """See Files."""
        with open(f"{self.root}/{path}", "rb") as file:
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


def _walk(folder: str, relative: str) -> Iterator[str]:
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return
    for entry in inside:
        path = f"{relative}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, path)
        elif entry.is_file():
            yield path


def _parts(path: str) -> list[str]:
    return path.split("/")
