"""SECURITY.md promises nothing without a test, and names every library that the program stands on."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
TABLE, HOLDING = TEXT.split("## What is promised, line by line")[1].split("## The tests that hold it")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", HOLDING)))
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "| **"))]
HELD_BY = re.split(r"^#### ", HOLDING, flags=re.MULTILINE)[1:]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_every_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in functions_of(path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_every_promise_leads_to_a_test_or_a_long_proof(row: str) -> None:
    promise, tried, held_by = (cell.strip() for cell in row.strip("|").split("|"))
    code = held_by[1:].partition("]")[0]
    (one,) = (one for one in HELD_BY if one.startswith(f"{code}\n"))
    told = one.partition("\n\n")[2].partition(":\n")[0]
    assert held_by == f"[{code}](#{code.lower()})" and tried and promise.startswith(told)
    assert re.search(r"^- (`tests/[\w/]+\.py::\w+`|`make trust` `\w+`)$", one, re.MULTILINE)


def test_every_promise_is_in_the_table_once() -> None:
    codes = [row.rpartition("[")[2].partition("]")[0] for row in ROWS]
    assert codes == [one.partition("\n")[0] for one in HELD_BY] and len(set(codes)) == len(codes) > 40


def test_every_long_proof_that_is_named_exists() -> None:
    named = set(re.findall(r"`make trust` `(\w+)`", TEXT))
    assert named <= {path.stem for path in (PROJECT / "tests" / "trust").glob("*.py")}


def test_every_library_is_named_with_what_it_is_for() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [re.split(r"[<>=~! ]", one)[0] for one in settings["project"]["dependencies"]]
    told = re.findall(
        r"^\| `([\w-]+)` \| \S", TEXT.split("## What the program stands on")[1].split("\n## ")[0], re.MULTILINE
    )
    assert told == sorted(needed)


def test_every_library_that_is_needed_is_pinned() -> None:
    pinned = {
        line.split("==")[0].lower().replace("_", "-") for line in (PROJECT / "constraints.txt").read_text().splitlines()
    }
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*settings["dependencies"], *settings["optional-dependencies"]["test"]]
    assert {re.split(r"[<>=~! ]", one)[0].replace("_", "-") for one in asked} - pinned == set()


def test_how_to_report_stands_first() -> None:
    assert TEXT.startswith("# What must not be told in public") and TEXT.index("## A person at risk") < TEXT.index(
        "## Who is"
    )
