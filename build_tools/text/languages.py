"""What languages are called, from ``language_names.tsv``."""

from __future__ import annotations

import re
from functools import cache

from build_tools.text import tables

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
OWN = "en"  # the language that the pages themselves are written in


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.rows(tables.table("language_names.tsv"))}


def name_of_language(code: str) -> str:
    """“Ukrainian” for ``uk`` and ``uk-UA``; a code that the table does not know stands for itself."""
    return _names().get(_base(code), str(code))


def code_of_language(name: str) -> str:
    """``uk`` for “Ukrainian”; a BCP 47 code stands for itself; empty for words that are neither."""
    folded = name.strip().casefold()
    for code, known in _names().items():
        if folded == known.casefold():
            return code
    return folded if _CODE.fullmatch(folded) else ""


def is_foreign(code: str) -> bool:
    """Whether words in this language need to be marked as such."""
    return bool(code) and _base(code) != OWN


def _base(code: str) -> str:
    return str(code).partition("-")[0].lower()
