"""Every rule says what it is, and the examples of its page are true: what fails fails just so, what passes passes."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from rule_examples import found_in, laid_problems

from build_tools.checks import rules as folder
from build_tools.checks.catalogue import SCOPES, Rule, rules
from build_tools.checks.rule_page import Example, read_page
from build_tools.problems import Level

RULES = [pytest.param(rule, id=rule.code) for rule in rules()]
PAGES = Path(str(files(folder).joinpath("")))


def examples() -> list[object]:
    """Every example of every page that is there, named after it."""
    return [
        pytest.param(rule, example, id=f"{rule.code}-{'fails' if example.fails else 'passes'}-{at}")
        for rule in rules()
        if (PAGES / f"{rule.module}.md").is_file()
        for at, example in enumerate(rule.page.examples)
    ]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_its_code_its_sentence_its_tip_and_its_measure(rule: Rule) -> None:
    assert rule.code.replace("-", "_") == rule.module
    assert rule.sentence.endswith(".") and "\n" not in rule.sentence and rule.tip.endswith((".", "?", "!"))
    assert rule.level in Level and rule.scope in SCOPES and rule.waivable in (True, False)


@pytest.mark.parametrize(("rule", "example"), examples())
def test_an_example_is_true(rule: Rule, example: Example, flood: Path, request: pytest.FixtureRequest) -> None:
    found = found_in(example, flood, rule.code)
    """With ``--update-golden`` what is found is written into the page: a new example begins with an empty block."""
    if request.config.getoption("--update-golden") and example.fails:
        file = PAGES / f"{rule.module}.md"
        file.write_text(laid_problems(file.read_text(encoding="utf-8"), example, found), encoding="utf-8")
    elif example.fails:
        assert tuple(found) == example.problems
        assert any(f": {rule.code}: " in problem for problem in found), "the rule itself finds nothing in its example"
    else:
        assert found == [] and not example.problems


def test_a_heading_that_says_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="Fails"):
        read_page("Why.\n\n## Falis\n")
