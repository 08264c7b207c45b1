"""What an entry is about, in a form that can be compared: days, places, actors, words and numbers of its claims."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.matching.fates import FOUND_DEAD, fate_of
from build_tools.matching.kinds import kinds_of
from build_tools.matching.place_names import bare, one_form
from build_tools.matching.telling_words import is_generic, stem, telling_words
from build_tools.model import Actor, Claim, Entry, Place, Unnamed
from build_tools.text import edtf

Days = tuple[dt.date, dt.date]
LONGEST_DAYS = 4  # a date that leaves more days open says nothing about sameness
_MOST_CLAIMS = 8  # of an entry, to be compared word by word
_MOST_WORDS = 30  # of an entry whose claims are compared as one too: a sentence or two, cut into claims


@dataclass(frozen=True)
class Traits:
    """What an entry is about. ``days``: first and last, None where open or too wide. ``words``: of each claim,
    and of all together where they are few; ``written``: a word as it stands, by its stem.

    ``told``: the same, but where the date is only bounded from above, the bound and the day before it: news tells
    mostly of what has just happened.

    ``subjects``: the bare names of places and of actors that do not only speak; ``rare``: those of them that few entries
    have, and ``small``: without cities, known only while it is compared. ``kinds``: of events; ``fates``: what became of those that it counts.

    ``places`` and ``actors`` hold only those that tell one event from another: no states, countries or outlets.
    """

    entry: Entry
    days: Days | None
    told: Days | None
    places: frozenset[str]
    actors: frozenset[str]
    words: tuple[frozenset[str], ...]
    written: Mapping[str, str]
    counted: frozenset[tuple[str, str]]
    sources: frozenset[str]
    subjects: frozenset[str]
    kinds: frozenset[str]
    fates: frozenset[str]
    rare: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words of all claims that are not in every report."""
        return frozenset(folded for words in self.words for folded in words if not is_generic(folded))

    @property
    def anchors(self) -> frozenset[str]:
        """Places and actors as keys of an index."""
        return self.places | {f"actor:{actor}" for actor in self.actors}

    @property
    def names(self) -> frozenset[str]:
        """All names in the barest form, by which an entry is found."""
        return self.subjects | self.actors | frozenset(map(bare, self.places))


@dataclass
class Names:
    """What traits need of actors and places: kinds, and where places lie; grows as an import proposes new ones."""

    kinds: dict[str, str] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)

    def learn(self, records: Iterable[Actor | Place]) -> None:
        """Adds records; one that is known already is kept."""
        for record in records:
            if isinstance(record, Actor):
                self.kinds.setdefault(record.id, sys.intern(str(record.kind)))
            elif record.id not in self.within:
                self.within[record.id] = record.within
                if "country" in (record.kind, record.precision):
                    self.countries.add(record.id)
                elif record.kind == "city":
                    self.cities.add(bare(record.id))

    def telling_actors(self, ids: Iterable[str]) -> frozenset[str]:
        """Without states and outlets, which have a part in everything."""
        return frozenset(id for id in ids if self.kinds.get(id) not in ("state", "outlet"))

    def without_countries(self, ids: Iterable[str]) -> Iterator[str]:
        """The places themselves, but for countries."""
        return (id for id in ids if id not in self.countries)

    def telling_places(self, ids: Iterable[str]) -> frozenset[str]:
        """The places and all they lie within, without countries."""
        return frozenset(one_form(place) for id in ids for place in self._above(id) if place not in self.countries)

    def _above(self, id: str) -> Iterator[str]:
        seen: set[str] = set()
        while id and id not in seen:
            seen.add(id)
            yield id
            id = self.within.get(id, "")


