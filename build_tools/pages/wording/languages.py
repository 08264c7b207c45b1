"""What languages are called, from ``languages.tsv``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from build_tools.text import tables

_NAMES = Path(__file__).with_name("languages.tsv")
OWN = "en"  # the language that the pages themselves are written in


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.rows(_NAMES)}


def name_of_language(code: str) -> str:
    """“Ukrainian” for ``uk`` and ``uk-UA``; a code that the table does not know stands for itself."""
    return _names().get(_base(code), str(code))


def is_foreign(code: str) -> bool:
    """Whether words in this language need to be marked as such."""
    return bool(code) and _base(code) != OWN


def _base(code: str) -> str:
    return str(code).partition("-")[0].lower()
