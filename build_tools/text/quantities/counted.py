"""What a number counts: the noun phrase behind it, up to its head. Goes by form and small words; knows no names."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.text import tables

_TABLE = tables.table("counting_words.tsv")
_TOKEN = re.compile(r"[ \n]{1,2}([^\W\d_][\w’'-]{0,30})")
_OPEN = re.compile(
    r"[”\"’]?(?:[ \n]\([^()\n]{0,40}\))?(?:[ \n]of[ \n](?:(?:the|its|their|his|her|our)[ \n]|whom\b|which\b|these[ \n]|those[ \n])?)?"
)
_MORE = re.compile(r"[ \n](?:more|other|further|additional)(?=[ \n])")
_JOINED = re.compile(r"-([a-z]{3,20})\b(?!-)")
_MOST_WORDS = 4


def counted_after(text: str, position: int, end: int) -> str:
    """The noun phrase that begins at ``position``: “North Korean soldiers”; empty where none follows at once."""
    if joined := _JOINED.match(text, position, end):
        return "" if joined[1] in tables.words(_TABLE, "joined") else joined[1]
    position = _begin(text, position, end)
    words: list[str] = []
    while len(words) < _MOST_WORDS + 2:
        token = _TOKEN.match(text, position, min(end, position + 40))
        if not token or _ends_phrase(token[1], words):
            break
        words.append(token[1].rstrip("’'"))
        position = token.end()
        if _is_plural_head(words[-1], text, position):
            break
    return _trimmed(words)


def _begin(text: str, position: int, end: int) -> int:
    """Behind a mark, an aside in brackets, “of the” and “more”, at the blank before the first word."""
    opened = _OPEN.match(text, position, min(end, position + 60))
    if opened:
        position = opened.end() - (1 if opened[0].endswith((" ", "\n")) else 0)
    more = _MORE.match(text, position, min(end, position + 14))
    return more.end() if more else position


@lru_cache(maxsize=1)
def _ending_words() -> frozenset[str]:
    return frozenset(tables.words(_TABLE, "ends"))


def _ends_phrase(word: str, words: list[str]) -> bool:
    return word.casefold() in _ending_words() or bool(words) and words[-1].endswith(("’s", "'s"))


def _is_plural_head(word: str, text: str, position: int) -> bool:
    """A lower-case plural closes the phrase, unless a further lower-case noun follows at once (“sales managers”)."""
    if not word.islower() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    following = _TOKEN.match(text, position)
    return not (
        following and following[1].islower() and following[1].endswith("s") and following[1] not in _ending_words()
    )


def _trimmed(words: list[str]) -> str:
    """Without verbs and adverbs that end in -ed, -ing or -ly behind the noun."""
    while len(words) > 1 and words[-1].endswith(("ed", "ly", "ing")) and words[-1].islower():
        words.pop()
    if len(words) == 1 and words[0].endswith("ed") and words[0].islower():
        return ""
    return " ".join(words[: _MOST_WORDS + 1])
