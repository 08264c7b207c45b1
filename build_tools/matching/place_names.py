"""Names of places without the generic words that one outlet writes and another leaves out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from build_tools.text import tables

_TABLE = Path(__file__).parent / "tables" / "area_words.tsv"


@lru_cache(maxsize=65536)
def one_form(id: str) -> str:
    """The id with its generic word in one form: an oblast, a province and a region of one name are one place."""
    name, _, word = id.rpartition("-")
    return f"{name}-{_area_words()[word]}" if name and word in _area_words() else id


@lru_cache(maxsize=65536)
def bare(id: str) -> str:
    """The id without its generic word: a river or a region and what is called after it."""
    name, _, word = id.rpartition("-")
    return name if name and word in _area_words() else id


@lru_cache(maxsize=1)
def _area_words() -> dict[str, str]:
    return {row[1]: row[0] for row in tables.rows(_TABLE)}
