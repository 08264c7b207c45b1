"""What stands around a run of capitals: the words before and the text behind, within one line. Decides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REACH = 90
_SMALL = re.compile(r"(?<![\w’'-])[a-z][a-z-]+")
_WORDS = re.compile(r"[^\s“”\"()]+")


@dataclass(frozen=True, slots=True)
class Around:
    """The text before a run and behind it, each at most so far as the line goes.

    ``article``: whether “the” stands directly before it. ``last_word``: the word before it or its article, empty where a
    mark or bracket stands between. ``phrases``: that word, and the last two and three words, without a comma behind.
    ``apposed``: whether an apposition may follow: a comma, or a bracket. ``behind``: the small words of the text behind, by
    which most rules see at once that they have nothing to say.
    """

    before: str
    after: str
    article: bool
    last_word: str
    phrases: tuple[str, ...]
    apposed: bool
    behind: frozenset[str]

    def follows(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, of up to three words, stands directly before it or its article."""
        return not phrases.isdisjoint(self.phrases)


def around(text: str, start: int, end: int) -> Around:
    """What stands around ``text[start:end]``."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    article = before.endswith(("the ", "The ")) and not before[-5:-4].isalnum()
    words = _WORDS.findall(before[-52:-4] if article else before[-48:])[-3:] if before.endswith(" ") else []
    phrases: tuple[str, ...] = ()
    if words:
        last = words[-1].rstrip(",")
        phrases = (last,) if len(words) == 1 else (last, f"{words[-2]} {last}", " ".join((*words[:-1], last)))
    return Around(
        before,
        after,
        article,
        words[-1] if words else "",
        phrases,
        after.startswith((",", " (")),
        frozenset(_SMALL.findall(after)),
    )
