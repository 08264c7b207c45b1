"""What came with each day of publication: new entries, new claims, new answers, and what they changed.

One pass over the claims: each day looks only at the entries and questions that it touches. Knows the corpus, roots
and agreement; knows nothing of how pages word it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from build_tools.agreement import Agreement, Answer, Finding, State, state_between
from build_tools.chronicle.publication_days import published
from build_tools.contradicting import positions
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Entry, Question, Source
from build_tools.roots import Backing, Root, backing_of, root_of
from build_tools.values import ValueSet

_RECENT = 12


@dataclass(frozen=True, slots=True)
class EntryNews:
    """What a day brought to an entry. ``before`` is None where the entry was not known before that day."""

    entry: Entry
    claims: tuple[PlacedClaim, ...]
    before: Backing | None
    after: Backing
    was_disputed: bool
    disputed: bool
    taken_back: tuple[PlacedClaim, ...] = ()

    @property
    def denials(self) -> tuple[PlacedClaim, ...]:
        """The new claims that deny what was known before."""
        return tuple(one for one in self.claims if self.before and one.claim.stance == "denies")

    @property
    def has_grown(self) -> bool:
        """Whether more roots stand behind the entry than did before."""
        if self.before is None:
            return False
        then, now = self.before.support, self.after.support
        return (now.low, now.high) > (then.low, then.high)


@dataclass(frozen=True, slots=True)
class QuestionNews:
    """What a day brought to a question: ``fresh`` answers, who declined; ``answers``: all known by then where the day
    moved the question, else the fresh ones.
    """

    question: Question
    answers: tuple[Answer, ...]
    fresh: tuple[Answer, ...]
    declined: tuple[PlacedClaim, ...]
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Totals:
    """How much was known at the end of a day. ``states``: how many of today's questions were in each state."""

    sources: int
    entries: int
    claims: int
    disputed: int
    states: Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which sources are known to have been out at the latest, and what they brought.

    ``possible``: the first sources that can have been out by then but are counted from a later day, of
    ``number_possible``. ``standing``: the questions answered by then with their states, what changed last first. Of both
    no more than ``_RECENT``: a day holds what it brought, not what all days before it did.
    """

    date: dt.date
    sources: tuple[Source, ...]
    possible: tuple[Source, ...]
    number_possible: int
    entries: tuple[EntryNews, ...]
    more: tuple[EntryNews, ...]
    questions: tuple[QuestionNews, ...]
    standing: tuple[tuple[Question, State], ...]
    totals: Totals

    @property
    def claims(self) -> int:
        """How many claims came with the day."""
        return sum(len(news.claims) for news in (*self.entries, *self.more))


@dataclass(frozen=True)
class Chronicle:
    """All days in order, and the sources whose day of publication nobody knows: they are counted on none."""

    days: tuple[Day, ...]
    undated: tuple[Source, ...]


def chronicle(corpus: Corpus, agreement: Agreement | None = None) -> Chronicle:
    """What was known when, from the first publication to the last. ``agreement``: that of the corpus, where it is at hand."""
    by_day: dict[dt.date, list[Source]] = {}
    undated = []
    for source in corpus.sources.values():
        if day := published(source).last:
            by_day.setdefault(day, []).append(source)
        else:
            undated.append(source)
    state = _Known(corpus, agreement or Agreement(corpus))
    possible = _Possible(one for group in by_day.values() for one in group)
    claims = _claims_by_day(corpus)
    days = [state.take(day, by_day[day], claims.get(day, {}), possible.on(day)) for day in sorted(by_day)]
    return Chronicle(tuple(days), tuple(undated))


class _Possible:
    """The sources that can have been out by a day but are counted from a later one; asked for one day after the other."""

    def __init__(self, sources: Iterable[Source]) -> None:
        spans = [one for one in sources if not published(one).is_certain]
        self._coming = deque(sorted(spans, key=_first_possible))
        self._going = deque(sorted(spans, key=_last_possible))
        self._held: dict[str, Source] = {}

    def on(self, day: dt.date) -> tuple[tuple[Source, ...], int]:
        """The first of them, and how many they are."""
        while self._coming and _first_possible(self._coming[0]) <= day:
            source = self._coming.popleft()
            self._held[source.id] = source
        while self._going and _last_possible(self._going[0]) <= day:
            self._held.pop(self._going.popleft().id, None)
        return tuple(islice(self._held.values(), _RECENT)), len(self._held)


def _first_possible(source: Source) -> dt.date:
    return published(source).first or dt.date.min


def _last_possible(source: Source) -> dt.date:
    return published(source).last or dt.date.max


def _claims_by_day(corpus: Corpus) -> dict[dt.date, dict[str, list[PlacedClaim]]]:
    """Day → entry id → claims, entries in the order of the timeline."""
    days: dict[dt.date, dict[str, list[PlacedClaim]]] = {}
    for placed in corpus.claims:
        if day := published(corpus.sources.get(placed.claim.source)).last:
            days.setdefault(day, {}).setdefault(placed.entry.id, []).append(placed)
    return days


@dataclass
class _Asked:
    """One question as its answers come in: sets of answers are bits at their positions in ``finding.answers``.

    ``against``: those that take part in a contradiction so far; ``drawn_in``: those whose entries are disputed by it.
    """

    finding: Finding
    at: Mapping[tuple[str, int], int]
    reviewed: int
    answers: list[Answer] = field(default_factory=list)
    roots: set[Root] = field(default_factory=set)
    values: set[ValueSet] = field(default_factory=set)
    known: int = 0
    drawn_in: int = 0
    contradicted: bool = False
    state: State = State.OPEN

    def take(self, placed: Iterable[PlacedClaim]) -> tuple[list[Answer], set[str]]:
        """The new answers, and the ids of the entries that are drawn into a contradiction by them."""
        fresh, drawn_in = [], 0
        for number in (self.at[key] for one in placed if (key := (one.entry.id, one.position)) in self.at):
            answer = self.finding.answers[number]
            against = self.finding.contradictions.against[number] & self.known
            drawn_in |= self._drawn_in(answer, number, against) & ~self.drawn_in
            self.contradicted = self.contradicted or bool(against)
            self.known |= 1 << number
            self.roots.add(answer.root)
            self.values.add(answer.value)
            fresh.append(answer)
        self.drawn_in |= drawn_in
        self.answers += fresh
        self.state = state_between(self.roots, self.values, contradicted=self.contradicted)
        return fresh, {self.finding.answers[number].placed.entry.id for number in positions(drawn_in)}

    def _drawn_in(self, answer: Answer, number: int, against: int) -> int:
        """The answer and those against it, save that a draft alone draws no reviewed entry in."""
        if answer.placed.is_draft:
            return against & ~self.reviewed | (1 << number if against else 0)
        return against | (1 << number if against & self.reviewed else 0)


def _asked(finding: Finding) -> _Asked:
    places = {(one.placed.entry.id, one.placed.position): number for number, one in enumerate(finding.answers)}
    return _Asked(finding, places, finding.contradictions.reviewed)


class _Known:
    """What is known so far; takes one day after the other."""

    def __init__(self, corpus: Corpus, agreement: Agreement) -> None:
        self.corpus = corpus
        self.agreement = agreement
        self.claims: dict[str, list[tuple[PlacedClaim, Root]]] = {}
        self.backing: dict[str, Backing] = {}
        self.asked: dict[str, _Asked] = {}
        self.states = Counter({State.OPEN: len(corpus.questions)})
        self.contradicted: set[str] = set()
        self.drawn_in: set[str] = set()
        self.disputed: set[str] = set()
        self.sources = self.number_of_claims = 0

    def take(
        self,
        day: dt.date,
        sources: list[Source],
        news: Mapping[str, list[PlacedClaim]],
        possible: tuple[tuple[Source, ...], int],
    ) -> Day:
        self.sources += len(sources)
        self.number_of_claims += sum(map(len, news.values()))
        questions = tuple(self._questions(one for group in news.values() for one in group))
        told = [self._entry(group[0].entry, group) for group in news.values()]
        # A new answer elsewhere can draw an entry into a dispute on a day that brings it no claim of its own.
        self.disputed |= self.drawn_in
        self.drawn_in.clear()
        return Day(
            date=day,
            sources=tuple(sources),
            possible=possible[0],
            number_possible=possible[1],
            entries=tuple(one for one in told if one.before is None),
            more=tuple(one for one in told if one.before is not None),
            questions=questions,
            standing=tuple((one.finding.question, one.state) for one in islice(reversed(self.asked.values()), _RECENT)),
            totals=Totals(self.sources, len(self.claims), self.number_of_claims, len(self.disputed), dict(self.states)),
        )

    def _questions(self, news: Iterable[PlacedClaim]) -> Iterable[QuestionNews]:
        touched: dict[str, list[PlacedClaim]] = {}
        for placed in news:
            for question in placed.claim.answers:
                if question in self.corpus.questions:
                    touched.setdefault(question, []).append(placed)
        for identity, placed_here in touched.items():
            yield self._question(self.corpus.questions[identity], placed_here)

    def _question(self, question: Question, placed: list[PlacedClaim]) -> QuestionNews:
        asked = self.asked.pop(question.id, None) or _asked(self.agreement.findings[question.id])
        before = asked.state
        fresh, drawn_in = asked.take(placed)
        self.contradicted |= drawn_in
        self.drawn_in |= drawn_in
        self.states.subtract([before])
        self.states.update([asked.state])
        if asked.answers:
            self.asked[question.id] = asked  # put back at the end: what changed last comes last
        declined = tuple(one for one in placed if one.claim.stance == "declines")
        answers = fresh if before is asked.state else asked.answers
        return QuestionNews(question, tuple(answers), tuple(fresh), declined, before, asked.state)

    def _entry(self, entry: Entry, news: list[PlacedClaim]) -> EntryNews:
        before, was_disputed = self.backing.get(entry.id), entry.id in self.disputed
        known = self.claims.setdefault(entry.id, [])
        known += [(one, root_of(one.claim, self.corpus)) for one in news]
        known.sort(key=lambda told: told[0].position)  # who may be whom is told in the order of the record
        after = self.backing[entry.id] = backing_of([(one.claim, root) for one, root in known], self.corpus)
        if after.denied.roots or entry.id in self.contradicted:
            self.disputed.add(entry.id)
        held = set(before.support.roots) if before else set()
        return EntryNews(
            entry=entry,
            claims=tuple(news),
            before=before,
            after=after,
            was_disputed=was_disputed,
            disputed=entry.id in self.disputed,
            taken_back=tuple(
                one for one in news if one.claim.stance == "denies" and root_of(one.claim, self.corpus) in held
            ),
        )
