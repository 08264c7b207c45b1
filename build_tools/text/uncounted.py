"""Which numbers in a text count nothing: ages, ordinals, numbers of articles and rooms, “one” as a pronoun."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.quantity_grammar import COUNTING_WORDS

_ORDINAL_TAIL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|-\w*\d")
_NAMED = re.compile(r"[A-Z][\w’-]{1,14}, (?:aged )?\Z")
_NEXT_WORD = re.compile(r"[\s-]([a-z]+)")


def counts_nothing(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a match of the quantity pattern is no quantity, by the letters and words beside it."""
    if match["none"] or match["vague"]:
        return False
    if _ORDINAL_TAIL.match(text, match.end(), end) or _is_name(text, match) or _is_glued(text, match, end):
        return True
    return bool(match["number"]) and (_is_age(text, match) or _is_pronoun(text, match, end))


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    things = tables.alternatives(tables.words(COUNTING_WORDS, "numbered"), blank=" ")
    return re.compile(rf"[A-Za-z]+-\Z|\b{things}\.?[ -]\Z")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """“Article 5”, “COVID-19”."""
    return bool(_numbered().search(text[max(0, match.start() - 14) : match.start()]))


def _is_glued(text: str, match: re.Match[str], end: int) -> bool:
    return match.end() < end and text[match.end()].isalpha() and text[match.end() - 1].isalnum()


def _is_age(text: str, match: re.Match[str]) -> bool:
    """“Feldner, 61, …”: an age, no count."""
    if not _NAMED.search(text[max(0, match.start() - 16) : match.start()]):
        return False
    written = match["number"]
    return written.isdigit() and int(written) < 120 and text[match.end() : match.end() + 1] in ",."


def _is_pronoun(text: str, match: re.Match[str], end: int) -> bool:
    """“one” is a number only where it counts: “one drone”, not “one such area”, “no one”, “one another”."""
    if match["number"].casefold() not in ("one", "zero") or match["money"] or match["unit"]:
        return False
    following = _NEXT_WORD.match(text[match.end() : min(end, match.end() + 20)])
    if not following or following[1] in tables.words(COUNTING_WORDS, "one-after"):
        return True
    before = text[max(0, match.start() - 10) : match.start()].split()
    return bool(before) and before[-1].casefold() in tables.words(COUNTING_WORDS, "one-before")
