"""Where two claims on one event cannot both be so: other numbers of the same thing, other days, a flat denial.

Strict: numbers count only with the same unit, the same thing counted and the same fate of it. Only proposes what to
ask; a person declares what is comparable (DESIGN.md § 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.matching.fates import fate_of
from build_tools.matching.outcomes import outcomes, question
from build_tools.matching.telling_words import is_generic, telling_words
from build_tools.model import Claim
from build_tools.text import denials
from build_tools.text.names import slug
from build_tools.values import NotAValue, NumberSet, parse_number

_ANYBODY = frozenset({"", "people", "persons", "person", "victims", "bodies", "corpses"})
_SOME = frozenset({"", "passengers"})  # who is meant by a number alone, where another says it of passengers
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_ASSERTING = ("asserts", "confirms", "hedges")
_SNIPPET = 90
_DENIABLE = 250  # characters of a quote that somebody may deny as a whole


@dataclass(frozen=True)
class Conflict:
    """A question to propose, and what each of two claims would answer to it. ``what``: a short key for its id,
    ``of_event``: which tells nothing without the event."""

    kind: str
    what: str
    title: str
    unit: str
    mine: str
    other: str
    of_event: bool = True


@dataclass(frozen=True)
class _Count:
    """A number with what it counts: all but ``value`` has to be the same for two to be compared."""

    thing: str
    unit: str
    fate: str
    value: str


def conflicts(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """What the two claims cannot both be right about."""
    mine, other = _as_meant(mine), _as_meant(other)
    if mine.stance in _ASSERTING and other.stance in _ASSERTING:
        yield from _numbers(mine, other)
        yield from _outcomes(mine, other)
    elif "denies" in (mine.stance, other.stance) and mine.speaker != other.speaker:
        yield from _outcomes(mine, other) if _outcome(mine, other) else _denial(mine, other)


def _as_meant(claim: Claim) -> Claim:
    """“Reports that … are false” denies what is reported, whatever stance its speaker takes to these words."""
    denies = claim.stance in _ASSERTING and any(denials.find(claim.quote))
    return replace(claim, stance="denies") if denies else claim


def numbers(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """Other numbers of the same thing, and what one says did not happen: what two claims may be asked that only share a story."""
    mine, other = _as_meant(mine), _as_meant(other)
    if mine.stance in _ASSERTING and other.stance in _ASSERTING:
        yield from _numbers(mine, other)
        yield from _outcomes(mine, other)


def days(mine: Claim, other: Claim, title: str) -> Iterator[Conflict]:
    """The days of two claims that date one event differently."""
    if mine.stance in _ASSERTING and other.stance in _ASSERTING:
        yield Conflict("date", "day", f"On which day? {title}", "", mine.when, other.when)


def may_conflict(claim: Claim) -> bool:
    """Whether a claim is worth keeping: one that denies, counts, or is short enough to be denied."""
    if claim.stance == "denies":
        return True
    return claim.stance in _ASSERTING and (bool(claim.quantities) or bool(claim.when) or len(claim.quote) <= _DENIABLE)


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(mine: Claim, other: Claim) -> Iterator[Conflict]:
    for first in _counts(mine):
        for second in _counts(other):
            same = (first.unit, first.fate) == (second.unit, second.fate) and _is_one(first.thing, second.thing)
            if same and _apart(first.value, second.value):
                thing = first.thing if first.thing == second.thing and first.thing else "people"
                title = f"How many {thing} were {first.fate}?"
                unit = " ".join(part for part in (first.unit, thing) if part)
                yield Conflict("quantity", f"{thing} {first.fate}", title, unit, first.value, second.value)


def _is_one(first: str, second: str) -> bool:
    return first == second or {first, second} <= _SOME


def _counts(claim: Claim) -> list[_Count]:
    found = []
    for quantity in claim.quantities:
        if fate := fate_of(claim.quote, quantity):
            thing = quantity.of.casefold()
            found.append(_Count("" if thing in _ANYBODY else thing, quantity.unit, fate, quantity.value))
    return found


def _apart(first: str, second: str) -> bool:
    """Whether no number is allowed by both."""
    try:
        mine, other = parse_number(first).widened(None), parse_number(second).widened(None)
    except NotAValue:
        return False
    return _below(mine, other) or _below(other, mine)


def _below(first: NumberSet, second: NumberSet) -> bool:
    return first.high is not None and second.low is not None and first.high < second.low


# ── what happened or did not ────────────────────────────────────────────────────────────────────────────────


def _outcomes(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """One says that something happened of which the other says that there was none."""
    for key in _outcome(mine, other):
        happened = dict(outcomes(mine.quote, mine.stance))[key]
        answers = ("yes", "no") if happened else ("no", "yes")
        yield Conflict("yes-no", key, question(key), "", *answers)


def _outcome(mine: Claim, other: Claim) -> list[str]:
    theirs = dict(outcomes(other.quote, other.stance))
    found = []
    for key, happened in outcomes(mine.quote, mine.stance):
        yes, no = (mine, other) if happened else (other, mine)
        if theirs.get(key, happened) != happened and not _is_before(no, yes):
            found.append(key)
    return found


def _is_before(no: Claim, yes: Claim) -> bool:
    """Whether it was said not to have happened before the day on which it did."""
    said, when = no.said or no.when, yes.when
    return bool(_DAY.match(said) and _DAY.match(when)) and said < when


# ── denials ─────────────────────────────────────────────────────────────────────────────────────────────────


def _denial(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """One denies in most of its words what the other says."""
    denial, said = (mine, other) if mine.stance == "denies" else (other, mine)
    if said.stance not in _ASSERTING:
        return
    denied = telling_words(denial.quote).keys() - _words_of_denial()
    both = denied & telling_words(said.quote).keys()
    telling = [stem for stem in both if not is_generic(stem)]
    if len(telling) >= 3 and len(both) >= 0.6 * len(denied):
        words = " ".join(said.quote.strip(' “”",').split())
        snippet = words if len(words) <= _SNIPPET else words[:_SNIPPET].rsplit(" ", 1)[0] + " …"
        answers = ("no", "yes") if denial is mine else ("yes", "no")
        yield Conflict("yes-no", slug(words, longest=40), f"Is it so: “{snippet}”?", "", *answers, of_event=False)


@lru_cache(maxsize=1)
def _words_of_denial() -> frozenset[str]:
    return frozenset(telling_words(" ".join(("denied denies denying deny", *denials.words()))))
