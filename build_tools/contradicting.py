"""Which of many answers contradict which, without trying each pair: values are sorted, and limits swept past each other.

Sets of answers are whole numbers whose bits are positions, so that ten thousand answers are held against each other in a
few operations each. Knows values and roots; what two values come to is said by ``agreement``, and held against it by tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeVar

from build_tools.roots import Root
from build_tools.values import DaySet, FreeText, NumberSet, Option, Tolerance, ValueSet

Span = tuple[Any, Any]  # the lowest and the highest that a value allows, of one kind that has an order; None where open
Time = tuple[dt.date | None, dt.date | None]
_Held = dict[ValueSet, int]  # by value: the positions of the answers that give it
Key = TypeVar("Key", ValueSet, Time)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: whose, what it allows, whether it only expects so, and the span of days in which it was said."""

    root: Root
    value: ValueSet
    expects: bool
    said: Time


@dataclass(frozen=True)
class Comparing:
    """How values are held against each other. ``above``: the ids of a place and of all that it lies within."""

    tolerance: Tolerance | None
    above: Callable[[str], Iterable[str]]
    contradict: Callable[[ValueSet, ValueSet], bool]


def positions(mask: int) -> Iterator[int]:
    """The positions in a set, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def mask_of(chosen: Iterable[int]) -> int:
    """The set of some positions."""
    mask = 0
    for position in chosen:
        mask |= 1 << position
    return mask


def contradicting(told: Sequence[Said], comparing: Comparing) -> tuple[int, ...]:
    """For each answer: the set of those of other roots that it contradicts.

    An expectation is contradicted by none but an expectation of the same time, as far as that is known.
    """
    asserted, expected = _held(told, lambda one: not one.expects), _held(told, lambda one: one.expects)
    by_assertion, by_expectation = _against(asserted, comparing), _against(expected, comparing)
    own: dict[Root, int] = {}
    times: dict[Time, int] = {}
    for position, one in enumerate(told):
        own[one.root] = own.get(one.root, 0) | 1 << position
        if one.expects:
            times[one.said] = times.get(one.said, 0) | 1 << position
    apart = _apart({said: said for said in times}, times, lambda earliest, latest: earliest > latest)
    return tuple(
        (by_expectation[one.value] & ~apart[one.said] if one.expects else by_assertion[one.value]) & ~own[one.root]
        for one in told
    )


def opponents(roots: Sequence[Root], against: Sequence[int]) -> dict[Root, list[Root]]:
    """By root that is contradicted: the roots that contradict it, in the order of the pairs in which they first do so."""
    own: dict[Root, int] = {}
    for at, root in enumerate(roots):
        own[root] = own.get(root, 0) | 1 << at
    found = {root: list(_opponents(mask, roots, against, own)) for root, mask in own.items()}
    return {root: others for root, others in found.items() if others}


def _opponents(mine: int, roots: Sequence[Root], against: Sequence[int], own: Mapping[Root, int]) -> Iterator[Root]:
    unseen, waiting = ~mine, mine
    for at in positions(mine):
        waiting |= against[at]
    while waiting:
        at = (waiting & -waiting).bit_length() - 1
        after = -1 << at + 1
        found = (against[at] & after if mine >> at & 1 else 1 << at) & unseen
        while found:
            root = roots[(found & -found).bit_length() - 1]
            yield root
            unseen &= ~own[root]
            found &= unseen
        waiting &= (unseen | mine) & after


def _held(told: Sequence[Said], counts: Callable[[Said], bool]) -> _Held:
    held: _Held = {}
    for position, one in enumerate(told):
        if counts(one):
            held[one.value] = held.get(one.value, 0) | 1 << position
    return held


def _against(held: _Held, comparing: Comparing) -> Mapping[ValueSet, int]:
    """By value: the answers that no value could satisfy together with it."""
    kinds = {type(value) for value in held}
    if kinds <= {FreeText}:
        return dict.fromkeys(held, 0)
    if kinds == {Option}:
        return _exclusive(held, comparing)
    tolerance = comparing.tolerance or Tolerance()
    spans = {value: _span(value, comparing.tolerance) for value in held}
    if len(kinds) == 1 and _is_plain(tolerance) and not any(map(_is_reversed, spans.values())):
        return _apart(spans, held, _beyond(tolerance) if kinds == {NumberSet} else _days_beyond(tolerance))
    return _each_pair(held, comparing)


def _is_plain(tolerance: Tolerance) -> bool:
    """Whether what lies further off is never tolerated sooner: nobody means a tolerance below nought or above all."""
    return tolerance.amount >= 0 and 0 <= tolerance.share <= 1


def _is_reversed(span: Span) -> bool:
    return None not in span and span[0] > span[1]


def _each_pair(held: _Held, comparing: Comparing) -> Mapping[ValueSet, int]:
    against = dict.fromkeys(held, 0)
    for first, second in combinations(held, 2):
        if comparing.contradict(first, second):
            against[first] |= held[second]
            against[second] |= held[first]
    return against


# ── Options ─────────────────────────────────────────────────────────────────────────────────────────────────


def _exclusive(held: _Held, comparing: Comparing) -> Mapping[ValueSet, int]:
    """Options exclude each other, save places of which one lies within the other."""
    fits = dict(held)
    for option, mask in held.items():
        for above in comparing.above(option.word) if isinstance(option, Option) else ():
            if (wider := Option(above)) in held:
                fits[option] |= held[wider]
                fits[wider] |= mask
    everyone = sum(held.values())
    return {option: everyone & ~mask for option, mask in fits.items()}


# ── Numbers and days ────────────────────────────────────────────────────────────────────────────────────────


def _span(value: ValueSet, tolerance: Tolerance | None) -> Span:
    if isinstance(value, NumberSet):
        wide = value.widened(tolerance)
        return _number(wide.low), _number(wide.high)
    return (value.first, value.last) if isinstance(value, DaySet) else (None, None)


def _number(limit: Fraction | None) -> Fraction | int | None:
    """As a whole number where it is one: those are told apart far sooner."""
    return limit.numerator if limit is not None and limit.denominator == 1 else limit


def _beyond(tolerance: Tolerance) -> Callable[[Any, Any], bool]:
    """Whether one number lies above another by more than is tolerated."""
    if tolerance == Tolerance():
        return lambda low, high: low > high
    return lambda low, high: low > high and low - high > tolerance.around(max(abs(low), abs(high)))


def _days_beyond(tolerance: Tolerance) -> Callable[[Any, Any], bool]:
    return lambda first, last: (first - last).days > tolerance.amount


def _apart(spans: Mapping[Key, Span], held: Mapping[Key, int], is_above: Callable[[Any, Any], bool]) -> dict[Key, int]:
    """By key: what lies wholly above or below its span. ``is_above`` asks for a low limit and another's high one.

    Both limits are walked in order, once upwards and once downwards: what lies below a limit lies below all higher ones.
    """
    lows = sorted(
        ((span[0], held[key], key) for key, span in spans.items() if span[0] is not None), key=lambda one: one[0]
    )
    highs = sorted(
        ((span[1], held[key], key) for key, span in spans.items() if span[1] is not None), key=lambda one: one[0]
    )
    apart = dict.fromkeys(held, 0)
    at = below = 0
    for low, _, key in lows:
        while at < len(highs) and is_above(low, highs[at][0]):
            below |= highs[at][1]
            at += 1
        apart[key] |= below
    at, above = len(lows) - 1, 0
    for high, _, key in reversed(highs):
        while at >= 0 and is_above(lows[at][0], high):
            above |= lows[at][1]
            at -= 1
        apart[key] |= above
    return apart
