"""Splits a stretch of text into sentences by its stops, quotes and capitals. Knows no speakers and no documents."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.text import tables

# A run of stops and what closes behind it. It only consumes: what follows is judged in code, so that a run of any
# length is read once.
_STOP = re.compile(r"(?P<stop>[.!?…]+|[。！？।؟۔]+)(?P<close>[”\"’'»“)\]」』）]*)")
_BEFORE_TOKEN = re.compile(r".*[\s(\[“\"‘«—–]", re.DOTALL)
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞА-Я]\.){0,4}[A-ZÀ-ÖØ-ÞА-Я]")
_NEXT_WORD = re.compile(r"[\s“\"‘'«(\[—–-]{0,6}([^\W_]+(?:[’'][a-z]{1,2})?)")
_SIGNATURE = re.compile(r"\s{1,3}(?:[—–―]|--?)\s{0,3}[A-Z]")
_OPENING = re.compile(r"(?:\A|[\s(])[“\"‘«']")  # “works for “Berg Inc.” Canada”: a name in marks
_TOKEN_REACH = 40
_TAIL_REACH = 120


def split(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Half-open offsets of the sentences of ``text[start:end]``, trimmed, in order. Linear in the length."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends_sentence(text, stop, begin, end):
            continue
        _append(spans, text, begin, stop.end())
        begin = stop.end()
    _append(spans, text, begin, end)
    return tuple(spans)


def _append(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    trimmed = piece.strip()
    if trimmed:
        first = begin + len(piece) - len(piece.lstrip())
        spans.append((first, first + len(trimmed)))


def _ends_sentence(text: str, stop: re.Match[str], begin: int, end: int) -> bool:
    marks, position = stop["stop"], stop.end()
    if marks[0] in "。！？।؟۔":
        return True
    if not text[position].isspace():
        return False
    following = _NEXT_WORD.match(text, position, min(end, position + _TAIL_REACH))
    if following is None:
        return True
    word = following[1]
    if word[0].islower():
        return False
    if marks == "." and _is_ordinal(text, stop.start(), begin, word):
        return False
    closed_quote = any(mark in '”"»’' for mark in stop["close"]) or "''" in stop["close"]
    if marks == "." and _is_abbreviation(text, stop.start(), begin, word):
        if not (closed_quote and _may_end(text, stop.start(), begin)):
            return False
    tail = text[position : min(end, position + _TAIL_REACH)]
    return not (closed_quote and (_SIGNATURE.match(tail) or _is_attribution(tail)))


def _is_abbreviation(text: str, dot: int, begin: int, word: str) -> bool:
    token = _token_before(text, dot, begin)
    if not token:
        return False
    kind = _abbreviations().get(token.casefold(), "")
    if kind == "before":
        return token[0].isupper() or token.casefold() in ("vs", "v", "approx", "ca", "cf", "e.g", "i.e")
    if kind == "number":
        return word[0].isdigit()
    if kind == "may-end":
        return word.casefold() not in _starters()
    return bool(_INITIALS.fullmatch(token)) and word.casefold() not in _starters()


_AFTER_ARTICLE = re.compile(r"\b(?:zum|vom|der|dem|den|des|das|im|beim|zur)\s\d{1,3}\Z")


def _is_ordinal(text: str, dot: int, begin: int, word: str) -> bool:
    """“zum 12. Februar”, “im 3. Stock”: a German ordinal, before a month or behind an article."""
    token = _token_before(text, dot, begin)
    if not token.isdecimal() or len(token) > 3:
        return False
    return word.casefold() in _german_months() or _AFTER_ARTICLE.search(text, max(begin, dot - 12), dot) is not None


@lru_cache(maxsize=1)
def _german_months() -> frozenset[str]:
    return frozenset(row[0] for row in tables.rows(tables.table("abbreviations.txt")) if row[1] == "after-ordinal")


def _may_end(text: str, dot: int, begin: int) -> bool:
    """Whether a quotation of some length ends in an abbreviation that can end a sentence: “… at 9 p.m.” Officials …"""
    piece = text[max(begin, dot - _TOKEN_REACH) : dot]
    token = _token_before(text, dot, begin).casefold()
    return _abbreviations().get(token) == "may-end" and not _OPENING.search(piece)


def _token_before(text: str, dot: int, begin: int) -> str:
    """What stands before the stop without a space; the end of it, where it is very long."""
    first = max(begin, dot - _TOKEN_REACH)
    before = _BEFORE_TOKEN.match(text, first, dot)
    return text[before.end() if before else first : dot]


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in tables.rows(tables.table("abbreviations.txt"))}


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    return frozenset(tables.words(tables.table("sentence_starters.txt")))


@lru_cache(maxsize=1)
def _attribution() -> re.Pattern[str]:
    verbs = tables.alternatives(tables.words(tables.table("speech_verbs.txt")))
    name = r"[^\W\d_][^\s,;:“”\"]{0,24}"
    speaker = rf"(?:[A-Z][^\s,;:“”\"]{{0,24}}|the|a|one|of|for|and)(?:\s{name}){{0,5}}?"
    return re.compile(rf"\s+(?:{verbs}\s+[A-Z]|{speaker}\s{verbs}\b(?!\s+[“\"]))")


def _is_attribution(tail: str) -> bool:
    """Whether ``tail``, which follows a closed quotation, opens with a speaker and a verb of speech."""
    found = _attribution().match(tail)
    return found is not None and found[0].split()[0].casefold() not in _starters()
