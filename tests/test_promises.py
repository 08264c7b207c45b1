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
TABLE = TEXT.split("## The promises and their tests")[1]
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith(("| promise", "| **"))]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_every_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in functions_of(path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_every_promise_names_a_test_or_a_long_proof(row: str) -> None:
    assert re.search(r"`tests/[\w/]+\.py::\w+`|`make trust` `\w+`", row.split("|")[2])


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
