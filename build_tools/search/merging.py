"""Readings of blocks → where each word and each pair stands in all of them. Knows no file and no record.

A place is written as letters: how far the block's number is from that of the block before (upper half of the letters),
then the slots. What one block adds can so be put in and taken out again alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_tools.search.reading import Reading
from build_tools.search.storage import GOES_ON, HALF

_PIECE = re.compile("([{0}]+)([^{0}]+)".format(re.escape(GOES_ON)))
_NO_SLOT = (GOES_ON + " !~").encode()


def gap(distance: int) -> str:
    """How far it is to the next block."""
    return _SHORT[distance] if distance < len(_SHORT) else _spelt(distance)


def _spelt(distance: int) -> str:
    letters = ""
    while distance:
        distance, digit = divmod(distance, HALF)
        letters = GOES_ON[digit] + letters
    return letters


_SHORT = tuple(map(_spelt, range(HALF * HALF)))
_VALUES = {letters: distance for distance, letters in enumerate(_SHORT)}


def _distance(letters: str) -> int:
    known = _VALUES.get(letters)
    return known if known is not None else sum(GOES_ON.index(one) * HALF**at for at, one in enumerate(letters[::-1]))


def joined(pieces: Iterable[tuple[int, str]]) -> str:
    """What blocks hold, by their numbers, rising."""
    before, letters = -1, list[str]()
    for number, piece in pieces:
        letters += (gap(number - before), piece)
        before = number
    return "".join(letters)


def parted(places: str) -> dict[int, str]:
    """What each block holds, by its number."""
    pieces, number = {}, -1
    for distance, piece in _PIECE.findall(places):
        number += _distance(distance)
        pieces[number] = piece
    return pieces


def patched(places: str, changes: Mapping[int, str]) -> str:
    """The same with what some blocks hold now; empty for nothing."""
    pieces = {**parted(places), **changes}
    return joined((number, pieces[number]) for number in sorted(pieces) if pieces[number])


def count(places: str) -> int:
    """How many things hold it."""
    return len(places.encode().translate(None, _NO_SLOT))


class Merging:
    """Takes the readings of all blocks, one after the other, with rising numbers."""

    def __init__(self, buckets: int) -> None:
        self._words: dict[str, bytearray] = {}
        self._last: dict[str, int] = {}
        self._pairs = [bytearray() for _ in range(buckets)]
        self._last_pair = [-1] * buckets

    def add(self, number: int, reading: Reading) -> None:
        """Put in what a block holds."""
        words, last = self._words, self._last
        for word, piece in reading.words.items():
            if word in words:
                words[word] += (gap(number - last[word]) + piece).encode()
            else:
                words[word] = bytearray((gap(number + 1) + piece).encode())
            last[word] = number
        pairs, last_pair = self._pairs, self._last_pair
        for bucket, slots in reading.pairs.items():
            pairs[bucket] += (gap(number - last_pair[bucket]) + slots).encode()
            last_pair[bucket] = number

    def words(self) -> Iterator[tuple[str, str]]:
        """Each word with where it stands."""
        return ((word, places.decode()) for word, places in self._words.items())

    def pairs(self) -> Sequence[str]:
        """Where the pairs of each bucket stand."""
        return [places.decode() for places in self._pairs]
