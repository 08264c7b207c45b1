"""The README keeps up with the program: every command, problem code and field is in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from build_tools.checks.catalogue import rules
from build_tools.cli import main

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def codes() -> Iterator[str]:
    """Every problem code that the program can print: second argument of Problem(…), and of note(…) in the schema."""
    yield from (rule.code for rule in rules())
    for path in (PROJECT / "build_tools").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if called in {"Problem", "note"} and isinstance(node.args[1].value, str):
                    yield node.args[1].value


def test_every_problem_code_is_in_the_readme() -> None:
    assert {code for code in codes() if f"`{code}`" not in README} == set()


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in main.commands if f"claimline {name}" not in README} == set()


def test_every_rule_is_told_in_its_own_words() -> None:
    for rule in rules():
        assert f"| `{rule.code}` | {rule.sentence} |" in README


def test_dependencies_are_pinned_as_names_and_versions_only() -> None:
    lines = (PROJECT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins and all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin) for pin in pins)
