"""The check of everything, by what is kept of the last one: nothing where nothing changed, and else what the change concerns."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_tools.dossier import Dossier, open_dossier
from build_tools.inspection import find_problems, find_problems_beside
from build_tools.keeping.readings import ENOUGH, Readings
from build_tools.keeping.vault import Vault
from build_tools.model import Record
from build_tools.problems import Problem
from build_tools.processes import apart
from build_tools.rechecking.again import judge_again
from build_tools.rechecking.change import Change
from build_tools.rechecking.covering import Told
from build_tools.rechecking.first import judge_all
from build_tools.rechecking.judged import Incomplete
from build_tools.rechecking.verdict import Verdict
from build_tools.records.write import interrupted

_OUTCOME, _VERDICT = "outcome", "verdict"
_MOST_TO_SHARE = 10_000  # records; two processes that judge more of them come to hold all of it twice


@dataclass(frozen=True)
class Outcome:
    """What is told of a check of everything. ``size``: entries, claims, actors, places; ``missing``: sources whose texts are
    not at hand, with the number of their claims; ``covered``: what is to be said of the coverage of each source; ``accounts``:
    those of seeds and records in words; ``unbalanced``: what of them does not add up.
    """

    problems: tuple[Problem, ...]
    size: tuple[int, ...]
    missing: tuple[tuple[str, int], ...]
    covered: Mapping[str, Told]
    accounts: tuple[str, ...]
    unbalanced: tuple[Problem, ...]


def check_all(root: Path, *, jobs: int = 1) -> Outcome | None:
    """The outcome for a folder of which something is kept; None where nothing can be, or a rule crashes."""
    readings = Readings.at(root)
    if outcome := _kept(readings):
        readings.save()
        return outcome
    found = _judged(root, readings, jobs, partial(open_dossier, root, jobs=jobs, readings=readings))
    return found[1] if found else None


def open_checked(
    root: Path, *, jobs: int = 1, known: Mapping[str, Record] | None = None, readings: Readings | None = None
) -> tuple[Dossier, tuple[Problem, ...]]:
    """A dossier opened (``known``, ``readings``: as ``open_dossier`` has them), and all problems in it."""
    readings = readings or Readings.at(root)
    opened = partial(open_dossier, root, jobs=jobs, known=known, readings=readings)
    if outcome := _kept(readings):
        return opened(), outcome.problems
    if found := _judged(root, readings, jobs, opened):
        return found[0], found[1].problems
    dossier = opened()
    return dossier, tuple(find_problems(dossier))


def open_to_publish(root: Path, *, jobs: int = 1) -> tuple[Dossier, tuple[Problem, ...]]:
    """``open_checked`` by a process that never holds what the rules work out, nor where in a file a string stands: a copy
    of it reads what is new, another judges by what is kept of that, and both end.
    """
    if not _is_known(root):
        apart(partial(_is_read, root, jobs))
        apart(partial(_is_checked, root, jobs))
    readings = Readings.at(root)
    if readings.vault is None:
        dossier = open_dossier(root, jobs=jobs, readings=readings)
        judged = partial(_problems_of, dossier)
        return dossier, apart(judged) if len(dossier.corpus.entries) >= ENOUGH else judged()
    if outcome := _kept(readings):
        return open_dossier(root, jobs=jobs, readings=readings.without_places()), outcome.problems
    return open_checked(root, jobs=jobs, readings=readings)


def _is_known(root: Path) -> bool:
    """Whether the outcome is kept, or nothing can be. What was looked at for that is not held while others work."""
    readings = Readings.at(root)
    return readings.vault is None or _kept(readings) is not None


def _problems_of(dossier: Dossier) -> tuple[Problem, ...]:
    return tuple(find_problems_beside(lambda: None, dossier)[1])


def _is_read(root: Path, jobs: int) -> bool:
    open_dossier(root, jobs=jobs)
    return True


def _is_checked(root: Path, jobs: int) -> bool:
    is_large = sum(1 for _ in (root / "content").rglob("*.md")) > _MOST_TO_SHARE
    return check_all(root, jobs=1 if is_large else jobs) is not None


def kept_verdict(readings: Readings) -> Verdict | None:
    """The verdict on the dossier as it was last checked."""
    kept = _unpickled(readings.vault.read(_VERDICT)) if readings.vault else None
    return kept if isinstance(kept, Verdict) else None


def _kept(readings: Readings) -> Outcome | None:
    """What is kept of a check of the files as they are."""
    if readings.vault is None or interrupted(readings.files.root):
        return None
    kept = _unpickled(readings.vault.read(_OUTCOME))
    return Outcome(*kept[1]) if isinstance(kept, tuple) and kept[0] == _state(readings.hashes()) else None


def _judged(root: Path, readings: Readings, jobs: int, opened: Callable[[], Dossier]) -> tuple[Dossier, Outcome] | None:
    if readings.vault is None or interrupted(root):
        return None
    files = readings.hashes()
    was = kept_verdict(readings)
    dossier = opened()
    try:
        again = judge_again(Change(was, dossier, files)) if was else None
        verdict = again or judge_all(dossier, files, jobs=jobs)
    except Incomplete:
        return None
    covered = dict(sorted(verdict.covered.items()))
    told = (verdict.problems, verdict.size, verdict.missing, covered, verdict.accounts, verdict.unbalanced)
    _write(readings.vault, _VERDICT, verdict)
    _write(readings.vault, _OUTCOME, (_state(files), told))
    return dossier, Outcome(*told)


def _state(files: Mapping[str, bytes]) -> bytes:
    made = sha256()
    for path, hash in sorted(files.items()):
        made.update(path.encode("utf-8", "surrogateescape"))
        made.update(b"\0")
        made.update(hash)
    return made.digest()


def _write(vault: Vault, name: str, value: Any) -> None:
    vault.write(name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def _unpickled(data: bytes | None) -> Any:
    """Only of what bears the user's seal."""
    return None if data is None else pickle.loads(data)
