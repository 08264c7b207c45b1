"""What stands around a run of capitals: the words before and the text behind, within one line. Decides nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_REACH = 90
_WORDS = re.compile(r"[^\s“”\"()]+")


class Around(NamedTuple):
    """The text before a run and behind it, each at most so far as the line goes.

    ``article``: whether “the” stands directly before it. ``last_word``: the word before it or its article, empty where
    a mark or bracket stands between. ``apposed``: whether an apposition may follow: a comma, or a bracket.
    """

    before: str
    after: str
    article: bool
    last_word: str
    apposed: bool

    def follows(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, of up to three words, stands directly before it or its article; no comma counts."""
        last = self.last_word.rstrip(",")
        if last not in _endings(phrases):
            return False
        words = _WORDS.findall(_words_before(self.before, self.article))[-3:-1]
        return any(" ".join((*words[at:], last)) in phrases for at in range(len(words) + 1))

    @property
    def goes_on_small(self) -> bool:
        """Whether a small letter follows: a word that opens its sentence is no name by its capital alone then."""
        return self.after[:1] == " " and "a" <= self.after[1:2] <= "z"


@lru_cache(maxsize=64)
def _endings(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


def around(text: str, start: int, end: int) -> Around:
    """What stands around ``text[start:end]``."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    after = text[end : end + _REACH].partition("\n")[0]
    article = before.endswith(("the ", "The ")) and not before[-5:-4].isalnum()
    last_word = _last_word(_words_before(before, article)) if before[-1:] == " " else ""
    return Around(before, after, article, last_word, after.startswith((",", " (")))


def _words_before(before: str, article: bool) -> str:
    return before[-52:-4] if article else before[-48:]


def _last_word(words: str) -> str:
    """The last word of all; most stand between blanks, the others are searched for behind brackets and quotation marks."""
    head, blank, _ = words.rpartition(" ")
    last = head[head.rfind(" ") + 1 :]
    if blank and words[-1] == " " and last.rstrip(",").isalpha():
        return last
    found = _WORDS.findall(words)
    return found[-1] if found else ""
