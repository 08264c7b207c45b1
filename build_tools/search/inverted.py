"""Searchable things → which word stands in which of them, and which words follow each other. Knows no file."""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from build_tools.search.things import NAME, WEIGHTS, WHOLE, Field, Searchable
from build_tools.search.words import extras, sequence

PAIRS_EACH = 16  # how many places a bucket of word pairs holds on average
LEAST_BUCKETS, MOST_BUCKETS = 1 << 12, 1 << 16
NAME_TIERS = range(WEIGHTS.index(NAME) + 1)

Places = tuple[list[int], ...]


@dataclass(frozen=True)
class Inverted:
    """``words``: the numbers of the things a word stands in, heaviest weight first, each thing once, rising.

    ``pairs``: per bucket of two adjoining words (by hash), the things that hold such a pair.
    """

    words: dict[str, Places] = field(default_factory=dict)
    pairs: list[list[int]] = field(default_factory=list)


def invert(things: Sequence[Searchable]) -> Inverted:
    """Read all things once; their numbers are their positions."""
    found: defaultdict[str, Places] = defaultdict(lambda: tuple([] for _ in WEIGHTS))
    followed = array("Q")  # pair hash and thing in one number: millions of tuples would fill the memory
    for number, thing in enumerate(things):
        weights: dict[str, int] = {}
        hashes: set[int] = set()
        for part in sorted(thing.fields, key=lambda part: part.weight):
            weights.update(dict.fromkeys(_read(part, hashes), part.weight))
        for word, weight in weights.items():
            found[word][WHOLE - weight].append(number)
        followed.extend(one << 32 | number for one in hashes)
    return Inverted(dict(found), _buckets(followed))


def _read(part: Field, hashes: set[int]) -> Iterable[str]:
    if not part.own:
        return _borrowed(part.text)
    words = sequence(part.text)
    hashes.update(zlib.crc32(f"{first} {second}".encode()) for first, second in zip(words, words[1:], strict=False))
    return words + extras(part.text)


@lru_cache(maxsize=65536)
def _borrowed(text: str) -> tuple[str, ...]:
    """The words of a name that many things bear."""
    return tuple(dict.fromkeys(sequence(text) + extras(text)))


def _buckets(followed: Sequence[int]) -> list[list[int]]:
    count = LEAST_BUCKETS
    while count < MOST_BUCKETS and count * PAIRS_EACH < len(followed):
        count *= 2
    buckets: list[list[int]] = [[] for _ in range(count)]
    for both in followed:
        pair, number = both >> 32, both & 0xFFFFFFFF
        bucket = buckets[pair & (count - 1)]
        if not bucket or bucket[-1] != number:
            bucket.append(number)
    return buckets


def beginnings(inverted: Inverted, kinds: Sequence[str], *, most: Mapping[str, int]) -> dict[str, list[int]]:
    """For each first letter and first two letters of a name: the foremost things of each kind with such a name.

    ``kinds`` names the kind of every thing; ``most`` of each are kept, those first whose name is one word.
    """
    found: defaultdict[str, tuple[set[int], ...]] = defaultdict(lambda: tuple(set() for _ in NAME_TIERS))
    for word, places in inverted.words.items():
        for length in {1, min(2, len(word))}:
            for tier in NAME_TIERS:
                found[word[:length]][tier].update(places[tier])
    return {
        start: _foremost([number for tier in tiers for number in sorted(tier)], kinds, most)
        for start, tiers in sorted(found.items())
        if any(tiers)
    }


def _foremost(numbers: Iterable[int], kinds: Sequence[str], most: Mapping[str, int]) -> list[int]:
    taken: defaultdict[str, int] = defaultdict(int)
    kept = []
    for number in dict.fromkeys(numbers):
        taken[kinds[number]] += 1
        if taken[kinds[number]] <= most.get(kinds[number], 0):
            kept.append(number)
    return kept
