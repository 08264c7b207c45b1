"""What is written about the program keeps up with it: every command, every rule, every code of a problem."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.checks import codes as table
from build_tools.checks.catalogue import SCOPES, Rule, rules
from build_tools.cli import main
from build_tools.problems import Level

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def codes() -> Iterator[str]:
    """Every code that the program can print and that is no rule's: second argument of Problem(…), and of note(…)."""
    for path in (PROJECT / "build_tools").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if called in {"Problem", "note"} and isinstance(node.args[1].value, str):
                    yield node.args[1].value


def test_every_code_is_a_rule_s_or_has_its_line() -> None:
    assert set(codes()) - {rule.code for rule in rules()} - table.codes().keys() == set()
    assert not {rule.code for rule in rules()} & table.codes().keys()


def test_every_line_is_of_a_code_that_the_program_can_print() -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "build_tools").rglob("*.py"))
    assert {code for code in table.codes() if f'"{code}"' not in program} == set()


def test_every_line_says_what_it_is_and_what_to_do() -> None:
    for code in table.codes().values():
        assert code.part in table.PARTS and code.sentence.endswith(".") and code.tip.endswith(".")


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in main.commands if f"claimline {name}" not in README} == set()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_its_sentence_its_measure_and_its_page_with_cases(rule: Rule) -> None:
    """That the cases are true, ``test_rule_pages`` shows."""
    assert rule.sentence.endswith(".") and rule.level in Level and rule.scope in SCOPES
    assert len(rule.page.protects.split()) >= 30, "say what the rule protects, and what to do where it is wrong"
    assert any(one.fails and one.excerpts and one.problems for one in rule.page.examples), "no failing example"
    assert any(not one.fails and one.excerpts for one in rule.page.examples), "no passing example"


def test_dependencies_are_pinned_as_names_and_versions_only() -> None:
    lines = (PROJECT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins and all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin) for pin in pins)


def test_no_file_holds_the_marks_of_an_unfinished_merge() -> None:
    files = [PROJECT / "Makefile", PROJECT / "pyproject.toml", *PROJECT.glob("*.md"), *PROJECT.glob("*.yml")]
    for folder in (".github", "build_tools", "content", "seeds", "tests"):
        files += (path for path in (PROJECT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    marks = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
    assert [path for path in files if marks.search(path.read_bytes())] == []
