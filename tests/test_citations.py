"""Citations, each read by a program that reads the format for a living; and what they never invent."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pages_corpus import dam
from pylatexenc.latex2text import LatexNodes2Text

from build_tools.agreement import Agreement
from build_tools.citations import bibtex, csl_json, forms, plain, ris
from build_tools.citations.work import Work
from build_tools.citations.works import Citing
from build_tools.corpus import placed_claims
from build_tools.exports.all import files
from build_tools.exports.telling import Telling
from build_tools.text import tables

HOSTED = Citing(dam(), "The dam", "https://dam.example/dossier/")
NOWHERE = Citing(dam(), "The dam")
NASTY = "R&D: 100 % of “everything” costs $5_000 #1 ~here~ \\ there; “a” @misc"
DATES = {
    "2031-03-05": ("2031", "mar", "2031/03/05/", {"date-parts": [[2031, 3, 5]]}),
    "2031-03": ("2031", "mar", "2031/03//", {"date-parts": [[2031, 3]]}),
    "2031": ("2031", None, "2031///", {"date-parts": [[2031]]}),
    "2031-03?": ("2031", "mar", "2031/03//", {"date-parts": [[2031, 3]], "circa": True}),
    "2031-03-05/2031-03-07": ("2031", "mar", "2031/03//", {"date-parts": [[2031, 3, 5], [2031, 3, 7]]}),
    "[2031-03-05..2031-04-07]": ("2031", None, "2031///", {"literal": "one day of 5 March – 7 April 2031"}),
    "2030-12/2031-01": (None, None, None, {"date-parts": [[2030, 12], [2031, 1]]}),
    "../2031": (None, None, None, {"literal": "by 2031"}),
    "soon": (None, None, None, {"literal": "soon"}),
    "": (None, None, None, None),
}


def works(citing: Citing = HOSTED) -> list[Work]:
    """Every work of the small dossier."""
    entry = citing.corpus.entries["people-moved"]
    claims = [citing.claim(placed) for placed in placed_claims(entry)]
    return [citing.entry(entry), *claims, *map(citing.source, citing.corpus.sources.values())]


def source(**fields: object) -> Work:
    return dataclasses.replace(Work(key="x", kind="source", title="A title"), **fields)  # type: ignore[arg-type]


# ── What is said ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_is_cited_by_its_page_and_the_day_of_its_record() -> None:
    entry = dam().entries["people-moved"]
    assert plain.write(HOSTED.entry(entry, changed="2031-04-01")) == (
        "“People are moved from Lower Brae”, in: The dam, as of 1 April 2031. Event: one day of 4–5 March 2031. "
        "https://dam.example/dossier/timeline/people-moved.html (accessed [day of access])."
    )


def test_a_claim_is_cited_by_its_permalink_with_whose_word_it_is_and_its_source() -> None:
    helper = placed_claims(dam().entries["people-moved"])[1]
    assert plain.write(HOSTED.claim(helper)) == (
        "“450 people had been moved”, in: “People are moved from Lower Brae”, The dam. Attributed to an unnamed speaker "
        "within Ministry of Rivers (“Officials of the ministry”). Source: C. Quill, Morning Ledger: “Dam bursts above "
        "Lower Brae”, 5 March 2031, https://ledger.example/dam?id=1. "
        "https://dam.example/dossier/timeline/people-moved.html#claim-0bd7228a (accessed [day of access])."
    )


def test_a_source_is_cited_as_its_publisher_has_it_with_the_copy_in_the_archive() -> None:
    assert plain.write(HOSTED.source(dam().sources["ledger"])) == (
        "C. Quill: “Dam bursts above Lower Brae”, Morning Ledger, 5 March 2031. https://ledger.example/dam?id=1, "
        "archived at https://archive.example/dam (accessed [day of access])."
    )


def test_without_a_public_address_none_is_made_up() -> None:
    told = [plain.write(NOWHERE.entry(dam().entries["people-moved"])), bibtex.write(works(NOWHERE)[:2])]
    told += [csl_json.write(works(NOWHERE)[:1]), ris.write(works(NOWHERE)[:1])]
    assert all("Page timeline/people-moved.html" in text for text in told)
    assert not [text for text in told if "http" in text.replace("https://ledger.example/dam?id=1", "")]
    assert plain.ACCESSED not in told[0]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example/", "dam.example", "//dam.example/"])
def test_an_address_that_no_browser_should_follow_is_left_out(address: str) -> None:
    citing = Citing(dam(), "The dam", address)
    assert citing.entry(dam().entries["people-moved"]).url == ""


def test_a_long_quote_is_cited_by_its_first_words() -> None:
    long = dataclasses.replace(dam().entries["people-moved"].claims[0], quote="word " * 60)
    entry = dataclasses.replace(dam().entries["people-moved"], claims=(long,))
    title = HOSTED.claim(placed_claims(entry)[0]).title
    assert len(title) < 120 and title.endswith("word …")


@pytest.mark.parametrize("date", DATES)
def test_no_format_is_more_precise_than_the_date(date: str) -> None:
    year, month, day, csl = DATES[date]
    work = source(issued=date)
    (entry,) = bibtexparser.parse_string(bibtex.write([work])).entries
    assert (entry.get("year") and entry["year"], entry.get("month") and entry["month"]) == (year, month)
    (reference,) = rispy.loads(ris.write([work]))
    assert (reference.get("year"), reference.get("date")) == (year, day)
    assert json.loads(csl_json.write([work]))[0].get("issued") == csl


# ── What programs read ──────────────────────────────────────────────────────────────────────────────────────


def test_bibtex_is_read_whole_and_says_what_was_meant() -> None:
    library = bibtexparser.parse_string(bibtex.write(works()))
    assert not library.failed_blocks and len(library.entries) == len(works())
    for entry, work in zip(library.entries, works(), strict=True):
        assert entry.key == work.key
        assert LatexNodes2Text().latex_to_text(entry["title"]) == work.title
        assert entry.get("url") is None or entry["url"] == work.url


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_bibtex_survives_any_title(title: str) -> None:
    library = bibtexparser.parse_string(bibtex.write([source(title=title), source(key="next")]))
    assert not library.failed_blocks and [entry.key for entry in library.entries] == ["x", "next"]


def test_signs_that_tex_uses_itself_come_out_as_they_went_in() -> None:
    (entry,) = bibtexparser.parse_string(bibtex.write([source(title=NASTY, authors=("Smith and Sons", "Ann"))])).entries
    told = LatexNodes2Text().latex_to_text(entry["title"])
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", NASTY)
    assert entry["author"] == "{Smith and Sons} and {Ann}"
    assert (
        bibtex.escaped("{^}") == r"\textbraceleft{}\textasciicircum{}\textbraceright{}"
    )  # known to TeX, not to the reader here


def test_ris_keeps_the_rules_of_its_lines() -> None:
    text = ris.write([*works(), source(title=f"{NASTY}\nER  - \r\nTY  - JOUR", authors=("A*B",))])
    lines = text.split("\r\n")
    assert lines.pop() == "" and "\n" not in "".join(lines)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER") == len(works()) + 1
    assert "AU  - AB" in lines


def test_ris_is_read_whole_and_says_what_was_meant() -> None:
    read = rispy.loads(ris.write(works()))
    assert [one["title"] for one in read] == [work.title for work in works()]
    assert [one["type_of_reference"] for one in read] == ["ELEC"] * 5 + ["NEWS", "RPRT"]
    assert [one.get("urls", [""])[0] for one in read] == [work.url for work in works()]
    assert read[5]["authors"] == ["C. Quill"]


@given(st.text(), st.text())
def test_ris_survives_any_title(title: str, remark: str) -> None:
    read = rispy.loads(ris.write([source(title=title, remarks=(remark,)), source(key="next")]))
    assert [one["id"] for one in read] == ["x", "next"]


def test_csl_json_is_formatted_by_a_citation_processor() -> None:
    """citeproc-py warns, and so fails here, at a type or a variable that CSL does not know."""
    items = json.loads(csl_json.write(works()))
    known = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, known, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    told = [str(one) for one in bibliography.bibliography()]
    assert len(told) == len(items)
    assert any("People are moved from Lower Brae" in one and "dam.example/dossier/timeline" in one for one in told)
    assert any("C. Quill" in one and "Morning Ledger" in one and "2031" in one for one in told)


@pytest.mark.parametrize("form", [row[0] for row in tables.rows(Path(forms.__file__).with_name("forms.tsv"))])
def test_every_kind_of_work_has_a_type_in_every_format(form: str) -> None:
    work = source(form=form)
    item = json.loads(csl_json.write([work]))
    CiteProcJSON(item)
    (read,) = rispy.loads(ris.write([work]))
    assert item[0]["type"] != "webpage" or form in ("entry", "claim", "source")
    assert read["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING


def test_csl_json_leaves_out_what_is_not_known() -> None:
    brief = json.loads(csl_json.write([HOSTED.source(dam().sources["brief"])]))[0]
    assert brief.keys() == {"id", "type", "title", "issued", "language"}


def test_the_sources_can_be_taken_into_a_program_that_keeps_references() -> None:
    corpus = dam()
    written = files(Telling(corpus, Agreement(corpus)), only=["references"])
    made = {name.rpartition(".")[2]: content.decode() for name, content in written.items()}
    assert [entry.key for entry in bibtexparser.parse_string(made["bib"]).entries] == list(corpus.sources)
    assert [one["id"] for one in rispy.loads(made["ris"])] == list(corpus.sources)
    assert [one["id"] for one in json.loads(made["json"])] == list(corpus.sources)
