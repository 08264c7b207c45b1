"""Finds the words of a text that change a stance (“will”, “reportedly”), once for all that ask. Knows no cues."""

from __future__ import annotations

import bisect
import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.speech.quotations import Quotations
from build_tools.text import denials, tables

_BLANKS = re.compile(r"\s+")
_STRONGEST_FIRST = ("denies", "declines", "hedges", "expects")


class Stances:
    """All such words in order: position, stance, words, and whether they stand in a quotation."""

    def __init__(self, text: str, quotations: Quotations) -> None:
        self.all = tuple(
            (position, stance, words, quotations.at(position) is not None) for position, stance, words in _found(text)
        )

    def within(self, start: int, end: int) -> tuple[str, str]:
        """The strongest stance that words of the span itself give it, and those words; both empty if none does.

        Quoted words count not.
        """
        best, strength = ("", ""), len(_STRONGEST_FIRST)
        for index in range(bisect.bisect_left(self.all, (start,)), len(self.all)):
            position, stance, words, is_quoted = self.all[index]
            if position >= end:
                break
            own = _STRONGEST_FIRST.index(stance)
            if not is_quoted and own < strength and position + len(words) <= end:
                best, strength = (stance, words), own
        return best


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {row[0]: row[1] for row in tables.rows(gazetteer.table("stance_words.tsv"))}
    return re.compile(rf"(?<![\w-]){tables.alternatives(known)}(?![\w-])"), known


def _found(text: str) -> list[tuple[int, str, str]]:
    pattern, known = _words()
    found = []
    for match in pattern.finditer(_lowered(text)):
        stance = known[_BLANKS.sub(" ", match[0]).replace("’", "'")]
        start, end = match.span()
        if stance != "asserts" and text[start:end] != "May":  # a longer form that changes nothing; the month
            found.append((start, stance, text[start:end]))
    found += [(start, "denies", text[start:end]) for start, end in denials.find(text)]
    return sorted(found)


def _lowered(text: str) -> str:
    """In small letters, with every letter at its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
