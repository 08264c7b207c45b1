"""Promises of the reader that hold for any text: exact offsets, the same result again, no traceback, linear time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from work import STEADY, grows_with

from build_tools import seeds
from build_tools.annotate.standoff import as_json
from build_tools.annotate.terminal import as_text
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import KnownName, Reading, read
from build_tools.model import Actor, EventType, Place
from build_tools.problems import ProblemsFound

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2025-03-03"
PIECES = st.sampled_from(
    '“ ” " ’s ( ) , . : ; — • \n said told that according to The the a Ministry of and Bank President Gen. Dr. '
    "John Smith Kyiv "
    "Ukraine Russian officials who sources Reuters citing 12 % on Monday last May 2024 million at least he they did "
    "not confirm "
    "denied while While but region village (ABC) told reporters in an interview with quoted as saying ’ ‘ é 中文 "
    "привет 😀".split(" ")
)
NEWSY = st.lists(PIECES, max_size=40).map(" ".join)


def _propose(text: str, known: tuple[KnownName, ...] = ()) -> tuple[Reading, Proposal]:
    reading = read(seeds.read_document(text, "x.txt"), known=known, published=PUBLISHED)
    return reading, propose(reading, source_id="x")


def _check(text: str) -> None:
    reading, proposal = _propose(text)
    for found in (*reading.times, *reading.names, *reading.quantities):
        assert text[found.start : found.end] == found.text
    for item in reading.attributions:
        for start, end in (*item.source, *item.cue, *item.content):
            assert 0 <= start < end <= len(text)
    for entry in proposal.entries:
        for claim in entry.claims:
            assert claim.quote in text
    assert as_json(reading, proposal) == as_json(*_propose(text))
    assert as_text(reading, proposal)
    assert len({entry.id for entry in proposal.entries}) == len(proposal.entries)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEWSY)
def test_news_like_words_in_any_order_are_read_exactly_and_again_the_same(text: str) -> None:
    _check(text)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_exactly_and_again_the_same(text: str) -> None:
    _check(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_proposal_or_a_problem(data: bytes) -> None:
    try:
        text = seeds.normalise(data, "x")
    except ProblemsFound:
        return
    _check(text)


def _case_texts() -> list[str]:
    return [
        path.read_text(encoding="utf-8").partition("=====\n")[0]
        for path in sorted(CASES.glob("*.txt"))
        if not path.stem.startswith("seed-")
    ]


def _known(proposal: Proposal) -> tuple[KnownName, ...]:
    def names(record: Actor | Place) -> tuple[str, ...]:
        return (record.name, *(alias.name for alias in record.aliases))

    actors = [KnownName(actor.id, actor.kind, names(actor)) for actor in proposal.actors]
    return (*actors, *(KnownName(place.id, "place", names(place)) for place in proposal.places))


@pytest.mark.parametrize("text", _case_texts())
def test_what_the_dossier_knows_is_not_proposed_again(text: str) -> None:
    _, first = _propose(text)
    _, second = _propose(text, _known(first))
    assert [actor.id for actor in second.actors] == []
    assert [place.id for place in second.places] == []
    assert [entry.actors for entry in second.entries] == [entry.actors for entry in first.entries]


def test_ids_of_the_dossier_go_before_those_of_the_tables() -> None:
    known = (KnownName("usa", "state", ("United States",)), KnownName("kyiv-city", "place", ("Kyiv",)))
    reading, proposal = _propose("The American government said a flat in Kyiv burned.", known)
    assert {name.id for name in reading.names} == {"american-government", "kyiv-city"}
    assert [actor.country for actor in proposal.actors] == ["usa"]


def test_event_types_are_taken_from_the_vocabulary() -> None:
    reading = read(seeds.read_document("A flood killed 12 people in Lima.", "x"), published=PUBLISHED)
    types = [EventType("weather"), EventType("other")]
    (entry,) = propose(reading, source_id="x", event_types=types).entries
    assert entry.type == "other"


@pytest.mark.parametrize(
    "unit",
    [
        "“", "\"a\" ", "“a” he said, ", ". ", "he said ", "Ministry of Health and ", "one hundred and ", "(", "A.", "• a\n", "said, ", 
        "on Monday 5 Nov ",
        "John Smith, the head of ", "official in ", "1,000,", "President Gen. ", "’s ", "Rain fell in Lima on "
                                                                                        "Monday, officials said. ",
    ],
)  # fmt: skip
def test_work_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    assert grows_with(2_000 // len(unit), lambda count: _propose("x " + unit * count)) < STEADY
