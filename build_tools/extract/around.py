"""What stands around a run of capitals: the words before and the text behind, within one line. Decides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_REACH = 90
_WORDS = re.compile(r"[^\s“”\"()]+")


@dataclass(frozen=True)
class Around:
    """The text before a run and behind it, each at most so far as the line goes."""

    before: str
    after: str

    @cached_property
    def article(self) -> bool:
        """Whether “the” stands directly before it."""
        return self.before[-4:] in ("the ", "The ")

    @cached_property
    def _words(self) -> list[str]:
        """The four words before, an article left out; none where a mark or bracket stands between them and the run."""
        before = self.before[:-4] if self.article else self.before
        return _WORDS.findall(before[-48:])[-4:] if before[-1:] == " " else []

    def follows(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, of up to three words, stands directly before it or its article."""
        words = self._words
        return any(" ".join(words[-count:]).rstrip(",") in phrases for count in range(1, min(3, len(words)) + 1))

    @cached_property
    def last_word(self) -> str:
        """The word directly before it or its article; empty where there is none."""
        return self._words[-1] if self._words else ""

    @cached_property
    def is_apposed(self) -> bool:
        """Whether an apposition may follow: a comma, or a bracket and a comma."""
        return self.after[:1] == "," or self.after[:2] == " ("


def around(text: str, start: int, end: int) -> Around:
    """What stands around ``text[start:end]``."""
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    return Around(before, text[end : end + _REACH].partition("\n")[0])
