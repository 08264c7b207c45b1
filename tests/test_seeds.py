"""Bytes become a normalised text or a clear problem; a text becomes blocks with offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import STEADY, grows_with

from build_tools import seeds
from build_tools.problems import ProblemsFound


def _problem(data: bytes) -> tuple[str, int, int]:
    with pytest.raises(ProblemsFound) as raised:
        seeds.normalise(data, "seeds/x.txt")
    (problem,) = raised.value.problems
    assert problem.where.path == "seeds/x.txt"
    assert problem.tip
    return problem.code, problem.where.line, problem.where.column


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfHello.\r\nWorld.\r", "Hello.\nWorld.\n"),
        ("Cafe\u0301 1\u00a0000\u202fkm".encode(), "Café 1 000 km"),
    ],
)
def test_a_seed_is_normalised_once(data: bytes, text: str) -> None:
    assert seeds.normalise(data, "x") == text
    assert seeds.normalise(text.encode(), "x") == text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u00a0".encode()])
def test_an_empty_seed_is_a_problem(data: bytes) -> None:
    assert _problem(data)[0] == "seed-empty"


def test_a_binary_seed_is_a_problem() -> None:
    assert _problem(b"%PDF-1.4\n\x00\x01") == ("seed-not-text", 2, 1)


def test_what_is_not_utf8_is_named_with_its_line_and_column() -> None:
    assert _problem("Zürich\nKöln".encode("latin-1")) == ("seed-not-utf8", 1, 2)
    assert _problem(b"\xef\xbb\xbfok\r\nab\xff") == ("seed-not-utf8", 2, 3)
    assert _problem("Zürich".encode("utf-16"))[0] == "seed-not-utf8"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_problem(data: bytes) -> None:
    try:
        text = seeds.normalise(data, "x")
    except ProblemsFound:
        return
    assert "\r" not in text
    assert seeds.normalise(text.encode(), "x") == text


@given(st.text(max_size=400))
def test_blocks_and_sentences_lie_in_order_inside_the_text(text: str) -> None:
    document = seeds.read_document(text, "x")
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
    end = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert end <= sentence.start < sentence.end <= len(text)
        assert block.start <= sentence.start
        assert sentence.end <= block.end
        end = sentence.end


def _kinds(text: str) -> list[tuple[str, str, str]]:
    document = seeds.read_document(text, "x")
    return [(block.kind, block.part, text[block.start : block.end]) for block in document.blocks]


def test_a_bullet_begins_behind_its_mark_and_knows_its_heading() -> None:
    text = "Latest Developments\n• Rain fell.\n- Snow fell.\nThe end came on Monday."
    assert _kinds(text) == [
        ("heading", "", "Latest Developments"),
        ("bullet", "", "Rain fell."),
        ("bullet", "", "Snow fell."),
        ("paragraph", "", "The end came on Monday."),
    ]
    assert [block.section for block in seeds.read_document(text, "x").blocks][1:] == ["Latest Developments"] * 3


def test_a_headline_and_what_surrounds_an_article_are_told_from_its_body() -> None:
    text = (
        "Storm cuts power to northern towns\nBy Anna Bell and Karl Rask\n12 May 2025\n"
        "OSLO, May 12 (AFP) - A storm cut power.\nRead more: Other storms\n“On Storms,” by Karl Rask\n"
    )
    document = seeds.read_document(text, "x")
    assert [(block.kind, block.part) for block in document.blocks] == [
        ("apparatus", "title"), ("apparatus", "byline"), ("apparatus", "date"), ("apparatus", "dateline"),
        ("paragraph", ""), ("apparatus", "credit"), ("apparatus", "reading-list"),
    ]  # fmt: skip
    assert document.title == "Storm cuts power to northern towns"
    assert document.authors == ("Anna Bell", "Karl Rask")
    assert document.publisher == "AFP"


def test_a_syndication_credit_gives_title_and_publisher() -> None:
    document = seeds.read_document("Rain fell.\nThe post A Wet May appeared first on The Weather Desk.", "x")
    assert (document.title, document.publisher) == ("A Wet May", "The Weather Desk")


def test_lines_that_were_wrapped_at_a_width_are_one_paragraph() -> None:
    text = (
        "The council met on Monday evening to\ndiscuss the new bridge over the river.\nIt was agreed to ask three "
        "firms for\n"
        "offers before the end of the summer.\n\nA second meeting will follow in June,\nthe mayor said after the "
        "session was\nclosed."
    )
    assert [kind for kind, _, _ in _kinds(text)] == ["paragraph", "paragraph"]
    assert len(seeds.read_document(text, "x").sentences) == 3


def test_a_poem_has_no_headings() -> None:
    assert {kind for kind, _, _ in _kinds("O wild\nThe leaves\nThe air\nA tree\nThe sea\nNight")} == {"paragraph"}


@pytest.mark.parametrize("unit", ["word ", "a.b. ", "“", ". ", "A” — B "])
def test_the_work_of_reading_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    assert grows_with(5_000 // len(unit), lambda count: seeds.read_document(unit * count, "x")) < STEADY
