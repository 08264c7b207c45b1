"""How the answers to a question stand to each other: each value with who gives it, and pairs of values with the reason.

Knows agreement; words it in pieces, knows no HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from build_tools import addresses
from build_tools.agreement import Answer, Comparison, Finding, Ground, Relation, comparison, tolerance_of
from build_tools.contradicting import mask_of
from build_tools.contradicting import positions as positions_in
from build_tools.corpus import Corpus
from build_tools.model import Question
from build_tools.roots import Root
from build_tools.wording import words
from build_tools.wording.words import Piece, Pieces
from build_tools.wording.written import as_written

_MOST_PAIRED = 7  # values from which on each is told against all others together
_ORDER = (Relation.CONTRADICT, Relation.COMPATIBLE, Relation.AGREE)


@dataclass(frozen=True)
class Position:
    """One value, with the answers that give it, one for each root, in the order in which they were given.

    ``written``: the source's words for each, empty where the value is what it wrote.
    """

    value: Piece
    answers: tuple[Answer, ...]
    voices: tuple[Pieces, ...]
    written: tuple[str, ...]

    @property
    def all_written(self) -> str:
        """The words that all sources use for the value; empty where they differ or the value is what they wrote."""
        return self.written[0] if len(set(self.written)) == 1 else ""

    @property
    def roots(self) -> frozenset[Root]:
        """Who gives it."""
        return frozenset(answer.root for answer in self.answers)


@dataclass(frozen=True)
class Pair:
    """Two values, how they stand to each other, and why in words."""

    first: Position
    second: Position
    relation: str
    why: str


@dataclass(frozen=True)
class Tally:
    """One value against all others, where there are many: how many it contradicts, and how many it fits with."""

    position: Position
    against: int
    fits: int


def positions(answers: Iterable[Answer], question: Question, corpus: Corpus) -> list[Position]:
    """The values that are given, in the order of the answers."""
    grouped: dict[str, tuple[Piece, dict[Root, Answer]]] = {}
    for answer in answers:
        piece = words.value(answer.written, question, corpus)
        kept = grouped.setdefault(piece.text, (piece, {}))[1]
        kept[answer.root] = words.surer(kept.get(answer.root), answer)
    return [
        Position(
            piece,
            tuple(by_root.values()),
            tuple(_voice(answer, corpus) for answer in by_root.values()),
            tuple(as_written(answer.claim, answer.written, question) for answer in by_root.values()),
        )
        for piece, by_root in grouped.values()
    ]


def _voice(answer: Answer, corpus: Corpus) -> Pieces:
    """Who answers; the name leads to the claim."""
    return (Piece(words.plain(words.root(answer.root, corpus)), addresses.address_of_claim(answer.placed)),)


def pairs(held: Sequence[Position], finding: Finding, corpus: Corpus) -> list[Pair]:
    """Each two values that different roots give, contradictions first; none where there are too many to list."""
    if len(held) > _MOST_PAIRED:
        return []
    found = [
        Pair(first, second, one.relation.value, _why(one, finding.question))
        for first, second in combinations(held, 2)
        if (one := _compared(first, second, finding, corpus))
    ]
    rank = {relation.value: number for number, relation in enumerate(_ORDER)}
    return sorted(found, key=lambda pair: rank[pair.relation])


def tallies(held: Sequence[Position], finding: Finding) -> list[Tally]:
    """Each value against all others, those given by most roots first; none where there are so few that pairs are listed."""
    if len(held) <= _MOST_PAIRED:
        return []
    told = [_telling(position) for position in held]
    single = Counter(roots.pop() for answers in told if len(roots := {one.root for one in answers}) == 1)
    against = _against(told, finding)
    counted = (
        Tally(position, number, _others(answers, single, len(held)) - number)
        for position, answers, number in zip(held, told, against, strict=True)
    )
    return sorted(counted, key=lambda tally: -len(tally.position.answers))


def _against(told: Sequence[Sequence[Answer]], finding: Finding) -> list[int]:
    """How many other values each contradicts, by the answers that decide it."""
    at = {id(answer): number for number, answer in enumerate(finding.answers)}
    masks = [mask_of(at[id(answer)] for answer in answers) for answers in told]
    found = []
    for mask in masks:
        opposed = 0
        for number in positions_in(mask):
            opposed |= finding.contradictions.against[number]
        found.append(sum(bool(opposed & other) for other in masks))
    return found


def _others(answers: Sequence[Answer], single: Mapping[Root, int], number: int) -> int:
    """With how many other values one can be compared: with all but those that nobody gives but its own only root."""
    roots = {answer.root for answer in answers}
    return number - (single[roots.pop()] if len(roots) == 1 else 1)


def _compared(first: Position, second: Position, finding: Finding, corpus: Corpus) -> Comparison | None:
    """How two values stand where different roots give them; the strongest of what their claims come to."""
    tolerance = tolerance_of(finding.question)
    found = (
        comparison(mine, other, corpus=corpus, tolerance=tolerance)
        for mine, other in product(_telling(first), _telling(second))
        if mine.root != other.root
    )
    return min(found, key=lambda one: _ORDER.index(one.relation), default=None)


def _telling(position: Position) -> list[Answer]:
    """The answers that decide how a value stands to another: each expectation, and two roots of the rest."""
    said = [answer for answer in position.answers if answer.claim.stance != "expects"]
    return [*said[:2], *(answer for answer in position.answers if answer.claim.stance == "expects")]


def _why(found: Comparison, question: Question) -> str:
    """The reason in words, with how far apart they lie and what would be tolerated."""
    tolerated = f"; up to {question.tolerance} would not count" if question.tolerance else ""
    if found.ground is Ground.APART:
        apart = _distance(found.apart, question)
        return f"{apart} apart{tolerated}" if apart else "one excludes the other"
    if found.ground is Ground.TOLERATED:
        return f"{_distance(found.apart, question)} apart, within the tolerance of {question.tolerance}"
    return {
        Ground.OVERLAP: "the same day could satisfy both"
        if question.kind == "date"
        else "one number could satisfy both",
        Ground.WITHIN: "one lies within the other",
        Ground.EXPECTED: "the one was an expectation, which what came later does not contradict",
        Ground.WORDS: "words that a program does not compare",
    }.get(found.ground, "both say the same")


def _distance(apart: Fraction | None, question: Question) -> str:
    if apart is None:
        return ""
    unit = "days" if question.kind == "date" else question.unit
    return words.with_unit(words.digits(apart), unit)
