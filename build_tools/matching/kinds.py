"""Which kinds of event a report is about, by words that hardly mean anything else and by the type of its entry."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from build_tools.text import tables

_TABLE = Path(__file__).parent / "tables" / "kinds.tsv"
_NO_EVENT = ("", "statement")


def kinds_of(words: Iterable[str], type: str) -> frozenset[str]:
    """The kinds that ``words`` (in small letters) tell, with the type of the entry unless that is only a statement."""
    table = kind_by_word()
    found = frozenset(table[word] for word in words if word in table)
    return found if type in _NO_EVENT else found | {type}


@lru_cache(maxsize=1)
def kind_by_word() -> dict[str, str]:
    """Word → kind."""
    return {row[1]: row[0] for row in tables.rows(_TABLE)}
