"""Which words of a record are searched, and how much they weigh. Knows the corpus; knows no index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
        yield Field(NAME, source.title)
        yield from _all(TEXT, [self._names.actor(source.publisher), *source.authors, prose(source.body)])
        yield from _borrowed(RELATED, [self._names.all_of_actor(source.publisher), day_words(source.published)])

    def entry(self, entry: Entry) -> Iterator[Field]:
        """Title; prose, actors and places by all their names; who is heard, the places above, the date, the kind."""
        names = self._names
        yield Field(NAME, entry.title)
        yield from _all(TEXT, [prose(entry.body)])
        yield from _borrowed(TEXT, map(names.all_of_actor, entry.actors))
        yield from _borrowed(TEXT, map(names.all_of_place, entry.places))
        if entry.status != "retracted":
            heard = dict.fromkeys(actor for claim in entry.claims for actor in (claim.named_speaker, *claim.via))
            yield from _borrowed(RELATED, map(names.all_of_actor, heard))
        above = (one for place in entry.places for one in names.above(place))
        yield from _borrowed(RELATED, map(names.all_of_place, above))
        kind = self.corpus.types.get(entry.type, EventType(entry.type)).label or entry.type
        yield from _borrowed(RELATED, [day_words(entry.date), kind])

    def claim(self, claim: Claim) -> Iterator[Field]:
        """Quote, translation, numbers and speaker; those who passed it on, notes, days, stance."""
        names = self._names
        yield Field(TEXT, claim.quote)
        if claim.translation:
            yield from _all(TEXT, [claim.translation.text])
        yield from _borrowed(TEXT, [f"{count.written}\n{count.value}" for count in claim.quantities])
        if isinstance(claim.speaker, Unnamed):
            yield Field(TEXT, claim.speaker.words)
            yield from _borrowed(RELATED, [names.all_of_actor(claim.speaker.within)])
        else:
            yield from _borrowed(TEXT, [names.all_of_actor(names.root(claim))])
        yield from _borrowed(RELATED, map(names.all_of_actor, claim.via))
        yield from _all(RELATED, [claim.note, claim.medium])
        days = dict.fromkeys((names.said(claim), claim.when))
        yield from _borrowed(RELATED, [*map(day_words, days), claim.stance])


@lru_cache(maxsize=16384)
def day_words(date: str) -> str:
    """The words of an EDTF date, each on a line."""
    return "\n".join(date_words(date))


def _own_names(names: Iterable[str]) -> Iterator[Field]:
    """A name of one word is found before all the longer ones that hold it."""
    return (Field(NAME if " " in name.strip() else WHOLE, name) for name in names if name)


def _all(weight: int, texts: Iterable[str]) -> Iterator[Field]:
    return (Field(weight, text) for text in texts if text)


def _borrowed(weight: int, texts: Iterable[str]) -> Iterator[Field]:
    """Words that stand elsewhere: what adjoins there does not adjoin here."""
    return (Field(weight, text, own=False) for text in texts if text)
