"""Which words of a record are searched, how much they weigh, and what a search result shows of it.

Knows the corpus; knows nothing of how the index is stored.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from build_tools.addresses import address_of, address_of_claim
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Actor, Entry, EventType, Place, Question, Record, Source, Unnamed
from build_tools.text import edtf

KINDS = ("actor", "place", "question", "entry", "claim", "source")

# How much a word weighs by where it stands. Names are found by their first letters too.
NAME, TEXT, RELATED = 3, 2, 1

_LONGEST_TEXT = 320  # of a record's prose on a search result, in code points
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`#>|]+")

DateInWords = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Field:
    """Words of a document. ``own``: they stand in it, in this order, so that phrases can be found in them."""

    weight: int
    text: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What a result shows: ``title`` with a line ``about`` it and a ``text`` below (in ``lang``, if not English).

    ``also``: other names of an actor or place; the entry of a claim, and a translation.
    """

    address: str
    title: str
    about: tuple[str, ...] = ()
    text: str = ""
    also: tuple[str, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing to find."""

    kind: str
    card: Card
    fields: tuple[Field, ...]


def searchables(corpus: Corpus, date_in_words: DateInWords = str) -> list[Searchable]:
    """All that can be found, kind by kind, within each what matters more first: the most quoted, the latest."""
    return list(_Reader(corpus, date_in_words).all())


@dataclass(frozen=True)
class _Reader:
    corpus: Corpus
    date_in_words: DateInWords

    def all(self) -> Iterator[Searchable]:
        corpus = self.corpus
        latest = list(corpus.entries.values())[::-1]
        yield from map(self.actor, sorted(corpus.actors.values(), key=self._fame_of_actor))
        yield from map(self.place, sorted(corpus.places.values(), key=self._fame_of_place))
        yield from map(self.question, corpus.questions.values())
        yield from map(self.entry, latest)
        yield from map(self.claim, corpus.claims[::-1])
        yield from map(self.source, sorted(corpus.sources.values(), key=lambda source: source.published, reverse=True))

    def _fame_of_actor(self, actor: Actor) -> tuple[int, str]:
        corpus = self.corpus
        heard = sum(len(index.get(actor.id, ())) for index in (corpus.claims_by_speaker, corpus.entries_by_actor))
        return (-heard, actor.id)

    def _fame_of_place(self, place: Place) -> tuple[int, str]:
        return (-len(self.corpus.entries_by_place.get(place.id, ())), place.id)

    # ── each kind ───────────────────────────────────────────────────────────────────────────────────────────

    def actor(self, actor: Actor) -> Searchable:
        names = _names(actor)
        roles = [", ".join(filter(None, (role.title, self._name(role.of)))) for role in actor.roles]
        bodies = [self._name(body) for body in (actor.part_of, actor.country) if body]
        card = Card(address_of(actor), actor.name, (actor.kind, *roles[-1:]), _plain(actor.body), names[1:])
        fields = (*_all(NAME, names), *_all(TEXT, [*roles, _prose(actor)]), *_all(RELATED, [actor.kind, *bodies]))
        return Searchable("actor", card, fields)

    def place(self, place: Place) -> Searchable:
        names, above = _names(place), [self._place(one) for one in self.corpus.place_and_above(place.id)[1:]]
        card = Card(address_of(place), place.name, (place.kind, ", ".join(above)), _plain(place.body), names[1:])
        fields = (*_all(NAME, names), *_all(TEXT, [_prose(place)]), *_all(RELATED, [place.kind, *above]))
        return Searchable("place", card, fields)

    def question(self, question: Question) -> Searchable:
        card = Card(address_of(question), question.title, (), question.scope or _plain(question.body))
        texts = [question.scope, _prose(question), *question.options]
        return Searchable("question", card, (Field(NAME, question.title), *_all(TEXT, texts)))

    def source(self, source: Source) -> Searchable:
        publisher = self._name(source.publisher)
        about = (publisher, self.date_in_words(source.published) if source.published else "")
        names = [name for name in self._actor_names(source.publisher) if name != publisher]
        fields = (
            Field(NAME, source.title),
            *_all(TEXT, [publisher, *source.authors, _prose(source)]),
            *_all(RELATED, [*names, *_date_words(source.published)], own=False),
        )
        return Searchable("source", Card(address_of(source), source.title, about, _plain(source.body)), fields)

    def entry(self, entry: Entry) -> Searchable:
        kind = self.corpus.types.get(entry.type, EventType(entry.type)).label or entry.type
        places = ", ".join(self._place(place) for place in entry.places)
        status = entry.status if entry.status != "reviewed" else ""
        card = Card(
            address_of(entry), entry.title, (self.date_in_words(entry.date), places, status), _plain(entry.body)
        )
        return Searchable("entry", card, (*self._fields_of_entry(entry), *_all(RELATED, [kind], own=False)))

    def _fields_of_entry(self, entry: Entry) -> Iterator[Field]:
        yield Field(NAME, entry.title)
        yield from _all(TEXT, [_prose(entry)])
        yield from _all(TEXT, (name for actor in entry.actors for name in self._actor_names(actor)), own=False)
        yield from _all(TEXT, (name for place in entry.places for name in self._place_names(place)), own=False)
        if entry.status != "retracted":
            heard = dict.fromkeys(actor for claim in entry.claims for actor in (claim.named_speaker, *claim.via))
            yield from _all(RELATED, (name for actor in heard for name in self._actor_names(actor)), own=False)
        yield from _all(RELATED, (name for place in entry.places for name in self._above(place)), own=False)
        yield from _all(RELATED, _date_words(entry.date), own=False)

    def claim(self, placed: PlacedClaim) -> Searchable:
        claim = placed.claim
        source = self.corpus.sources.get(claim.source)
        said = claim.said or self._published(claim.source)
        card = Card(
            address_of_claim(placed),
            self._speaker(placed),
            (self.date_in_words(said) if said else "", claim.stance, source.title if source else ""),
            claim.quote if claim.quote[:1] in '“"„«' else f"“{claim.quote}”",
            (placed.entry.title, claim.translation.text) if claim.translation else (placed.entry.title,),
            claim.lang,
        )
        return Searchable("claim", card, tuple(self._fields_of_claim(placed)))

    def _fields_of_claim(self, placed: PlacedClaim) -> Iterator[Field]:
        claim = placed.claim
        yield Field(TEXT, claim.quote)
        if claim.translation:
            yield Field(TEXT, claim.translation.text)
        numbers = (number for count in claim.quantities for number in (count.written, count.value))
        yield from _all(TEXT, numbers, own=False)
        yield from _all(TEXT, self._actor_names(claim.named_speaker), own=False)
        if isinstance(claim.speaker, Unnamed):
            yield Field(TEXT, claim.speaker.words)
            yield from _all(RELATED, self._actor_names(claim.speaker.within), own=False)
        yield from _all(RELATED, (name for actor in claim.via for name in self._actor_names(actor)), own=False)
        yield from _all(RELATED, [claim.note, claim.medium])
        days = (*_date_words(claim.said or self._published(claim.source)), *_date_words(claim.when), claim.stance)
        yield from _all(RELATED, dict.fromkeys(days), own=False)

    def _published(self, source: str) -> str:
        return self.corpus.sources[source].published if source in self.corpus.sources else ""

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────

    def _speaker(self, placed: PlacedClaim) -> str:
        claim = placed.claim
        if isinstance(claim.speaker, Unnamed):
            within = self._name(claim.speaker.within)
            return f"“{claim.speaker.words}”" + (f" ({within})" if within else "")
        if claim.speaker:
            return self._name(claim.speaker)
        source = self.corpus.sources.get(claim.source)
        return self._name(source.publisher) or source.title if source else claim.source

    def _name(self, actor: str) -> str:
        return self.corpus.actors[actor].name if actor in self.corpus.actors else actor

    def _place(self, place: str) -> str:
        return self.corpus.places[place].name if place in self.corpus.places else place

    def _actor_names(self, actor: str) -> tuple[str, ...]:
        return _names(self.corpus.actors[actor]) if actor in self.corpus.actors else ()

    def _place_names(self, place: str) -> tuple[str, ...]:
        return _names(self.corpus.places[place]) if place in self.corpus.places else ()

    def _above(self, place: str) -> list[str]:
        return [name for one in self.corpus.place_and_above(place)[1:] for name in self._place_names(one)]


def _names(record: Actor | Place) -> tuple[str, ...]:
    return (record.name, *(alias.name for alias in record.aliases))


def _all(weight: int, texts: Iterable[str], *, own: bool = True) -> Iterator[Field]:
    return (Field(weight, text, own) for text in texts if text)


def _prose(record: Record) -> str:
    return _MARKS.sub(" ", _LINK.sub(r"\1", record.body))


def _plain(body: str) -> str:
    """The beginning of a record's prose without its Markdown, cut at a word."""
    text = " ".join(_MARKS.sub("", _LINK.sub(r"\1", body)).split())
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rpartition(" ")[0] + " …"


def _date_words(text: str) -> list[str]:
    """A date as people type it, where it lies within one month: “2024-11-06”, “6 November 2024”."""
    try:
        date = edtf.parse(text)
    except edtf.NotEdtf:
        return []
    if not date.earliest or not date.latest or (date.earliest.year, date.earliest.month) != (
        date.latest.year, date.latest.month,
    ):  # fmt: skip
        return [str(day.year) for day in (date.earliest, date.latest) if day]
    days = " ".join(str(day.day) for day in dict.fromkeys((date.earliest, date.latest)))
    month = f"{calendar.month_name[date.earliest.month]} {date.earliest.year}"
    return [f"{days} {month}" if date.precision in ("day", "time") else month, date.earliest.isoformat()]
