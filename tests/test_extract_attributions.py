"""Who said what, with which words: the forms of attribution, each in a sentence or two (tests/cases/said)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from work import STEADY, grows_with

from build_tools import seeds
from build_tools.extract.propose import propose
from build_tools.extract.read import Reading, read
from build_tools.extract.reading import Attribution, Span
from build_tools.model import Unnamed

FORMS = Path(__file__).parent / "cases" / "said" / "forms.txt"


def _cases() -> Iterator[object]:
    for block in FORMS.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        text = "\n".join("" if line == "/" else line for line in lines if line[0] not in ">!")
        if text:
            wanted = [line[1:].strip() for line in lines if line[0] == ">"]
            absent = [line[1:].strip() for line in lines if line[0] == "!"]
            yield pytest.param(text.replace("\n\n", "\n").replace("\n", "\n\n"), wanted, absent, id=text[:60])


def _read(text: str) -> Reading:
    return read(seeds.read_document(seeds.normalise(text.encode(), "x"), "x"), published="2025-03-04")


def _shown(text: str, item: Attribution) -> str:
    def words(spans: tuple[Span, ...]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    who = f"“{item.speaker.words}”" if isinstance(item.speaker, Unnamed) else item.speaker or "nobody"
    chain = " via ".join([who, *item.via])
    marks = f"{item.stance} {item.kind}{' direct' if item.direct else ''}"
    return " | ".join([words(item.source), words(item.cue), words(item.content), chain, marks]).strip()


@pytest.mark.parametrize(("text", "wanted", "absent"), [*_cases()])
def test_an_attribution_has_its_source_cue_content_and_speaker(text: str, wanted: list[str], absent: list[str]) -> None:
    shown = [_shown(text, item) for item in _read(text).attributions]
    assert [line for line in wanted if line not in shown] == [], shown
    assert not any(words in line for words in absent for line in shown)


def test_nothing_is_read_inside_what_somebody_says_in_quotation_marks() -> None:
    text = "“He told me that the mayor promised to pay and that she wants a bridge,” Ida Holm said."
    assert [item.speaker for item in _read(text).attributions] == ["ida-holm"]


def test_a_signature_in_a_line_of_its_own_is_no_claim() -> None:
    proposal = propose(_read('"The bridge is closed until May."\n\n-Michelle'), source_id="s")
    assert [(claim.speaker, claim.quote) for entry in proposal.entries for claim in entry.claims] == [
        (Unnamed("Michelle"), "The bridge is closed until May")
    ]


def test_a_publisher_passes_nothing_on_to_itself() -> None:
    body = "Minister Ida Holm told Reuters that the bridge was safe. It was built in 1962."
    own, other = (_read(f"OSLO, March 3 ({agency}) — {body}") for agency in ("Reuters", "AP"))
    assert [item.via for item in (*own.attributions, *other.attributions)] == [(), ("reuters",)]


def test_each_sentence_of_a_quotation_that_goes_on_has_its_part_of_it() -> None:
    text = "Dr. Ida Holm lives here. “It was late,” she said. “We ran. Nobody was hurt.”"
    reading = _read(text)
    parts = {index: group[0] for index, group in reading.attributions_by_sentence.items()}
    said = {index: [text[start:end] for start, end in part.content] for index, part in parts.items()}
    assert said == {1: ["“It was late,”"], 2: ["“We ran."], 3: ["Nobody was hurt.”"]}
    assert {part.speaker for part in parts.values()} == {"ida-holm"}


@pytest.mark.parametrize(
    "piece",
    [
        "said ",
        "the ",
        "“ ",
        ", ",
        "and ",
        "who said ",
        "A, B, ",
        "— said ",
        "has not ",
        "’s claim that ",
        "“x” as saying by ",
    ],
)
def test_the_work_grows_with_the_length_of_a_sentence_and_not_with_its_square(piece: str) -> None:
    assert grows_with(500, lambda count: _read(f"Ida Holm said {piece * count}yes.")) < STEADY
