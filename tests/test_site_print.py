"""Pages printed to PDF: a dossier to cite from, with quotes, sources and addresses, without the site around it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browser import Visitor
from page_tree import main_of, read_tree
from playwright.sync_api import Page
from pypdf import PdfReader

from build_tools import addresses
from build_tools.corpus import Corpus

ENTRY = "timeline/first-clash-in-kursk-region.html"
QUESTION = "questions/first-contact-date.html"
# Pages of A4 that a printout may come to.
MOST = {"index.html": 6, "timeline/index.html": 8, ENTRY: 16, QUESTION: 4}


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format="A4")))


def letters(text: str) -> str:
    """Letters and digits alone: line ends, hyphens and ligatures are the printer's."""
    return re.sub(r"[\Wʼ]+", "", unicodedata.normalize("NFKC", text))


def text_of(reader: PdfReader) -> str:
    return letters(" ".join(page.extract_text() for page in reader.pages))


def addresses_in(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for note in page.get("/Annots") or ():
            action = note.get_object().get("/A") or {}
            if "/URI" in action:
                yield str(action["/URI"])


@pytest.mark.parametrize("address", sorted(MOST))
def test_a_printout_is_the_page_and_not_the_site(visit: Visitor, sites: Mapping[str, Path], address: str) -> None:
    opened = visit((sites["first"] / address).as_uri(), dark=True)
    reader = printed(opened.page)
    told = text_of(reader)
    assert len(reader.pages) <= MOST[address]
    assert letters(opened.page.locator("h1").inner_text()) in told
    for control in ("Skip to content", "Back to the top", "Show all", "Permanent link to"):
        assert letters(control) not in told
    sections = opened.page.locator("#cl-sections a").all_inner_texts() or ["Home"]
    assert letters("".join(sections)) not in told


def test_an_entry_prints_every_quote_with_its_source_and_where_to_find_it(
    visit: Visitor, sites: Mapping[str, Path], corpora: Mapping[str, Corpus]
) -> None:
    corpus = corpora["first"]
    reader = printed(visit((sites["first"] / ENTRY).as_uri()).page)
    told, led = text_of(reader), set(addresses_in(reader))
    entry = corpus.entries["first-clash-in-kursk-region"]
    for claim in entry.claims:
        assert letters(claim.quote) in told
        assert letters(corpus.sources[claim.source].title) in told
        if url := corpus.sources[claim.source].url:
            assert letters(url) in told and any(one.startswith(url) for one in led)
    assert "content/timeline" in " ".join(page.extract_text() for page in reader.pages).replace("\\n", "")


def test_a_question_prints_each_answer_and_who_gives_it(
    visit: Visitor, sites: Mapping[str, Path], corpora: Mapping[str, Corpus]
) -> None:
    told = text_of(printed(visit((sites["first"] / QUESTION).as_uri()).page))
    main = main_of(read_tree((sites["first"] / QUESTION).read_text(encoding="utf-8")))
    rows = [one for one in main.elements() if one.tag == "th" and one.attributes.get("scope") == "row"]
    assert rows
    for row in rows:
        assert letters(row.text) in told


def test_the_home_page_and_the_timeline_print_every_entry_that_they_show(
    visit: Visitor, sites: Mapping[str, Path], corpora: Mapping[str, Corpus]
) -> None:
    told = text_of(printed(visit((sites["first"] / "timeline/index.html").as_uri()).page))
    for entry in corpora["first"].timeline:
        assert letters(entry.title) in told, addresses.address_of(entry)


def test_in_grey_each_sign_still_has_its_word(visit: Visitor, sites: Mapping[str, Path]) -> None:
    """What has the colour of a stance or a state says so in letters too, or lies in a drawing that a text follows."""
    for address in (ENTRY, QUESTION, "disagreements.html", "timeline/index.html"):
        page = visit((sites["first"] / address).as_uri()).page
        page.emulate_media(media="print")
        coloured = page.locator("main :is(.cl-tag, .cl-stance-title, .cl-finding-state)")
        assert all(map(str.strip, coloured.all_inner_texts()))
        wordless = page.locator(
            "main svg:not([aria-hidden=true], [aria-hidden=true] *, [role=group], [role=group] *, [role=img])"
        )
        assert wordless.count() == 0
