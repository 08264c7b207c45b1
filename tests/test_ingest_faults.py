"""Where the reader itself fails, or a process of it is ended: one clear problem, and nothing is written."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from synthetic_articles import synthetic_dossier

from build_tools.ingest import drafting, workers
from build_tools.ingest.drafting import Waiting
from build_tools.ingest.library import packed_reading
from build_tools.ingest.run import plan_import
from build_tools.problems import Problem, ProblemsFound

LATEST = date(2026, 1, 1)
SEEDS = 6


@pytest.fixture
def root(tmp_path: Path) -> Path:
    synthetic_dossier(tmp_path / "dossier", SEEDS, size=800)
    return tmp_path / "dossier"


def problem_of(root: Path, *, jobs: int) -> Problem:
    """The one problem of an import that cannot go on; checks that it wrote nothing."""
    before = sorted(root.rglob("*"))
    with pytest.raises(ProblemsFound) as found:
        plan_import(root, latest=LATEST, jobs=jobs)
    assert sorted(root.rglob("*")) == before
    (problem,) = found.value.problems
    return problem


def broken(*_: Any, **__: Any) -> None:
    raise ValueError("a rule met what it cannot read")


def draft_with_a_broken_reader(one: Waiting, around: Any, names: Any, places: Any) -> Any:
    """What another process runs in place of its own work."""
    if one.path.stem == "00002":
        drafting.read = broken  # type: ignore[assignment]
    return packed_reading(one, around, workers._lexicon(names), places)


def die(one: Waiting, around: Any, names: Any, places: Any) -> Any:
    """A process that is ended from outside while it reads its third seed."""
    if one.path.stem == "00002":
        os._exit(9)
    return packed_reading(one, around, workers._lexicon(names), places)


def test_a_reader_that_fails_names_the_seed_and_what_went_wrong(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "read", broken)
    problem = problem_of(root, jobs=1)
    assert str(problem) == (
        "seeds/00000.txt:1:1: reader-crashed: the reader failed: ValueError: a rule met what it cannot read"
    )
    assert "a fault of the program" in problem.tip


def test_a_reader_that_fails_in_another_process_says_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_draft", draft_with_a_broken_reader)
    problem = problem_of(root, jobs=2)
    assert (problem.where.path, problem.code) == ("seeds/00002.txt", "reader-crashed")
    assert "ValueError: a rule met what it cannot read" in problem.message


def test_a_process_that_is_ended_is_told_of_with_the_seeds_it_may_have_been_at(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_draft", die)
    problem = problem_of(root, jobs=2)
    assert problem.code == "reader-lost"
    assert problem.where.path in {f"seeds/{number:05}.txt" for number in (1, 2)}
    assert "this seed or one of the next" in problem.message and "--jobs 1" in problem.tip
