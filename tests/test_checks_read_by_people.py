"""What a check prints for people: the causes first, what to type, and words that are whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.checks.rules.quote_missing import nearest
from build_tools.cli import main
from build_tools.seeds import read_document

ENTRY = "content/timeline/2031/millbrook-flood.md"


def claimline(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_what_cannot_be_read_comes_first_then_errors_then_warnings(flood: Path) -> None:
    record = flood / ENTRY
    record.write_text(
        record.read_text().replace('value: "25"', 'value: "26"').replace("At least 40 people", "Some people")
    )
    (flood / "content/actors/rescue-service.md").write_text("name: Rescue Service\n")
    result = claimline("check", "--root", flood)
    told = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert "no-front-matter" in told[0]
    errors = [" (warning)" not in line for line in told]
    assert errors == sorted(errors, reverse=True) and not all(errors[1:]) or all(errors)
    assert "`claimline explain no-front-matter`" in result.stderr


def test_a_record_in_another_encoding_is_told_the_line_that_converts_it(flood: Path) -> None:
    record = flood / ENTRY
    record.write_bytes(record.read_text().replace("editor", "Zoë").encode("latin-1"))
    told = claimline("check", "--root", flood).stdout
    assert f"iconv -f WINDOWS-1252 -t UTF-8 {ENTRY} > converted && mv converted {ENTRY}" in told


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("lawmakers in one closed session", "lawmakers in a closed session"),
        ("told lawmakers at a closed session", "told lawmakers in a closed session"),
        ("agency told lawmaker in closed sess", "agency told lawmakers in a closed session"),
    ],
)
def test_the_nearest_words_are_whole_words(quote: str, words: str) -> None:
    document = read_document("The agency told lawmakers in a closed session that many had died.\n", "wire.txt")
    assert words in nearest(quote, document)
    padded = f" {document.text} "
    found = nearest(quote, document)
    at = padded.index(found)
    assert not padded[at - 1].isalnum() and not padded[at + len(found)].isalnum()
