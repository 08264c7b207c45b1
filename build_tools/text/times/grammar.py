"""Finds what looks like a time expression: the patterns filled with the table of time words, tried where they may begin.

Every pattern is bounded (no open repetition), so that scanning is linear in the text. Resolves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import TypeVar

from build_tools.text import numerals, tables
from build_tools.text.times.patterns import ROWS

TABLE = tables.table("time_words.tsv")
Found = TypeVar("Found")


@cache
def known(kind: str) -> dict[str, str]:
    """The words of one kind with their values."""
    return tables.mapping(TABLE, kind)


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of one kind that have no value."""
    return frozenset(tables.words(TABLE, kind))


# ── Patterns ────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _blocks() -> dict[str, str]:
    """The building blocks of the rules."""
    spelled = tables.alternatives
    units = spelled([unit for unit in known("unit") if unit != "night"])
    tens, small = spelled(known("tens")), spelled(known("number-word"))
    return {
        "M": rf"(?:{_capital('month')}|{_capital('month-short')}\b\.?)",
        "MFULL": _capital("month"),
        "WD": rf"(?:{_capital('weekday')}|{_capital('weekday-short')}\b\.?)",
        "WDFULL": _capital("weekday"),
        "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d|%|[.,]\d{3})",
        "Y": r"(?:1[5-9]|2[01])\d\d(?![\d%]|,\d{3}|\.\d)",
        "DP": f"(?i:{spelled(known('daypart'))})",
        "SEASON": f"(?i:{spelled(known('season'))})",
        "HOLIDAY": f"(?i:{spelled(known('holiday'))})",
        "DECADE": f"(?i:{spelled(known('decade'))})",
        "CENTURY": f"(?i:{spelled(known('ordinal-century'))})",
        "EDGE": r"(?i:beginning|start|end|middle|turn|close)",
        "NUM": rf"(?i:\d{{1,4}}(?:\.\d|[ -]1/2)?(?!\d)|a few|a couple(?: of)?|couple of|few|several|many|half(?: an?)?|"
        rf"(?:(?:a )?dozens?|hundreds|thousands)(?: of)?|{numerals.words_pattern()}(?:[ -]and[ -]a[ -]half)?|an?)",
        "U": rf"(?i:{units})",
        "US": rf"(?i:{units}s?|centuries|nights?)",
        "ZONE": rf"(?:{spelled(known('zone'))})",
        "ORD": f"(?i:{spelled(known('ordinal'))})",
        "SPELLED": rf"(?i:nineteen[ -](?:{tens}(?:[ -]{small})?|oh[ -]{small}|hundred)|two thousand(?: (?:and )?{small})?)",
        "VAGUE": f"(?i:{spelled([word for kind in _VAGUE for word in known(kind)])})(?![\\w-])",
        "_": r"(?: ?\n| {1,2})",
    }


_VAGUE = ("present", "past", "future", "set")


def _capital(kind: str) -> str:
    forms = [word[0].upper() + word[1:] for word in known(kind)]
    return tables.alternatives([*forms, *(form.upper() for form in forms)])


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    """A rule's pattern, with its named groups: made when a text first has such a beginning, since all take a while."""
    written = next(pattern for rule, _, pattern in ROWS if rule == name)
    return re.compile(f"(?:{_filled(written)})(?!\\w)")


def _filled(pattern: str) -> str:
    pattern = pattern.replace("the{_}", "(?:[Tt]he|THE){_}")
    return re.sub(r"\{([A-Z_]+)\}", lambda block: _blocks()[block[1]], pattern)


# ── Where a rule may begin ──────────────────────────────────────────────────────────────────────────────────

_NUMBER = re.compile(
    r"['’]?(?P<digits>\d{1,4})(?P<mark>[.:/–—-]\d|[ –—-]{1,3}1/2|[ap]\.?m|['’]?s\b|[ ]?[–—-][ ]?\d)?(?:st|nd|rd|th)?"
    r"(?:(?: ?\n| {1,2}|-)(?P<word>[A-Za-z]+))?"
)
_CAPITAL = ("@month", "@month-short", "@weekday", "@weekday-short", "@holiday")
Rules = tuple[str, ...]


