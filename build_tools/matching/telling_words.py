"""Which words of a sentence tell of what happened, folded so that forms of one word meet. Knows no names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from build_tools.text import tables

_TABLES = Path(__file__).parent / "tables"
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s|d)\Z")
_LONGEST = 6  # letters of a stem: “collid-” stands for collided, colliding and collide


def telling_words(text: str) -> Mapping[str, str]:
    """The words that carry meaning: stem → the word as it first stands in ``text``, in small letters."""
    found: dict[str, str] = {}
    small = _small()
    for word in _WORD.findall(text.casefold()):
        if word not in small:
            found.setdefault(stem(word), word)
    return found


def is_generic(folded: str) -> bool:
    """Whether a stem is one that recurs in reports of many events."""
    return folded in _generic()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, cut to a few letters: a rough measure, to be used with others beside it."""
    return _ENDING.sub("", word)[:_LONGEST]


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(tables.words(_TABLES / "small_words.txt"))


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(map(stem, tables.words(_TABLES / "generic_words.txt")))
