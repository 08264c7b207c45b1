"""A source's page: what is carried of its text and what is not, who speaks in it, and what rests on it alone."""

from __future__ import annotations

import dataclasses
import re

from pages_corpus import SEED, dam

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.coverage import coverage
from build_tools.making.maker import all_made
from build_tools.model import Capture, Source
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import coverage as drawing
from build_tools.pages.page import Page, Site
from build_tools.pages.source import source_record, sources
from build_tools.passages import shared_passages
from build_tools.seeds import read_document

OTHER = (
    SEED.replace("Morning Ledger", "Evening Ledger") + "A sentence of its own stands at the end of this long report.\n"
)


def desk(corpus: Corpus) -> Desk:
    return Desk(corpus, Agreement(corpus), Site("S"))


def made(corpus: Corpus) -> dict[str, Page]:
    return {page.path: page for page in all_made(sources.makers(desk(corpus)))}


def with_another(**more: str) -> Corpus:
    corpus = dam()
    other = Source("evening", title="Evening report", published="2031-03-06", **more)  # type: ignore[arg-type]
    return dataclasses.replace(
        corpus,
        sources={**corpus.sources, "evening": other},
        documents={**corpus.documents, "evening": read_document(OTHER, "evening.txt")},
    )


def test_every_sentence_is_carried_set_aside_or_open_in_the_order_of_the_text() -> None:
    held = coverage(dam())["ledger"]
    assert [one.kind for one in held.order] == ["claimed", "claimed", "claimed", "claimed", "claimed", "aside"]
    assert (held.sentences, held.claimed, held.set_aside, held.open, held.percent) == (6, 5, 1, (), 100)
    assert [one.claims[0].claim.speaker for one in held.order[:2]] == ["water-board", "ada-finch"]


def test_the_strip_is_as_wide_as_the_sentences_are_long_and_leads_to_claims() -> None:
    cells = drawing.strip(coverage(dam())["ledger"])
    assert [cell.kind for cell in cells] == ["claimed"] * 5 + ["aside"]
    assert abs(sum(cell.width for cell in cells) - 100) < 0.1
    assert all((cell.first is not None) == (cell.kind == "claimed") for cell in cells)
    assert [cell.sentences for cell in drawing.strip(coverage(dam())["ledger"], merged=True)] == [5, 1]


def test_a_long_text_is_drawn_with_few_cells() -> None:
    text = "A report\n\n" + "\n\n".join(f"This is sentence number {number} of it." for number in range(3000))
    corpus = dataclasses.replace(
        dam(), sources={"long": Source("long")}, documents={"long": read_document(text, "long.txt")}, entries={}
    )
    assert len(drawing.strip(coverage(corpus)["long"])) == 1


def test_the_text_itself_is_not_shown() -> None:
    assert "also speaks of the weather at length" not in made(dam())["sources/ledger.md"].html


def test_what_rests_on_one_source_alone_is_told() -> None:
    at = desk(dam())
    claims = at.corpus.claims_by_source["brief"]
    alone = source_record.alone(at.corpus.sources["brief"], claims, at)
    assert [entry.id for entry in alone.entries] == ["repairs"]
    ledger = source_record.alone(at.corpus.sources["ledger"], at.corpus.claims_by_source["ledger"], at)
    assert [finding.question.id for finding in ledger.findings] == ["burst"] and not ledger.entries


def test_a_copy_takes_nothing_from_what_its_original_alone_tells() -> None:
    corpus = dam()
    copy = Source("copy", title="Copy", republishes="brief")
    claim = dataclasses.replace(corpus.entries["repairs"].claims[0], source="copy")
    entry = dataclasses.replace(corpus.entries["repairs"], claims=(*corpus.entries["repairs"].claims, claim))
    corpus = dataclasses.replace(
        corpus, entries={**corpus.entries, "repairs": entry}, sources={**corpus.sources, "copy": copy}
    )
    at = desk(corpus)
    claims = corpus.claims_by_source["brief"]
    assert [one.id for one in source_record.alone(corpus.sources["brief"], claims, at).entries] == ["repairs"]


def test_sentences_in_common_are_told_and_whether_a_record_calls_one_a_copy() -> None:
    (shared,) = shared_passages(with_another())["evening"]
    assert shared.other == "ledger" and shared.of_mine > 0.5 and not shared.declared
    assert shared_passages(with_another(republishes="ledger"))["ledger"][0].declared
    page = made(with_another())["sources/evening.md"].html
    assert "their roots are counted apart" in re.sub(r"<[^>]+>|\s+", " ", page).replace("  ", " ")
    assert not shared_passages(dam())


