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
from build_tools.ingest.proposed import SeedPlan
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
        together = " … ".join(claim.quote for claim in placed.entry.claims if claim.source == "1")
        assert wanted["to"] in together, [one["why"] for one in plan.across]
    for wanted in expected.get("likely", ()):
        entry = next(one.entry for one in corpus.claims if wanted["claim"] in one.claim.quote)
        found = [one for one in plan.across if one.get("likely") and one["entry"] == entry.id]
        quotes = [claim.quote for one in found for claim in corpus.entries[one["see_also"]].claims]
        assert any(wanted["to"] in quote for quote in quotes), plan.across
        assert all(one["see_also"] in entry.see_also and "not joined, because" in one["why"] for one in found)
    asked = " ".join(corpus.drafted_questions).replace("-", " ")
    assert [what for what in expected.get("asked", ()) if what not in asked] == []
    if expected.get("nothing"):
        assert plan.across == ()
    assert errors_among(find_problems(open_dossier(root))) == []
    assert not any(one.changes for one in imported(root).values()), "a second import has nothing to do"


FERRY = "MANILA, March 4, 2025 — A passenger ferry collided with a cargo ship in Manila Bay on Tuesday, the coast guard said.\n"
AGAIN = "MANILA, March 4, 2025 — A cargo ship hit a passenger ferry in Manila Bay on Tuesday, a port official said.\n"


def test_an_entry_that_a_person_has_reviewed_is_pointed_to_and_stays_as_it_is(tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FERRY)
    imported(root)
    (file,) = (root / "content/timeline").rglob("*.md")
    file.write_text(file.read_text().replace("status: draft", "status: reviewed\nreviewed_by: [me]"))
    before = file.read_bytes()
    (root / "seeds/2.txt").write_text(AGAIN)
    (found,) = imported(root)["2"].across
    assert file.read_bytes() == before
    assert found["see_also"] == file.stem and "manila-bay" in found["why"]
    assert found["entry"] in open_dossier(root).corpus.entries


def test_a_seed_that_is_read_again_keeps_to_the_entry_that_its_claims_have_joined(tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FERRY, AGAIN)
    plans = imported(root)
    assert [len(one["quotes"]) for one in plans["2"].across] == [1]
    assert not any(one.changes for one in imported(root, again=True).values())
    assert len(list((root / "content/timeline").rglob("*.md"))) == 1


def test_an_id_that_another_source_has_taken_is_not_taken_twice(tmp_path: Path) -> None:
    rest = "\nThe {} brigade put out a fire that had spread to the {} and kept the {} street shut for the whole of the {}.\n"
    same_words = (
        "KYIV, {} — Three people were killed when a missile hit a market in Kharkiv on Tuesday, officials said.\n"
    )
    first_text = same_words.format("April 8, 2025") + rest.format("city", "fish stalls", "harbour", "night")
    second_text = (
        same_words.format("May 20, 2025") + "\nA bakery and two cars burned down, and a school nearby lost its roof.\n"
    )
    root = dossier_of(tmp_path, first_text, second_text)
    imported(root)
    first, second = (one for one in open_dossier(root).corpus.timeline if "missile" in one.title)
    assert second.id == f"{first.id}-2" and "04-08" in first.date and "05-20" in second.date
    assert not any(one.changes for one in imported(root, again=True).values())
