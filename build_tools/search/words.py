"""Text → the words that search goes by; the browser's twin of this is ``words.js``. Knows no record.

A word is a folded name part or number (``text.names.fold``). ``sequence`` keeps the order of the text, for phrases;
``extras`` are further forms under which the same place shall be found.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from pathlib import Path

from build_tools.search.dates import date_tokens
from build_tools.text.names import fold
from build_tools.text.tables import rows, words

_STOP_WORDS = Path(__file__).with_name("stop_words.txt")
_SUFFIXES = Path(__file__).with_name("suffixes.tsv")

# 12,000 · 12.000 · 12 000 · 12’000: groups of three digits behind one to three.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?!\d)")
_NOT_DIGITS = re.compile(r"\D+")
_DIGIT = re.compile(r"\d")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_NOT_WORD = re.compile(r"[^\w]+|_+")
# Chinese and Japanese write no spaces: every sign is a word, and signs typed together are sought as a phrase.
_SIGN = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
# ASCII signs, all scripts with letter case or combining marks, full-width letters; beyond, both sides fold alike.
_FOLDED_SPECIALLY = (range(0x21, 0x3100), range(0xFF00, 0xFFF0))


def sequence(text: str) -> list[str]:
    """The words of a text in their order, grouped numbers as one: “12,000 men” → ``12000 men``."""
    return _in_order(text, has_digits=bool(_DIGIT.search(text)))


def extras(text: str) -> list[str]:
    """Other forms of words in a text: compounds written as one, parts of numbers grouped by spaces, dates."""
    return _others(text, has_digits=bool(_DIGIT.search(text)))


def both(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and their other forms."""
    has_digits = bool(_DIGIT.search(text))
    return _in_order(text, has_digits=has_digits), _others(text, has_digits=has_digits)


def _in_order(text: str, *, has_digits: bool) -> list[str]:
    if has_digits:
        text = _GROUPED.sub(lambda number: _NOT_DIGITS.sub("", number[0]), text)
    return list(chain.from_iterable(map(_folded, text.split())))


def _others(text: str, *, has_digits: bool) -> list[str]:
    found: list[str] = []
    if "-" in text or "‐" in text or "‑" in text:
        found += (word for one in _COMPOUND.finditer(text) for word in _folded(one[0].translate(_JOINED)))
    if has_digits:
        numbers = (number[0].split() for number in _GROUPED.finditer(text))
        found += (word for pieces in numbers if len(pieces) > 1 for piece in pieces for word in _folded(piece))
        found += date_tokens(text)
    return found


_JOINED = str.maketrans("", "", "-‐‑")


@lru_cache(maxsize=262144)
def _folded(chunk: str) -> tuple[str, ...]:
    if chunk.isascii() and chunk.isalnum():  # most are
        return (chunk.lower(),)
    return tuple((fold(chunk) if chunk.isascii() else _SIGN.sub(r" \1 ", fold(chunk))).split())


@lru_cache(maxsize=1)
def stop_words() -> tuple[str, ...]:
    """Words that a search leaves out of account while others are there."""
    return words(_STOP_WORDS)


@lru_cache(maxsize=1)
def suffixes() -> tuple[tuple[tuple[str, str, int], ...], ...]:
    """Endings, step by step: the suffix, what takes its place, and how many letters must be left before it."""
    steps: dict[str, list[tuple[str, str, int]]] = {}
    for step, suffix, put, left in rows(_SUFFIXES):
        steps.setdefault(step, []).append((suffix, put.strip("-"), int(left)))
    return tuple(tuple(lines) for lines in steps.values())


def stem(word: str) -> str:
    """The word without its grammatical ending, so that *attacks*, *attacked* and *attacking* meet."""
    for step in suffixes():
        for suffix, put, left in step:
            if word.endswith(suffix) and len(word) - len(suffix) >= left:
                word = word[: len(word) - len(suffix)] + put
                break
    return word


@lru_cache(maxsize=1)
def folding_table() -> dict[str, str]:
    """Folded form → the letters that fold to it, for all letters that a browser alone would fold otherwise.

    What the browser does alone is ``_plain_folding``: so ``words.js`` needs no table of its own.
    """
    table: dict[str, list[str]] = {}
    for span in _FOLDED_SPECIALLY:
        for letter in map(chr, span):
            folded = fold(f"a{letter}a")[1:-1]
            if unicodedata.category(letter) != "Cn" and folded != _plain_folding(letter):
                table.setdefault(folded, []).append(letter)
    return {folded: "".join(letters) for folded, letters in sorted(table.items())}


def _plain_folding(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter.lower())
    return _NOT_WORD.sub(" ", "".join(one for one in decomposed if unicodedata.category(one)[0] != "M"))
