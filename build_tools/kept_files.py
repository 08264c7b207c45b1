"""Files that together are too much for the memory: read from the disk when they are asked for. Knows nothing of what they are."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

Told = TypeVar("Told")


class KeptFiles(Mapping[str, bytes], Generic[Told]):
    """Contents by path, each read from the disk when it is asked for. ``told``: what is known of each without reading it."""

    def __init__(self, fill: Callable[[Path], Mapping[str, Told]]) -> None:
        """``fill`` writes the files under a folder and tells of them, by their paths there."""
        self._folder = Path(tempfile.mkdtemp(prefix="claimline-"))
        weakref.finalize(self, _remove, str(self._folder), os.getpid())
        self.told = fill(self._folder)

    def __getitem__(self, path: str) -> bytes:
        return self.places[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    @cached_property
    def places(self) -> Mapping[str, Path]:
        """Where each file is kept, by its path."""
        return {path: self._folder / path for path in self.told}


def _remove(folder: str, owner: int) -> None:
    """A copy of the process leaves the files to the process that made them."""
    if os.getpid() == owner:
        try:
            shutil.rmtree(folder, ignore_errors=True)
        except KeyboardInterrupt:  # nothing is left to stop but this
            shutil.rmtree(folder, ignore_errors=True)
