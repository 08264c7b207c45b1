"""Reports of a selection, each format read by another program than the one that wrote it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import mammoth
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from pypdf import PdfReader
from small_corpus import small_corpus
from validation.judging import judge
from validation.written_reports import (
    BEGINNING,
    CLAIMS,
    DOCX,
    MARKDOWN,
    PDF,
    REPORTS,
    as_html,
    notes_of_docx,
    notes_of_html,
    text_and_links_of_pdf,
    without_blanks,
)

from build_tools.agreement import Agreement
from build_tools.cli import main
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.exports.all import files as exports
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.problems import ProblemsFound
from build_tools.published import for_readers
from build_tools.written_report import as_docx, as_markdown, as_pdf
from build_tools.written_report.composing import compose
from build_tools.written_report.contents import Paragraph, Report, Run, text_of
from build_tools.written_report.making import selection
from build_tools.written_report.selection import Selection, chosen

PROJECT = Path(__file__).parent.parent
FLOOD = Path(__file__).parent / "dossiers" / "flood"


@cache
def corpus_at(root: Path) -> Corpus:
    return for_readers(open_dossier(root).corpus)


def telling(corpus: Corpus, url: str = "") -> Telling:
    return Telling(corpus, Agreement(corpus), SiteFacts("The dossier", url=url))


@cache
def whole(root: Path) -> Report:
    return compose(telling(corpus_at(root)), Selection())


def on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# ── What is selected ────────────────────────────────────────────────────────────────────────────────────────


def chosen_ids(**asked: object) -> list[str]:
    corpus = corpus_at(PROJECT)
    return [one.entry.id for one in chosen(corpus, selection(corpus, asked))]


def test_without_a_wish_everything_that_stands_is_reported() -> None:
    assert chosen_ids() == [id for id, entry in corpus_at(PROJECT).entries.items() if entry.status != "retracted"]


def test_an_actor_is_found_by_any_of_their_names_with_those_who_speak_for_them() -> None:
    by_name = chosen_ids(actors=["nato"])
    assert by_name == chosen_ids(actors=["NATO"]) != []


def test_dates_that_may_lie_within_the_bounds_are_in() -> None:
    entries = corpus_at(PROJECT).entries
    found = set(chosen_ids(since="2024-11-07", until="2024-11-07"))
    assert {id for id, entry in entries.items() if entry.date == "2024-11-07"} <= found
    assert not {id for id, entry in entries.items() if entry.date == "2024-11-04"} & found


def test_what_somebody_said_on_a_day_leaves_out_all_others_and_counts_them() -> None:
    corpus = corpus_at(PROJECT)
    wanted = selection(
        corpus, {"said_by": ["united-states"], "since": "2024-11-04", "until": "2024-11-04", "clock": "said"}
    )
    found = list(chosen(corpus, wanted))
    assert found and all(claim.said in ("2024-11-04", "") for one in found for claim in one.entry.claims)
    assert sum(one.left_out for one in found)
    text = as_markdown.write(compose(telling(corpus), wanted)).decode()
    assert "left out by the selection" in text


def test_who_is_not_there_is_answered_with_who_is_meant() -> None:
    with pytest.raises(ValueError, match="Did you mean nato"):
        selection(corpus_at(PROJECT), {"actors": ["natoo"]})
    with pytest.raises(ValueError, match="is no date"):
        selection(corpus_at(PROJECT), {"since": "last week"})


def test_dates_the_wrong_way_round_are_no_selection() -> None:
    with pytest.raises(ValueError, match="the first is the later one"):
        selection(corpus_at(PROJECT), {"since": "2024-11-06", "until": "2024-11-05"})


def test_signs_that_only_steer_do_not_stop_a_pdf() -> None:
    report = Report("T\u200b", "S", (Paragraph((Run("a\u200bb\u202ec\u2028d\u00ad"),)),), ())
    text = PdfReader(io.BytesIO(as_pdf.write(report))).pages[0].extract_text()
    assert "abc d" in text


def test_an_empty_selection_says_so() -> None:
    told = as_markdown.write(compose(telling(corpus_at(PROJECT)), Selection(until="1999"))).decode()
    assert "The selection is empty" in told


# ── What is written ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("root", [PROJECT, FLOOD], ids=["first", "flood"])
def test_every_claim_has_its_words_and_a_note_with_source_and_hash(root: Path) -> None:
    report, corpus = whole(root), corpus_at(root)
    bodies = " ".join(text_of(one.runs) for one in report.blocks if isinstance(one, Paragraph))
    notes = [text_of(runs) for runs in report.notes]
    for placed in corpus.claims:
        assert placed.claim.quote[:12].strip('“”"') in bodies
        (note,) = [note for note in notes if f"Claim {placed.id}" in note]
        assert f"“{placed.claim.quote}”" in note
        source = corpus.sources[placed.claim.source]
        assert str(source.title) in note.translate(str.maketrans("‘’", "“”")) or "‘" in note
        assert source.sha256 in note


@pytest.mark.parametrize("root", [PROJECT, FLOOD], ids=["first", "flood"])
def test_markdown_footnotes_are_read_as_such(root: Path) -> None:
    notes = len(whole(root).notes)
    assert notes_of_html(as_html(as_markdown.write(whole(root)))) == (notes, notes)


@pytest.mark.parametrize("root", [PROJECT, FLOOD], ids=["first", "flood"])
def test_a_word_processor_finds_every_footnote(root: Path) -> None:
    made = as_docx.write(whole(root))
    assert made == as_docx.write(whole(root))
    notes, ways = notes_of_docx(made)
    assert notes == [str(number) for number in range(1, len(whole(root).notes) + 1)] and ways == len(notes)


@pytest.mark.parametrize("root", [PROJECT, FLOOD], ids=["first", "flood"])
def test_a_pdf_holds_every_quote_and_its_notes_are_linked(root: Path) -> None:
    made = as_pdf.write(whole(root))
    assert made == as_pdf.write(whole(root))
    text, links = text_and_links_of_pdf(made)
    for placed in corpus_at(root).claims:
        assert without_blanks(placed.claim.quote)[:BEGINNING] in text
    assert links >= 2 * len(whole(root).notes)


def test_a_report_without_a_note_or_a_quote_is_refused() -> None:
    report = whole(FLOOD)
    cut = replace(report, blocks=report.blocks[: len(report.blocks) // 2])
    forms = {MARKDOWN: as_markdown, DOCX: as_docx, PDF: as_pdf}
    files = {CLAIMS: dict(exports(telling(corpus_at(FLOOD)), only=["claims.jsonl"]))[CLAIMS]}
    files |= {path: form.write(report) for path, form in forms.items()}
    assert judge(REPORTS, files).faults == ()
    for path, form in forms.items():
        assert any(path in fault for fault in judge(REPORTS, {**files, path: form.write(cut)}).faults)


def test_letters_that_the_font_lacks_are_a_problem_and_no_blank() -> None:
    report = Report("T", "S", (Paragraph((Run("한국"),)),), ())
    with pytest.raises(ProblemsFound, match="no letters for") as found:
        as_pdf.write(report)
    assert "--font" in found.value.problems[0].tip


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_of_a_source_become_markup(first: str, second: str) -> None:
    text = " ".join(f"{first} {second}".split())
    report = Report("T", "S", (Paragraph((Run(f"x {text} y", note=1),), "quote"),), ((Run(f"x {text} y"),),))
    html = Markdown(extensions=["footnotes"]).convert(as_markdown.write(report).decode())
    assert not re.search(r"<(?!/?(p|li|ol|div|hr|a|sup|blockquote)\b)", html.replace("<br", "<p"))


def test_a_word_processor_shows_hostile_words_as_they_are() -> None:
    hostile = "</w:t><script>alert(1)</script> & \x00\x0b ]]> \ud800 é"
    report = Report("T", "S", (Paragraph((Run(hostile, note=1),), "quote"),), ((Run(hostile),),))
    html = mammoth.convert_to_html(io.BytesIO(as_docx.write(report))).value
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ��") == 2


def test_words_that_a_source_only_reports_bear_no_quotation_marks_and_say_whose_they_are() -> None:
    text = as_markdown.write(whole(PROJECT)).decode()
    assert "expects:** “North Koreans in Russian military uniforms will be enrolled" in text
    assert re.search(r"> \*\*[^“\n]*:\*\* [^“\n]*\[\^\d+\] \*\(reported in the words of Georgia Today\)\*", text)


def test_a_note_names_the_file_that_its_text_was_made_of() -> None:
    ferry = corpus_at(Path(__file__).parent / "dossiers" / "ferry")
    notes = " ".join(text_of(runs) for runs in compose(telling(ferry), Selection()).notes)
    assert all(f"made of {one.original} (SHA-256 {one.original_sha256})" in notes for one in ferry.captures.values())


def test_withheld_and_retracted_entries_are_in_no_report() -> None:
    corpus = for_readers(small_corpus())
    text = as_markdown.write(compose(telling(corpus), Selection())).decode()
    assert "hidden witness" not in text.casefold() and "HYPERLINK" not in text


def test_a_draft_is_marked_and_can_be_left_out() -> None:
    corpus = corpus_at(PROJECT)
    id, entry = next(iter(corpus.entries.items()))
    drafted = replace(corpus, entries={**corpus.entries, id: replace(entry, status="draft")})
    text = as_markdown.write(compose(telling(drafted), Selection())).decode()
    assert "is a draft that nobody has reviewed" in text
    assert "Read (not yet reviewed) as" in text and "Read (by the curator) as" in text
    assert id not in [one.entry.id for one in chosen(drafted, Selection(reviewed=True))]


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_format_follows_the_name_of_the_file_and_no_file_is_written_over(tmp_path: Path) -> None:
    out = tmp_path / "new" / "brief.docx"
    words = ["report", "--root", str(PROJECT), "--actor", "nato", "--out", str(out)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0 and out.read_bytes().startswith(b"PK")
    assert "add --force" in CliRunner().invoke(main, words).output
    wrong = CliRunner().invoke(main, ["report", "--root", str(PROJECT), "--out", str(tmp_path / "brief.doc")])
    assert wrong.exit_code == 2 and ".docx" in wrong.output
