"""What a careful person would claim from articles of many outlets, against what the reader proposes from them.

The articles of tests/cases/marked hold every claim that their text makes, with its whole quote. The shares are floors.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from benchmarks.matched_claims import NEAR_SPAN, RIGHT_SPAN, b_cubed
from benchmarks.score_dossier import Score, of_cases, scored, table

CASES = Path(__file__).parent / "cases" / "marked"
FLOORS = {"speaker": 0.72, "via": 0.92, "stance": 0.9, "when": 0.85, "said": 0.92, "values": 0.85, "quantities": 0.82}


@cache
def score() -> Score:
    return scored(list(of_cases(CASES)), [], (), naming=None)


def test_most_claims_are_proposed_with_the_words_that_bear_them() -> None:
    shares = [match.share for match in score().matches]
    assert sum(share >= RIGHT_SPAN for share in shares) / len(shares) >= 0.87
    assert sum(share >= NEAR_SPAN for share in shares) / len(shares) >= 0.94


def test_few_claims_are_proposed_that_nobody_would_make() -> None:
    assert score().needless / len(score().proposed) <= 0.12


@pytest.mark.parametrize("name", FLOORS)
def test_most_claims_have_what_the_text_tells_of_them(name: str) -> None:
    matches = score().matches
    assert sum(name in match.right for match in matches) / len(matches) >= FLOORS[name]


def test_claims_on_one_happening_are_one_entry() -> None:
    found = [(m.curated.entry, m.proposed.entry) for m in score().matches if m.proposed and m.share >= NEAR_SPAN]
    precision, _, f1 = b_cubed(found)
    assert precision >= 0.9
    assert f1 >= 0.75


def test_the_table_says_all_of_it() -> None:
    printed = "\n".join(table(score()))
    assert all(name in printed for name in (*FLOORS, "span", "entries", "B³"))


def test_groups_are_compared_item_by_item() -> None:
    assert b_cubed([("a", "x"), ("a", "x"), ("b", "y")]) == (1.0, 1.0, 1.0)
    precision, recall, _ = b_cubed([("a", "x"), ("b", "x")])
    assert (precision, recall) == (0.5, 1.0)
