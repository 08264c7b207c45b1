"""Files that together are too much for the memory: read from the disk when they are asked for. Knows nothing of what they are."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


class KeptFiles(Mapping[str, bytes]):
    """Contents by path, each read from the disk when it is asked for. The paths name nothing there: they may be anything."""

    def __init__(self, files: Iterable[tuple[str, bytes]]) -> None:
        folder = tempfile.mkdtemp(prefix="claimline-")
        weakref.finalize(self, _remove, folder, os.getpid())
        self._places: dict[str, Path] = {}
        for number, (path, content) in enumerate(files):
            place = Path(folder) / str(number)
            place.write_bytes(content)
            self._places[path] = place

    def __getitem__(self, path: str) -> bytes:
        return self._places[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def places(self) -> Mapping[str, Path]:
        """Where each file is kept, by its path."""
        return self._places


class FilesBelow(Mapping[str, bytes]):
    """Contents by path, of files that lie under a folder and stay there."""

    def __init__(self, folder: Path, paths: Iterable[str]) -> None:
        self._folder, self._paths = folder, dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        return (self._folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _remove(folder: str, owner: int) -> None:
    """A copy of the process leaves the files to the process that made them."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
