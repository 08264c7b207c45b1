"""What some claims bear: the words, numbers and days by which prose about them can be held.

Everything is worked out when it is asked for, since most prose is borne by the plain words of its quotes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from build_tools.checks import facts
from build_tools.checks.borne_days import BorneDays
from build_tools.checks.borne_numbers import BorneNumbers
from build_tools.checks.rule import Case
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Place, Question, Record, Source, Unnamed

_MOST_PAIRED = 60  # numbers whose sums and differences are looked at
_MOST_ACCOUNTS = 12  # that a curator counts in words: “two accounts”
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Evidence:
    """Claims, and records whose own fields speak with them (an entry's actors and places, the actor whose page it is).

    ``dates``: further ones that bear; ``counted``: how many there are of what prose may count, such as an actor's parts.
    ``with_texts``: whether the articles speak with the claims: the sentences around quotes, dates and words anywhere.
    """

    claims: tuple[Claim, ...]
    records: tuple[Record, ...]
    corpus: Corpus
    dates: tuple[str, ...] = ()
    counted: tuple[int, ...] = ()
    with_texts: bool = True

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the claims, each once."""
        known = self.corpus.sources
        return tuple(known[id] for id in dict.fromkeys(str(claim.source) for claim in self.claims) if id in known)

    @cached_property
    def is_whole(self) -> bool:
        """Whether the texts of all sources are at hand: only then can it be said what they do not hold."""
        return bool(self.sources) and all(source.id in self.corpus.documents for source in self.sources)

    @cached_property
    def words(self) -> str:
        """The words of the claims and of their sentences, and the names and titles around them, as ``plain`` has them."""
        return plain(" \n ".join(self._texts()))

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        found = []
        for claim in self.claims if self.with_texts else ():
            if sentence := self.corpus.sentence_of(claim):
                found.append(self.corpus.documents[claim.source].text[sentence.start : sentence.end])
        return tuple(found)

    def _texts(self) -> Iterator[str]:
        for claim in self.claims:
            yield from _texts_of(claim)
        yield from self._sentences
        for record in (*self.records, *self.sources):
            yield from _names_of(record)

    @cached_property
    def articles(self) -> str:
        """The whole texts of the sources, as ``plain`` has them."""
        return " \n ".join(
            _plain_text(self.corpus.documents[one.id].text)
            for one in self.sources
            if self.with_texts and one.id in self.corpus.documents
        )

    # ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────

    def bears_number(self, number: facts.Number) -> bool:
        """Whether the number stands in the claims, is a day or year of theirs, counts them, or follows from two of theirs."""
        if self._is_quoted(number) or self._numbers.bears(number):
            return True
        if not number.in_digits and (
            number.value in self._counts or number.counts_accounts and number.value <= _MOST_ACCOUNTS
        ):
            return True
        return self._follows(number)

    def may_follow(self, number: facts.Number) -> bool:
        """Whether it may follow from what one quote or its sentence says: a sum, a rest, a share, a fraction in figures."""
        return self._numbers.may_follow(number)

    def _is_quoted(self, number: facts.Number) -> bool:
        """Whether a quote holds the number just as it is written: asked first, since it is mostly so."""
        return any(_stands_in(facts.undated(claim.quote), number.words) for claim in self.claims)

    @cached_property
    def _numbers(self) -> BorneNumbers:
        return BorneNumbers(tuple(self._texts()), self._dates.years, self._dates.month_days)

    @cached_property
    def _counts(self) -> frozenset[int]:
        """How many claims, sources, publishers, speakers, actors and places there are: “three experts respond”."""
        speakers = {_folded_speaker(claim) for claim in self.claims if claim.speaker}
        chains = {actor for claim in self.claims for actor in claim.via}
        publishers = {source.publisher for source in self.sources}
        places = [record for record in self.records if isinstance(record, Place)]
        actors = [record for record in self.records if isinstance(record, Actor)]
        groups: tuple[object, ...] = (
            self.claims,
            self.sources,
            publishers,
            speakers,
            speakers | chains,
            places,
            actors,
        )
        return frozenset(len(group) for group in groups) | frozenset(self.counted)  # type: ignore[arg-type]

    def _follows(self, number: facts.Number) -> bool:
        for counted in self._counted.values():
            known = sorted(counted)[:_MOST_PAIRED]
            pairs = [(one, other) for at, one in enumerate(known) for other in known[at + 1 :]]
            if number.is_percent and any(
                other and round(one / other * 100) == round(number.value) for one, other in pairs
            ):
                return True
            if any(number.value in (one + other, other - one) for one, other in pairs):
                return True
        return False

    @cached_property
    def _counted(self) -> Mapping[str, frozenset[Decimal]]:
        """The numbers that the claims record as quantities, by their unit: of one kind there are sums, rests and shares."""
        found: dict[str, set[Decimal]] = defaultdict(set)
        for quantity in (quantity for claim in self.claims for quantity in claim.quantities):
            found[quantity.unit].update(Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", quantity.value))
        return {unit: frozenset(values) for unit, values in found.items()}

    # ── days ────────────────────────────────────────────────────────────────────────────────────────────────

    def bears_day(self, day: facts.Day) -> bool:
        """Whether a date of the claims is or holds this one, or the article names it."""
        return self._dates.bears(day)

    @cached_property
    def _dates(self) -> BorneDays:
        own = tuple(date for record in self.records for date in _dates_of(record))
        return BorneDays(self.claims, self.sources, (*self.dates, *own), self.corpus, with_texts=self.with_texts)

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────

    def bears_words(self, quoted: str) -> bool:
        """Whether words between quotation marks stand so in the claims or in the articles, but for marks and capitals."""
        if any(quoted in claim.quote for claim in self.claims):
            return True
        parts = [plain(part).strip() for part in re.split(r"…|\.\.\.|\[[^\[\]]*\]", quoted)]
        return all(f" {part} " in self.words or f" {part} " in self.articles for part in parts if part)


def _stands_in(text: str, number: str) -> bool:
    """Whether a number stands in a text as it is written, and not as a part of a longer one."""
    at = text.find(number)
    while at >= 0:
        before, behind = text[max(0, at - 1) : at], text[at + len(number) : at + len(number) + 2]
        if not (before.isalnum() or before in (",", ".")) and not (
            behind[:1].isalnum() or behind[:1] in ",." and behind[1:].isdigit()
        ):
            return True
        at = text.find(number, at + 1)
    return False


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text in which words are compared: small letters, no marks, one blank between words and one at both ends."""
    return f" {_NOT_WORDS.sub(' ', text.translate(_MARKS).casefold().replace(chr(39), '')).strip()} "


@lru_cache(maxsize=64)
def _plain_text(text: str) -> str:
    return plain(text)


def of_entry(entry: Entry, corpus: Corpus) -> Evidence:
    """What the claims of an entry bear, with the names of its actors and places and its own date."""
    actors = (*entry.actors, *(id for claim in entry.claims for id in (claim.named_speaker, *claim.via)))
    named: list[Record] = [corpus.actors[id] for id in dict.fromkeys(map(str, actors)) if id in corpus.actors]
    named += [corpus.places[id] for id in entry.places if id in corpus.places]
    return Evidence(entry.claims, tuple(named), corpus, (entry.date,))


def evidence_of(entry: Entry, case: Case) -> Evidence:
    """What ``of_entry`` gives, made once a run."""
    made = case.once(_evidences)
    if entry.path not in made:
        made[entry.path] = of_entry(entry, case.corpus)
    return made[entry.path]


def _evidences(_: Case) -> dict[str, Evidence]:
    return {}


def of_claims(claims: Iterable[Claim], record: Record, corpus: Corpus) -> Evidence:
    """What claims, without their articles, bear for the page of another record: an actor, a place, a question."""
    parts = (*corpus.parts.get(record.id, ()), *corpus.places_within.get(record.id, ()))
    names = 1 + len(record.aliases) if isinstance(record, Actor | Place) else 1
    return Evidence(tuple(claims), (record, *parts), corpus, counted=(len(parts), names), with_texts=False)


def _texts_of(claim: Claim) -> Iterator[str]:
    yield claim.quote
    yield from claim.answers.values()
    for quantity in claim.quantities:
        yield f"{quantity.written} {quantity.value} {quantity.unit} {quantity.of}"
    if claim.translation:
        yield claim.translation.text
    if isinstance(claim.speaker, Unnamed):
        yield claim.speaker.words
    if claim.medium:
        yield claim.medium


def _names_of(record: Record) -> Iterator[str]:
    if isinstance(record, Actor | Place):
        yield record.name
        yield from (f"{alias.name} {alias.note}" for alias in record.aliases)
    if isinstance(record, Actor):
        yield from (role.title for role in record.roles)
    if isinstance(record, Question):
        yield from (record.title, record.scope, *record.options)
    if isinstance(record, Source):
        yield record.title


def _dates_of(record: Record) -> Iterator[str]:
    if isinstance(record, Actor):
        yield from (date for role in record.roles for date in (role.as_of, role.since, role.until) if date)
    if isinstance(record, Question):
        yield from (
            f"{day.year:04}-{day.month:02}-{day.day:02}" for day in facts.days(record.scope) if day.day and day.year
        )


def _folded_speaker(claim: Claim) -> str:
    return claim.speaker.words.casefold() if isinstance(claim.speaker, Unnamed) else str(claim.speaker)
