"""What stands against each other inside an entry though nobody declared a question: denials, figures, days.

Strict, since a machine does it: figures only of the same thing in the same unit, and only where no value could satisfy
both; never two claims of one root, nor two that answer the same declared question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from build_tools.agreement import Relation, compare
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.model import Entry, Question
from build_tools.roots import SUPPORTING, root_of
from build_tools.text import date_words
from build_tools.values import NotAValue, ValueSet, parse_days, parse_number
from build_tools.wording import words
from build_tools.wording.words import Piece

KINDS = ("denied", "figures", "days")


@dataclass(frozen=True)
class Side:
    """A value, or that something is said or denied, with the claims that stand for it."""

    label: Piece
    claims: tuple[PlacedClaim, ...]


@dataclass(frozen=True)
class Opposition:
    """What stands against each other in one entry. ``kind``: one of KINDS; ``what`` is counted, for figures.

    ``compared``: the declared questions that a denial answers.
    """

    kind: str
    entry: Entry
    sides: tuple[Side, ...]
    what: str = ""
    compared: tuple[Question, ...] = ()


@dataclass(frozen=True)
class _Told:
    """What one claim tells of one thing: as the set of values it allows, and in words."""

    placed: PlacedClaim
    value: ValueSet
    label: str


def oppositions(corpus: Corpus) -> dict[str, list[Opposition]]:
    """By kind, the latest entry first."""
    found: dict[str, list[Opposition]] = {kind: [] for kind in KINDS}
    for entry in reversed(corpus.timeline):
        for one in in_entry(entry, corpus):
            found[one.kind].append(one)
    return found


def in_entry(entry: Entry, corpus: Corpus) -> Iterator[Opposition]:
    """What stands against each other in one entry."""
    placed = placed_claims(entry)
    yield from _denials(entry, placed, corpus)
    supporting = [one for one in placed if one.claim.stance in SUPPORTING]
    if len(supporting) > 1:
        yield from _figures(entry, supporting, corpus)
        yield from _days(entry, supporting, corpus)


def _denials(entry: Entry, placed: Iterable[PlacedClaim], corpus: Corpus) -> Iterator[Opposition]:
    held = tuple(placed)
    denied = tuple(one for one in held if one.claim.stance == "denies")
    if not denied:
        return
    deniers = {root_of(one.claim, corpus) for one in denied}
    said = [one for one in held if one.claim.stance in SUPPORTING and root_of(one.claim, corpus) not in deniers]
    asked = {question for one in denied for question in one.claim.answers}
    at_issue = [one for one in said if asked & one.claim.answers.keys()]
    sides = (Side(Piece("Says so"), tuple(at_issue or said)), Side(Piece("Denies it"), denied))
    compared = tuple(corpus.questions[id] for id in sorted(asked) if at_issue and id in corpus.questions)
    yield Opposition("denied", entry, sides, compared=compared)


def _figures(entry: Entry, supporting: Iterable[PlacedClaim], corpus: Corpus) -> Iterator[Opposition]:
    groups: dict[tuple[str, str], list[_Told]] = {}
    for placed in supporting:
        for quantity in placed.claim.quantities:
            if quantity.of and (value := _read(quantity.value, parse_number)):
                key = (quantity.unit.casefold(), quantity.of.casefold())
                groups.setdefault(key, []).append(_Told(placed, value, words.quantity(quantity)))
    for (_, thing), told in groups.items():
        if sides := _sides(told, corpus):
            yield Opposition("figures", entry, sides, thing)


def _days(entry: Entry, supporting: Iterable[PlacedClaim], corpus: Corpus) -> Iterator[Opposition]:
    told = [
        _Told(placed, value, date_words.in_words(placed.claim.when))
        for placed in supporting
        if placed.claim.when and (value := _read(placed.claim.when, parse_days))
    ]
    if sides := _sides(told, corpus):
        yield Opposition("days", entry, sides)


def _read(written: str, parse: Callable[[str], ValueSet]) -> ValueSet | None:
    try:
        return parse(written)
    except NotAValue:
        return None


def _sides(told: list[_Told], corpus: Corpus) -> tuple[Side, ...]:
    """The values of which some other one cannot be so too, each with its claims; none where all fit together."""
    by_value: dict[ValueSet, list[_Told]] = {}
    for one in told:
        by_value.setdefault(one.value, []).append(one)
    against: dict[ValueSet, None] = {}
    for first, second in combinations(by_value, 2):
        if compare(first, second) is Relation.CONTRADICT and _undeclared(by_value[first], by_value[second], corpus):
            against |= {first: None, second: None}
    return tuple(
        Side(Piece(held[0].label), tuple(one.placed for one in held))
        for value, held in by_value.items()
        if value in against
    )


def _undeclared(mine: Iterable[_Told], others: Iterable[_Told], corpus: Corpus) -> bool:
    """Whether claims of two roots stand against each other that answer no declared question together."""
    return any(
        root_of(one.placed.claim, corpus) != root_of(other.placed.claim, corpus)
        and not corpus.answers_of(one.placed.claim).keys() & corpus.answers_of(other.placed.claim).keys()
        for one in mine
        for other in others
    )
