"""A report as an Office Open XML document (ISO/IEC 29500) with true footnotes, for word processors."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

from build_tools.written_report.contents import Block, Heading, Paragraph, Report, Run
from build_tools.written_report.docx_footnotes import add_footnotes, readable, refer_to

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Written

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell: the file says nothing of when it was made
_STYLES = {"quote": "Quote", "item": "List Bullet", "lead": "Subtitle", "warning": "Intense Quote"}


def write(report: Report) -> bytes:
    """The file; the same report gives the same bytes."""
    import docx

    document = docx.Document()
    _properties(document, report)
    _look(document)
    add_footnotes(document, report.notes)
    for block in report.blocks:
        _add(document, block)
    made = io.BytesIO()
    document.save(made)
    return _without_times(made.getvalue())


def _properties(document: Document, report: Report) -> None:
    told, day = document.core_properties, dt.datetime(2000, 1, 1)
    if report.as_of:
        day = dt.datetime.fromisoformat(report.as_of[:10])
    told.title, told.subject, told.author = readable(report.title)[:255], readable(report.subject)[:255], "Claimline"
    told.created = told.modified = day
    told.last_modified_by, told.comments, told.language = "Claimline", "", "en"


def _look(document: Document) -> None:
    from docx.shared import Pt, RGBColor

    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Subtitle", "Intense Quote", "Quote"):
        document.styles[name].font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(readable(block.text), level=block.level - 1)
        return
    paragraph = document.add_paragraph(style=_STYLES.get(block.kind, "Normal"))
    for run in block.runs:
        _add_run(paragraph, run, block)


def _add_run(paragraph: Written, run: Run, block: Paragraph) -> None:
    if run.link:
        _add_link(paragraph, run)
    else:
        written = paragraph.add_run(readable(run.text))
        written.bold = True if run.style == "strong" else None
        written.italic = _slant(run, block)
        if block.lang:
            _set_language(written, block.lang)
    if run.note:
        refer_to(paragraph, run.note)


def _slant(run: Run, block: Paragraph) -> bool | None:
    """Remarks and emphasis are slanted; words of a source stand upright, whatever the style of quotes is."""
    if block.kind == "quote":
        return False
    return True if run.style == "emphasis" or block.kind == "remark" else None


def _add_link(paragraph: Written, run: Run) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    written = paragraph.add_run(readable(run.text))
    written.font.underline = True
    link.append(written._r)
    paragraph._p.append(link)


def _set_language(written: object, lang: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    told = OxmlElement("w:lang")
    told.set(qn("w:val"), lang)
    written._r.get_or_add_rPr().append(told)  # type: ignore[attr-defined]


def _without_times(made: bytes) -> bytes:
    """The same package with every part dated alike."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
