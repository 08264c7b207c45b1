"""Works as RIS: a tag of two signs, two spaces, a hyphen, a space; CRLF behind every line; TY first, ER last.

Rules of the format: “RIS Format Specifications”, Research Information Systems, 2001. Its 8-bit alphabet is of another
time: files are UTF-8, as every program of today reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.citations.dates import told
from build_tools.citations.forms import ris_type
from build_tools.citations.work import Work
from build_tools.text import date_words

_NOT_IN_NAMES = re.compile(r"\*")  # the one sign that the format forbids in names and titles of periodicals


def write(works: Iterable[Work]) -> str:
    """All of them, one behind the other."""
    return "".join(f"{line}\r\n" for work in works for line in _lines(work))


def _lines(work: Work) -> Iterator[str]:
    yield f"TY  - {ris_type(work)}"
    for tag, value in _fields(work):
        if text := re.sub(r"[\s\x00-\x1f\x7f]+", " ", value).strip():
            yield f"{tag}  - {text}"
    yield "ER  - "


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    date = told(work.issued)
    yield "ID", work.key
    for author in work.authors:
        yield "AU", _NOT_IN_NAMES.sub("", author)
    yield "TI", work.title
    yield "T2", _NOT_IN_NAMES.sub("", ", ".join(work.container) or (work.publisher if ris_type(work) == "NEWS" else ""))
    yield "PB", work.publisher
    yield "PY", f"{date.year:04}" if date.year else ""
    yield "DA", _date(date.parts)
    yield "UR", work.url
    yield "Y2", _date(told(work.accessed).parts)
    yield "L2", work.archived
    yield "LA", work.language
    yield from (("N1", remark) for remark in _notes(work))


def _date(parts: tuple[int, ...]) -> str:
    """``2024/11/07/``; what is not known stays an empty place between slashes."""
    if not parts:
        return ""
    year, *rest = parts
    month, day = [*(f"{part:02}" for part in rest), "", ""][:2]
    return f"{year:04}/{month}/{day}/"


def _notes(work: Work) -> Iterator[str]:
    if work.issued and not told(work.issued).exact:
        yield f"{'Published' if work.kind == 'source' else 'As of'} {date_words.in_words(work.issued)}."
    yield from work.remarks
    yield work.whereabouts
