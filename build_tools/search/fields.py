"""Which words of a record are searched, and how much they weigh. Knows the corpus; knows no index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, EventType, Place, Question, Source, Unnamed
from build_tools.search.cards import prose
from build_tools.search.dates import date_words
from build_tools.search.names import Names, all_names
from build_tools.search.things import NAME, RELATED, TEXT, WHOLE, Field


@dataclass(frozen=True)
class WordsOf:
    """Gives the fields of a record."""

    corpus: Corpus

    @cached_property
    def _names(self) -> Names:
        return Names(self.corpus)

    def actor(self, actor: Actor) -> Iterator[Field]:
        """All names; roles and prose; the bodies it belongs to."""
        yield from _own_names(all_names(actor))
        yield from _all(TEXT, [", ".join(filter(None, (one.title, self._names.actor(one.of)))) for one in actor.roles])
        yield from _all(TEXT, [prose(actor.body)])
        yield from _all(
            RELATED, [actor.kind, *(self._names.actor(one) for one in (actor.part_of, actor.country) if one)]
        )

    def place(self, place: Place) -> Iterator[Field]:
        """All names; prose; the places above it."""
        yield from _own_names(all_names(place))
        yield from _all(TEXT, [prose(place.body)])
        yield from _all(RELATED, [place.kind, *map(self._names.place, self._names.above(place.id))])

    def question(self, question: Question) -> Iterator[Field]:
        """The question itself; its scope, options and assessment."""
        yield Field(NAME, question.title)
        yield from _all(TEXT, [question.scope, prose(question.body), *question.options])

    def source(self, source: Source) -> Iterator[Field]:
        """Title; publisher, authors and prose; the publisher's other names and the day."""
        publisher = self._names.actor(source.publisher)
        others = [name for name in self._names.all_of_actor(source.publisher) if name != publisher]
        yield Field(NAME, source.title)
        yield from _all(TEXT, [publisher, *source.authors, prose(source.body)])
        yield from _all(RELATED, [*others, *date_words(source.published)], own=False)

    def entry(self, entry: Entry) -> Iterator[Field]:
        """Title; prose, actors and places by all their names; who is heard, the places above, the date, the kind."""
        yield Field(NAME, entry.title)
        yield from _all(TEXT, [prose(entry.body)])
        yield from self._names_of(TEXT, entry.actors)
        yield from _all(TEXT, (name for place in entry.places for name in self._names.all_of_place(place)), own=False)
        if entry.status != "retracted":
            heard = dict.fromkeys(actor for claim in entry.claims for actor in (claim.named_speaker, *claim.via))
            yield from self._names_of(RELATED, heard)
        above = (one for place in entry.places for one in self._names.above(place))
        yield from _all(RELATED, (name for one in above for name in self._names.all_of_place(one)), own=False)
        kind = self.corpus.types.get(entry.type, EventType(entry.type)).label or entry.type
        yield from _all(RELATED, [*date_words(entry.date), kind], own=False)

    def claim(self, claim: Claim) -> Iterator[Field]:
        """Quote, translation, numbers and speaker; those who passed it on, notes, days, stance."""
        yield Field(TEXT, claim.quote)
        yield from _all(TEXT, [claim.translation.text] if claim.translation else [])
        numbers = (number for count in claim.quantities for number in (count.written, count.value))
        yield from _all(TEXT, numbers, own=False)
        if isinstance(claim.speaker, Unnamed):
            yield Field(TEXT, claim.speaker.words)
            yield from self._names_of(RELATED, (claim.speaker.within,))
        else:
            yield from self._names_of(TEXT, (self._names.root(claim),))
        yield from self._names_of(RELATED, claim.via)
        yield from _all(RELATED, [claim.note, claim.medium])
        days = (*date_words(self._names.said(claim)), *date_words(claim.when), claim.stance)
        yield from _all(RELATED, dict.fromkeys(days), own=False)

    def _names_of(self, weight: int, actors: Iterable[str]) -> Iterator[Field]:
        return _all(weight, (name for actor in actors for name in self._names.all_of_actor(actor)), own=False)


def _own_names(names: Iterable[str]) -> Iterator[Field]:
    """A name of one word is found before all the longer ones that hold it."""
    return (Field(NAME if " " in name.strip() else WHOLE, name) for name in names if name)


def _all(weight: int, texts: Iterable[str], *, own: bool = True) -> Iterator[Field]:
    return (Field(weight, text, own) for text in texts if text)
