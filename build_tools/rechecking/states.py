"""States of a dossier opened and judged by what is kept of its folder: what is the same there is not read or judged again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.dossier import Dossier, read_texts
from build_tools.keeping.of_revision import blobs_of, kept_for, kept_in
from build_tools.keeping.readings import ENOUGH, Readings
from build_tools.problems import Problem
from build_tools.processes import default_jobs
from build_tools.rechecking.again import judge_again
from build_tools.rechecking.change import Change
from build_tools.rechecking.check import check_all, kept_verdict
from build_tools.rechecking.first import judge_all
from build_tools.rechecking.judged import Incomplete
from build_tools.rechecking.verdict import Verdict
from build_tools.records import layout
from build_tools.records.files import Files, Folder
from build_tools.records.git_tree import GitTree


@dataclass(frozen=True)
class KeptStates:
    """What is kept of the folder at ``root``, and Git's hashes of its files by path."""

    root: Path
    readings: Readings
    blobs: dict[str, str]

    @classmethod
    def at(cls, root: Path) -> KeptStates | None:
        """None where nothing is kept."""
        readings = Readings.at(root)
        if readings.vault is None:
            return None
        return cls(root, readings, blobs_of(readings))

    def prepared(self) -> KeptStates:
        """After everything was checked, where too little is kept yet."""
        unread = sum(1 for path in self.blobs if layout.kind_at(path) and not self.readings.has(path))
        if unread <= ENOUGH and isinstance(kept_verdict(self.readings), Verdict):
            return self
        check_all(self.root, jobs=default_jobs())
        return KeptStates.at(self.root) or self

    def of(self, files: Files) -> Readings | None:
        """What serves these files; None where nothing does."""
        if isinstance(files, GitTree):
            kept = kept_for(files, self.readings, self.blobs)
            files.fetch(path for path in files.plain() if not kept.has(path))
            return kept
        return kept_in(self.readings) if isinstance(files, Folder) and files.root == self.root else None


def problems_of(states: Sequence[tuple[Dossier, Readings]]) -> tuple[tuple[Problem, ...], ...] | None:
    """All problems of each of some states; None where a rule crashes in one of them."""
    try:
        return tuple(_problems(states))
    except Incomplete:
        return None


def _problems(states: Sequence[tuple[Dossier, Readings]]) -> Iterator[tuple[Problem, ...]]:
    was = kept_verdict(states[0][1])
    for dossier, readings in states:
        whole = read_texts(dossier, readings.files, list(dossier.corpus.sources), readings=readings)
        files = readings.hashes()
        if was is None or was.files != files:
            again = judge_again(Change(was, whole, files)) if was else None
            yield (again or judge_all(whole, files, jobs=default_jobs())).problems
        else:
            yield was.problems
