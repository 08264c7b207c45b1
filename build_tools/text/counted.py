"""What a number counts: the noun phrase behind it, up to its head. Goes by form and small words; knows no names."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[ \n]{1,2}([^\W\d_][\w’'-]{0,30})")
_OPEN = re.compile(
    r"[”\"’]?(?:[ \n]\([^()\n]{0,40}\))?(?:[ \n]of[ \n](?:the[ \n]|whom\b|which\b|these[ \n]|those[ \n])?)?"
)
_STOP = frozenset(
    "a an the of in on at by for from to with and or but as than that which who whom whose when where while since "
    "after before during until over under into onto out off up down near against between among including are is was "
    "were be been being has have had do does did will would can could may might must should shall not no it its they "
    "their he his she her we our you your i this these those there here if because so said says say told added were "
    "died killed injured wounded arrested people’s per ago later earlier more less fewer each via amid across around "
    "through above below compared struck hit swept across without within worth out killing leaving injuring "
    "launched destroyed damaged shot reported entered deployed voted also already still only just about nearly "
    "remain remained took take went came fell rose grew gave given made left lost held live lived need needed".split()
)
_MOST_WORDS = 4


def counted_after(text: str, position: int, end: int) -> str:
    """The noun phrase that begins at ``position``: “North Korean soldiers”; empty where none follows at once."""
    opened = _OPEN.match(text, position, min(end, position + 60))
    position = opened.end() - (1 if opened and opened[0].endswith((" ", "\n")) else 0) if opened else position
    words: list[str] = []
    more = re.compile(r"[ \n](?:more|other|further|additional)(?=[ \n])").match(text, position, min(end, position + 14))
    position = more.end() if more else position
    while len(words) < _MOST_WORDS + 2:
        token = _TOKEN.match(text, position, min(end, position + 40))
        if not token or _ends_phrase(token[1], words):
            break
        words.append(token[1].rstrip("’'"))
        position = token.end()
        if _is_plural_head(words[-1], text, position):
            break
    return _trimmed(words)


def _ends_phrase(word: str, words: list[str]) -> bool:
    return word.casefold() in _STOP or bool(words) and words[-1].endswith(("’s", "'s"))


def _is_plural_head(word: str, text: str, position: int) -> bool:
    """A lower-case plural closes the phrase, unless a further lower-case noun follows at once (“sales managers”)."""
    if not word.islower() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    following = _TOKEN.match(text, position)
    return not (following and following[1].islower() and following[1].endswith("s") and following[1] not in _STOP)


def _trimmed(words: list[str]) -> str:
    """Without verbs and adverbs that end in -ed, -ing or -ly behind the noun."""
    while len(words) > 1 and words[-1].endswith(("ed", "ly", "ing")) and words[-1].islower():
        words.pop()
    if len(words) == 1 and words[0].endswith("ed") and words[0].islower():
        return ""
    return " ".join(words[: _MOST_WORDS + 1])
