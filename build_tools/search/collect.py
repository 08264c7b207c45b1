"""A block of the corpus → the things that can be found in it. Knows records; knows no index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Actor, Entry, Place, Question, Source, Unnamed
from build_tools.search.blocks import Block, Part
from build_tools.search.cards import Cards, DateInWords
from build_tools.search.dates import first_day
from build_tools.search.fields import WordsOf
from build_tools.search.names import Names
from build_tools.search.things import UNNAMED, Searchable, Traits


@dataclass(frozen=True)
class Collector:
    """Gives the things of blocks."""

    corpus: Corpus
    agreement: Agreement
    date_in_words: DateInWords = str

    @cached_property
    def cards(self) -> Cards:
        """What makes their cards."""
        return Cards(self.corpus, self.agreement, self.date_in_words)

    @cached_property
    def words(self) -> WordsOf:
        """What gives their words."""
        return WordsOf(self.corpus)

    @cached_property
    def _names(self) -> Names:
        return Names(self.corpus)

    def things(self, block: Block) -> list[Searchable]:
        """The things of a block, slot by slot: the records, then the claims of all of them."""
        return [*self._records(block), *(self.claim(placed) for part in block.parts for placed in self._claims(part))]

    def _records(self, block: Block) -> Iterator[Searchable]:
        corpus, ids = self.corpus, [part.record for part in block.parts if not part.first]
        match block.kind:
            case "actor":
                yield from (self.actor(corpus.actors[id]) for id in ids)
            case "place":
                yield from (self.place(corpus.places[id]) for id in ids)
            case "question":
                yield from (self.question(corpus.questions[id]) for id in ids)
            case "source":
                yield from (self.source(corpus.sources[id]) for id in ids)
            case _:
                yield from (self.entry(corpus.entries[id]) for id in ids)

    def _claims(self, part: Part) -> Iterator[PlacedClaim]:
        if part.last:
            entry = self.corpus.entries[part.record]
            yield from (PlacedClaim(entry.claims[at], entry, at) for at in range(part.first, part.last))

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
        card = self.cards.entry(entry)
        claims = len(entry.claims) if entry.status != "retracted" else 0
        traits = Traits(day=first_day(entry.date), signs=card.signs)
        return Searchable("entry", card, tuple(self.words.entry(entry)), traits, claims)

    def claim(self, placed: PlacedClaim) -> Searchable:
        claim, card, names = placed.claim, self.cards.claim(placed), self._names
        speaker = UNNAMED if isinstance(claim.speaker, Unnamed) else names.root(claim)
        signs = tuple(dict.fromkeys((claim.stance, *card.signs)))
        traits = Traits(speaker, claim.source, first_day(names.said(claim)), signs)
        return Searchable("claim", card, tuple(self.words.claim(claim)), traits)
