"""Which numbers and days of prose the words of a source bear, on many topics: each with how sure its absence is."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.checks.evidence import of_entry
from build_tools.checks.rules.number_unborne import unborne
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Source
from build_tools.seeds import read_document

CASES = Path(__file__).parent / "cases" / "checks" / "borne-numbers.txt"


def cases() -> list[tuple[str, str, str, str, str]]:
    """Day of publication, “when”, quote, prose, and what of the prose is not borne."""
    blocks = [block.strip().splitlines() for block in CASES.read_text().split("\n\n")]
    return [
        (dates.split()[0], (dates.split() + [""])[1], quote, *line.partition(" ⇒")[::2])
        for dates, quote, *prose in (lines for lines in blocks if not lines[0].startswith("#"))
        for line in prose
    ]


@pytest.mark.parametrize(("published", "when", "quote", "prose", "left"), cases())
def test_what_a_quote_bears(published: str, when: str, quote: str, prose: str, left: str) -> None:
    document = read_document("A title\nBy Tom Reed\n\n" + quote + ".\n", "paper.txt")
    claim = Claim(quote, "paper", when=when)
    entry = Entry("event", title="", date=when, claims=(claim,))
    source = Source("paper", published=published, seed="paper.txt")
    corpus = Corpus({"event": entry}, {"paper": source}, documents={"paper": document})
    found = [f"{words} ({level.value})" for words, _, _, level in unborne(prose, of_entry(entry, corpus))]
    assert ", ".join(found) == left.strip()
