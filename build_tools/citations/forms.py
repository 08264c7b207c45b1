"""What a work is called in other formats, from ``forms.tsv``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from build_tools.citations.work import Work
from build_tools.text import tables

_FORMS = Path(__file__).with_name("forms.tsv")


@cache
def _forms() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in tables.rows(_FORMS)}


def csl_type(work: Work) -> str:
    """The CSL type; a kind of source that the table does not know is a page on the web."""
    return _form(work)[0]


def ris_type(work: Work) -> str:
    """The RIS type."""
    return _form(work)[1]


def _form(work: Work) -> tuple[str, str]:
    return _forms().get(work.form) or _forms()[work.kind]