def test_claims_say_in_which_paragraph_they_stand() -> None:
    corpus = dam()
    claims = corpus.claims_by_source["ledger"]
    numbers = source_record.paragraphs(corpus.sources["ledger"], claims, corpus)
    assert [numbers[placed.id] for placed in claims] == [1, 1, 2, 2, 2]
    assert made(corpus)["sources/ledger.md"].html.count("cl-line-mark") == 2


def test_a_grade_says_what_it_means_and_who_gave_it() -> None:
    text = re.sub(r"<[^>]+>", "", made(dam())["sources/ledger.md"].html)
    assert "B: usually reliable" in text and "graded by editor" in text
    assert "not graded" in made(dam())["sources/brief.md"].html


def test_many_sources_are_listed_by_year_and_none_is_lost() -> None:
    many = {
        f"s{number}": Source(f"s{number}", title=f"Report {number}", published=f"20{30 + number % 4}-05")
        for number in range(900)
    }
    many["none"] = Source("none", title="Undated report")
    pages = made(dataclasses.replace(dam(), sources=many, entries={}, documents={}))
    years = [path for path in pages if path.startswith("sources/by-year/")]
    assert {f"sources/by-year/{year}.md" for year in ("2030", "2031", "2032", "2033", "undated")} < {*years}
    listed = "".join(pages[path].html for path in years)
    assert all(f">Report {number}<" in listed for number in range(900)) and "Undated report" in listed
    assert 'href="by-year/2031-04-to-06.html"' in pages["sources/index.md"].html
    assert 'href="2031-05-01-part-2.html"' in pages["sources/by-year/2031-05-01.md"].html
    assert max(len(pages[path].html) for path in pages) < 60_000


def captured(**more: object) -> Corpus:
    """The ledger's text as made of a saved page, whose head tells title and day, but another publisher."""
    corpus = dam()
    source = dataclasses.replace(corpus.sources["ledger"], original="<b>page</b>.html")
    found = {
        "title": source.title,
        "published": source.published,
        "publisher": "Somebody Else",
        "url": "https://x.example",
    }
    told_by = {
        "title": "JSON-LD <headline>",
        "published": "JSON-LD datePublished",
        "publisher": "og:site_name",
        "url": "link",
    }
    fields: dict[str, object] = {
        "found": found,
        "told_by": told_by,
        "format": "saved web page (HTML)",
        "reader": "html 1",
    }
    fields |= {"seed": source.seed, "sha256": corpus.documents["ledger"].sha256, "original": "page.html"}
    capture = Capture(**{**fields, "original_sha256": "f" * 64, **more})  # type: ignore[arg-type]
    return dataclasses.replace(corpus, sources={**corpus.sources, "ledger": source}, captures={"ledger": capture})


def facts_of(corpus: Corpus) -> str:
    return made(corpus)["sources/ledger.md"].html.partition('aria-label="Facts about this source"')[2]


def test_a_page_tells_of_which_file_the_text_was_made_and_which_facts_are_the_file_s_own() -> None:
    facts = facts_of(captured())
    assert "&lt;b&gt;page&lt;/b&gt;.html" in facts and "f" * 64 in facts and "html 1" in facts
    assert "JSON-LD &lt;headline&gt;" in facts and "JSON-LD datePublished" in facts
    assert "og:site_name" not in facts and "link</span>" not in facts  # what a curator has set otherwise
    assert "corrected by a person" not in facts


def test_a_page_says_where_a_person_has_corrected_the_text_of_a_file() -> None:
    assert "and corrected by a person since" in facts_of(captured(sha256="0" * 64, corrected="1" * 64))


def test_a_file_s_name_that_a_curator_took_out_of_the_record_is_not_told() -> None:
    corpus = captured()
    nameless = dataclasses.replace(corpus.sources["ledger"], original="")
    facts = facts_of(dataclasses.replace(corpus, sources={**corpus.sources, "ledger": nameless}))
    assert "page" not in facts.partition("Made from")[2].partition("Hash of that file")[0].replace("saved web page", "")


def test_a_text_that_came_as_text_was_made_of_nothing() -> None:
    assert "Made from" not in facts_of(dam())