def traits_of(entry: Entry, names: Names) -> Traits:
    """What an entry is about. Words of names are left out of its words: they count as names."""
    claims = entry.claims
    speakers = [claim.named_speaker for claim in claims if claim.named_speaker]
    bodies = [claim.speaker.within for claim in claims if isinstance(claim.speaker, Unnamed) and claim.speaker.within]
    actors = frozenset([*entry.actors, *speakers, *bodies])
    named = {stem(word) for id in (*actors, *entry.places) for word in id.split("-")}
    told = [telling_words(claim.quote) for claim in claims[:_MOST_CLAIMS]]
    places, telling = names.telling_places(entry.places), names.telling_actors(actors)
    date = _day_told(entry)
    return Traits(
        entry=entry,
        days=days_of(date),
        told=days_of(date) or _just_before(date),
        places=places,
        actors=telling,
        words=tuple(_stretches([words.keys() - named for words in told])),
        written={folded: word for words in reversed(told) for folded, word in words.items()},
        counted=frozenset(_counted(claims)),
        sources=frozenset(claim.source for claim in claims),
        subjects=frozenset([*map(bare, names.without_countries(entry.places)), *telling.difference(speakers)]),
        kinds=kinds_of((word for words in told for word in words.values()), entry.type),
        fates=frozenset(_fates(claims)),
    )


def _fates(claims: Iterable[Claim]) -> Iterator[str]:
    """What became of those that are counted; who was found dead was killed."""
    for claim in claims:
        for quantity in claim.quantities:
            if fate := fate_of(claim.quote, quantity):
                yield "killed" if fate == FOUND_DEAD else fate


def _day_told(entry: Entry) -> str:
    """When it was: where the entry bears the day on which somebody spoke, the day that they spoke of."""
    if entry.type == "statement" and entry.claims:
        claim = entry.claims[0]
        if claim.said == entry.date and claim.when and days_of(claim.when):
            return claim.when
    return entry.date


def kept(traits: Traits, entry: Entry, before: Traits | None) -> Traits:
    """What is kept of them under ``entry``: no quotes; with what was known before of the same entry."""
    fields = Entry(
        entry.id,
        title=entry.title,
        date=entry.date,
        type=entry.type,
        places=entry.places,
        actors=entry.actors,
        status=entry.status,
    )
    return Traits(
        entry=fields,
        days=before.days if before else traits.days,
        told=before.told if before else traits.told,
        places=traits.places,
        actors=before.actors | traits.actors if before else traits.actors,
        words=(*before.words, *traits.words)[: 2 * _MOST_CLAIMS] if before else traits.words,
        written={},
        counted=before.counted | traits.counted if before else traits.counted,
        sources=before.sources | traits.sources if before else traits.sources,
        subjects=before.subjects | traits.subjects if before else traits.subjects,
        kinds=before.kinds | traits.kinds if before else traits.kinds,
        fates=before.fates | traits.fates if before else traits.fates,
    )


def _stretches(claims: Sequence[Set[str]]) -> Iterator[frozenset[str]]:
    """The words of each claim; and of all together, where they are few."""
    together = frozenset().union(*claims)
    yield from map(frozenset, claims)
    if len(claims) > 1 and len(together) <= _MOST_WORDS:
        yield together


def _counted(claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """Numbers with what they count; small ones fit too many events."""
    for claim in claims:
        for quantity in claim.quantities:
            what = " ".join(part for part in (quantity.unit, quantity.of.casefold()) if part)
            if what and (quantity.unit or quantity.value.strip("<>=~") not in _SMALL):
                yield quantity.value, what


_SMALL = frozenset("0123456789")


def days_of(date: str) -> Days | None:
    """First and last day that a date may mean; None where it is open, too wide or unreadable."""
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return None
    if not (span.earliest and span.latest) or (span.latest - span.earliest).days >= LONGEST_DAYS:
        return None
    return span.earliest, span.latest


def _just_before(date: str) -> Days | None:
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return None
    if span.earliest or not span.latest or span.latest.toordinal() < 2:
        return None
    return span.latest - dt.timedelta(days=1), span.latest
