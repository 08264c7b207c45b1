"""The report of a selection: Markdown by Python-Markdown, DOCX by mammoth, PDF by pypdf, each with every quote and note."""

from __future__ import annotations

import io
import re

import mammoth
from markdown import Markdown
from pypdf import PdfReader

from .judging import Examination, Validator
from .whole_dossier import lines

MARKDOWN, DOCX, PDF = (f"report.{kind}" for kind in ("md", "docx", "pdf"))
CLAIMS = "data/claims.jsonl"
BEGINNING = 40  # letters of a quote by which it is found again


def as_html(content: bytes) -> str:
    """The report in Markdown as its readers get it."""
    return Markdown(extensions=["footnotes"]).convert(content.decode())


def notes_of_html(html: str) -> tuple[int, int]:
    """How many footnotes there are, and how many places lead to one."""
    return len(re.findall(r'<li id="fn:', html)), len(re.findall(r'class="footnote-ref"', html))


def notes_of_docx(content: bytes) -> tuple[list[str], int]:
    """The numbers of the footnotes, and how many places lead to one."""
    html = mammoth.convert_to_html(io.BytesIO(content)).value
    return re.findall(r'<li id="footnote-(\d+)">', html), len(re.findall(r'id="footnote-ref-\d+"', html))


def text_and_links_of_pdf(content: bytes) -> tuple[str, int]:
    """The words of the pages without their blanks, and how many links there are."""
    read = PdfReader(io.BytesIO(content), strict=True)
    text = "".join(page.extract_text() for page in read.pages)
    return without_blanks(text), sum(len(page.get("/Annots", ())) for page in read.pages)


def without_blanks(text: str) -> str:
    """So that where lines break does not matter."""
    return re.sub(r"\s+", "", text)


def check(on: Examination) -> None:
    """Each form has as many notes as the others, each note its way, and the PDF every quote of the dossier."""
    claims = lines(on.read(CLAIMS))
    notes, ways = notes_of_html(as_html(on.read(MARKDOWN)))
    on.must(notes == ways and notes >= len(claims), f"{MARKDOWN}: {notes} notes at {ways} places")
    numbers, ways = notes_of_docx(on.read(DOCX))
    on.must(
        numbers == [str(one + 1) for one in range(notes)] and ways == notes,
        f"{DOCX}: {len(numbers)} notes, {ways} ways",
    )
    text, links = text_and_links_of_pdf(on.read(PDF))
    on.must(links >= 2 * notes, f"{PDF}: {links} links for {notes} notes there and back")
    for one in claims:
        on.must(without_blanks(one["quote"])[:BEGINNING] in text, f"{PDF}: {one['id']} is not quoted")
    on.counted.update({"quotes": len(claims), "notes": notes})


REPORTS = Validator(
    "Report: Markdown, DOCX, PDF",
    (MARKDOWN, DOCX, PDF),
    ("Markdown", "mammoth", "pypdf"),
    check,
    beside=(CLAIMS,),
)
