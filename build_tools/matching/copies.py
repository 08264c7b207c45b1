"""Which texts are copies: first and last words of their sentences, outside quotations, in one index of all texts.

Two outlets that quote the same statement share its words without copying each other, so quoted words do not count.
An edit inside a sentence leaves one of its ends as it was. Linear in the text; no pair is compared, no text is kept.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_END = 7  # words of an end
_SHORTEST = 5  # words of a sentence that is too short for two ends
_FEWEST = 3  # ends in common, below which nothing is said: about two sentences
_MOST_HOLDERS = 8  # texts remembered of one end: what more have is boilerplate
_QUOTED = re.compile(r"“[^”\n]{0,1500}”|\"[^\"\n]{0,1500}\"|„[^“”\n]{0,1500}[“”]|«[^»\n]{0,1500}»")
_STOP = re.compile(r"[.!?…][\s]|\n\s*\n")
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})


@dataclass(frozen=True)
class Overlap:
    """What a new text shares with a known one: ``of_mine`` and ``of_other`` are shares (0 to 1) of the ends of their
    sentences, ``words`` the first that they share.
    """

    other: str
    of_mine: float
    of_other: float
    words: str


class KnownTexts:
    """What is kept of the texts of all sources, to find those that a new one shares sentences with."""

    def __init__(self) -> None:
        self._hashes: dict[int, str] = {}
        self._sizes: dict[str, int] = {}
        self._first: dict[int, str] = {}
        self._others: dict[int, tuple[str, ...]] = {}
        self._last: tuple[str, str, dict[int, str]] = ("", "", {})

    def add(self, source: str, text: str) -> None:
        """Adds the text of a source."""
        keys = self._read(source, text).keys()
        self._sizes[source] = len(keys)
        self._hashes.setdefault(_whole(text), source)
        held = keys & self._first.keys()
        self._first |= dict.fromkeys(keys - held, source)
        for key in held:
            holders = self._others.get(key, ())
            if len(holders) < _MOST_HOLDERS:
                self._others[key] = (*holders, source)

    def _read(self, source: str, text: str) -> dict[int, str]:
        """The ends of a text; those of the last one are at hand, since what is compared is added next."""
        if self._last[:2] != (source, text):
            self._last = (source, text, dict(_ends(text)))
        return self._last[2]

    def same(self, source: str, text: str) -> str:
        """Another source with the same text to the letter, empty where there is none."""
        found = self._hashes.get(_whole(text), source)
        return found if found != source else ""

    def overlaps(self, source: str, text: str) -> tuple[Overlap, ...]:
        """The other sources that share enough to speak of, the largest share first."""
        ends = self._read(source, text)
        shared: Counter[str] = Counter()
        words: dict[str, str] = {}
        for key, written in ends.items():
            for other in (self._first[key], *self._others.get(key, ())) if key in self._first else ():
                shared[other] += 1
                words.setdefault(other, written)
        found = (
            Overlap(other, number / len(ends), number / self._sizes[other], words[other])
            for other, number in shared.items()
            if number >= _FEWEST and other != source
        )
        return tuple(sorted(found, key=lambda one: (-one.of_mine, one.other)))


def _ends(text: str) -> Iterator[tuple[int, str]]:
    """The first and last words of every sentence, and of a long one those in the middle: checksum, words."""
    for sentence in _STOP.split(_QUOTED.sub(" ", text.casefold())):
        words = sentence.split()
        if len(words) > _END:
            yield from (_key(words[:_END]), _key(words[-_END:]))
            if len(words) > 3 * _END:
                middle = (len(words) - _END) // 2
                yield _key(words[middle : middle + _END])
        elif len(words) >= _SHORTEST:
            yield _key(words)


def _key(words: list[str]) -> tuple[int, str]:
    joined = " ".join(words)
    return zlib.crc32(joined.encode()), joined


def _whole(text: str) -> int:
    data = text.encode()
    return zlib.crc32(data) << 32 | len(data)


def plain_words(text: str) -> str:
    """A text as it is searched for copied words: whatever the capitals, blanks and forms of quotation marks."""
    return " ".join(text.translate(_MARKS).casefold().split())
