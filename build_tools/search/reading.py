"""The things of a block → its cards, its words with their places, its pairs of words, its columns. Knows no other block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter

from build_tools.search.card_files import packed
from build_tools.search.dates import number_of_day
from build_tools.search.storage import ENDS, as_json, checksum
from build_tools.search.things import NAME, RELATED, TEXT, WHOLE, Field, Searchable
from build_tools.search.words import both

MARKS = {TEXT: "", WHOLE: " ", NAME: "!", RELATED: "~"}  # before the slots in which a word weighs so much
ORDER = tuple(MARKS)

_WEIGHT = attrgetter("weight")

Slots = str  # things of a block, a letter each, rising


@dataclass(frozen=True, slots=True)
class Columns:
    """What the things of a block are counted by, thing by thing; ``own``: how many come before the claims of all of them."""

    own: int
    speakers: tuple[str, ...]
    sources: tuple[str, ...]
    days: tuple[int, ...]
    signs: tuple[tuple[str, ...], ...]
    claims: tuple[int, ...]

    @property
    def things(self) -> int:
        """How many."""
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the index needs of one block. ``cards``: its file, as JSON. ``words``: word → the slots it stands in, by weight,
    each thing once. ``pairs``: bucket of two adjoining words, by their checksum → the slots of the things that hold such a pair.
    """

    cards: str
    words: Mapping[str, str]
    pairs: Mapping[int, Slots]
    columns: Columns


def read(things: Sequence[Searchable], *, buckets: int) -> Reading:
    """Read the things of a block, each once."""
    by_weight: dict[int, dict[str, Slots]] = {weight: {} for weight in ORDER}
    pairs: dict[int, Slots] = {}
    for slot, thing in zip(ENDS, things, strict=False):
        weights: dict[str, int] = {}
        adjoining: set[int] = set()
        for field in sorted(thing.fields, key=_WEIGHT):
            weights.update(dict.fromkeys(_words(field, adjoining), field.weight))
        for word, weight in weights.items():
            held = by_weight[weight]
            held[word] = held[word] + slot if word in held else slot
        for bucket in {pair & (buckets - 1) for pair in adjoining}:
            pairs[bucket] = pairs[bucket] + slot if bucket in pairs else slot
    return Reading(as_json(packed([thing.card for thing in things])), _marked(by_weight), pairs, _columns(things))


def _words(field: Field, adjoining: set[int]) -> Iterable[str]:
    if not field.own:
        return _borrowed(field.text)
    words, others = both(field.text)
    adjoining.update(map(checksum, map(" ".join, pairwise(words))))
    return words + others


@lru_cache(maxsize=16384)
def _borrowed(text: str) -> tuple[str, ...]:
    """The words of names that many things bear."""
    return tuple(dict.fromkeys(chain(*both(text))))


def _marked(by_weight: Mapping[int, Mapping[str, Slots]]) -> Mapping[str, str]:
    words = dict(by_weight[TEXT])
    for weight in ORDER[1:]:
        mark = MARKS[weight]
        for word, slots in by_weight[weight].items():
            words[word] = f"{words[word]}{mark}{slots}" if word in words else mark + slots
    return words


def _columns(things: Sequence[Searchable]) -> Columns:
    all_traits = [thing.traits for thing in things]
    own = [thing for thing in things if thing.kind != "claim"]
    return Columns(
        len(own),
        tuple(str(one.speaker) for one in all_traits),
        tuple(str(one.source) for one in all_traits),
        tuple(number_of_day(one.day) for one in all_traits),
        tuple(tuple(map(str, one.signs)) for one in all_traits),
        tuple(one.claims for one in own),
    )
