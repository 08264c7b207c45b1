"""Numbers as news writes them: digits, words, scales. Knows neither dates nor what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from build_tools.text import tables

_TABLE = Path(__file__).parent / "time_words.tsv"
# Digits with separators, or none; a stop belongs to the number only before a digit.
DIGITS = r"(?<![\w.,])\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?(?![\d])|(?<![\w.])\d{1,15}(?:\.\d{1,6})?(?!\d)"


@lru_cache(maxsize=2)
def words_pattern(spelled: Callable[[Iterable[str]], str] = tables.alternatives) -> str:
    """A pattern for a number in words: ``twenty-five``, ``two hundred and ten``, ``six million`` without its scale.

    ``spelled`` makes the pattern of a list of words.
    """
    small, tens = spelled(tables.mapping(_TABLE, "number-word")), spelled(tables.mapping(_TABLE, "tens"))
    ones = rf"(?:{tens}(?:[- ]{small})?|{small})"
    return rf"(?:(?:{ones}|a)[ -]hundred(?:(?:[ -]and)?[ -]{ones})?|{ones})"


def first_words() -> tuple[str, ...]:
    """The words that a number in words can begin with."""
    return ("a", *tables.mapping(_TABLE, "number-word"), *tables.mapping(_TABLE, "tens"))


@lru_cache(maxsize=1)
def scales_pattern() -> str:
    """A pattern for a scale: hundred, thousand, million, bn …"""
    return tables.alternatives(tables.mapping(_TABLE, "scale"))


@lru_cache(maxsize=4096)
def value(written: str) -> Decimal | None:
    """What the number comes to, None if these are no words of a number."""
    plain = written.strip().casefold().replace(",", "")
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", plain):
        return Decimal(plain)
    total = current = Decimal(0)
    seen = False
    for token in re.findall(r"[a-z]+|\d+(?:\.\d+)?", plain):
        known = _number(token)
        if known is None:
            if token not in ("and", "a", "an"):
                return None
            continue
        seen = True
        if token in tables.mapping(_TABLE, "scale"):
            current = (current or Decimal(1)) * known
            if known >= 1000:
                total, current = total + current, Decimal(0)
        else:
            current += known
    return total + current if seen else None


def _number(token: str) -> Decimal | None:
    if token[0].isdigit():
        return Decimal(token)
    for kind in ("number-word", "tens", "scale"):
        found = tables.mapping(_TABLE, kind).get(token)
        if found is not None:
            return Decimal(found)
    return None


def plain(number: Decimal) -> str:
    """The number without exponent, separators and idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
