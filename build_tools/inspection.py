"""An opened dossier held against all rules: the whole of it, or what depends on some of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from build_tools.checks.codes import with_tip
from build_tools.checks.reach import Reach, may_be_ids
from build_tools.checks.rule import Case
from build_tools.checks.run import run, run_beside
from build_tools.dossier import SEEDS, Dossier, open_dossier, read_texts, readable
from build_tools.problems import Problem, in_reading_order
from build_tools.processes import default_jobs
from build_tools.records.files import Files, files_at

Own = TypeVar("Own")
_ENOUGH_TO_SHARE = 5000  # claims


@dataclass(frozen=True)
class Inspected:
    """What was found in a part of a dossier; ``dossier`` holds the texts that had to be read for it, and no others."""

    dossier: Dossier
    reach: Reach
    problems: tuple[Problem, ...]


def find_problems(dossier: Dossier) -> list[Problem]:
    """What reading a dossier and its rules find, in reading order."""
    return in_reading_order([*map(with_tip, dossier.problems), *run(Case(dossier.corpus, dossier.broken))])


def find_problems_beside(
    own: Callable[[], Own], dossier: Dossier, *, jobs: int | None = None
) -> tuple[Own, list[Problem]]:
    """What ``own`` gives, done in this process, and ``find_problems``, for which so many processes are at work; by default
    as many as pay.
    """
    jobs = jobs or (default_jobs() if len(dossier.corpus.claims) >= _ENOUGH_TO_SHARE else 1)
    mine, found = run_beside(own, Case(dossier.corpus, dossier.broken), jobs=jobs)
    return mine, in_reading_order([*map(with_tip, dossier.problems), *found])


def inspect(where: Path | Files, paths: Iterable[str], *, former: str | None = None) -> Inspected:
    """The problems that depend on some files and folders (``checks.reach`` tells what that means), in reading order.

    ``paths`` are relative to the dossier's root, with slashes; one that is not there counts as deleted. ``former``: the
    texts of these files before they were changed, if they are known.
    """
    files = files_at(where)
    return inspect_opened(open_dossier(files, with_texts=False), files, paths, former=former)


def inspect_opened(
    dossier: Dossier, where: Path | Files, paths: Iterable[str], *, former: str | None = None
) -> Inspected:
    """``inspect`` for a dossier that was opened already; texts that it lacks are read where they are needed."""
    files = files_at(where)
    ids = None if former is None else may_be_ids(former)
    reach = _reach(dossier, files, frozenset(paths), ids)
    dossier = read_texts(dossier, files, [id for id in reach.sources if id not in dossier.corpus.documents])
    met = [with_tip(problem) for problem in dossier.problems if reach.holds(problem)]
    unread = readable(dossier, files) if any(record.waivers for record in reach.case.records()) else frozenset()
    found = run(Case(dossier.corpus, dossier.broken, unread=unread), reach)
    return Inspected(dossier, reach, tuple(in_reading_order([*met, *found])))


def _reach(dossier: Dossier, files: Files, paths: frozenset[str], former: frozenset[str] | None) -> Reach:
    case, folders = (
        Case(dossier.corpus, dossier.broken),
        tuple(path for path in sorted(paths) if _is_folder(path, files)),
    )
    return Reach(case, files=paths, folders=folders, seeds=frozenset(files.below(SEEDS)), former=former)


def _is_folder(path: str, files: Files) -> bool:
    """Whether it is one, or was one before it was deleted: the names of files that matter have a suffix."""
    return files.has_folder(path) or not files.has(path) and not PurePosixPath(path).suffix
