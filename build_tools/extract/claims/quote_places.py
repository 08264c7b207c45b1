"""Tells quotes apart that occur more than once in a text, by the words just before them (as in a TextQuoteSelector)."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_WORD = re.compile(r"\w+")
_WINDOWS = (24, 12, 6)  # letters by which most quotes are told to be the only ones, without searching the whole text
_REACHES = (24, 60, 140, 400)
_LONGEST = 200
_FEW = 16  # places of a window that are few enough
_SHORT_TEXT = 100_000  # letters of a text that is sooner searched for each quote than indexed


class _Windows:
    """Where the words of a text begin, found by so many letters from there on."""

    def __init__(self, text: str, length: int) -> None:
        self._starts = array("L")
        self._before = array("l")  # for each word, the number of the one before it that begins alike; -1: none
        self._last: dict[str, int] = {}
        for number, word in enumerate(_WORD.finditer(text)):
            window = text[word.start() : word.start() + length]
            self._before.append(self._last.get(window, -1))
            self._last[window] = number
            self._starts.append(word.start())

    def is_rare(self, window: str) -> bool:
        """Whether just one word begins so."""
        number = self._last.get(window, -1)
        return number >= 0 and self._before[number] < 0

    def places(self, window: str) -> Iterator[int]:
        """Where words begin so, the last one first."""
        number = self._last.get(window, -1)
        while number >= 0:
            yield self._starts[number]
            number = self._before[number]

    def rarest(self, windows: Iterable[tuple[int, str]]) -> tuple[int, str]:
        """The one of the windows (each with where it begins) that the fewest words begin with, or of which few do."""
        return min(windows, key=lambda one: sum(1 for _ in islice(self.places(one[1]), _FEW)))


class QuotePlaces:
    """A text in which quotes are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._windows: dict[int, _Windows] = {}
        self._repeated: dict[str, bool] = {}

    def words_before(self, start: int, quote: str) -> str:
        """As many words before ``start`` as make the quote the only one there; empty if it is that by itself."""
        if len(self._text) > _SHORT_TEXT and self._is_rare(quote):
            return ""
        if quote not in self._repeated:
            self._repeated[quote] = len(list(islice(self._places(quote), 2))) > 1
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
        length = _length_for(words, begins)
        if not length:
            return False
        windows = self._of_length(length)
        return any(windows.is_rare(words[begin : begin + length]) for begin in begins if begin + length <= len(words))

    def _of_length(self, length: int) -> _Windows:
        if length not in self._windows:
            self._windows[length] = _Windows(self._text, length)
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
        """Wherever the quote stands; in a long text by those words in it that stand in the fewest places."""
        inner = [word.start() for word in _WORD.finditer(quote)][1:]  # these begin words wherever the quote stands
        length = _length_for(quote, inner) if len(self._text) > _SHORT_TEXT else 0
        if not length:
            yield from self._all_places(quote)
            return
        windows = self._of_length(length)
        begins = (begin for begin in inner if begin + length <= len(quote))
        begin, window = windows.rarest((begin, quote[begin : begin + length]) for begin in begins)
        for place in windows.places(window):
            if place >= begin and self._text.startswith(quote, place - begin):
                yield place - begin

    def _all_places(self, quote: str) -> Iterator[int]:
        position = self._text.find(quote)
        while position >= 0:
            yield position
            position = self._text.find(quote, position + 1)

    def _stands_before(self, lead: str, position: int) -> bool:
        while position > 0 and self._text[position - 1].isspace():
            position -= 1
        return self._text.endswith(lead, 0, position)


def _length_for(words: str, begins: Sequence[int]) -> int:
    """The longest window that fits behind the first of the beginnings; 0 where none does."""
    return next((length for length in _WINDOWS if begins and length <= len(words) - begins[0]), 0)
