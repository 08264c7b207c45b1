"""Letters of another script within a word that look like its own: “Рutin” with a Cyrillic Р. Knows no name and no language.

A word in one script alone is none, whatever it looks like, nor is one whose parts are told apart by a hyphen or a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools.text import tables

LATIN = "A-Za-z\u00c0-\u024f"
OTHERS = "\u0370-\u058f"  # Greek, Cyrillic, Armenian: the scripts of the table
_WORDS = re.compile(r"[^\W\d_]+")
_RUNS = re.compile(f"[{OTHERS}]+")
_LATIN = re.compile(f"[{LATIN}]")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.rows(tables.table("lookalikes.tsv"))}


@lru_cache(maxsize=1)
def _looked_like() -> frozenset[str]:
    return frozenset(_table().values())


def may_hold_any(text: str) -> bool:
    """Whether letters of two scripts touch somewhere: where not, there is nothing to find."""
    for run in _RUNS.finditer(text):
        if _LATIN.match(text[run.start() - 1 : run.start()]) or _LATIN.match(text[run.end() : run.end() + 1]):
            return True
    return False


def find(text: str) -> Iterator[int]:
    """Where such letters stand, in order. In a word of two scripts they are those of the one that has fewer letters in it;
    of the other where as many."""
    if not may_hold_any(text):
        return
    for word in _WORDS.finditer(text):
        yield from (word.start() + at for at in _in_word(word[0]))


def _in_word(word: str) -> Iterator[int]:
    latin = [at for at, letter in enumerate(word) if _LATIN.match(letter)]
    others = [at for at, letter in enumerate(word) if _RUNS.match(letter)]
    if not latin or not others:
        return
    strangers, table = (others, _table()) if len(others) <= len(latin) else (latin, _looked_like())
    yield from (at for at in strangers if word[at] in table)
