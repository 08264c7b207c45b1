"""Tells quotes apart that occur more than once in a text, by the words just before them (as in a TextQuoteSelector)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_WINDOWS = (24, 12, 6)  # letters by which most quotes are told to be the only ones, without searching the whole text
_REACHES = (24, 60, 140, 400)
_LONGEST = 200
_SHORT_TEXT = 100_000  # letters of a text that is sooner searched for each quote than indexed


class QuotePlaces:
    """A text in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._windows: dict[int, Counter[str]] = {}

    def words_before(self, start: int, quote: str) -> str:
        """As many words before ``start`` as make the quote the only one there; empty if it is that by itself."""
        if len(self._text) > _SHORT_TEXT and self._is_rare(quote):
            return ""
        if self._text.find(quote, self._text.find(quote) + 1) < 0:
            return ""
        leads = (self._text[max(0, start - reach) : start].strip() for reach in _REACHES)
        longest = self._text[max(0, start - _REACHES[-1]) : start].strip()
        return next((lead for lead in leads if lead and self._is_only_one(lead, quote[:_LONGEST])), longest)

    def _is_rare(self, quote: str) -> bool:
        word = re.search(r"\w", quote)
        begin = word.start() if word else 0
        length = next((length for length in _WINDOWS if length <= len(quote) - begin), 0)
        return bool(length) and self._counted(length)[quote[begin : begin + length]] == 1

    def _counted(self, length: int) -> Counter[str]:
        """How often each window of that length begins a word."""
        if length not in self._windows:
            words = re.finditer(r"\w+", self._text)
            self._windows[length] = Counter(self._text[word.start() : word.start() + length] for word in words)
        return self._windows[length]

    def _is_only_one(self, lead: str, quote: str) -> bool:
        """Whether the quote stands exactly once behind these words and blanks."""
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
