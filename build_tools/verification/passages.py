"""Finds passages of given texts in files, whatever markup, punctuation or escapes stand between their words."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

LONGEST = 300  # characters that may stand in one piece

# Words before and after what is allowed that may happen to stand beside it in its text too: “a”, “in”, “published”.
_BY_CHANCE = range(3)
_LENGTH_BY_CHANCE = 50  # characters that they may add
_STRIDE = 8  # words: short enough that a passage of LONGEST characters holds a whole stretch at any offset
_MOST_SPOTS = 24  # of one stretch of words, in texts that repeat themselves
# Scripts that write no spaces are cut into pieces, which start anew at every punctuation mark.
_WORD = re.compile(r"[^\W_]{1,12}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_SPOT_BITS = 30  # of a number that holds a hash above and a place among the words of all texts below
_HASH_BITS, _PART_BITS = 64 - _SPOT_BITS, 4
_WORDS, _HASHES, _NUMBERS = 1 << _SPOT_BITS, (1 << _HASH_BITS) - 1, "Q"


@dataclass(frozen=True)
class Forbidden:
    """Texts that must not occur for ``longest`` characters in one piece, unless inside one of the ``allowed`` ones."""

    texts: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    longest: int = LONGEST

    def prepare(self) -> None:
        """Make now what is looked into for every file, before the work is shared."""
        if self.texts:
            _ = self._index, self._allowed

    def passages_in(self, text: str) -> Iterator[str]:
        """The passages found in a file's text, each by its beginning; what JSON and scripts escape is read as meant."""
        words = _words(_unescaped(text))
        position = 0
        while position + _STRIDE <= len(words):
            start, end, excerpt = self._longest_at(words, position)
            if excerpt and not self._is_allowed(words[start:end]):
                yield excerpt
            position = max(position + _STRIDE, end)

    def _longest_at(self, words: Sequence[str], position: int) -> tuple[int, int, str]:
        """The longest passage around a position: its words there, half-open, and its beginning; empty if too short."""
        best, longest = (position, position, ""), 0
        index = self._index
        for spot in index.spots(words[position : position + _STRIDE]):
            back, on = index.back(words, position, spot), index.on(words, position, spot)
            number, start, end = index.at(spot - back, spot + on)
            if end - start >= self.longest and end - start > longest:
                longest = end - start
                best = (position - back, position + on, self.texts[number][start:][:60])
        return best

    def _is_allowed(self, words: Sequence[str]) -> bool:
        runs = {" ".join(words[front : len(words) - back]) for front, back in product(_BY_CHANCE, repeat=2)}
        return any(f" {run} " in quote for run in runs for quote in self._allowed)

    @cached_property
    def _allowed(self) -> tuple[str, ...]:
        """Those that are long enough to hold a passage, but for words that stand beside them by chance."""
        long = (text for text in self.allowed if len(text) >= self.longest - _LENGTH_BY_CHANCE)
        return tuple(f" {' '.join(_words(text))} " for text in long)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.texts)


class _Index:
    """The words of all texts, one behind the other, with one between two texts that no file has; where each stands; and
    every stretch of words by its hash, sorted. Of one number each: thousands of articles take a few dozen megabytes.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: list[str] = []
        self._starts, self._texts = array("I"), array("I")
        known: dict[str, str] = {}  # one string for each word, however often it stands there
        for text in texts:
            self._texts.append(len(self._words))
            for match in _WORD.finditer(text.lower()):
                self._words.append(known.setdefault(match[0], match[0]))
                self._starts.append(match.start())
            self._words.append("")
            self._starts.append(0)
        self._stretches = self._sorted()

    def _sorted(self) -> array[int]:
        """Sorted part by part, since a list of numbers takes four times the memory of an array."""
        parts = [array(_NUMBERS) for _ in range(1 << _PART_BITS)]
        stretches = zip(*(islice(self._words, ahead, None) for ahead in range(_STRIDE)), strict=False)
        for spot, stretch in enumerate(stretches):
            hashed = hash(stretch) & _HASHES
            parts[hashed >> (_HASH_BITS - _PART_BITS)].append(hashed << _SPOT_BITS | spot)
        whole = array(_NUMBERS)
        while parts:
            whole.extend(array(_NUMBERS, sorted(parts.pop(0))))
        return whole

    def spots(self, stretch: Sequence[str]) -> Iterator[int]:
        """Where a stretch of words stands among those of all texts."""
        wanted = hash(tuple(stretch)) & _HASHES
        at = bisect_left(self._stretches, wanted << _SPOT_BITS)
        for number in self._stretches[at : at + _MOST_SPOTS]:
            spot = number % _WORDS
            if number >> _SPOT_BITS != wanted:
                return
            if self._words[spot : spot + _STRIDE] == stretch:
                yield spot

    def on(self, words: Sequence[str], position: int, spot: int) -> int:
        """How many words from a position on are those of a text from a spot on."""
        count, most = 0, min(len(words) - position, len(self._words) - spot)
        while count < most and words[position + count] == self._words[spot + count]:
            count += 1
        return count

    def back(self, words: Sequence[str], position: int, spot: int) -> int:
        """How many words before a position are those before a spot."""
        count, most = 0, min(position, spot)
        while count < most and words[position - count - 1] == self._words[spot - count - 1]:
            count += 1
        return count

    def at(self, first: int, last: int) -> tuple[int, int, int]:
        """Which text the words between two spots are of, and where they stand in it: characters, half-open."""
        number = bisect_left(self._texts, first + 1) - 1
        return number, self._starts[first], self._starts[last - 1] + len(self._words[last - 1])


def _words(text: str) -> list[str]:
    """In small letters before they are cut, which leaves each as long as it is written (“ß” stays one letter)."""
    return _WORD.findall(text.lower())


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
