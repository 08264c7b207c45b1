"""Readings of blocks → where each word and each pair stands in all of them. Knows no file and no record.

A place is written as letters: how far the block's number is from that of the block before (upper half of the letters),
then the slots. What one block adds can so be put in and taken out again alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from operator import sub

from build_tools.search.reading import Reading
from build_tools.search.storage import GOES_ON, HALF

_PIECE = re.compile("([{0}]+)([^{0}]+)".format(re.escape(GOES_ON)))
_NO_SLOT = (GOES_ON + " !~").encode()


class _Gaps(dict[int, str]):
    """How far it is to the next block, as letters; worked out when first asked for."""

    def __missing__(self, distance: int) -> str:
        rest, digit = divmod(distance, HALF)
        self[distance] = (self[rest] if rest else "") + GOES_ON[digit]
        return self[distance]


class _Distances(dict[str, int]):
    """The other way round."""

    def __missing__(self, letters: str) -> int:
        self[letters] = sum(GOES_ON.index(one) * HALF**at for at, one in enumerate(letters[::-1]))
        return self[letters]


def joined(numbers: Sequence[int], pieces: Iterable[str]) -> str:
    """What blocks hold, by their numbers, rising."""
    gaps = map(_GAPS.__getitem__, map(sub, numbers, chain((-1,), numbers)))
    return "".join(chain.from_iterable(zip(gaps, pieces, strict=True)))


def parted(places: str) -> tuple[list[int], list[str]]:
    """The other way round: the numbers of the blocks, and what they hold."""
    found = _PIECE.findall(places)
    gaps = (_DISTANCES[letters] for letters, _ in found)
    return list(accumulate(gaps, initial=-1))[1:], [piece for _, piece in found]


def patched(places: str, changes: Mapping[int, str]) -> str:
    """The same with what some blocks hold now; empty for nothing."""
    numbers, pieces = parted(places)
    for number, piece in changes.items():
        at = bisect_left(numbers, number)
        held = slice(at, at + (numbers[at : at + 1] == [number]))
        numbers[held], pieces[held] = ([number], [piece]) if piece else ([], [])
    return joined(numbers, pieces)


def count(places: str) -> int:
    """How many things hold it."""
    return len(places.encode().translate(None, _NO_SLOT))


_GAPS, _DISTANCES = _Gaps(), _Distances()  # of pure functions, and no larger than the span of block numbers


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
                words[word] += (_GAPS[number - last[word]] + piece).encode()
            else:
                words[word] = bytearray((_GAPS[number + 1] + piece).encode())
            last[word] = number
        pairs, last_pair = self._pairs, self._last_pair
        for bucket, slots in reading.pairs.items():
            pairs[bucket] += (_GAPS[number - last_pair[bucket]] + slots).encode()
            last_pair[bucket] = number

    def words(self) -> Iterator[tuple[str, str]]:
        """Each word with where it stands."""
        return ((word, places.decode()) for word, places in self._words.items())

    def pairs(self) -> Sequence[str]:
        """Where the pairs of each bucket stand."""
        return [places.decode() for places in self._pairs]
