"""Finds passages of given texts in files, whatever markup, punctuation or escapes stand between their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

LONGEST = 300  # characters that may stand in one piece

_STRIDE = 8  # words: short enough that a passage of LONGEST characters holds a whole stretch at any offset
_MOST_SPOTS = 24  # of one stretch of words, in texts that repeat themselves
# Scripts that write no spaces are cut into pieces, which start anew at every punctuation mark.
_WORD = re.compile(r"[^\W_]{1,12}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")


@dataclass(frozen=True, slots=True)
class _Text:
    words: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Forbidden:
    """Texts that must not occur for ``longest`` characters in one piece, unless inside one of the ``allowed`` ones."""

    texts: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    longest: int = LONGEST

    def passages_in(self, text: str) -> Iterator[str]:
        """The passages found in a file's text, each by its beginning; what JSON and scripts escape is read as meant."""
        words = [match[0].casefold() for match in _WORD.finditer(_unescaped(text))]
        position = 0
        while position + _STRIDE <= len(words):
            start, end, excerpt = self._longest_at(words, position)
            if excerpt and not self._is_allowed(words[start:end]):
                yield excerpt
            position = max(position + _STRIDE, end)

    def _longest_at(self, words: Sequence[str], position: int) -> tuple[int, int, str]:
        """The longest passage around a position: its words there, half-open, and its beginning; empty if too short."""
        best = (position, position, "", 0)
        for number, spot in self._spots.get(tuple(words[position : position + _STRIDE]), ()):
            text = self._read[number]
            back = _common(words[position - 1 :: -1] if position else (), text.words[spot - 1 :: -1] if spot else ())
            on = _common(words[position:], text.words[spot:])
            first, last = spot - back, spot + on - 1
            length = text.starts[last] + len(text.words[last]) - text.starts[first]
            if length >= self.longest and length > best[3]:
                excerpt = self.texts[number][text.starts[first] :][:60]
                best = (position - back, position + on, excerpt, length)
        return best[:3]

    def _is_allowed(self, words: Sequence[str]) -> bool:
        run = f" {' '.join(words)} "
        return any(run in quote for quote in self._allowed)

    @cached_property
    def _allowed(self) -> tuple[str, ...]:
        return tuple(f" {' '.join(_read(text).words)} " for text in self.allowed)

    @cached_property
    def _read(self) -> tuple[_Text, ...]:
        return tuple(map(_read, self.texts))

    @cached_property
    def _spots(self) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        spots: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(self._read):
            for spot in range(len(text.words) - _STRIDE + 1):
                found = spots[text.words[spot : spot + _STRIDE]]
                if len(found) < _MOST_SPOTS:
                    found.append((number, spot))
        return dict(spots)


def _read(text: str) -> _Text:
    matches = list(_WORD.finditer(text))
    return _Text(tuple(match[0].casefold() for match in matches), tuple(match.start() for match in matches))


def _common(first: Iterable[str], second: Iterable[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
