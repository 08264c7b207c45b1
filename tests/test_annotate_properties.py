"""Promises of the three views that hold for any text: offsets that lead back, the text to the letter, linear time."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from page_text import read_page
from work import STEADY, grows_with

from build_tools import seeds
from build_tools.annotate.by_sentence import rows
from build_tools.annotate.marks import LAYERS, Mark, pieces
from build_tools.annotate.page import as_html
from build_tools.annotate.standoff import as_json
from build_tools.annotate.terminal import as_text
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import Reading, read
from build_tools.problems import ProblemsFound
from build_tools.text.hidden import pattern

PIECES = st.sampled_from(
    "“ ” ‘ ’ \" ' ( ) , . : ; — • \n \n\n \t < > & &amp; <b> </p> </script> <!-- javascript:x() \u202e \u2069 \u200b \u2028 \x0b \x85 "
    "said told denied that according to The the a Ministry of War President Gen. Ann Bell Kyiv Russian officials who "
    "sources Reuters citing 12 % on Monday last May 2024 million at least he did not confirm While (AB) reporters é 中文 "
    "שלום 😀 {{ }} {% %}".split(" ")
)
NEWSY = st.lists(PIECES, max_size=40).map(" ".join)
TEXTS = st.one_of(NEWSY, st.text(max_size=120))


def opened(raw: str, *, kept: int) -> tuple[Reading, Proposal]:
    """The reading of any text that a seed may hold; only the first entries are kept, so that sentences stay uncovered."""
    try:
        text = seeds.normalise(raw.encode(), "x.txt")
    except ProblemsFound:
        assume(False)
    reading = read(seeds.read_document(text, "x.txt"), published="2025-03-03")
    proposal = propose(reading, source_id="x")
    return reading, replace(proposal, entries=proposal.entries[:kept])


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(TEXTS, st.integers(0, 3))
def test_every_offset_in_json_leads_back_to_its_words(raw: str, kept: int) -> None:
    view = json.loads(as_json(*opened(raw, kept=kept)))
    text = view["text"]
    for found in view["times"] + view["names"] + view["quantities"]:
        assert text[found["start"] : found["end"]] == found["text"] != ""
    for claim in view["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    for said in view["attributions"]:
        for start, end in said["source"] + said["cue"] + said["content"]:
            assert 0 <= start < end <= len(text)
        assert 0 <= said["sentence"] < len(view["sentences"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(TEXTS, st.integers(0, 3))
def test_a_sentence_counts_as_covered_where_a_claim_shares_a_letter_with_it(raw: str, kept: int) -> None:
    view = json.loads(as_json(*opened(raw, kept=kept)))
    spans = [(claim["start"], claim["end"]) for claim in view["claims"]]
    touched = {
        index
        for index, (start, end) in enumerate(view["sentences"])
        if any(first < end and start < last for first, last in spans)
    }
    uncovered = view["coverage"]["uncovered"]
    assert touched.isdisjoint(uncovered)
    assert view["coverage"]["sentences"] == view["coverage"]["covered"] + len(uncovered)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(TEXTS, st.integers(0, 3))
def test_the_page_of_any_text_is_sound_and_holds_it_to_the_letter(raw: str, kept: int) -> None:
    reading, proposal = opened(raw, kept=kept)
    html = as_html(reading, proposal)
    page = read_page(html)
    assert page.article == reading.document.text
    assert sum(one.tag == "script" for one in page.elements) == 1
    gathered = rows(reading, proposal)
    assert len(page.having("sentence")) == len(page.having("note")) == len(gathered)
    assert [one.text for one in page.having("words")] == [
        reading.document.text[row.start : row.end] for row in gathered
    ]
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    targets = {one.attributes["href"] for one in page.elements if one.tag == "a"}
    assert {target.removeprefix("#") for target in targets} <= set(ids)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(TEXTS)
def test_no_letter_that_hides_another_reaches_a_terminal(raw: str) -> None:
    assert not pattern().search(as_text(*opened(raw, kept=99)))


marks = st.builds(
    lambda start, length, layer, number: Mark(start, start + length, layer, f"{layer}-{number}"),
    st.integers(0, 30), st.integers(1, 12), st.sampled_from(LAYERS), st.integers(1, 9),
)  # fmt: skip


@given(st.lists(marks, max_size=12).map(lambda found: sorted(found, key=lambda mark: (mark.start, -mark.end))))
def test_pieces_cover_the_text_once_and_bear_the_marks_that_lie_there(found: list[Mark]) -> None:
    cut = list(pieces(found, 42))
    assert [piece.start for piece in cut] == [0, *(piece.end for piece in cut[:-1])] and cut[-1].end == 42
    for piece in cut:
        lying = [mark for mark in found if mark.start < piece.end and piece.start < mark.end]
        assert all(mark.start <= piece.start and piece.end <= mark.end for mark in lying)
        assert {mark.layer for mark in lying} == {mark.layer for mark in piece.marks}
        assert set(piece.marks) <= set(lying)


@pytest.mark.parametrize(
    "unit",
    [
        "“No,” he said on Monday. ",
        "Ann Bell said that ",
        "on Monday 12 Russian officials ",
        "<",
        "Rain fell. ",
        "• a\n",
        "\u202e",
    ],
)
def test_a_page_takes_work_in_proportion_to_its_text(unit: str) -> None:
    def show(count: int) -> None:
        reading = read(seeds.read_document("x " + unit * count, "x.txt"), published="2025-03-03")
        proposal = propose(reading, source_id="x")
        as_html(reading, proposal)
        as_text(reading, proposal)
        as_json(reading, proposal)

    assert grows_with(2_000 // len(unit), show) < STEADY
