"""Records → blocks of neighbours, each one file of cards: the least that is read again after an edit. Knows no word.

A word's place is written as the number of a block and a slot in it. Where blocks begin and how they are numbered is seen
from their records alone, and nearly never moves when others come or go: so one edit touches few places of the index.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry
from build_tools.search.storage import HALF
from build_tools.search.things import KINDS
from build_tools.tracing.table import derived

SLOTS = HALF  # things in a block: as many as one letter can tell apart
MOST_LETTERS = 13_000  # in its cards, about
LEAST_NUMBERS = 64  # for blocks; at most four fifths of them are given

_MARKED = 12  # one record in so many begins a block wherever it stands
_CARD = 110  # letters of a card beside its texts, about
_LONGEST_PROSE = 240
_LETTERS_A_PAIR, _PAIRS_EACH = 12, 16
_LEAST_BUCKETS, _MOST_BUCKETS = 1 << 12, 1 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """A record; of an entry, its claims from ``first`` to before ``last`` with it (behind the first ones, they alone)."""

    record: str
    first: int = 0
    last: int = 0

    @property
    def things(self) -> int:
        """How many slots it takes."""
        return self.last - self.first + (self.first == 0)


@dataclass(frozen=True, slots=True)
class Block:
    """Things of one kind that stand beside each other; entries with their claims."""

    kind: str
    parts: tuple[Part, ...]
    letters: int

    @property
    def key(self) -> str:
        """Its own among all blocks."""
        part = self.parts[0]
        return f"{self.kind}/{part.record}" + (f"/{part.first}" if part.first else "")

    @property
    def records(self) -> list[str]:
        """Those that stand in it themselves, not by later claims alone: the first of its slots."""
        return [part.record for part in self.parts if not part.first]

    @property
    def claims(self) -> int:
        """How many claims stand behind them."""
        return sum(part.last - part.first for part in self.parts)


@dataclass(frozen=True)
class Blocks:
    """All blocks of a corpus."""

    corpus: Corpus

    @property
    def by_key(self) -> Mapping[str, Block]:
        """Kind by kind, within each in the order in which equals are shown, but for actors and places."""
        return derived(self.corpus, blocks)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each block by its key, rising."""
        return derived(self.corpus, numbers)

    @property
    def buckets(self) -> int:
        """Into how many the pairs of adjoining words are put."""
        return derived(self.corpus, buckets)

    @property
    def span(self) -> int:
        """Below which all numbers lie."""
        return _span(len(self.by_key))

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Block]]:
        """By kind, in their order."""
        return {kind: [block for block in self.by_key.values() if block.kind == kind] for kind in KINDS}


def blocks(corpus: Corpus) -> Mapping[str, Block]:
    """A table: the blocks by their keys."""
    latest = sorted(corpus.sources.values(), key=lambda source: source.published, reverse=True)
    kinds = {
        "actor": (_alone(one.id, one.name, one.body) for one in corpus.actors.values()),
        "place": (_alone(one.id, one.name, one.body) for one in corpus.places.values()),
        "question": (_alone(one.id, one.title, one.scope or one.body) for one in corpus.questions.values()),
        "entry": (part for entry in [*corpus.entries.values()][::-1] for part in _parts(entry)),
        "source": (_alone(one.id, one.title, one.body) for one in latest),
    }
    return {block.key: block for kind, parts in kinds.items() for block in _cut(kind, parts)}


def numbers(corpus: Corpus) -> Mapping[str, int]:
    """A table: the numbers of the blocks by their keys, rising."""
    return _numbered(derived(corpus, blocks))


def buckets(corpus: Corpus) -> int:
    """A table of one: how many buckets pairs are put into."""
    count, pairs = _LEAST_BUCKETS, sum(block.letters for block in derived(corpus, blocks).values()) // _LETTERS_A_PAIR
    while count < _MOST_BUCKETS and count * _PAIRS_EACH < pairs:
        count *= 2
    return count


def fame(corpus: Corpus, kind: str) -> Sequence[str]:
    """The ids of all actors or places, the most heard or reported of first."""
    by_actor = (corpus.claims_by_speaker, corpus.entries_by_actor)
    tables = by_actor if kind == "actor" else (corpus.entries_by_place,)
    ids = corpus.actors if kind == "actor" else corpus.places
    return sorted(ids, key=lambda id: (-sum(len(table.get(id, ())) for table in tables), id))


Weighed = tuple[Part, int]


def _alone(record: str, title: str, prose: str) -> Weighed:
    return Part(record), _CARD + len(title) + min(len(prose), _LONGEST_PROSE)


def _parts(entry: Entry) -> Iterator[Weighed]:
    """An entry with its claims: one part, unless there are too many for a block."""
    first, letters = 0, _alone(entry.id, entry.title, entry.body)[1]
    claims = entry.claims if entry.status != "retracted" else ()
    if len(claims) < SLOTS and (all_letters := letters + sum(map(_letters, claims))) <= MOST_LETTERS:
        yield Part(entry.id, 0, len(claims)), all_letters
        return
    for at, size in enumerate(map(_letters, claims)):
        if at > first and (at - first + (first == 0) == SLOTS or letters + size > MOST_LETTERS):
            yield Part(entry.id, first, at), letters
            first, letters = at, 0
        letters += size
    yield Part(entry.id, first, len(claims)), letters


def _letters(claim: Claim) -> int:
    return _CARD + len(claim.quote) + (len(claim.translation.text) if claim.translation else 0)


def _cut(kind: str, weighed: Iterable[Weighed]) -> Iterator[Block]:
    parts: list[Part] = []
    things = letters = 0
    for part, size in weighed:
        too_much = things + part.things > SLOTS or letters + size > MOST_LETTERS
        if parts and (too_much or (not part.first and zlib.crc32(part.record.encode()) % _MARKED == 0)):
            yield Block(kind, tuple(parts), letters)
            parts, things, letters = [], 0, 0
        parts.append(part)
        things, letters = things + part.things, letters + size
    if parts:
        yield Block(kind, tuple(parts), letters)


def _span(count: int) -> int:
    size = LEAST_NUMBERS
    while 4 * size < 5 * count:
        size *= 2
    return size


def _numbered(keys: Mapping[str, object]) -> Mapping[str, int]:
    """Each key at the place that its checksum says, or the next that is free."""
    size, taken = _span(len(keys)), dict[int, str]()
    for place, key in sorted((zlib.crc32(key.encode()), key) for key in keys):
        at = place % size
        while at in taken:
            at = (at + 1) % size
        taken[at] = key
    return {key: number for number, key in sorted(taken.items())}
