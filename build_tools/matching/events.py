"""The known entries, found again by day and place or actor, and by the article they come from: no pair is compared
that shares neither. Holds what an import has proposed so far beside what is recorded.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from build_tools.matching.place_names import bare
from build_tools.matching.traits import Names, Traits, kept, traits_of
from build_tools.matching.verdict import ONE_STORY, Match, compare, may_meet, may_stand_beside
from build_tools.model import Actor, Entry, Place

_MOST_CANDIDATES = 200  # entries of one day at one place; beyond, the place says nothing
_MOST_STORIES = 6
_MOST_MATCHES = 3
_MANY_NAMES = 3  # names in common, beside words, that show two articles to be on one story
_MANY_WORDS = 5
_MOST_OF = 0.4  # of the names of the one that names less
_OFTEN = 2  # events that two articles have in common, for the rest of them to be compared without their days
_LEAD = 2  # entries with which an article begins
_ONE_STORY = 12  # entries of an article on one event; a round-up has more
_RARE = 8  # entries that may have a name that is rare
_COMMON = 30  # entries that may have a name before it counts as common


class Shelf(Protocol):
    """Where what is kept of entries lies, by number: in memory or on disk. A list is one."""

    def append(self, item: Traits, /) -> None: ...
    def __getitem__(self, number: int, /) -> Traits: ...
    def __setitem__(self, number: int, item: Traits, /) -> None: ...
    def __len__(self) -> int: ...


class KnownEvents:
    """Entries with an index to find those like a new one. In memory are only their numbers, by hashes of what leads to
    them; ``shelf`` holds the rest.

    ``beside``: for the entries that were looked for last, those of articles on the same story that they do not exclude.
    """

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.names = Names()
        self._shelf: Shelf = [] if shelf is None else shelf
        self._numbers: dict[int, int] = {}
        self._by_day: dict[int, tuple[int, ...]] = {}
        self._by_source: dict[int, array[int]] = {}
        self._named: Counter[int] = Counter()
        self._made: dict[tuple[str, ...], Traits] = {}
        self._read: dict[int, Traits] = {}
        self.beside: dict[str, list[str]] = {}

    def learn(self, records: Iterable[Actor | Place]) -> None:
        """Adds actors and places; before the entries that name them."""
        self.names.learn(records)

    def add(self, entry: Entry) -> None:
        """Adds an entry; or, to one that is known, what further claims tell. Keeps no claims, only what they are about."""
        made = self._made.get(_key_of(entry))
        number = self._numbers.get(hash(entry.id))
        before = None if number is None else self._at(number)
        traits = kept(made or traits_of(entry, self.names), entry, before)
        if number is None:
            number = self._numbers[hash(entry.id)] = len(self._shelf)
            self._shelf.append(traits)
        else:
            self._shelf[number] = self._read[number] = traits
        self._named.update(map(hash, traits.names))
        for key in {*_keys(traits)}.difference(_keys(before) if before else ()):
            if len(entries := self._by_day.get(key, ())) <= _MOST_CANDIDATES:
                self._by_day[key] = (*entries, number)
        for source in traits.sources.difference(before.sources if before else ()):
            self._by_source.setdefault(hash(source), array("L")).append(number)

    def get(self, id: str) -> Entry | None:
        """The entry as it is known so far."""
        number = self._numbers.get(hash(id))
        return None if number is None else self._at(number).entry

    def _at(self, number: int) -> Traits:
        """What is kept of an entry; what the last matches have asked for is at hand."""
        if number not in self._read:
            self._read[number] = self._shelf[number]
        return self._read[number]

    def _of(self, source: str) -> Sequence[int]:
        """The entries of a source."""
        return self._by_source.get(hash(source), ())

    def matches(self, entries: Sequence[Entry]) -> Mapping[str, tuple[Match, ...]]:
        """For the entries of one new article, by their id: the known ones like them, likest first.

        First those that meet by day and name; where they show that two articles are on one story, the rest of their
        entries are compared too: what an article says of its event later names neither day nor place.
        """
        self._read.clear()
        self._made = {_key_of(entry): traits_of(entry, self.names) for entry in entries}
        mine = {entry.id: self._without_common(self._made[_key_of(entry)]) for entry in entries}
        own = frozenset(source for traits in mine.values() for source in traits.sources)
        near = {id: self._near(traits, own) for id, traits in mine.items()}
        first = {id: list(self._compared(mine[id], near[id])) for id in mine}
        told = self._told_with(list(mine.values()), near, first)
        likely = [number for number in self._likely_told(list(mine.values()), first) if number not in told]
        self.beside = {
            id: [other.entry.id for other in map(self._at, [*told, *likely]) if may_stand_beside(traits, other)]
            for id, traits in mine.items()
        }
        again = {
            id: list(self._compared(traits, self._may_match(traits, told, own), one_story=True))
            for id, traits in mine.items()
        }
        often = self._often_told(first)
        besides = {id: self._besides(mine[id], [*likely, *often]) for id in mine}
        return {id: _best([*again[id], *first[id], *besides[id]]) for id in mine}

    def _compared(self, traits: Traits, others: Iterable[int], *, one_story: bool = False) -> Iterator[Match]:
        for number in others:
            if match := compare(traits, self._at(number), one_story=one_story):
                yield match

    def _besides(self, traits: Traits, others: Sequence[int]) -> Iterator[Match]:
        """What else two articles may both tell that are likely on one event, or have several in common: its days may be
        wide or open, and none is sure.
        """
        for number in self._may_match(traits, others, traits.sources):
            match = compare(traits, self._at(number), one_story=True) if may_meet(traits, self._at(number)) else None
            if match and match.likely:
                why = match.why.replace(ONE_STORY, "the two articles have events in common")
                yield replace(match, sure=False, but=match.but or "the articles are on one event only likely", why=why)

    def _likely_told(self, mine: Sequence[Traits], first: Mapping[str, Sequence[Match]]) -> list[int]:
        """The entries of articles that likely are on one event with this one, by what it begins with; of no round-up."""
        lead = [match for traits in mine[:_LEAD] for match in first[traits.entry.id] if match.likely]
        sources = sorted({source for match in lead for source in self._sources(match)})
        told = [source for source in sources if max(len(mine), len(self._of(source))) <= _ONE_STORY]
        return [number for source in told[:_MOST_STORIES] for number in self._of(source)]

    def _often_told(self, first: Mapping[str, Sequence[Match]]) -> list[int]:
        """The entries of articles that have several events in common with this one."""
        likely = {
            (id, source) for id, found in first.items() for one in found if one.likely for source in self._sources(one)
        }
        often = Counter(source for _, source in likely)
        return [number for source in sorted(often) if often[source] >= _OFTEN for number in self._of(source)]

    def _sources(self, match: Match) -> frozenset[str]:
        return self._at(self._numbers[hash(match.other)]).sources

    def _near(self, traits: Traits, own: frozenset[str]) -> list[int]:
        """The entries that share a day, or the day beside it, and a name."""
        candidates: dict[int, None] = {}
        for key in _keys(traits, beside=1):
            if len(found := self._by_day.get(key, ())) <= _MOST_CANDIDATES:
                candidates.update(dict.fromkeys(found))
        return self._may_match(traits, candidates, own)

    def _may_match(self, traits: Traits, others: Iterable[int], own: frozenset[str]) -> list[int]:
        """The cheap question before the dear one: enough words in common, and another source."""
        return [
            number for number in others if _in_common(traits, other := self._at(number)) and not other.sources <= own
        ]

    def _told_with(
        self, mine: Sequence[Traits], near: Mapping[str, Sequence[int]], first: Mapping[str, Sequence[Match]]
    ) -> list[int]:
        """The entries of articles that are on one story with this one: by a sure match of what it begins with, where
        neither is a round-up of many; or by most of what the two name.
        """
        lead = [match for traits in mine[:_LEAD] for match in first[traits.entry.id] if match.sure]
        by_lead = {source for match in lead for source in self._at(self._numbers[hash(match.other)]).sources}
        beside = {source for found in near.values() for number in found for source in self._at(number).sources}
        beside -= by_lead
        anchors, stems = _joined(traits.anchors for traits in mine), _joined(traits.stems for traits in mine)
        told = [source for source in sorted(by_lead) if max(len(mine), len(self._of(source))) <= _ONE_STORY]
        told += [source for source in sorted(beside) if self._is_one_story(source, anchors, stems)]
        return list(dict.fromkeys(number for source in told[:_MOST_STORIES] for number in self._of(source)))

    def _is_one_story(self, source: str, anchors: frozenset[str], stems: frozenset[str]) -> bool:
        traits = [self._at(number) for number in self._of(source)]
        theirs = _joined(each.anchors for each in traits)
        names = len(theirs & anchors)
        if names < _MANY_NAMES or names < _MOST_OF * min(len(theirs), len(anchors)):
            return False
        return len(_joined(each.stems for each in traits) & stems) >= _MANY_WORDS

    def _without_common(self, traits: Traits) -> Traits:
        """Without the names that so many entries have that they tell none from another."""
        limit = max(_COMMON, len(self._shelf) // 20)
        common = {name for name in traits.names if self._named[hash(name)] > limit}
        rare = frozenset(name for name in traits.subjects if self._named[hash(name)] <= max(_RARE, limit // 10))
        places = frozenset(place for place in traits.places if bare(place) not in common)
        return replace(
            traits,
            places=places,
            actors=traits.actors - common,
            subjects=traits.subjects - common,
            rare=rare,
            small=rare - self.names.cities,
        )


def _key_of(entry: Entry) -> tuple[str, ...]:
    """What an entry of an import is known by before it has its id: its claims."""
    return tuple(part for claim in entry.claims for part in (claim.source, claim.quote))


def _joined(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _in_common(mine: Traits, other: Traits) -> bool:
    if len(mine.stems & other.stems) >= 2 or mine.counted & other.counted:
        return True
    return bool(mine.kinds & other.kinds and mine.rare & other.subjects)


def _keys(traits: Traits, *, beside: int = 0) -> Iterator[int]:
    """Each of its days with each of its names, hashed; ``beside``: with so many days before and after."""
    if traits.told:
        first, last = (day.toordinal() for day in traits.told)
        names = sorted(traits.names)
        yield from (hash((day, name)) for day in range(first - beside, last + 1 + beside) for name in names)


def _best(found: Iterable[Match]) -> tuple[Match, ...]:
    """The likest few, each entry once. Where two are equally like, neither is sure: a person has to choose."""
    ranked: dict[str, Match] = {}
    for match in sorted(found, key=lambda match: (not match.sure, -match.points, match.other)):
        ranked.setdefault(match.other, match)
    best = list(ranked.values())[:_MOST_MATCHES]
    if len(best) > 1 and best[0].sure and best[0].points == best[1].points:
        return tuple(replace(match, sure=False, but="another entry is as like") for match in best)
    return tuple(best)
