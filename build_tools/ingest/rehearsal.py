"""A copy of a dossier in which a dry run carries out what it has shown, so that what comes after it is planned as it would be.

Originals and pictures stay behind: their texts are there, and they may be large.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.dossier import SEEDS
from build_tools.originals.formats import ending_of
from build_tools.records.layout import ASSETS, CONTENT
from build_tools.records.note import JOURNAL


@contextmanager
def rehearsed(root: Path) -> Iterator[Path]:
    """The folder of the copy, which goes when the context ends."""
    with tempfile.TemporaryDirectory(prefix="claimline-", ignore_cleanup_errors=True) as folder:
        for name in (CONTENT, SEEDS):
            if (root / name).is_dir():
                shutil.copytree(root / name, Path(folder) / name, symlinks=True, ignore=_unneeded)
        if (root / JOURNAL).is_file():  # of an import that was killed: what is told of it is told of the copy too
            shutil.copy(root / JOURNAL, folder)
        yield Path(folder)


def _unneeded(folder: str, names: list[str]) -> set[str]:
    is_seeds = Path(folder).name == SEEDS
    return {name for name in names if (is_seeds and ending_of(name)) or Path(folder, name).match(ASSETS)}
