"""PDFs: a text set in lines, pages and columns comes out as the paragraphs that a reader sees, and a scan says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.originals import pdf_file
from build_tools.originals.article import Article
from build_tools.problems import ProblemsFound

FIRST = (
    "The operator of the Halden ferries said on Tuesday that it would suspend all night crossings until an inquiry into the "
    "collision of the previous night had ended. The harbour authority called the decision premature and asked for talks."
)
SECOND = (
    "Two members of the crew said that the lights of the eastern mole had been out for at least a week. Nobody had told them "
    "of it, they said, and no notice had been posted at the berth or sent to the masters of the ships."
)
THIRD = "Four of the injured were still in hospital. An earlier statement of the governor had put the number at six."


def made(draw: Callable[[FPDF], None], **told: str) -> bytes:
    pdf = FPDF()
    pdf.set_margin(25)
    for key, value in told.items():
        getattr(pdf, f"set_{key}")(value)
    draw(pdf)
    return bytes(pdf.output())


def read(data: bytes) -> Article:
    (article,) = pdf_file.articles(data, "brief.pdf")
    return article


def paragraphs(pdf: FPDF, *texts: str, size: float = 11) -> None:
    pdf.set_font("Times", size=size)
    for text in texts:
        pdf.multi_cell(0, size * 0.45, text, new_x="LMARGIN", new_y="NEXT", align="J")
        pdf.ln(4)


def refused(data: bytes) -> tuple[str, str, str]:
    with pytest.raises(ProblemsFound) as raised:
        read(data)
    (problem,) = raised.value.problems
    return problem.code, problem.message, problem.tip


def test_lines_become_paragraphs_and_the_largest_line_the_title() -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        pdf.set_font("Helvetica", "B", 22)
        pdf.multi_cell(0, 10, "Night crossings at Halden", new_x="LMARGIN", new_y="NEXT")
        paragraphs(pdf, FIRST, SECOND)
        pdf.set_font("Helvetica", "B", 13)
        pdf.multi_cell(0, 8, "What comes next", new_x="LMARGIN", new_y="NEXT")
        paragraphs(pdf, THIRD)

    article = read(made(draw))
    assert article.text.split("\n\n") == [FIRST, SECOND, "What comes next", THIRD]
    assert article.title == "Night crossings at Halden"
    assert article.told_by == {"title": "the largest type on the first page"}
    assert article.published == ""


@pytest.mark.parametrize("line", ["Larch Institute, Briefing, 3 March 2031", "By Ruth Kessler", "March 3, 2031"])
def test_a_line_under_the_title_that_tells_who_and_when_is_a_paragraph_of_its_own(line: str) -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        pdf.set_font("Times", size=11)
        pdf.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
        paragraphs(pdf, FIRST, SECOND)

    assert read(made(draw)).text.split("\n\n") == [line, FIRST, SECOND]


def test_words_broken_at_the_end_of_a_line_are_whole_and_hyphens_of_their_own_stay() -> None:
    lines = (
        "The commission will publish its interim report on the colli-", "sion in the summer. The twenty-year-old ferry had been in-",
        "spected in May, the well-known surveyor wrote. A second well-", "known surveyor had refused to sign the papers of the ship.",
    )  # fmt: skip

    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        pdf.set_font("Times", size=11)
        for line in lines:
            pdf.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")

    text = read(made(draw)).text
    assert "the collision in the summer" in text and "had been inspected in May" in text
    assert "A second well-known surveyor" in text and "twenty-year-old" in text


class Paper(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, "Lindholm Institute | Grain Corridors", new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()}", align="C")


def test_heads_feet_and_numbers_of_pages_are_left_out_and_a_paragraph_goes_on_over_the_page() -> None:
    pdf = Paper()
    pdf.set_margin(25)
    pdf.set_auto_page_break(auto=True, margin=25)
    pdf.add_page()
    long = " ".join([FIRST, SECOND] * 14)
    paragraphs(pdf, long, THIRD)
    article = read(bytes(pdf.output()))
    assert article.text.split("\n\n") == [long, THIRD]


def test_two_columns_are_read_one_after_the_other_even_if_the_file_writes_them_line_by_line() -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        pdf.set_font("Times", size=10)
        left = pdf.multi_cell(75, 5, FIRST + " " + SECOND, dry_run=True, output="LINES", align="L")
        right = pdf.multi_cell(75, 5, THIRD + " " + FIRST + " " + THIRD, dry_run=True, output="LINES", align="L")
        for row in range(max(len(left), len(right))):
            for column, lines in enumerate((left, right)):
                if row < len(lines):
                    pdf.text(25 + 85 * column, 40 + 5 * row, lines[row])

    text = read(made(draw)).text.replace("\n\n", " ")
    assert text == f"{FIRST} {SECOND} {THIRD} {FIRST} {THIRD}"


def test_notes_at_the_foot_stand_at_the_end_and_their_marks_are_no_part_of_the_sentence() -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        pdf.set_font("Times", size=11)
        pdf.write(5, "Officials speak of normal trade;")
        pdf.char_vpos = "SUP"
        pdf.write(5, "1")
        pdf.char_vpos = "LINE"
        pdf.write(5, " insurers do not. " + FIRST)
        pdf.ln(9)
        paragraphs(pdf, THIRD)
        pdf.set_xy(25, 250)
        pdf.set_font("Times", size=8)
        pdf.multi_cell(0, 4, "1 Press conference of the port authority, 2 June 2023.", new_x="LMARGIN", new_y="NEXT")
        pdf.multi_cell(0, 4, "2 Own count; see the annex for the method.", new_x="LMARGIN", new_y="NEXT")
        pdf.add_page()
        paragraphs(pdf, SECOND)

    assert read(made(draw)).text.split("\n\n") == [
        f"Officials speak of normal trade; insurers do not. {FIRST}",
        THIRD,
        SECOND,
        "1 Press conference of the port authority, 2 June 2023.",
        "2 Own count; see the annex for the method.",
    ]


@pytest.mark.parametrize(
    ("told", "title", "authors"),
    [
        ({"title": "Grain Corridors", "author": "Mette Halvorsen; Ilya Brandt"}, "Grain Corridors", ("Mette Halvorsen", "Ilya Brandt")),
        ({"title": "Microsoft Word - brief_final2.docx", "author": "admin"}, "", ()),
        ({"title": "untitled", "author": "Canon Scanner"}, "", ()),
    ],
)  # fmt: skip
def test_metadata_count_where_a_person_wrote_them(told: dict[str, str], title: str, authors: tuple[str, ...]) -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        paragraphs(pdf, FIRST, SECOND)

    article = read(made(draw, **told))
    assert (article.title, article.authors, article.published) == (title, authors, "")


def test_a_scan_a_locked_file_and_a_broken_one_say_what_to_do() -> None:
    code, message, tip = refused(made(lambda pdf: pdf.add_page()))
    assert (code, message) == ("original-no-article", "the PDF holds pictures of pages and no text")
    assert "ocrmypdf" in tip

    def locked(pdf: FPDF) -> None:
        pdf.set_encryption(owner_password="owner", user_password="secret")
        pdf.add_page()
        paragraphs(pdf, FIRST)

    code, message, tip = refused(made(locked))
    assert (code, message) == ("original-unreadable", "the PDF is closed with a password") and "password" in tip
    code, _, tip = refused(b"%PDF-1.7\nnothing of the kind\n%%EOF")
    assert code == "original-unreadable" and tip


def test_a_pdf_whose_table_of_objects_is_broken_is_read_all_the_same() -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        paragraphs(pdf, FIRST)

    data = made(draw)
    assert read(data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF").text == FIRST


PLAIN = made(lambda pdf: (pdf.add_page(), paragraphs(pdf, FIRST))[0])


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(PLAIN)), st.integers(0, 40))
def test_any_bytes_give_an_article_or_a_problem(noise: bytes, place: int, length: int) -> None:
    stream = io.BytesIO(PLAIN)
    data = stream.read(place) + noise + PLAIN[place + length :]
    try:
        assert read(data).text
    except ProblemsFound as found:
        assert all(problem.code.startswith("original-") and problem.tip for problem in found.problems)
