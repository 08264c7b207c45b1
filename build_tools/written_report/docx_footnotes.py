"""Footnotes for a document of python-docx, which has none itself: the part that holds them and the marks that refer to it
(ISO/IEC 29500-1, §§ 17.11.8 to 17.11.20).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from build_tools.written_report.contents import Run, text_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_MARK = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def readable(text: str) -> str:
    """Text as XML can hold it: what it cannot is shown as the sign for that."""
    return _UNREADABLE.sub("\ufffd", text)


def add_footnotes(document: Document, notes: Sequence[tuple[Run, ...]]) -> None:
    """Put the notes into the document, numbered from 1 in their order."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    if notes:
        content = _part(notes).encode()
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def refer_to(paragraph: Paragraph, number: int) -> None:
    """Set the mark of a note at the end of the paragraph as it is now."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    written = paragraph.add_run()
    written.font.superscript = True
    written._r.append(mark)


def _part(notes: Sequence[tuple[Run, ...]]) -> str:
    told = "".join(_note(number, runs) for number, runs in enumerate(notes, 1))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:footnotes xmlns:w="{_NAMESPACE}">{_SEPARATORS}{told}</w:footnotes>'


def _note(number: int, runs: tuple[Run, ...]) -> str:
    text = escape(readable(text_of(runs)))
    small = '<w:rPr><w:sz w:val="17"/></w:rPr>'
    return (
        f'<w:footnote w:id="{number}"><w:p><w:r>{_MARK}<w:footnoteRef/></w:r>'
        f'<w:r>{small}<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
    )
