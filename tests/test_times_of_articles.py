"""All the times of whole articles: each file of tests/cases/times is a text and what must be read in it, no more.

Below ``=====`` stand the day of publication and, in order, a line per expression: words, type, value, EDTF.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools import seeds
from build_tools.extract.read import read
from build_tools.text.times import find as times
from build_tools.text.times import grammar, patterns

CASES = sorted((Path(__file__).parent / "cases" / "times").glob("*.txt"))


def _parts(path: Path) -> tuple[str, str, list[str]]:
    text, _, below = path.read_text(encoding="utf-8").partition("=====\n")
    published, *expected = below.splitlines()
    return seeds.normalise(text.encode(), path.name), published.removeprefix("published: "), expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_article_holds_these_times_and_no_others(path: Path) -> None:
    text, published, expected = _parts(path)
    reading = read(seeds.read_document(text, path.name), published=published)
    found = [f"{time.text}\t{time.type}\t{time.value}\t{time.edtf}".rstrip() for time in reading.times]
    assert found == expected
    assert all(time.why for time in reading.times)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_rule_is_tried_wherever_its_pattern_fits(path: Path) -> None:
    text, _, _ = _parts(path)
    tried: dict[int, set[str]] = {}

    def note(name: str, match: re.Match[str]) -> None:
        tried.setdefault(match.start(), set()).add(name)

    list(grammar.scan(text, note))
    for position in (word.start() for word in re.finditer(r"(?<![\w$.,-])\w+", text)):
        fits = {name for name, _, _ in grammar.ROWS if grammar.pattern_of(name).match(text, position)}
        assert fits <= tried.get(position, set()), text[position : position + 30]


def test_every_rule_has_its_reading() -> None:
    assert set(times.rules()) == {name for name, _, _ in patterns.ROWS}
