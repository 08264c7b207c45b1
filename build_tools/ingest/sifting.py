"""Which seeds of a dossier have to be read: those that are new or have changed, or whose sidecar or reader has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_tools.dossier import SEEDS, read_text, seed_files
from build_tools.extract.version import READER_VERSION
from build_tools.ingest.drafting import Waiting, as_remembered
from build_tools.ingest.known import Known
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.sidecar import read_sidecar


@dataclass
class Sifted:
    """The seeds to be read, how many need not be, what cannot be read, and the hash of every text by file name."""

    files: Sequence[Path]
    waiting: list[Waiting] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    def ledgers(self, root: Path) -> Iterator[Ledger]:
        """The ledgers of all seeds of the dossier, one after the other."""
        found = (read_ledger(root, f"{SEEDS}/{path.name}") for path in self.files)
        return (ledger for ledger in found if ledger)


def sift(root: Path, only: Sequence[Path], known: Known, *, again: bool) -> Sifted:
    """Look at every seed, and choose among ``only`` (default: all). Raises ProblemsFound with ``not-a-seed``."""
    found = Sifted(seed_files(root))
    chosen = _chosen(root, found.files, only)
    for path in found.files:
        try:
            found.hashes[path.name] = hashlib.sha256(read_text(path).encode()).hexdigest()
            if path in chosen:
                _look_at(root, path, found, known, again=again)
        except ProblemsFound as problems:
            found.problems += problems.problems if path in chosen else ()
    order = {path: number for number, path in enumerate(chosen)}
    found.waiting.sort(key=lambda one: order[one.path])
    return found


def _chosen(root: Path, files: Sequence[Path], only: Sequence[Path]) -> dict[Path, None]:
    """The seeds of these paths, each as it stands or, where there is no such file, as one below the dossier."""
    if not only:
        return dict.fromkeys(files)
    known = {path.resolve(): path for path in files}
    meant = {path: path if path.exists() else root / path for path in only}
    missing = [path for path in only if meant[path].resolve() not in known]
    if missing:
        tip = f"Seeds are .txt files directly in {SEEDS}/: copy the file there first."
        raise ProblemsFound(
            [Problem(Location(str(path)), "not-a-seed", "there is no such seed", tip) for path in missing]
        )
    return dict.fromkeys(known[path.resolve()] for path in meant.values())


def _look_at(root: Path, path: Path, found: Sifted, known: Known, *, again: bool) -> None:
    name = f"{SEEDS}/{path.name}"
    sidecar, ledger = read_sidecar(root, name), read_ledger(root, name)
    if again or ledger is None or not _is_current(ledger, found.hashes[path.name], sidecar):
        source = known.source_of(path.name)
        found.waiting.append(Waiting(path, source.id if source else "", source.published if source else ""))
    else:
        found.unchanged += 1


def _is_current(ledger: Ledger, sha256: str, sidecar: dict[str, Any]) -> bool:
    return (ledger.sha256, ledger.sidecar, ledger.reader) == (sha256, as_remembered(sidecar), READER_VERSION)
