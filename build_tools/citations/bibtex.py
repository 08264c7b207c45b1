"""Works as BibTeX: ``@misc``, which every style knows, in UTF-8 with TeX's own signs escaped.

Names and titles are braced: nothing splits a name that no person split, no style changes a capital. Rules of the format:
Oren Patashnik, “BibTeXing”, 1988. A brace counts even behind a backslash there, hence the names of signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.citations.dates import told
from build_tools.citations.work import Work
from build_tools.text import date_words

_MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = str.maketrans({
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
})  # fmt: skip
_NOT_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", '"': "%22", " ": "%20"})


def write(works: Iterable[Work]) -> str:
    """All of them, an empty line between two."""
    return "\n".join(map(_entry, works))


def _entry(work: Work) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work) if value)
    return f"@misc{{{_key(work.key)},\n{fields}}}\n"


def _key(key: str) -> str:
    return re.sub(r"[^\w:.+/-]+", "-", key, flags=re.ASCII).strip("-") or "work"


def _fields(work: Work) -> Iterable[tuple[str, str]]:
    date = told(work.issued)
    yield "author", _braced(" and ".join(_braced(escaped(author)) for author in work.authors))
    yield "title", _braced(_braced(escaped(work.title)))
    yield "howpublished", _braced(escaped(_holder(work)))
    yield "year", _braced(str(date.year or ""))
    yield "month", _MONTHS[date.month]
    yield "url", _braced(work.url.translate(_NOT_IN_ADDRESSES))
    yield "urldate", _braced(_day(work.accessed))
    yield "note", _braced(escaped(_note(work)))
    yield "language", _braced(escaped(work.language))


def _braced(text: str) -> str:
    return f"{{{text}}}" if text else ""


def escaped(text: str) -> str:
    """Text as TeX takes it literally, on one line."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", str(text)).strip().translate(_SIGNS)


def _day(date: str) -> str:
    """``2031-03-05``, as biblatex and programs that keep references read it; BibTeX itself skips the field."""
    parts = told(date).parts
    return "-".join(f"{part:02}" for part in parts) if len(parts) == 3 else ""


def _holder(work: Work) -> str:
    return work.publisher or ", ".join(work.container)


def _note(work: Work) -> str:
    date = date_words.in_words(work.issued) if work.issued else ""
    dated = f"{'Published' if work.kind == 'source' else 'As of'} {date}." if date else ""
    archived = f"Archived at {work.archived}." if work.archived else ""
    return " ".join(part for part in (dated, *work.remarks, archived, work.whereabouts) if part)
