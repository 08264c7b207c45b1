"""What the answers to a question come to (DESIGN.md § 6).

Knows the corpus, roots and the value grammar; knows nothing of how pages word it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from build_tools.contradicting import Comparing, Said, Time, contradicting, mask_of, opponents, positions
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Question
from build_tools.roots import Backing, Root, RootCount, backing, count_roots, root_of
from build_tools.text import edtf
from build_tools.tracing.table import by_key, table
from build_tools.values import (
    DaySet,
    FreeText,
    NotAValue,
    NumberSet,
    Option,
    Tolerance,
    ValueSet,
    parse_answer,
    parse_tolerance,
)

Told = TypeVar("Told")
_MOST_OPPONENTS = 3  # named of those who contradict a root on one question


class State(Enum):
    """What the answers to a question come to."""

    OPEN = "open"
    SINGLE_ROOT = "single root"
    AGREED = "agreed"
    COMPATIBLE = "compatible"
    CONTRADICTED = "contradicted"


class Relation(Enum):
    """How two answers stand to each other."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONTRADICT = "contradict"


class Ground(Enum):
    """Why two answers stand to each other as they do."""

    SAME = "both say the same"
    OVERLAP = "one value can satisfy both"
    WITHIN = "one place lies within the other"
    TOLERATED = "apart, but within the tolerance"
    EXPECTED = "an expectation is not contradicted by what came later"
    WORDS = "words that a program does not compare"
    APART = "no value satisfies both"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two answers stand to each other, why, and how far they lie apart (in the unit, or days) where that is a number."""

    relation: Relation
    ground: Ground
    apart: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one claim says to one question; ``value`` is the set it stands for."""

    placed: PlacedClaim
    written: str
    value: ValueSet
    root: Root

    @property
    def claim(self) -> Claim:
        """The claim that answers."""
        return self.placed.claim


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Each two answers of different roots that cannot both be so, in their order; ``against``: by position, as sets.

    Of a thousand answers half a million pairs may contradict: they are counted without being listed, and made one by one.
    """

    answers: tuple[Answer, ...]
    against: tuple[int, ...]

    def __len__(self) -> int:
        return sum(mask.bit_count() for mask in self.against) // 2

    def __bool__(self) -> bool:
        return any(self.against)

    def __iter__(self) -> Iterator[tuple[Answer, Answer]]:
        return self.told_as(lambda answer: answer)

    def told_as(self, tell: Callable[[Answer], Told]) -> Iterator[tuple[Told, Told]]:
        """The same pairs of what is told of an answer, which is worked out once for each."""
        told = [tell(answer) for answer in self.answers]
        for at, mask in enumerate(self.against):
            yield from ((told[at], told[other]) for other in positions(mask >> at << at))

    @property
    def answering(self) -> Iterator[Answer]:
        """The answers that take part in one, each once."""
        return (answer for answer, mask in zip(self.answers, self.against, strict=True) if mask)

    @property
    def as_reviewed(self) -> Iterator[Answer]:
        """The same without what a draft alone sets against a reviewed entry."""
        reviewed = self.reviewed
        for answer, mask in zip(self.answers, self.against, strict=True):
            if mask & (-1 if answer.placed.is_draft else reviewed):
                yield answer

    @property
    def is_as_reviewed(self) -> bool:
        """Whether two answers contradict that both stand in reviewed entries."""
        reviewed = self.reviewed
        return any(self.against[at] & reviewed for at in positions(reviewed))

    @property
    def reviewed(self) -> int:
        """The positions of the answers that stand in reviewed entries."""
        return mask_of(at for at, answer in enumerate(self.answers) if not answer.placed.is_draft)


@dataclass(frozen=True, slots=True)
class Opponents:
    """Who contradicts a root on a question: the first of them, in the order of the pairs, and how many there are."""

    first: tuple[Root, ...]
    number: int


@dataclass(frozen=True)
class Finding:
    """A question with its answers, who declined, which pairs contradict, and what it all comes to.

    ``reviewed``: what the answers come to that stand in reviewed entries alone.
    """

    question: Question
    answers: tuple[Answer, ...]
    declined: tuple[PlacedClaim, ...]
    contradictions: Contradictions
    state: State
    roots: RootCount
    reviewed: State

    @property
    def if_a_draft_holds(self) -> bool:
        """Whether it comes to this only with answers that nobody has reviewed yet."""
        return self.state is not self.reviewed

    @property
    def perhaps_one_root(self) -> bool:
        """Whether those who agree may be one root alone, as few as they can be."""
        return self.state is State.AGREED and self.roots.low == 1

    @property
    def is_not_compared(self) -> bool:
        """Whether the answers differ in words, of which no program says that they could be true together."""
        return self.state is State.COMPATIBLE and self.question.kind == "text"

    @property
    def has_reserve(self) -> bool:
        """Whether the state alone would say too much."""
        return self.perhaps_one_root or self.is_not_compared


@dataclass(frozen=True)
class Agreement:
    """All that can be said about agreement in a corpus, worked out when asked for."""

    corpus: Corpus

    @table
    def findings(self) -> dict[str, Finding]:
        """By question id, in the order of the questions."""
        return {question.id: find(question, self.corpus) for question in self.corpus.questions.values()}

    @table
    def disputed_entries(self) -> dict[str, tuple[Finding, ...]]:
        """By entry id: the contradicted questions that claims of the entry take part in contradicting."""
        return _by_entry((one, one.contradictions.answering) for one in self.findings.values())

    @table
    def disputed_as_reviewed(self) -> dict[str, tuple[Finding, ...]]:
        """The same without what a draft alone sets against a reviewed entry."""
        return _by_entry((one, one.contradictions.as_reviewed) for one in self.findings.values())

    @table
    def opponents(self) -> dict[Root, dict[str, Opponents]]:
        """By root: the questions on which it is contradicted, each with who contradicts it."""
        opposed: dict[Root, dict[str, Opponents]] = {}
        for finding in self.findings.values():
            for root, others in _opponents(finding.contradictions):
                opposed.setdefault(root, {})[finding.question.id] = others
        return opposed

    @by_key
    def backing_of(self, entry: str) -> Backing:
        """Who stands where towards an entry of the corpus, by its id: every list that shows the entry asks for it."""
        return backing(self.corpus.entries[entry].claims, self.corpus)


def _by_entry(told: Iterable[tuple[Finding, Iterable[Answer]]]) -> dict[str, tuple[Finding, ...]]:
    disputed: dict[str, dict[str, Finding]] = {}
    for finding, answers in told:
        for answer in answers:
            disputed.setdefault(answer.placed.entry.id, {})[finding.question.id] = finding
    return {entry: tuple(findings.values()) for entry, findings in disputed.items()}


def _opponents(told: Contradictions) -> Iterator[tuple[Root, Opponents]]:
    roots = [answer.root for answer in told.answers]
    found = opponents(roots, told.against) if told else {}
    for root, others in found.items():
        yield root, Opponents(tuple(others[:_MOST_OPPONENTS]), len(others))


def find(question: Question, corpus: Corpus) -> Finding:
    """What the answers to a question come to. Answers outside the grammar are left to the checks."""
    placed = corpus.claims_by_question.get(question.id, ())
    declined = tuple(one for one in placed if one.claim.stance == "declines")
    answers = tuple(answers_to(question, placed, corpus))
    contradictions = Contradictions(answers, _against(question, answers, corpus))
    settled = [answer for answer in answers if not answer.placed.is_draft]
    return Finding(
        question,
        answers,
        declined,
        contradictions,
        state=state_of(answers, contradicted=bool(contradictions)),
        roots=count_roots((answer.claim for answer in answers), corpus),
        reviewed=state_of(settled, contradicted=contradictions.is_as_reviewed),
    )


def _against(question: Question, answers: Iterable[Answer], corpus: Corpus) -> tuple[int, ...]:
    tolerance = tolerance_of(question)

    def contradict(first: ValueSet, second: ValueSet) -> bool:
        return compare(first, second, corpus=corpus, tolerance=tolerance) is Relation.CONTRADICT

    told = [Said(one.root, one.value, one.claim.stance == "expects", _time(one.claim.said)) for one in answers]
    return contradicting(told, Comparing(tolerance, corpus.place_and_above, contradict))


def _time(said: str) -> Time:
    """The first and the last day on which something was said; both None where that cannot be read."""
    clock = _clock(said)
    return (clock.earliest, clock.latest) if clock else (None, None)


def answers_to(question: Question, placed: Iterable[PlacedClaim], corpus: Corpus) -> Iterable[Answer]:
    """What claims answer to a question; those that decline or lie outside the grammar answer nothing."""
    for one in placed:
        if one.claim.stance == "declines":
            continue
        written = one.claim.answers[question.id]
        try:
            value = parse_answer(written, question.kind)
        except NotAValue:
            continue
        yield Answer(one, written, value, root_of(one.claim, corpus))


def tolerance_of(question: Question) -> Tolerance | None:
    """How far apart two answers may lie before they contradict; None where the question says nothing readable."""
    try:
        return parse_tolerance(question.tolerance)
    except NotAValue:
        return None


def state_of(answers: Iterable[Answer], *, contradicted: bool) -> State:
    """What answers come to. ``contradicted``: whether two of different roots cannot both be so."""
    told = {(answer.root, answer.value) for answer in answers}
    return state_between({root for root, _ in told}, {value for _, value in told}, contradicted=contradicted)


def state_between(roots: Sized, values: Sized, *, contradicted: bool) -> State:
    """The same of the roots that answer and the values that they give: several of both differ between two roots."""
    if not roots:
        return State.OPEN
    if len(roots) == 1:
        return State.SINGLE_ROOT
    if contradicted:
        return State.CONTRADICTED
    return State.COMPATIBLE if len(values) > 1 else State.AGREED


def relate(first: Answer, second: Answer, *, corpus: Corpus, tolerance: Tolerance | None = None) -> Relation:
    """How two answers to one question stand to each other."""
    return comparison(first, second, corpus=corpus, tolerance=tolerance).relation


def comparison(first: Answer, second: Answer, *, corpus: Corpus, tolerance: Tolerance | None = None) -> Comparison:
    """How two answers to one question stand to each other, and why."""
    found = compare_values(first.value, second.value, corpus=corpus, tolerance=tolerance)
    if found.relation is Relation.CONTRADICT and (_expected(first, second) or _expected(second, first)):
        return Comparison(Relation.COMPATIBLE, Ground.EXPECTED, found.apart)
    return found


def _expected(expectation: Answer, other: Answer) -> bool:
    """An expectation is not contradicted by what is asserted, nor by an expectation that came later."""
    if expectation.claim.stance != "expects":
        return False
    if other.claim.stance != "expects":
        return True
    said, later = _clock(expectation.claim.said), _clock(other.claim.said)
    return bool(said and later and said.latest and later.earliest and said.latest < later.earliest)


def _clock(text: str) -> edtf.Edtf | None:
    try:
        return edtf.parse(text)
    except edtf.NotEdtf:
        return None


def compare(
    first: ValueSet, second: ValueSet, *, corpus: Corpus | None = None, tolerance: Tolerance | None = None
) -> Relation:
    """Same set: agree. Overlapping, or apart by no more than the tolerance: compatible. Else: contradict."""
    return compare_values(first, second, corpus=corpus, tolerance=tolerance).relation


def compare_values(
    first: ValueSet, second: ValueSet, *, corpus: Corpus | None = None, tolerance: Tolerance | None = None
) -> Comparison:
    """What ``compare`` says, with its reason."""
    if first == second:
        return Comparison(Relation.AGREE, Ground.SAME)
    if isinstance(first, NumberSet) and isinstance(second, NumberSet):
        mine, other = first.widened(tolerance), second.widened(tolerance)
        return _by_distance(*_number_gap(mine, other), tolerance or Tolerance())
    if isinstance(first, DaySet) and isinstance(second, DaySet):
        return _by_distance(_day_gap(first, second), Fraction(0), Tolerance(amount=(tolerance or Tolerance()).amount))
    if isinstance(first, Option) and isinstance(second, Option):
        meet = corpus is not None and _places_meet(first.word, second.word, corpus)
        return Comparison(Relation.COMPATIBLE, Ground.WITHIN) if meet else Comparison(Relation.CONTRADICT, Ground.APART)
    if isinstance(first, FreeText):
        return Comparison(Relation.COMPATIBLE, Ground.WORDS)
    return Comparison(Relation.CONTRADICT, Ground.APART)


def _by_distance(gap: Fraction, size: Fraction, tolerance: Tolerance) -> Comparison:
    """``size``: what a tolerance in percent is a share of."""
    if gap <= 0:
        return Comparison(Relation.COMPATIBLE, Ground.OVERLAP)
    if gap <= tolerance.around(size):
        return Comparison(Relation.COMPATIBLE, Ground.TOLERATED, gap)
    return Comparison(Relation.CONTRADICT, Ground.APART, gap)


def _number_gap(first: NumberSet, second: NumberSet) -> tuple[Fraction, Fraction]:
    """How far two sets lie apart (0 where they meet), and the larger of the two limits that face each other."""
    for low, high in ((first.low, second.high), (second.low, first.high)):
        if low is not None and high is not None and low > high:
            return low - high, max(abs(low), abs(high))
    return Fraction(0), Fraction(0)


def _day_gap(first: DaySet, second: DaySet) -> Fraction:
    for start, end in ((first.first, second.last), (second.first, first.last)):
        if start is not None and end is not None and start > end:
            return Fraction((start - end).days)
    return Fraction(0)


def _places_meet(first: str, second: str, corpus: Corpus) -> bool:
    """A place and one that it lies within do not exclude each other."""
    return first in corpus.place_and_above(second) or second in corpus.place_and_above(first)
