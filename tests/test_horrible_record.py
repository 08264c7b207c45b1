"""One horrible record, and the exact list of all its problems (``cases/horrible-record.md``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_examples import found_in, laid_problems, lay

from build_tools.checks.rule_page import read_page
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems

CASE = Path(__file__).parent / "cases" / "horrible-record.md"


def test_all_that_is_wrong_with_a_horrible_record_is_said_at_once(flood: Path, request: pytest.FixtureRequest) -> None:
    (example,) = read_page(CASE.read_text(encoding="utf-8")).examples
    found = found_in(example, flood)
    if request.config.getoption("--update-golden"):
        CASE.write_text(laid_problems(CASE.read_text(encoding="utf-8"), example, found), encoding="utf-8")
    else:
        assert tuple(found) == example.problems


def test_each_of_its_problems_says_what_to_do(flood: Path) -> None:
    (example,) = read_page(CASE.read_text(encoding="utf-8")).examples
    lay(example.excerpts, flood)
    assert [f"{problem}" for problem in find_problems(open_dossier(flood)) if not problem.tip] == []
