"""Stretches of text that may hold names: capitalised words and what may join them. Cuts nothing and judges nothing.

One regular expression, so that small words cost next to nothing. In scripts without capitals there are none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.text import tables

# A word that may have a capital: no small letter of Latin, Cyrillic or Greek goes first, and no word before it goes on.
_SMALL_LETTERS = "a-zß-öø-ÿа-џґα-ω"
_BOUND = r"(?<![\w’'].)(?<!\w-.)"
_CAPITAL = rf"(?:(?:[A-Z]\.){{2,5}}|[^\W\d_{_SMALL_LETTERS}][\w’'-]*)"
_APOSTROPHES = ("’", "'")


# Where it begins, its text, and whether nothing but marks stands before it in the sentence.
Stretch = tuple[int, str, bool]


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
    word = rf"(?<!\d){_BOUND}(?:\.(?:[A-Z]\.){{1,4}}|[\w’'-]*)"
    ordinal = rf"(?<=\d)\d{{0,3}}(?:st|nd|rd|th)(?= {_CAPITAL})"
    # Opens with one set, by which the search leaps over small letters; what the letter was is asked behind it.
    head = rf"[^\W_{_SMALL_LETTERS}](?:{word}|{ordinal})"
    return re.compile(rf"{head}(?:\.? {retired}{small}{_CAPITAL}){{0,16}}")


def stretches(text: str, start: int, end: int) -> list[Stretch]:
    """The stretches of ``text[start:end]``, one sentence, in order."""
    found_so_far = []
    for found in _pattern().finditer(text, start, end):
        written, first = found[0], found.start()
        if not (written[0].isupper() or written[0].isdigit()):
            continue
        stop = found.end()
        if text[stop : stop + 1] in _APOSTROPHES:
            written = text[first : min(end, stop + 2)]
        opens = first - start <= 4 and not any(map(str.isalnum, text[start:first]))
        found_so_far.append((first, written, opens))
    return found_so_far
