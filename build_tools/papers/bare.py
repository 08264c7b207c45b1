"""A PDF and what it tells beside its pages; and the same pages alone, with every stream of them as it was (ISO 32000-2).

What a reader does not see goes; where that would take away something that they see or use, the file is refused instead.
Knows no dossier.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.papers.telling import Telling
from build_tools.papers.writing import written
from build_tools.pictures.bare import Bare
from build_tools.pictures.parts import NotReadable

if TYPE_CHECKING:
    from pypdf import PdfReader

ENDINGS = frozenset({".pdf"})
_HEAD, _END = b"%PDF-", b"%%EOF"
_STATE, _IN_TWO = (
    b"startxref",
    b"/Linearized",
)  # each state ends with it; a file made to be shown page by page has one in two parts
_HEADER = 2048  # bytes
_LARGEST = 200_000_000  # bytes


def bare(data: bytes) -> Bare:
    """What it tells, and the file without that. Raises NotReadable, also where it cannot be made anew without a loss."""
    if len(data) > _LARGEST:
        raise NotReadable(f"it has more than {_LARGEST // 1_000_000} MB")
    try:
        return _bare(data)
    except NotReadable:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a broken file makes it stumble over
        raise NotReadable(f"it is damaged ({type(error).__name__})") from None


def _bare(data: bytes) -> Bare:
    reader = _opened(data)
    telling = Telling.of(reader)
    told = tuple(dict.fromkeys([*_around(data), *telling.told]))
    if not told:
        return Bare(data, ())
    found = written(telling.reachable, reader.root_object.indirect_reference)
    again = _opened(found)
    if [*Telling.of(again).told] or list(_seen(again)) != list(_seen(_opened(data))):
        raise NotReadable("it cannot be made anew without what it tells and look as before")
    return Bare(found, told)


def _opened(data: bytes) -> PdfReader:
    import logging

    from pypdf import PdfReader

    if not data.startswith(_HEAD):
        raise NotReadable("it does not begin as a PDF does")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every small fault of a file on standard error
    reader = PdfReader(
        io.BytesIO(data), strict=True
    )  # a file that has to be mended to be read is seen otherwise by every program
    if reader.is_encrypted:
        raise NotReadable("it is closed with a password, or with rights")
    return reader


def _around(data: bytes) -> Iterator[str]:
    if data.count(_STATE) > (2 if _IN_TWO in data[:_HEADER] else 1):
        yield "what it was before it was changed"
    if data[data.rfind(_END) + len(_END) :].strip():
        yield "data behind its end"


def _seen(reader: PdfReader) -> Iterator[object]:
    """What of each page must be the same afterwards: its size, what is drawn on it, where its links lead."""
    for page in reader.pages:
        contents = page.get_contents()
        marks = [one.get_object() for one in page.get("/Annots") or ()]
        links = [(str(one.get("/Subtype")), repr(one.get("/Rect")), repr(one.get("/A"))) for one in marks]
        yield repr(page.mediabox), contents.get_data() if contents else b"", links