@lru_cache(maxsize=1)
def _rules_by_beginning() -> dict[str, Rules]:
    """Every beginning of a rule → the rules, in order, that have it. “the+last” is “last” behind the article."""
    found: dict[str, dict[str, None]] = {}
    for name, beginnings, _ in ROWS:
        for beginning in beginnings.split():
            prefix, _, word = beginning.rpartition("+")
            for form in _forms(word):
                found.setdefault(f"{prefix}+{form}" if prefix else form, {})[name] = None
    return {beginning: tuple(rules) for beginning, rules in found.items()}


def _forms(word: str) -> Iterable[str]:
    """The words that a beginning stands for, as they are written, up to the first blank or mark."""
    if word.startswith("#"):
        return (word,)
    if word == "@units":
        plain = {f"{unit}s" for unit in known("unit")} | {"centuries"}
    elif word.startswith("@"):
        plain = {re.split(r"[^a-z]", form)[0] for form in known(word[1:])} - {"", "the", "a"}
    else:
        plain = {word.casefold()}
    return {form for one in plain for form in (*(() if word in _CAPITAL else (one,)), one.capitalize(), one.upper())}


@lru_cache(maxsize=1)
def _beginnings() -> re.Pattern[str]:
    """A word that begins a rule, or a number, behind no letter, no sign of money and no decimal point.

    The sign before is part of the match, so that the search passes over the insides of words.
    """
    words = [beginning for beginning in _rules_by_beginning() if "+" not in beginning and "#" not in beginning]
    behind: dict[str, list[str]] = {"the": [], "a": []}
    for beginning in _rules_by_beginning():
        article, _, word = beginning.partition("+")
        if article in behind and "#" not in word:
            behind[article].append(word)
    the, an = (tables.alternatives(behind[article]) for article in ("the", "a"))
    return re.compile(
        rf"[^\w$€£¥](?:(?P<word>{tables.alternatives(words)})(?![A-Za-z])|(?P<number>(?<!\d[.,])(?:['’]?\d))|"
        rf"(?P<article>[Tt]he|THE)(?=(?: ?\n| {{1,2}})(?:(?P<next>{the})(?![A-Za-z])|['’]?\d))|"
        rf"(?P<an>[Aa]n?)(?=(?: ?\n| {{1,2}})(?P<unit>{an})(?![A-Za-z])))"
    )


def _rules_at(text: str, begun: re.Match[str]) -> Rules:
    """The rules that may begin at a number or an article; a word has its own."""
    if begun["number"]:
        return _rules_at_number("", text, begun.start() + 1)
    if begun["an"]:
        return _rules_by_beginning()[f"a+{begun['unit']}"]
    return (
        _rules_by_beginning()[f"the+{begun['next']}"]
        if begun["next"]
        else _rules_at_number("the+", text, _after_blank(text, begun.end()))
    )


def _after_blank(text: str, position: int) -> int:
    while text[position].isspace():
        position += 1
    return position


def _rules_at_number(article: str, text: str, position: int) -> Rules:
    number = _NUMBER.match(text, position)
    if number is None:
        return ()
    is_year = len(number["digits"]) == 4 and number["digits"][0] in "12"
    return _rules_of_number(article, number["mark"] is not None, is_year, (number["word"] or "").casefold())


@lru_cache(maxsize=4096)
def _rules_of_number(article: str, marked: bool, is_year: bool, word: str) -> Rules:
    keys = [f"{article}#+{word}", *([f"{article}#mark"] if marked else []), *([f"{article}#year"] if is_year else [])]
    keys += [f"{article}#+{word.capitalize()}"] if word else []
    names = {name for key in keys for name in _rules_by_beginning().get(key, ())}
    return tuple(name for name, _, _ in ROWS if name in names)


def scan(text: str, read: Callable[[str, re.Match[str]], Found | None]) -> Iterator[Found]:
    """What ``read`` makes of a rule's name and its match, in order, without overlap; None leaves it to later rules."""
    end, fenced, by_word = 0, f"\n{text}", _rules_by_beginning()
    for begun in _beginnings().finditer(fenced):
        position = begun.start()  # in the text; in the fenced one the word begins behind the sign before it
        if position < end:
            continue
        word = begun["word"]
        for name in by_word[word] if word else _rules_at(fenced, begun):
            match = pattern_of(name).match(text, position)
            found = read(name, match) if match else None
            if match and found is not None:
                end = match.end()
                yield found
                break
