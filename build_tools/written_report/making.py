"""From what a user asked for to the finished report. Pure; the dossier is opened elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from build_tools.corpus import Corpus
from build_tools.exports.telling import Telling
from build_tools.text import edtf
from build_tools.wording.terms import counted
from build_tools.written_report.asking import NotFound, ids
from build_tools.written_report.composing import compose
from build_tools.written_report.formats import written
from build_tools.written_report.selection import Selection

# Field of a selection, field of the corpus, what one of its records is called.
_KINDS = (
    ("actors", "actors", "actor"),
    ("said_by", "actors", "actor"),
    ("places", "places", "place"),
    ("questions", "questions", "question"),
    ("sources", "sources", "source"),
    ("types", "types", "type"),
    ("entries", "entries", "entry"),
)


def made(
    telling: Telling, asked: Mapping[str, Any], *, form: str, title: str, fonts: Sequence[Path], made_with: str
) -> tuple[bytes, str]:
    """The file, and what there is in it in a few words. ``asked``: the fields of a selection as a user gave them.

    Raises ValueError: no such record, no such date. Raises ProblemsFound where a PDF's fonts lack letters.
    """
    report = compose(telling, selection(telling.corpus, asked), title=title, made_with=made_with)
    told = f"{report.subject}: {counted(len(report.notes), 'claim')}, each with a footnote"
    return written(report, form, fonts=fonts), told


def selection(corpus: Corpus, asked: Mapping[str, Any]) -> Selection:
    """What the words of a user select. Raises ValueError."""
    found = {field: ids(asked.get(field, ()), getattr(corpus, of), kind) for field, of, kind in _KINDS}
    since, until = (_date(asked.get(key, "")) for key in ("since", "until"))
    if since and until and since.earliest and until.latest and since.earliest > until.latest:
        raise NotFound(f"Nothing can lie between {asked['since']} and {asked['until']}: the first is the later one.")
    rest = {key: value for key, value in asked.items() if key not in found}
    return Selection(**found, **rest)


def _date(written: str) -> edtf.Edtf | None:
    try:
        return edtf.parse(written) if written else None
    except edtf.NotEdtf:
        raise NotFound(f"“{written}” is no date: write it as 2024, 2024-11 or 2024-11-07.") from None
