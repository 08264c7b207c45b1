"""What a quantity looks like: one pattern, made of the tables of units, bounds and number words. Resolves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools.text import numerals, tables

COUNTING_WORDS = tables.table("counting_words.tsv")
_SIGNS_OF_MONEY = "$€£¥₹₽₴₺₪₩₦₫฿₱৳₨₵"
_BEGINNING = re.compile(
    rf"(?<![\w’'.:/])(?:(?<![-−])|(?<=\s[-−])|(?<=\A[-−]))(?:(?P<word>[A-Za-z][^\W\d_]*)|(?=[\d½¼¾{_SIGNS_OF_MONEY}]))"
)
_FOLLOWING = re.compile(r"[ \n-]{0,2}(?:([A-Za-z]+)|[^\sA-Za-z])")
_HYPHEN = r"(?:(?<=\d)|(?<=\d[mkb])|(?<=\d[mb]n))-|[ \n]?[–—][ \n]?|[ \n]-[ \n]"
_BY_ORDER = (
    r"(?:several|many|a[ ]few|a[ ]couple[ ]of|tens[ ]of|hundreds[ ]of|thousands[ ]of|dozens[ ]of|scores[ ]of)[ ]"
)


@lru_cache(maxsize=1)
def signs() -> dict[str, str]:
    """Words of a bound → the sign of the value grammar: ``>=``, ``<=`` or ``~``."""
    return {row[0]: row[1] for row in tables.rows(tables.table("bounds.tsv"))}


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Words and signs of a unit → the unit as recorded."""
    return {row[0]: row[1] for row in tables.rows(tables.table("units.tsv"))}


def _units_at(*places: str) -> str:
    return tables.alternatives(row[0] for row in tables.rows(tables.table("units.tsv")) if row[2] in places)


def _listed(kind: str) -> str:
    return tables.alternatives(tables.words(COUNTING_WORDS, kind))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    one = numerals.pattern()
    money = rf"(?i:{_units_at('before')})[ ]?|{_units_at('code')}[ ]?(?=\d)"
    glued = rf"[ ]?{_units_at('glued')}"
    after = rf"(?:[ \n]|-)(?i:{_units_at('after', 'money')})(?!\w)"
    mark = rf"(?:{glued}|{after})?"
    whose = r"(?:the[ \n]|its[ \n]|their[ \n]|some[ \n]|every[ \n]|all[ \n])?"
    return re.compile(
        rf"(?:(?P<bound>(?i:{tables.alternatives(signs())}))[ \n]{{1,2}}(?:[“\"‘]|an?[ \n])?)?(?:the[ \n])?(?:"
        rf"(?P<plural>(?:1,?000|100)s(?=[ \n]of[ \n]))|(?P<fraction>{numerals.fraction_pattern()})"
        rf"|(?P<money>{money})?(?P<number>{one})(?:"
        rf"(?:[ \n](?i:out[ \n])?of[ \n]{whose}|(?P<rate>[ \n]in[ \n](?:every[ \n])?))"
        rf"(?P<whole>{one})(?![\w%,])(?![ \n-]{_listed('period')}\b)"
        rf"|(?:{_HYPHEN}|(?:{glued})?[ \n](?:to|or)[ \n])(?P<money2>{money})?(?P<high>{one}))?"
        rf"|(?P<vague>(?i:{_BY_ORDER}(?:{_listed('order')}|{numerals.scales_pattern()})\b|{_listed('order')}(?=[ \n]of[ \n])))"
        rf"(?:[ \n]of[ \n](?=(?:{_listed('order')})[ \n]of[ \n]))?(?P<order>(?<=of[ ])(?:{_listed('order')}))?"
        rf"|(?P<multiple>(?i:{_listed('multiple')}))\b"
        rf"|(?i:between)[ \n](?P<money3>{money})?(?P<from>{one}){mark}[ \n]and[ \n](?P<money4>{money})?(?P<until>{one})"
        rf"|(?i:none[ \n]of[ \n](?:the|its|their)[ \n])(?P<none_of>{one})(?![\w%])"
        rf"|(?P<none>(?i:no|zero))(?=[ \n](?:[a-z]+[ \n])?{_listed('none')}\b)"
        rf"|(?P<nobody>(?i:no[ \n-]one|nobody))(?=[ \n](?i:{_listed('harm')})\b)"
        rf")(?P<odd>\+|-odd\b|-plus\b)?(?:(?P<glued>{glued})|(?:[ \n]|-)(?P<unit>(?i:{_units_at('after', 'money')}))(?!\w))?"
        rf"(?:[ \n]or[ \n](?P<trail>more|so|fewer|less)\b)?"
    )


def scan(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Everything in ``text[start:end]`` that looks like a quantity, in order, without overlap."""
    pattern, openings = _pattern(), _openings()
    behind = start
    for begun in _BEGINNING.finditer(text, start, end):
        if begun.start() < behind:
            continue
        if word := begun["word"]:
            following = openings.get(word.casefold())
            if following is None or following and not _goes_on(text, begun.end(), following):
                continue
        found = pattern.match(text, begun.start(), end)
        if found:
            yield found
            behind = found.end()


def _goes_on(text: str, position: int, following: frozenset[str]) -> bool:
    """Whether the word behind an opening one is a number or one of those with which its phrase goes on."""
    word = _FOLLOWING.match(text, position)
    return word is not None and (word[1] is None or word[1].casefold() in following)


@lru_cache(maxsize=1)
def _openings() -> dict[str, frozenset[str]]:
    """The words that a quantity can begin with → the words that may stand next; nothing where it can stand alone."""
    alone = {*numerals.first_words(), *tables.words(COUNTING_WORDS, "order"), *tables.words(COUNTING_WORDS, "multiple")}
    alone |= {row[0].casefold() for row in tables.rows(tables.table("units.tsv")) if row[2] in ("before", "code")}
    numbers = {_words_of(phrase)[0] for phrase in alone if _words_of(phrase)} - {"a", "an"}
    scales = numerals.scales()
    openings = {word: frozenset[str]() for word in numbers}
    phrases = [
        *signs(),
        "the",
        "a",
        "an",
        "several",
        "many",
        "a few",
        "a couple",
        "a single",
        "none of",
        "no",
        "no one",
        "between",
    ]
    phrases += [f"{article} {part}" for article in ("a", "an") for part in (*numerals.parts(), *scales)]
    nexts: dict[str, set[str]] = {}
    for phrase in phrases:
        first, *rest = _words_of(phrase)
        nexts.setdefault(first, {"a", "an", "the", *numbers, *scales}).update(rest[:1])
    nexts["no"] = set()
    nexts["nobody"] = {word for phrase in tables.words(COUNTING_WORDS, "harm") for word in _words_of(phrase)}
    return openings | {word: frozenset(words) for word, words in nexts.items() if word not in numbers}


def _words_of(phrase: str) -> list[str]:
    return re.findall(r"[a-z]+", phrase.casefold())
