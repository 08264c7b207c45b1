"""What a quantity looks like: one pattern, made of the tables of units, bounds and number words. Resolves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from build_tools.text import numerals, tables

_HERE = Path(__file__).parent
COUNTING_WORDS = _HERE / "counting_words.tsv"
_BEGINNING = re.compile(r"(?<![\w’'.-])(?:(?P<word>[A-Za-z][^\W\d_]*)|(?=[\d$€£¥₹₽₴]))")


@lru_cache(maxsize=1)
def signs() -> dict[str, str]:
    """Words of a bound → the sign of the value grammar: ``>=``, ``<=`` or ``~``."""
    return {row[0]: row[1] for row in tables.rows(_HERE / "bounds.tsv")}


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Words of a unit → the unit as recorded."""
    return {row[0]: row[1] for row in tables.rows(_HERE / "units.tsv")}


def _units_at(*places: str) -> str:
    return tables.alternatives(row[0] for row in tables.rows(_HERE / "units.tsv") if row[2] in places)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    before, after = _units_at("before"), _units_at("after", "money")
    one = rf"(?:{numerals.DIGITS}|{numerals.words_pattern()})(?:[ \n-]?{numerals.scales_pattern()}(?![\w]))?"
    return re.compile(
        rf"(?:(?P<bound>(?i:{tables.alternatives(signs())}))[ \n]{{1,2}}(?:[“\"‘]|an?[ \n])?)?(?:the[ \n])?"
        rf"(?P<money>(?i:{before}))?(?:"
        rf"(?P<part>(?i:{one}))[ \n](?:out[ \n])?of[ \n](?:the[ \n]|its[ \n]|their[ \n]|some[ \n])"
        rf"?(?P<whole>(?i:{one}))(?![\w%])"
        rf"|(?P<low>(?i:{one}))(?:(?<=\d)-|[ \n]?[–—][ \n]?|[ \n]-[ \n]|[ \n]to[ \n])(?P<money2>(?i:{before}))"
        rf"?(?P<high>(?i:{one}))"
        rf"|(?P<number>(?i:{one}))"
        rf"|(?P<vague>(?i:(?:(?:several|many|a[ ]few|tens[ ]of|hundreds[ ]of|dozens[ ]of)[ ])?(?:{_orders()})"
        rf"(?=[ \n]of[ \n])(?:[ \n]of[ \n](?:thousands|millions)(?=[ \n]of[ \n]))?))"
        rf"|(?P<none>(?i:no|zero))(?=[ \n](?:[a-z]+[ \n])?"
        rf"{tables.alternatives(tables.words(COUNTING_WORDS, 'none'))}\b))"
        rf"(?:(?P<glued>[ ]?%)|(?:[ \n]|-)(?P<unit>(?i:{after}))(?![\w]))?"
    )


def _orders() -> str:
    return "|".join(tables.words(COUNTING_WORDS, "order"))


def scan(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Everything in ``text[start:end]`` that looks like a quantity, in order, without overlap."""
    pattern, first_words = _pattern(), _first_words()
    behind = start
    for begun in _BEGINNING.finditer(text, start, end):
        word = begun["word"]
        if begun.start() < behind or word and word.isascii() and word.casefold() not in first_words:
            continue
        found = pattern.match(text, begun.start(), end)
        if found:
            yield found
            behind = found.end()


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The words that a quantity can begin with: of a bound, a number, an order, a currency."""
    phrases = [*signs(), *(row[0] for row in tables.rows(_HERE / "units.tsv") if row[2] == "before")]
    phrases += [*numerals.first_words(), *tables.words(COUNTING_WORDS, "order")]
    phrases += ["the", "several", "many", "a", "no", "zero"]
    return frozenset(re.split(r"[^a-z]", phrase.casefold(), maxsplit=1)[0] for phrase in phrases)
