"""What came with each day of publication: new entries, new claims, new answers, and what they changed.

One pass over the claims: each day looks only at the entries and questions that it touches. Knows the corpus, roots
and agreement; knows nothing of how pages word it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from build_tools.agreement import Answer, Relation, State, answers_to, counts_against, relate, state_of, tolerance_of
from build_tools.chronicle.publication_days import published
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Entry, Question, Source
from build_tools.roots import Backing, backing, root_of

_RECENT = 12


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Totals:
    """How much was known at the end of a day. ``states``: how many of today's questions were in each state."""

    sources: int
    entries: int
    claims: int
    disputed: int
    states: Mapping[State, int]


@dataclass(frozen=True)
class Day:
    """A day on which sources are known to have been out at the latest, and what they brought.

    ``possible``: sources that can have been out by then but are counted from a later day. ``standing``: the questions
    answered by then with their states, what changed last first, ``_RECENT`` at most.
    """

    date: dt.date
    sources: tuple[Source, ...]
    possible: tuple[Source, ...]
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


def chronicle(corpus: Corpus) -> Chronicle:
    """What was known when, from the first publication to the last."""
    by_day: dict[dt.date, list[Source]] = {}
    undated = []
    for source in corpus.sources.values():
        if day := published(source).last:
            by_day.setdefault(day, []).append(source)
        else:
            undated.append(source)
    state = _Known(corpus)
    spans = sorted((one for group in by_day.values() for one in group), key=_first_possible)
    claims = _claims_by_day(corpus)
    days = []
    for day in sorted(by_day):
        possible = tuple(one for one in _begun(spans, day) if published(one).may_precede(day))
        days.append(state.take(day, by_day[day], claims.get(day, {}), possible))
    return Chronicle(tuple(days), tuple(undated))


def _first_possible(source: Source) -> dt.date:
    return published(source).first or dt.date.min


def _begun(spans: list[Source], day: dt.date) -> Iterable[Source]:
    """Those of more than one possible day whose first one is not after ``day``."""
    for source in spans:
        if _first_possible(source) > day:
            return
        if not published(source).is_certain:
            yield source


def _claims_by_day(corpus: Corpus) -> dict[dt.date, dict[str, list[PlacedClaim]]]:
    """Day → entry id → claims, entries in the order of the timeline."""
    days: dict[dt.date, dict[str, list[PlacedClaim]]] = {}
    for placed in corpus.claims:
        if day := published(corpus.sources.get(placed.claim.source)).last:
            days.setdefault(day, {}).setdefault(placed.entry.id, []).append(placed)
    return days


@dataclass
class _Asked:
    """One question as its answers come in. Answers only ever join, so a pair is compared once."""

    question: Question
    answers: list[Answer] = field(default_factory=list)
    relations: set[Relation] = field(default_factory=set)
    state: State = State.OPEN

    def take(self, placed: list[PlacedClaim], corpus: Corpus) -> tuple[list[Answer], set[str]]:
        """The new answers, and the ids of the entries that now take part in a contradiction."""
        fresh, against = list(answers_to(self.question, placed, corpus)), set()
        tolerance = tolerance_of(self.question)
        for answer in fresh:
            for other in (one for one in self.answers if one.root != answer.root):
                relation = relate(answer, other, corpus=corpus, tolerance=tolerance)
                self.relations.add(relation)
                if relation is Relation.CONTRADICT:
                    sides = ((answer, other), (other, answer))
                    against |= {one.placed.entry.id for one, its in sides if counts_against(one, its)}
            self.answers.append(answer)
        self.state = state_of(self.answers, self.relations)
        return fresh, against


class _Known:
    """What is known so far; takes one day after the other."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.claims: dict[str, list[PlacedClaim]] = {}
        self.backing: dict[str, Backing] = {}
        self.asked: dict[str, _Asked] = {}
        self.states = Counter({State.OPEN: len(corpus.questions)})
        self.contradicted: set[str] = set()
        self.disputed: set[str] = set()
        self.sources = self.number_of_claims = 0

    def take(
        self,
        day: dt.date,
        sources: list[Source],
        news: Mapping[str, list[PlacedClaim]],
        possible: tuple[Source, ...],
    ) -> Day:
        self.sources += len(sources)
        self.number_of_claims += sum(map(len, news.values()))
        questions = tuple(self._questions(one for group in news.values() for one in group))
        told = [self._entry(group[0].entry, group) for group in news.values()]
        # A new answer elsewhere can draw an entry into a dispute on a day that brings it no claim of its own.
        self.disputed |= self.contradicted
        return Day(
            date=day,
            sources=tuple(sources),
            possible=possible,
            entries=tuple(one for one in told if one.before is None),
            more=tuple(one for one in told if one.before is not None),
            questions=questions,
            standing=tuple((one.question, one.state) for one in [*self.asked.values()][: -_RECENT - 1 : -1]),
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
        asked = self.asked.pop(question.id, None) or _Asked(question)
        before = asked.state
        fresh, against = asked.take(placed, self.corpus)
        self.contradicted |= against
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
        known += news
        known.sort(key=lambda one: one.position)  # who may be whom is told in the order of the record
        after = self.backing[entry.id] = backing((one.claim for one in known), self.corpus)
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
