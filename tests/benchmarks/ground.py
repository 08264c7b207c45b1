"""What all parts of `make bench` stand on: one dossier, made or given, of which each takes a copy; and how often to run what."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tests.benchmarks.made.dossier import write_dossier

_GIT = ("git", "-c", "user.name=Editor", "-c", "user.email=editor@invalid", "-c", "commit.gpgsign=false")
Measure = TypeVar("Measure")
_TAKEN = ("content", "seeds", "mkdocs.yml", ".claimline")


class Ground:
    """A folder for all that is measured. ``given``: a dossier that is there already; it is copied and stays as it is.
    ``once``: nothing is repeated, to see soon whether all of it runs.
    """

    def __init__(self, folder: Path, entries: int, given: Path | None = None, *, once: bool = False) -> None:
        self.folder, self._entries, self._given, self._once = folder, entries, given, once

    @cached_property
    def dossier(self) -> Path:
        """The dossier, in Git; nothing changes it."""
        root = self.folder / "dossier"
        if self._given:
            root.mkdir()
            taken = [str(self._given.resolve() / name) for name in _TAKEN if (self._given / name).exists()]
            subprocess.run(("cp", "-r", "--reflink=auto", *taken, str(root)), check=True)
        else:
            write_dossier(root, self._entries)
        commit(root)
        return root

    @cached_property
    def entries(self) -> int:
        """How many it has."""
        return sum(1 for _ in (self.dossier / "content/timeline").rglob("*.md"))

    def copy(self, name: str) -> Path:
        """A copy to be changed."""
        target = self.folder / name
        subprocess.run(("cp", "-r", "--reflink=auto", str(self.dossier), str(target)), check=True)
        return target

    def made(self, name: str, entries: int) -> Path:
        """Another dossier in the same shapes, in Git."""
        root = self.folder / name
        write_dossier(root, entries)
        commit(root)
        return root

    def times(self, most: int) -> range:
        """For what takes seconds."""
        return range(1 if self._once else most)

    def repeated(
        self, work: Callable[[], Measure], *, lasted: Callable[[Measure], float], enough: float = 60.0
    ) -> list[Measure]:
        """Three times, fewer where that would take long: not again once all together ``lasted`` for ``enough`` seconds."""
        done: list[Measure] = []
        while len(done) < len(self.times(3)) and sum(map(lasted, done)) < enough:
            done.append(work())
        return done

    def clear(self, *names: str) -> None:
        """Takes away what is not needed any more."""
        subprocess.run(("rm", "-rf", *(str(self.folder / name) for name in names)), check=True)


def commit(root: Path) -> None:
    """All that has changed, in a repository that is begun where there is none."""
    (root / ".gitignore").write_text("/site/\n/.cache/\n/dist/\n", encoding="utf-8")
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "All records")):
        subprocess.run((*_GIT, *words), cwd=root, check=True)
