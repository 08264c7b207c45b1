"""A report as a PDF file, with its notes at the end, linked both ways. Letters that no font at hand has are a problem, never
a blank.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.written_report.contents import Block, Heading, Paragraph, Report, Run, text_of

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).with_name("fonts")
_FACES = {"": "serif.ttf", "B": "serif-bold.ttf", "I": "serif-italic.ttf"}
_FAMILY = "Claimline"
_STYLE = {"strong": "B", "emphasis": "I", "": ""}
_SIZES = {1: 20.0, 2: 14.0, 3: 11.5, 4: 10.5}  # points, of titles by their level
_SIZE, _SMALL, _LEADING = 10.0, 8.5, 1.4
_INDENT = {"quote": 8.0, "remark": 8.0, "item": 5.0}  # millimetres
_STEERING = re.compile(
    "[\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff\\x00-\\x08\\x0e-\\x1f\\x7f]"
)
_BREAKS = re.compile(r"[\n\r\t\v\f\u2028\u2029]+")
_NAMED_AT_MOST = 12  # letters that a message names


def write(report: Report, *, fonts: Sequence[Path] = ()) -> bytes:
    """The file; the same report and fonts give the same bytes. ``fonts``: TrueType or OpenType files for letters that the
    carried font lacks. Raises ProblemsFound: ``font-lacks-letters``, ``font-unreadable``.
    """
    document = _document(report, fonts)
    back: dict[int, int] = {}
    links = {number: document.add_link() for number in range(1, len(report.notes) + 1)}
    for block in report.blocks:
        _add(document, block, links, back)
    _add_notes(document, report, links, back)
    return bytes(document.output())


def _document(report: Report, fonts: Sequence[Path]) -> FPDF:
    from build_tools.written_report.numbered_pages import NumberedPages

    document = NumberedPages(family=_FAMILY)
    document.set_margins(25, 22, 25)
    document.set_auto_page_break(auto=True, margin=22)
    for style, name in _FACES.items():
        document.add_font(_FAMILY, style, str(_FONTS / name))
    others = [_added(document, number, path) for number, path in enumerate(fonts)]
    document.set_fallback_fonts([_FAMILY.casefold(), *others], exact_match=False)
    _require_letters(document, report)
    day = dt.datetime.fromisoformat(report.as_of[:10]) if report.as_of else dt.datetime(2000, 1, 1)
    document.set_creation_date(day.replace(tzinfo=dt.UTC))
    document.set_title(report.title)
    document.set_subject(report.subject)
    document.set_creator("Claimline")
    document.set_lang("en")
    document.add_page()
    return document


def _added(document: FPDF, number: int, path: Path) -> str:
    family = f"given{number}"
    try:
        document.add_font(family, "", str(path))
    except Exception as error:  # fontTools raises whatever the file makes it stumble over
        tip = "Name a TrueType (.ttf) or OpenType (.otf) file."
        raise ProblemsFound([Problem(Location(str(path)), "font-unreadable", f"no font: {error}", tip)]) from None
    return family


def _require_letters(document: FPDF, report: Report) -> None:
    known = {code for font in document.fonts.values() for code in font.cmap}
    runs = [run for block in report.blocks if isinstance(block, Paragraph) for run in block.runs]
    titles = [block.text for block in report.blocks if isinstance(block, Heading)]
    texts = [*titles, *(run.text for run in runs), *map(text_of, report.notes)]
    letters = {letter for text in texts for letter in _on_one_line(text)}
    if lacking := sorted(letter for letter in letters if ord(letter) not in known and not letter.isspace()):
        named = " ".join(lacking[:_NAMED_AT_MOST]) + (" …" if len(lacking) > _NAMED_AT_MOST else "")
        tip = "Name a font that has them with --font FILE, or take --format docx, where the reader’s own fonts serve."
        message = f"the font of the PDF has no letters for {named}"
        raise ProblemsFound([Problem(Location("report.pdf"), "font-lacks-letters", message, tip)])


# ── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────────


def _add(document: FPDF, block: Block, links: dict[int, int], back: dict[int, int]) -> None:
    if isinstance(block, Heading):
        _add_heading(document, block)
        return
    size = _SMALL if block.kind == "remark" else _SIZE
    with _indented(document, _INDENT.get(block.kind, 0.0)):
        for run in block.runs:
            _add_run(document, run, block, size=size, links=links, back=back)
        document.ln(size * _LEADING * 0.3528)
    document.ln(1.2)


def _add_heading(document: FPDF, block: Heading) -> None:
    size = _SIZES[min(block.level, max(_SIZES))]
    document.set_font(_FAMILY, "B", size)
    document.ln(size * 0.18)
    if document.will_page_break(size * 1.6):  # a title never stands alone at the foot of a page
        document.add_page()
    document.start_section(_on_one_line(block.text), level=0)
    document.multi_cell(0, size * 0.45, _on_one_line(block.text), align="L", new_x="LMARGIN", new_y="NEXT")
    document.ln(1.5)


def _add_run(
    document: FPDF, run: Run, block: Paragraph, *, size: float, links: dict[int, int], back: dict[int, int]
) -> None:
    style = "I" if block.kind in ("lead", "remark") and not run.style else _STYLE[run.style]
    style = "B" if block.kind == "warning" else style
    height = size * _LEADING * 0.3528  # points to millimetres
    document.set_font(_FAMILY, style, size)
    lead = "• " if block.kind == "item" and run is block.runs[0] else ""
    document.write(height, lead + _on_one_line(run.text), link=run.link)
    if run.note:
        document.set_font(_FAMILY, "", size * 0.7)
        back[run.note] = document.add_link(page=document.page)
        document.write(height, f" [{run.note}]", link=links[run.note])


def _add_notes(document: FPDF, report: Report, links: dict[int, int], back: dict[int, int]) -> None:
    if not report.notes:
        return
    _add_heading(document, Heading(2, "Notes"))
    height = _SMALL * _LEADING * 0.3528
    for number, runs in enumerate(report.notes, 1):
        document.set_font(_FAMILY, "B", _SMALL)
        document.set_link(links[number], page=document.page, y=document.get_y())
        document.write(height, f"{number}  ", link=back.get(number, ""))
        document.set_font(_FAMILY, "", _SMALL)
        for run in runs:
            document.write(height, _on_one_line(run.text), link=run.link)
        document.ln(height + 0.8)


def _on_one_line(text: str) -> str:
    """Without what is no letter: breaks of lines and paragraphs as blanks, marks that only steer or join as nothing."""
    return _STEERING.sub("", _BREAKS.sub(" ", text))


@contextmanager
def _indented(document: FPDF, by: float) -> Iterator[None]:
    """Set in by so many millimetres, every line of it."""
    margin = document.l_margin
    document.set_left_margin(margin + by)
    document.set_x(margin + by)
    yield
    document.set_left_margin(margin)
    document.set_x(margin)
