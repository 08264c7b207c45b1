"""Tells quotes apart that occur more than once in a text, by the words just before them (as in a TextQuoteSelector)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+")
_WINDOWS = (24, 12, 6)  # letters by which most quotes are told to be the only ones, without searching the whole text
_REACHES = (24, 60, 140, 400)
_LONGEST = 200
_SHORT_TEXT = 100_000  # letters of a text that is sooner searched for each quote than indexed


class QuotePlaces:
    """A text in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._windows: dict[int, Counter[str]] = {}
        self._repeated: dict[str, bool] = {}

    def words_before(self, start: int, quote: str) -> str:
        """As many words before ``start`` as make the quote the only one there; empty if it is that by itself."""
        if len(self._text) > _SHORT_TEXT and self._is_rare(quote):
            return ""
        if quote not in self._repeated:
            self._repeated[quote] = self._text.find(quote, self._text.find(quote) + 1) >= 0
        if not self._repeated[quote]:
            return ""
        leads = (self._text[max(0, start - reach) : start].strip() for reach in _REACHES)
        longest = self._text[max(0, start - _REACHES[-1]) : start].strip()
        return next((lead for lead in leads if lead and self._is_only_one(lead, quote[:_LONGEST])), longest)

    def _is_rare(self, quote: str) -> bool:
        """Whether some words of the quote stand nowhere else; a text that repeats itself differs in the names within."""
        begins = [word.start() for word in _WORD.finditer(quote)] or [0]
        return self._holds_a_rare_window(quote, begins)

    def _holds_a_rare_window(self, words: str, begins: Sequence[int]) -> bool:
        length = next((length for length in _WINDOWS if begins and length <= len(words) - begins[0]), 0)
        if not length:
            return False
        counted = self._counted(length)
        return any(counted[words[begin : begin + length]] == 1 for begin in begins if begin + length <= len(words))

    def _counted(self, length: int) -> Counter[str]:
        """How often each window of that length begins a word."""
        if length not in self._windows:
            words = _WORD.finditer(self._text)
            self._windows[length] = Counter(self._text[word.start() : word.start() + length] for word in words)
        return self._windows[length]

    def _is_only_one(self, lead: str, quote: str) -> bool:
        """Whether the quote stands exactly once behind these words and blanks; the first word may be cut in two."""
        if len(self._text) > _SHORT_TEXT:
            begins = [word.start() for word in _WORD.finditer(lead)][1:]
            if self._holds_a_rare_window(lead, begins):
                return True
        behind = (position for position in self._places(quote) if self._stands_before(lead, position))
        return next(behind, None) is not None and next(behind, None) is None

    def _places(self, quote: str) -> Iterator[int]:
        position = self._text.find(quote)
        while position >= 0:
            yield position
            position = self._text.find(quote, position + 1)

    def _stands_before(self, lead: str, position: int) -> bool:
        while position > 0 and self._text[position - 1].isspace():
            position -= 1
        return self._text.endswith(lead, 0, position)
