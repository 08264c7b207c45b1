"""Knows the lines around an article: bylines, credits, date lines, datelines, reading lists. Goes by their words."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.article.pieces import Piece

_TABLE = tables.table("line_words.tsv")
_PERSON = r"(?:[A-Z][^\s,;:.]{0,30}\.?(?:[ -](?:[a-z]{2,3} )?[A-Z][^\s,;:.]{0,30}\.?){0,4})"
_SEPARATOR = re.compile(r", and | and |, | & ")
_CREDIT = re.compile(
    r"The post (?P<title>.{3,300}?) (?:first appeared on|appeared first on) (?P<publisher>.{2,80}?)\.?\Z"
)
_CONTACT = re.compile(
    r"(?:(?:press|media|for more information|further information|kontakt|contacto?)\b[^:.!?]{0,40}|contacts?[^:.!?]{0,20}): ?"
    r"[^!?]{0,120}(?:\S@\S+\.\w|\bwww\.|https?://|\+?\d[\d ()/-]{6,})[^!?]{0,80}\Z",
    re.IGNORECASE,
)
_WORK = re.compile(r"[“\"][^“”\"]{3,200}[”\"],? (?:by )?[A-Z][^!?\n“”\"]{1,100}(?<![.!?])\Z")
_DATELINE = re.compile(
    r"(?P<line>[A-Z][A-Z.'’-]{2,}(?:[ /-][A-Z][A-Z.'’-]*){0,4}(?:, [A-Z0-9][\w. ]{1,30}?){0,3}?"
    r"(?: \((?P<agency>[A-Z][\w. /]{1,30})\))? ?(?:—|–|--|-|:)) (?=\S)"
)


def part_of(piece: Piece, index: int, count: int) -> str:
    """Which part of the apparatus the piece is, the ``index``-th of ``count``; empty where it is none."""
    line, length = piece.text, piece.end - piece.start
    if length > 450:
        return ""
    if _CREDIT.match(line):
        return "credit"
    if length <= 200 and byline(line):
        return "byline"
    if length <= 200 and _CONTACT.match(line):
        return "credit"
    if length <= 60 and _date_line().match(line) and (index < 5 or index >= count - 2):
        return "date"
    if length <= 300 and _WORK.match(line):
        return "reading-list"
    return "credit" if length <= 200 and _invitation().match(line) else ""


@lru_cache(maxsize=1)
def _byline() -> re.Pattern[str]:
    made, work = _words("made"), _words("work")
    how = (
        rf"(?:{made}(?: and [a-z]{{4,12}})? by|(?:additional |further |more )?{work}(?: and [a-z]{{4,12}})? by"
        r"|story by|analysis by|by)"
    )
    names = rf"{_PERSON}(?:(?:, | and |, and | & ){_PERSON}){{0,6}}"
    return re.compile(rf"(?P<how>{how})[: ]\s?(?P<who>{names})(?P<rest>[^\n]{{0,80}})", re.I)


@lru_cache(maxsize=1)
def _date_line() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_words('dated')}(?: on| at)?:? )?"
        r"(?:(?P<who>[A-Z][\w .’-]{1,30})(?:,| —| –| -) (?:[A-Z][\w /-]{2,24}(?:,| —| –| -) )?)?(?:[A-Z][a-z]{2,8}day,? )?(?:\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|"
        r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)"
        r"(?:[ ,T|–-]{1,3}(?:at )?\d{1,2}[:.]\d\d[^\n]{0,30})?\Z",
        re.I,
    )


@lru_cache(maxsize=1)
def _invitation() -> re.Pattern[str]:
    related = rf"related(?: {_words('topic')})?\b\s*:"
    return re.compile(
        rf"(?:{_words('invitation')}\b|{related}|\(c\) \d{{4}}|{_words('label')}: |{_words('mark')})", re.I
    )


def _words(kind: str) -> str:
    return tables.alternatives(tables.words(_TABLE, kind), blank=" ")


def byline(line: str) -> re.Match[str] | None:
    """The line as a byline or a credit of names: groups ``how``, ``who`` and ``rest``; None where it is prose."""
    found = _byline().fullmatch(line)
    if not found or not found["who"][0].isupper():
        return None
    names = [name for name in _SEPARATOR.split(found["who"]) if name]
    proper = all(word[0].isupper() or len(word) <= 3 for name in names for word in name.split())
    prose = found["how"].casefold() == "by" and (len(found["rest"]) > 40 or line.endswith((".", ":")))
    return None if prose or not proper else found


# ── What the text says about itself ─────────────────────────────────────────────────────────────────────────


def credit(line: str) -> re.Match[str] | None:
    """“The post TITLE first appeared on PUBLISHER”: groups ``title`` and ``publisher``."""
    return _CREDIT.match(line)


def outlet(line: str) -> str:
    """“Lowland Courier, November 11, 2024”: the outlet before the date of a date line; empty where a place may stand there."""
    dated = _date_line().match(line)
    who = (dated["who"] or "").strip() if dated else ""
    first, *others = who.split() or [""]
    words = tables.words(_TABLE, "outlet")
    named = others and (others[-1] in words or first in words and first != "Post")
    return who if named or who in tables.words(_TABLE, "agency") else ""


def authors(line: str) -> tuple[str, ...]:
    """The names in a byline; none where it credits photographs, translation and the like."""
    found = byline(line)
    if not found or not re.match(_words("author"), found["how"], re.I):
        return ()
    return tuple(name.strip() for name in _SEPARATOR.split(found["who"]) if name.strip())


def dateline(line: str) -> re.Match[str] | None:
    """“KYIV, Nov 6 (Reuters) — ” at the head of a paragraph: group ``agency``, which may be None."""
    found = _DATELINE.match(line) or _agency_line().match(line)
    return found if found and found.end() <= 90 else None


@lru_cache(maxsize=1)
def _agency_line() -> re.Pattern[str]:
    return re.compile(rf"\((?P<agency>{_words('agency')})\) ?(?:—|–|--|-) ")
