"""Across sources (DESIGN.md § 5): what two outlets tell of one event is proposed together, with the reasons for it.

Each file of tests/cases/across holds two articles, ``-----`` between them; below ``=====`` YAML says what the import
of the second finds in the first, and nothing else may be found.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.plan import SeedPlan
from build_tools.ingest.run import plan_import
from build_tools.inspection import find_problems
from build_tools.problems import errors_among

LATEST = dt.date(2026, 1, 1)
VOCABULARY = Path(__file__).parent.parent / "content" / "vocabulary.yml"
CASES = sorted((Path(__file__).parent / "cases" / "across").glob("*.txt"))


def dossier_of(folder: Path, *texts: str, **sidecars: str) -> Path:
    """A dossier that is empty but for seeds ``1.txt``, ``2.txt`` … and their sidecars ``_1``, ``_2`` …."""
    (folder / "content").mkdir()
    (folder / "seeds").mkdir()
    (folder / "content/vocabulary.yml").write_text(VOCABULARY.read_text())
    for number, text in enumerate(texts, start=1):
        (folder / f"seeds/{number}.txt").write_text(text)
    for name, text in sidecars.items():
        (folder / f"seeds/{name[1:]}.yml").write_text(text)
    return folder


def imported(root: Path, *, again: bool = False) -> dict[str, SeedPlan]:
    """Imports what waits; the plans by the seed's number."""
    plan = plan_import(root, again=again, latest=LATEST)
    apply_plans(root, plan.plans)
    return {Path(one.seed).stem: one for one in plan.plans}


def case(path: Path) -> tuple[list[str], dict[str, Any]]:
    above, _, below = path.read_text(encoding="utf-8").partition("=====\n")
    return above.split("-----\n"), yaml.safe_load(below)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_two_outlets_tell_is_found_to_be_one_event_or_not(path: Path, tmp_path: Path) -> None:
    texts, expected = case(path)
    root = dossier_of(tmp_path, *texts)
    plan = imported(root)["2"]
    corpus = open_dossier(root).corpus
    for wanted in expected.get("joins", ()):
        placed = next(one for one in corpus.claims if wanted["claim"] in one.claim.quote)
        together = [claim.quote for claim in placed.entry.claims if claim.source == "1"]
        assert any(wanted["to"] in quote for quote in together), [one["why"] for one in plan.across]
    if expected.get("nothing"):
        assert plan.across == ()
    assert errors_among(find_problems(open_dossier(root))) == []
    assert not any(one.changes for one in imported(root).values()), "a second import has nothing to do"
