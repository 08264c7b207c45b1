"""Corpus → all that can be found, in the order in which equals are shown. Knows records; knows no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.model import Actor, Entry, Place, Question, Source, Unnamed
from build_tools.search.cards import Cards, DateInWords
from build_tools.search.dates import first_day
from build_tools.search.fields import WordsOf
from build_tools.search.names import Names
from build_tools.search.things import UNNAMED, Searchable, Traits


def searchables(
    corpus: Corpus, date_in_words: DateInWords = str, *, agreement: Agreement | None = None
) -> list[Searchable]:
    """All that can be found, kind by kind, within each what matters more first: the most quoted, the latest.

    Claims follow each other as their entries do.
    """
    return list(_Collector(corpus, Cards(corpus, agreement or Agreement(corpus), date_in_words)).all())


@dataclass(frozen=True)
class _Collector:
    corpus: Corpus
    cards: Cards

    @cached_property
    def words(self) -> WordsOf:
        return WordsOf(self.corpus)

    def all(self) -> Iterator[Searchable]:
        corpus = self.corpus
        latest = list(corpus.entries.values())[::-1]
        yield from map(self.actor, sorted(corpus.actors.values(), key=self._fame_of_actor))
        yield from map(self.place, sorted(corpus.places.values(), key=self._fame_of_place))
        yield from map(self.question, corpus.questions.values())
        yield from map(self.entry, latest)
        yield from (self.claim(placed) for entry in latest for placed in _standing_claims(entry))
        yield from map(self.source, sorted(corpus.sources.values(), key=lambda source: source.published, reverse=True))

    def _fame_of_actor(self, actor: Actor) -> tuple[int, str]:
        corpus = self.corpus
        heard = sum(len(index.get(actor.id, ())) for index in (corpus.claims_by_speaker, corpus.entries_by_actor))
        return (-heard, actor.id)

    def _fame_of_place(self, place: Place) -> tuple[int, str]:
        return (-len(self.corpus.entries_by_place.get(place.id, ())), place.id)

    def actor(self, actor: Actor) -> Searchable:
        return Searchable("actor", self.cards.actor(actor), tuple(self.words.actor(actor)))

    def place(self, place: Place) -> Searchable:
        return Searchable("place", self.cards.place(place), tuple(self.words.place(place)))

    def question(self, question: Question) -> Searchable:
        card = self.cards.question(question)
        return Searchable("question", card, tuple(self.words.question(question)), Traits(signs=card.signs))

    def source(self, source: Source) -> Searchable:
        traits = Traits(source=source.id, day=first_day(source.published))
        return Searchable("source", self.cards.source(source), tuple(self.words.source(source)), traits)

    def entry(self, entry: Entry) -> Searchable:
        card, claims = self.cards.entry(entry), len(_standing_claims(entry))
        traits = Traits(day=first_day(entry.date), signs=card.signs)
        return Searchable("entry", card, tuple(self.words.entry(entry)), traits, claims)

    def claim(self, placed: PlacedClaim) -> Searchable:
        claim, card, names = placed.claim, self.cards.claim(placed), Names(self.corpus)
        speaker = UNNAMED if isinstance(claim.speaker, Unnamed) else names.root(claim)
        signs = tuple(dict.fromkeys((claim.stance, *card.signs)))
        traits = Traits(speaker, claim.source, first_day(names.said(claim)), signs)
        return Searchable("claim", card, tuple(self.words.claim(claim)), traits)


def _standing_claims(entry: Entry) -> tuple[PlacedClaim, ...]:
    return placed_claims(entry) if entry.status != "retracted" else ()
