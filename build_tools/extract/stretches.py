"""Stretches of text that may hold names: capitalised words and what may join them. Cuts nothing and judges nothing.

One regular expression, so that small words cost next to nothing. In scripts without capitals there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.text import tables

# A word that may have a capital: no small letter of Latin, Cyrillic or Greek goes first, and no word before it goes on.
_SMALL_LETTERS = "a-zß-öø-ÿа-џґα-ω"
_BOUND = r"(?<![\w’'].)(?<!\w-.)"
_CAPITAL = rf"(?:(?:[A-Z]\.){{2,5}}|[^\W\d_{_SMALL_LETTERS}][\w’'-]*)"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where it begins, and its text; ``opens``: whether nothing but marks stands before it in the sentence."""

    start: int
    text: str
    opens: bool


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    joining = [
        *gazetteer.listed("run_words.tsv", "of"),
        *gazetteer.listed("run_words.tsv", "particle"),
        "and",
        "&",
        "the",
    ]
    small = rf"(?:{tables.alternatives(joining)} ){{0,3}}"
    retired = r"(?:\([Rr]et\.?\) )?"
    head = rf"(?:[^\W\d_{_SMALL_LETTERS}]{_BOUND}(?:\.(?:[A-Z]\.){{1,4}}|[\w’'-]*)|\d{{1,4}}(?:st|nd|rd|th)(?= {_CAPITAL}))"
    return re.compile(rf"{head}(?:\.? {retired}{small}{_CAPITAL}){{0,16}}")


def stretches(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of ``text[start:end]``, one sentence, in order."""
    for found in _pattern().finditer(text, start, end):
        if not (text[found.start()].isupper() or text[found.start()].isdigit()):
            continue
        stop = min(end, found.end() + (2 if text[found.end() : found.end() + 1] in ("’", "'") else 0))
        before = text[start : found.start()] if found.start() - start <= 4 else "a"
        opens = not before or not any(letter.isalnum() for letter in before)
        yield Stretch(found.start(), text[found.start() : stop], opens)
