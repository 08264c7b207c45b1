"""The check of everything, by what is kept of the last one: nothing where nothing changed, and else what the change concerns."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_tools.dossier import open_dossier
from build_tools.keeping.readings import Readings
from build_tools.keeping.vault import Vault
from build_tools.problems import Problem
from build_tools.rechecking.again import judge_again
from build_tools.rechecking.change import Change
from build_tools.rechecking.first import Lines, judge_all
from build_tools.rechecking.judged import Incomplete
from build_tools.rechecking.verdict import Verdict
from build_tools.records.write import interrupted

_OUTCOME, _VERDICT = "outcome", "verdict"


@dataclass(frozen=True)
class Outcome:
    """What is told of a check of everything. ``size``: entries, claims, actors, places; ``missing``: sources whose texts are
    not at hand, with the number of their claims; ``covered``: what is to be said of the coverage of each source.
    """

    problems: tuple[Problem, ...]
    size: tuple[int, ...]
    missing: tuple[tuple[str, int], ...]
    covered: Mapping[str, tuple[str, ...]]


def check_all(root: Path, lines: Lines, *, jobs: int = 1) -> Outcome | None:
    """The outcome for a folder of which something is kept; None where nothing can be, or a rule crashes."""
    readings = Readings.at(root)
    if readings.vault is None or interrupted(root):
        return None
    files = readings.hashes()
    state = _state(files)
    kept = _unpickled(readings.vault.read(_OUTCOME))
    if isinstance(kept, tuple) and kept[0] == state:
        readings.save()
        return Outcome(*kept[1])
    try:
        verdict = _verdict(root, readings, files, lines, jobs)
    except Incomplete:
        return None
    told = (verdict.problems, verdict.size, verdict.missing, dict(sorted(verdict.covered.items())))
    _write(readings.vault, _VERDICT, verdict)
    _write(readings.vault, _OUTCOME, (state, told))
    return Outcome(*told)


def _verdict(root: Path, readings: Readings, files: Mapping[str, bytes], lines: Lines, jobs: int) -> Verdict:
    assert readings.vault
    was = _unpickled(readings.vault.read(_VERDICT))
    dossier = open_dossier(root, jobs=jobs, readings=readings)
    again = judge_again(Change(was, dossier, files), lines) if isinstance(was, Verdict) else None
    return again or judge_all(dossier, files, lines, jobs=jobs)


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
