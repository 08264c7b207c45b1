"""PDFs among the assets tell nothing but what is seen, and every page is afterwards as it was before."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from every_byte import marks_in
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from test_curation import claimline, done
from test_pictures import saved

from build_tools.papers.bare import bare
from build_tools.pictures.parts import NotReadable

ADDRESS = "https://example.org/board"


@cache
def printed(*, author: bool = False, picture: bool = False) -> bytes:
    """Two pages with words, a drawing and a link."""
    pdf = FPDF()
    if author:
        pdf.set_author("Ann Zwyxqureal")
        pdf.set_creator("Zwyxquwriter 3.1 on zwyxquhost")
        pdf.set_xmp_metadata("<x:xmpmeta><a>zwyxqupath</a></x:xmpmeta>")
    for number in range(2):
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        pdf.cell(text=f"The sluice, page {number}", link=ADDRESS)
        pdf.line(10, 40, 100, 60)
        if picture:
            pdf.image(io.BytesIO(saved("JPEG")), x=10, y=80, w=20)
    return bytes(pdf.output())


def changed(change: Callable[[PdfWriter], object], data: bytes | None = None) -> bytes:
    """A PDF that another program has changed, and which says nothing of that by itself."""
    writer = PdfWriter(clone_from=io.BytesIO(data or printed()))
    writer.metadata = None
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def plain() -> bytes:
    return bare(printed()).content


def put(name: str, value: object) -> Callable[[PdfWriter], object]:
    """A key of the first page."""
    return lambda writer: writer.pages[0].update({NameObject(name): value})


def stream(words: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(words)
    return made


def commented(writer: PdfWriter) -> None:
    note = writer.add_annotation(0, Text(rect=(50, 50, 80, 80), text="A remark that is seen"))
    note[NameObject("/T")] = TextStringObject("Ann Zwyxqureal")
    note[NameObject("/M")] = TextStringObject("D:20310304")


def updated() -> bytes:
    """One that says now what it did not say before: both are in the file."""
    before = changed(put("/Zwyxqukey", TextStringObject("zwyxquformer")), plain())
    number = PdfReader(io.BytesIO(before)).pages[0].indirect_reference.idnum  # type: ignore[union-attr]
    page = before[before.index(b"%d 0 obj" % number) :].split(b"endobj")[0] + b"endobj\n"
    now = page.replace(b"/Zwyxqukey (zwyxquformer)", b"")
    assert now != page
    start = before.rindex(b"startxref") + 10
    former = int(before[start:].split()[0])
    trailer = before[before.rindex(b"trailer") : before.rindex(b"startxref")].replace(b"<<", b"<< /Prev %d" % former, 1)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(before))
    return before + now + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(before) + len(now))


PAPERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "who made it": (lambda: printed(author=True), "who made it"),
    "XMP": (lambda: printed(author=True), "XMP"),
    "where a picture was taken": (lambda: printed(picture=True), "of a picture in it: where it was taken (GPS in Exif)"),
    "what a program noted": (lambda: changed(put("/PieceInfo", TextStringObject("zwyxquprogram"))), "a program has put down"),
    "when it was changed": (lambda: changed(put("/LastModified", TextStringObject("zwyxquday"))), "when it was changed"),
    "a thumbnail": (lambda: changed(put("/Thumb", stream(b"zwyxquthumbnail"))), "a thumbnail"),
    "who commented": (lambda: changed(commented), "who commented it"),
    "what it was before": (updated, "what it was before"),
    "words behind it": (lambda: plain() + b"zwyxqubehind", "data behind its end"),
}  # fmt: skip


def as_seen(data: bytes) -> list[object]:
    """The words of every page, what is drawn there, and where links lead."""
    pages = PdfReader(io.BytesIO(data)).pages
    links = [[str(one.get_object().get("/A")) for one in page.get("/Annots") or ()] for page in pages]
    return [[page.extract_text() for page in pages], [page.get_contents().get_data() for page in pages], links]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", PAPERS)
def test_what_is_told_goes_and_what_is_seen_stays(name: str) -> None:
    make, words = PAPERS[name]
    whole = make()
    found = bare(whole)
    assert any(words in one for one in found.told)
    assert list(marks_in([("a.pdf", found.content)])) == []
    assert as_seen(found.content) == as_seen(whole)
    again = bare(found.content)
    assert again.told == () and again.content == found.content


def scripted() -> bytes:
    """As a program leaves it that opens a window when the file is opened."""
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    return changed(put("/AA", DictionaryObject({NameObject("/O"): DictionaryObject(script)})))


def linked_to(address: str) -> bytes:
    return changed(lambda writer: writer.add_uri(0, address, (10, 10, 50, 50)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "begin"),
    "words before it": (lambda: b"zwyxqubefore\n" + plain(), "begin"),
    "places that are not so": (lambda: plain().replace(b"startxref\n", b"startxref\n1"), "damaged"),
    "a head alone": (lambda: b"%PDF-1.7", "damaged"),
    "a picture": (lambda: saved("PNG"), "begin"),
    "half of it": (lambda: printed()[: len(printed()) // 3], "it"),
    "a password": (lambda: changed(lambda writer: writer.encrypt("", "owner", algorithm="RC4-128")), "password"),
    "a script": (scripted, "script"),
    "an attached file": (lambda: changed(lambda writer: writer.add_attachment("a.txt", b"a")), "attached"),
    "a link to a disk": (lambda: linked_to("file:///C:/Users/ann/notes.docx"), "somebody's computer"),
    "a signature": (lambda: changed(put("/V", DictionaryObject({NameObject("/ByteRange"): TextStringObject("")}))), "signed"),
    "a program to start": (lambda: changed(put("/AA", DictionaryObject({NameObject("/S"): NameObject("/Launch")}))), "program"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_out_unseen_is_refused_and_left_as_it_is(name: str) -> None:
    make, words = REFUSED[name]
    with pytest.raises(NotReadable, match=words):
        bare(make())


@given(st.sampled_from(sorted(PAPERS)), st.integers(0), st.binary(max_size=8), st.integers(0, 40))
def test_no_broken_pdf_stops_the_program(name: str, at: int, new: bytes, gone: int) -> None:
    whole = PAPERS[name][0]()
    at %= len(whole)
    try:
        found = bare(whole[:at] + new + whole[at + gone :])
    except NotReadable:
        return
    assert bare(found.content).told == ()


def test_parts_that_hold_each_other_end() -> None:
    def entwine(writer: PdfWriter) -> None:
        first, second = (writer._add_object(DictionaryObject()) for _ in range(2))
        first.get_object()[NameObject("/Next")] = second
        second.get_object()[NameObject("/Next")] = first
        put("/Zz", first)(writer)

    assert bare(changed(entwine)).content


# ── in a dossier ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_check_refuses_such_a_pdf_and_fix_mends_it(flood: Path) -> None:
    paper = flood / "content/assets/board.PDF"
    paper.parent.mkdir()
    paper.write_bytes(printed(author=True))
    told = claimline("check", "--root", flood).output
    assert "content/assets/board.PDF:1:1: pdf-tells: the file tells more than is seen: who made it" in told
    assert "board.PDF: without" in done("fix", "--root", flood)
    assert "pdf" not in claimline("check", "--root", flood).output
    assert as_seen(paper.read_bytes()) == as_seen(printed()) and "Nothing to mend." in done("fix", "--root", flood)
    paper.write_bytes(scripted())
    assert (
        "board.PDF:1:1: pdf-unreadable: this PDF cannot be published: it holds a script"
        in claimline("check", "--root", flood).output
    )
