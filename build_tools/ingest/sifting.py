"""Which seeds of a dossier have to be read: those that are new, or whose sidecar or reader has changed.

One whose text has changed is read when it is asked for by name: what is quoted from it was quoted from other words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.dossier import LEDGER_SUFFIX, SEEDS, read_text, seed_files
from build_tools.extract.version import READER_VERSION
from build_tools.ingest.drafting import Waiting
from build_tools.ingest.known import Known
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.ingest.told import Told, told_of
from build_tools.ingest.unpacking import Unpacked
from build_tools.model import Source
from build_tools.originals.formats import copies_last
from build_tools.problems import Location, Problem, ProblemsFound, location_of
from build_tools.records.files import link_problem

_BESIDE = (".yml", ".yaml", ".json")  # what tells of an article: one that is read without it is read otherwise


@dataclass
class Sifted:
    """The seeds to be read, how many need not be, what cannot be read, and the hash of every text by file name.

    ``left_out``: what of texts that are new here cannot be read, and hinders no other. ``changed``: those whose text has
    changed and that nobody asked for by name, as problems.
    """

    files: Sequence[Path]
    waiting: list[Waiting] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    changed: list[Problem] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    def ledgers(self, root: Path) -> Iterator[Ledger]:
        """The ledgers of all seeds of the dossier, one after the other."""
        found = (read_ledger(root, f"{SEEDS}/{path.name}") for path in self.files)
        return (ledger for ledger in found if ledger)

    def take(self, unpacked: Unpacked, root: Path) -> None:
        """Have texts read too that were made of originals just now."""
        for new in unpacked.texts:
            self.hashes[new.name] = new.capture.sha256
            sha256 = new.capture.sha256
            self.waiting.append(Waiting(root / SEEDS / new.name, text=new.text, capture=new.capture, sha256=sha256))


def sift(root: Path, only: Sequence[Path] | None, known: Known, *, again: bool) -> Sifted:
    """Look at every seed, and choose among ``only`` (None: all). Raises ProblemsFound with ``not-a-seed``."""
    found = Sifted(seed_files(root))
    chosen = _chosen(root, found.files, only)
    for path in found.files:
        try:
            found.hashes[path.name] = hashlib.sha256(read_text(path).encode()).hexdigest()
            if path in chosen:
                _look_at(root, path, found, known, again=again, named=only is not None)
        except ProblemsFound as problems:
            if path in chosen:
                (found.problems if _is_known(path, known) else found.left_out).extend(problems.problems)
    order = {path: number for number, path in enumerate(sorted(chosen, key=lambda path: copies_last(path.name)[0]))}
    found.waiting.sort(key=lambda one: order[one.path])
    return found


def only_themselves(problems: Iterable[Problem], known: Known) -> list[Problem]:
    """Those problems of a dossier that stop nothing but what they are told of: links where articles lie, which nobody
    follows and on which no record rests.
    """
    return [
        one
        for one in problems
        if one.code == link_problem("").code
        and (path := Path(one.where.path)).parent.name == SEEDS
        and not path.name.endswith(_BESIDE)
        and not _is_known(path, known)
    ]


def _chosen(root: Path, files: Sequence[Path], only: Sequence[Path] | None) -> dict[Path, None]:
    """The seeds of these paths, each as it stands or, where there is no such file, as one below the dossier."""
    if only is None:
        return dict.fromkeys(files)
    known = {path.resolve(): path for path in files if not path.is_symlink()}
    meant = {path: path if path.exists() else root / path for path in only}
    missing = [path for path in only if meant[path].resolve() not in known]
    if missing:
        tip = f"Seeds are .txt files, and originals such as .html and .pdf, directly in {SEEDS}/: copy the file there first."
        raise ProblemsFound(
            [Problem(Location(str(path)), "not-a-seed", "there is no such seed", tip) for path in missing]
        )
    return dict.fromkeys(known[path.resolve()] for path in meant.values())


def _look_at(root: Path, path: Path, found: Sifted, known: Known, *, again: bool, named: bool) -> None:
    name = f"{SEEDS}/{path.name}"
    told, ledger = told_of(root, name), read_ledger(root, name)
    source = known.source_of(path.name)
    before = source.sha256 or (ledger.sha256 if ledger else "") if source else ""
    if source and before and before != found.hashes[path.name] and not named:
        found.changed.append(_changed(name, source))
    elif again or ledger is None or not _is_current(ledger, found.hashes[path.name], told):
        id, published = (source.id, source.published) if source else ("", "")
        found.waiting.append(Waiting(path, id, published, sha256=found.hashes[path.name]))
    else:
        found.unchanged += 1


def _is_known(path: Path, known: Known) -> bool:
    """Whether records may rest on the text: then its gaps would be taken for deletions."""
    return bool(known.source_of(path.name)) or path.with_name(f"{path.stem}{LEDGER_SUFFIX}").exists()


def _changed(name: str, source: Source) -> Problem:
    tip = (
        f"If only a scan, an encoding or a slip was corrected, run `claimline import {name}`: quotes that still stand "
        "stay as they are, and you are told of the others. If it is the article's new version, save that as a seed of "
        f"its own and take this one back with `git checkout -- {name}`. Other seeds can be imported by their names."
    )
    what = f"{name} is no longer the text that was recorded here; nothing was imported"
    return Problem(location_of(source.sha256 or source.seed, source.path), "seed-changed", what, tip)


def _is_current(ledger: Ledger, sha256: str, told: Told) -> bool:
    return (ledger.sha256, ledger.sidecar, ledger.reader) == (sha256, told.remembered(), READER_VERSION)
