"""The working page: the text to the letter, each thing marked where it stands, with what it came to and why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from page_text import ReadPage, read_page

from build_tools import seeds
from build_tools.annotate.marks import Mark, pieces
from build_tools.annotate.page import as_html
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import KnownName, Reading, read

TEXT = """\
Ferry sinks off Halden Bay
HALDEN BAY, March 4, 2031 (Northern Wire) — At least 14 people died, the coast guard said.
“We had eight crew aboard,” Greta Holm, chief executive of Halden Lines, told the Bay Courier on Monday. She declined to say more.
• Insurance: The ship was insured for $9.4 million.
"""
KNOWN = (KnownName("bay-courier", "outlet", ("Bay Courier", "The Bay Courier")),)


def opened(text: str = TEXT, *, without: int = 0) -> tuple[Reading, Proposal]:
    """A reading; ``without``: as many entries fewer as were proposed, so that sentences stay uncovered."""
    reading = read(seeds.read_document(text, "seeds/ferry.txt"), known=KNOWN, published="2031-03-05")
    proposal = propose(reading, source_id="ferry")
    return reading, replace(proposal, entries=proposal.entries[: len(proposal.entries) - without])


@pytest.fixture(scope="module")
def page() -> ReadPage:
    """The page of the text above."""
    return read_page(as_html(*opened()))


def marked(page: ReadPage, layer: str) -> list[str]:
    return [one.text for one in page.having(layer) if one.tag == "span" and one.attributes.get("data-of")]


def item(page: ReadPage, name: str) -> str:
    return " ".join(next(one.text for one in page.elements if one.attributes.get("data-item") == name).split())


def test_the_page_holds_the_text_to_the_letter(page: ReadPage) -> None:
    assert page.article == TEXT


def test_times_names_quantities_and_speakers_are_marked_where_they_stand(page: ReadPage) -> None:
    assert "Monday" in marked(page, "time")
    assert "Bay Courier" in marked(page, "name")
    assert "At least 14" in marked(page, "quantity")
    assert "told" in marked(page, "cue")


def test_marks_that_overlap_are_cut_at_their_bounds(page: ReadPage) -> None:
    inside = [one for one in page.having("name") if {"name", "source"} <= one.classes]
    assert [one.text for one in inside] == ["Greta Holm", "Halden Lines"]
    assert ", chief executive of " in [one.text for one in page.having("source") if "name" not in one.classes]


def test_each_time_says_what_it_came_to_and_why(page: ReadPage) -> None:
    times = [
        item(page, one.attributes["data-item"])
        for one in page.elements
        if "time-" in one.attributes.get("data-item", "")
    ]
    (monday,) = (said for said in times if said.startswith("Monday"))
    assert "3 March 2031 2031-03-03 DATE" in monday
    assert "the Monday on or before the date of publication" in monday


def test_each_name_says_whose_it_is_and_whether_that_is_new(page: ReadPage) -> None:
    names = {one.attributes["data-item"] for one in page.elements if "name-" in one.attributes.get("data-item", "")}
    said = [item(page, name) for name in names]
    assert any(one.startswith("Bay Courier bay-courier outlet, in the dossier") for one in said)
    assert any(one.startswith("Greta Holm greta-holm person, new, to be recorded") for one in said)


def test_each_statement_says_who_through_whom_and_by_which_rule(page: ReadPage) -> None:
    said = [one for one in page.elements if one.attributes.get("data-item", "").startswith("said-")]
    (told,) = (" ".join(one.text.split()) for one in said if "Bay Courier" in one.text)
    assert told.startswith("Greta Holm → Bay Courier asserts, speech, quoted directly greta-holm → bay-courier")
    assert "before the cue" in told


def test_each_claim_leads_to_its_entry_and_back_into_the_text(page: ReadPage) -> None:
    claim = next(one for one in page.elements if one.attributes.get("data-item") == "claim-1")
    assert "At least 14 people died" in claim.text and "Quantity: At least 14 = >=14" in " ".join(claim.text.split())
    targets = {one.attributes["href"] for one in page.elements if one.tag == "a"}
    assert {"#entry-1", "#s3"} <= targets
    ids = {one.attributes["id"] for one in page.elements if "id" in one.attributes}
    assert {target.removeprefix("#") for target in targets} <= ids


def test_every_id_is_there_once(page: ReadPage) -> None:
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))


def test_the_legend_counts_what_is_marked(page: ReadPage) -> None:
    (bar,) = page.having("bar")
    reading, proposal = opened()
    words = " ".join(bar.text.split())
    assert f"Names {len(reading.names)}" in words and f"Quantities {len(reading.quantities)}" in words
    assert f"Claims {sum(len(entry.claims) for entry in proposal.entries)}" in words


def test_what_no_claim_covers_is_counted_at_the_top_and_marked() -> None:
    page = read_page(as_html(*opened(without=1)))
    (told,) = page.having("coverage")
    assert " ".join(told.text.split()) == "1 of 4 sentences is covered by no claim."
    (left,) = (one for one in page.having("sentence") if "open" in one.classes)
    assert "insured" in left.text
    note = page.with_id(left.attributes["id"].replace("s", "note-"))
    assert "no claim" in note.text and "content/sources/ferry.md" in note.text


def test_what_is_not_resolved_looks_different_and_is_counted() -> None:
    page = read_page(as_html(*opened("The mayor of Xanq Vlep resigned some time ago, Qorv said.")))
    unresolved = [one.text for one in page.having("unresolved") if "data-of" in one.attributes]
    reading, _ = opened("The mayor of Xanq Vlep resigned some time ago, Qorv said.")
    assert unresolved == [name.text for name in reading.names if not name.id] != []
    assert "unresolved" in page.having("bar")[0].text


def test_the_page_says_that_it_is_not_to_be_published(page: ReadPage) -> None:
    assert "not to be published" in page.having("warning")[0].text
    robots = next(one for one in page.elements if one.attributes.get("name") == "robots")
    assert "noindex" in robots.attributes["content"]


def test_a_date_of_publication_that_was_inferred_says_so_and_why() -> None:
    reading, proposal = opened()
    assert "inferred" not in read_page(as_html(reading, proposal)).having("page-head")[0].text
    told = replace(reading, published_why="the dateline names it")
    assert "inferred: the dateline names it" in read_page(as_html(told, proposal)).having("page-head")[0].text


def test_a_quotation_over_two_sentences_says_in_both_who_speaks() -> None:
    page = read_page(as_html(*opened("“We lost the boat. Nobody died,” Ann Bell said.")))
    for note in ("note-1", "note-2"):
        assert "Ann Bell" in page.with_id(note).text


def test_a_reading_without_claims_or_date_has_a_page() -> None:
    reading = read(seeds.read_document("List of works", "x.txt"))
    page = read_page(as_html(reading, Proposal(propose(reading, source_id="x").source)))
    assert page.article == "List of works"
    assert "Date of publication unknown" in page.having("page-head")[0].text


# ── Hostile text ────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "<script>alert(1)</script> died, said Ann Bell.",
    "</p></div></main><h1>Gone</h1> she said on Monday.",
    '" onmouseover="alert(1)" x=" said the “<b>Ministry</b> of War” on Friday.',
    "[a](javascript:alert(1)) and javascript:alert(2) and data:text/html,x, officials said.",
    "&lt;script&gt; &amp;amp; &#x3c; &nosuch; officials said.",
    "{{ 7 * 7 }} {% raw %} officials told Reuters.",
    "<!-- --> ]]> <![CDATA[ <svg/onload=alert(1)> officials said.",
    "</style></script></title><script>alert(1)</script>\nBody, he said.",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    html = as_html(*opened(text))
    page = read_page(html)
    assert page.article == text
    assert not {one.tag for one in page.elements} & {"svg", "img", "iframe", "object", "base"}
    assert sum(one.tag == "script" for one in page.elements) == 1
    assert sum(one.tag == "h1" for one in page.elements) == 1
    assert not [name for one in page.elements for name in one.attributes if name.startswith("on")]
    assert all(one.attributes["href"].startswith(("#", "data:,")) for one in page.elements if "href" in one.attributes)


def test_a_policy_lets_nothing_run_or_load_but_the_page_itself(page: ReadPage) -> None:
    policy = next(one.attributes["content"] for one in page.elements if "http-equiv" in one.attributes)
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert len(re.findall(r"'sha256-[A-Za-z0-9+/]{43}='", policy)) == 2
    assert not [one for one in page.elements if {"src", "style"} & one.attributes.keys()]


def test_letters_that_hide_or_reorder_are_shown() -> None:
    text = "He said “\u202eten\u202c” boats\u200b sank\u2066."
    page = read_page(as_html(*opened(text)))
    assert page.article == text
    shown = {one.attributes["data-point"]: one.text for one in page.having("hidden-letter")}
    assert shown == {"U+202E": "\u202e", "U+202C": "\u202c", "U+200B": "\u200b", "U+2066": "\u2066"}


def test_our_own_style_and_script_end_nowhere_early(page: ReadPage) -> None:
    html = as_html(*opened())
    assert html.count("</style") == html.count("</script") == 1


# ── Pieces ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_pieces_are_the_text_cut_at_every_bound() -> None:
    marks = [Mark(0, 10, "claim", "claim-1"), Mark(2, 6, "content", "said-1"), Mark(4, 12, "name", "name-1")]
    found = [(piece.start, piece.end, [mark.of for mark in piece.marks]) for piece in pieces(marks, 14, {13})]
    assert found == [
        (0, 2, ["claim-1"]),
        (2, 4, ["claim-1", "said-1"]),
        (4, 6, ["claim-1", "said-1", "name-1"]),
        (6, 10, ["claim-1", "name-1"]),
        (10, 12, ["name-1"]),
        (12, 13, []),
        (13, 14, []),
    ]


def test_of_marks_in_one_layer_the_inner_one_shows_and_then_the_outer_again() -> None:
    marks = [Mark(0, 9, "content", "said-1"), Mark(2, 4, "content", "said-2"), Mark(3, 9, "content", "said-3")]
    found = [(piece.start, piece.marks[0].of) for piece in pieces(marks, 9)]
    assert found == [(0, "said-1"), (2, "said-2"), (3, "said-3"), (4, "said-3")]
