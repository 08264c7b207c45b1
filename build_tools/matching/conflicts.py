"""Where two claims on one event cannot both be so: other numbers of the same thing, other days, a flat denial.

Strict: numbers count only with the same unit, the same thing counted and the same fate of it. Only proposes what to
ask; a person declares what is comparable (DESIGN.md § 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from build_tools.matching.telling_words import is_generic, telling_words
from build_tools.model import Claim, Quantity
from build_tools.text import tables
from build_tools.text.names import slug
from build_tools.values import NotAValue, NumberSet, parse_number

_FATES = Path(__file__).parent / "tables" / "fates.tsv"
_ANYBODY = frozenset({"", "people", "persons", "person", "victims"})
_CLAUSE = re.compile(r"[;:]|, | and | while | but ")
_AHEAD, _BACK = 50, 24  # characters behind and before a number in which its fate is looked for
_ASSERTING = ("asserts", "confirms", "hedges")
_SNIPPET = 90
_DENIABLE = 250  # characters of a quote that somebody may deny as a whole


@dataclass(frozen=True)
class Conflict:
    """A question to propose, and what each of two claims would answer to it. ``what``: a short key for its id."""

    kind: str
    what: str
    title: str
    unit: str
    mine: str
    other: str


@dataclass(frozen=True)
class _Count:
    """A number with what it counts: all but ``value`` has to be the same for two to be compared."""

    thing: str
    unit: str
    fate: str
    value: str


def conflicts(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """What the two claims cannot both be right about."""
    if mine.stance in _ASSERTING and other.stance in _ASSERTING:
        yield from _numbers(mine, other)
    elif "denies" in (mine.stance, other.stance) and mine.speaker != other.speaker:
        yield from _denial(mine, other)


def numbers(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """Other numbers of the same thing alone: what two claims may be asked that only share a story."""
    if mine.stance in _ASSERTING and other.stance in _ASSERTING:
        yield from _numbers(mine, other)


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
            same = (first.thing, first.unit, first.fate) == (second.thing, second.unit, second.fate)
            if same and _apart(first.value, second.value):
                thing = first.thing or "people"
                title = f"How many {thing} were {first.fate}?"
                unit = " ".join(part for part in (first.unit, thing) if part)
                yield Conflict("quantity", f"{thing} {first.fate}", title, unit, first.value, second.value)


def _counts(claim: Claim) -> list[_Count]:
    found = []
    for quantity in claim.quantities:
        if fate := _fate(claim.quote, quantity):
            thing = quantity.of.casefold()
            found.append(_Count("" if thing in _ANYBODY else thing, quantity.unit, fate, quantity.value))
    return found


def _fate(quote: str, quantity: Quantity) -> str:
    """The nearest fate in the clause behind the number, else right before it."""
    at = quote.find(quantity.written)
    if at < 0:
        return ""
    behind = quote[at + len(quantity.written) : at + len(quantity.written) + _AHEAD]
    clause = _CLAUSE.split(behind, maxsplit=1)[0]
    if ahead := _fates().search(clause):
        return _fate_of()[ahead[0].casefold()]
    before = _CLAUSE.split(quote[max(0, at - _BACK) : at])[-1]
    back = list(_fates().finditer(before))
    return _fate_of()[back[-1][0].casefold()] if back else ""


@lru_cache(maxsize=1)
def _fates() -> re.Pattern[str]:
    return re.compile(rf"\b{tables.alternatives((row[1] for row in tables.rows(_FATES)), blank=' ')}\b", re.I)


@lru_cache(maxsize=1)
def _fate_of() -> dict[str, str]:
    return {row[1]: row[0] for row in tables.rows(_FATES)}


def _apart(first: str, second: str) -> bool:
    """Whether no number is allowed by both."""
    try:
        mine, other = parse_number(first).widened(None), parse_number(second).widened(None)
    except NotAValue:
        return False
    return _below(mine, other) or _below(other, mine)


def _below(first: NumberSet, second: NumberSet) -> bool:
    return first.high is not None and second.low is not None and first.high < second.low


# ── denials ─────────────────────────────────────────────────────────────────────────────────────────────────


def _denial(mine: Claim, other: Claim) -> Iterator[Conflict]:
    """One denies in most of its words what the other says."""
    denial, said = (mine, other) if mine.stance == "denies" else (other, mine)
    if said.stance not in _ASSERTING:
        return
    denied = telling_words(denial.quote).keys() - telling_words("denied denies denying deny").keys()
    both = denied & telling_words(said.quote).keys()
    telling = [stem for stem in both if not is_generic(stem)]
    if len(telling) >= 3 and len(both) >= 0.6 * len(denied):
        words = " ".join(said.quote.strip(' “”",').split())
        snippet = words if len(words) <= _SNIPPET else words[:_SNIPPET].rsplit(" ", 1)[0] + " …"
        answers = ("no", "yes") if denial is mine else ("yes", "no")
        yield Conflict("yes-no", slug(words, longest=40), f"Is it so: “{snippet}”?", "", *answers)
