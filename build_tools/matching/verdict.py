"""Whether two entries tell of one event, and why: shared days, places, actors, words and numbers.

``same`` is sure enough to propose that one entry holds both; ``akin`` only points from one to the other. Two that
exclude each other (other days, other places) are neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from build_tools.matching.telling_words import is_generic
from build_tools.matching.traits import Days, Traits

_ENOUGH = 6.0  # points for “same”
_TOLD = 2.8  # words and numbers in common for “same”, with what the two share of names and days
_SHOWN = 6


@dataclass(frozen=True)
class Match:
    """What two entries have in common; ``other`` is the id of the one that is known. ``sure``: one event; ``apart``: but
    for the day, which is one before or after.
    """

    other: str
    sure: bool
    points: float
    why: str
    apart: bool = False


@dataclass(frozen=True)
class _Shared:
    """What two entries share: the telling and the generic words of their two likest claims, and the rest."""

    telling: tuple[str, ...]
    generic: tuple[str, ...]
    share: float
    places: tuple[str, ...]
    actors: tuple[str, ...]
    counted: tuple[tuple[str, str], ...]
    day: str
    told: bool
    apart: str
    one_story: bool

    @property
    def points(self) -> float:
        """How much speaks for one event."""
        points = 2.0 * bool(self.places) + 2.0 * min(len(self.actors), 2) + 2.0 * bool(self.day) + 1.0 * self.told
        points += min(len(self.telling), 5) + min(0.25 * len(self.generic), 1.0)
        return points + 1.5 * min(len(self.counted), 2) + 2.0 * self.one_story

    @property
    def tells(self) -> float:
        """How much of it is about what happened, apart from when, where and by whom."""
        return len(self.telling) + len(self.generic) / 3 + 1.5 * len(self.counted)


def compare(mine: Traits, other: Traits, *, one_story: bool = False) -> Match | None:
    """How two entries stand to each other; None where they have too little in common or exclude each other.

    ``one_story``: the articles around them have been found to tell of one event elsewhere.
    """
    if exclude(mine, other):
        return None
    shared = _shared(mine, other, one_story)
    names = len(shared.places) + len(shared.actors)
    anchored = names > 0 or one_story and not (mine.actors and other.actors)
    dated = bool(shared.day or shared.told) or one_story
    tells = shared.tells
    meet = 0.5 * max(names - 1, 0) + 0.5 * bool(shared.day and shared.places)
    own = len(shared.telling) + 1.5 * len(shared.counted)  # stock words alone never make two reports one
    alike = anchored and own >= 2 and tells + meet >= _TOLD and shared.share >= 0.3
    alike = alike and shared.points >= _ENOUGH
    sure = alike and dated and not shared.apart
    near = alike if shared.apart else dated and anchored and tells >= (2.5 if names else 3.5)
    if not sure and not near:
        return None
    return Match(str(other.entry.id), sure, shared.points, "; ".join(_reasons(shared)), bool(shared.apart))


def exclude(mine: Traits, other: Traits) -> bool:
    """Days that do not even lie side by side, or other places though both name some."""
    if mine.days and other.days and _apart(mine.days, other.days) > 1:
        return True
    return bool(mine.places and other.places) and not mine.places & other.places


def _apart(mine: Days, other: Days) -> int:
    """How many days lie between two spans, 0 where they meet."""
    return max(0, (mine[0] - other[1]).days, (other[0] - mine[1]).days)


def _shared(mine: Traits, other: Traits, one_story: bool) -> _Shared:
    words, share = _likest_claims(mine, other)
    written = {folded: word for folded, word in mine.written.items() if folded in words}
    apart = _apart(mine.days, other.days) if mine.days and other.days else 0
    met = mine.told is not None and other.told is not None and not _apart(mine.told, other.told)
    return _Shared(
        telling=tuple(word for folded, word in written.items() if not is_generic(folded)),
        generic=tuple(word for folded, word in written.items() if is_generic(folded)),
        share=share,
        places=tuple(sorted(mine.places & other.places)),
        actors=tuple(sorted(mine.actors & other.actors)),
        counted=tuple(sorted(mine.counted & other.counted)),
        day=str(mine.entry.date) if met and mine.days and other.days else "",
        told=met and not (mine.days and other.days),
        apart=f"{mine.entry.date} and {other.entry.date}" if apart else "",
        one_story=one_story,
    )


def _likest_claims(mine: Traits, other: Traits) -> tuple[frozenset[str], float]:
    """The stems that the two likest claims share, and their share of the shorter one."""
    best: tuple[int, float] = (0, 0.0)
    common: frozenset[str] = frozenset()
    for first in mine.words:
        for second in other.words:
            both = first & second
            weight = sum(2 - is_generic(folded) for folded in both)
            share = len(both) / (min(len(first), len(second)) or 1)
            if (weight, share) > best:
                best, common = (weight, share), both
    return common, best[1]


def _reasons(shared: _Shared) -> Iterator[str]:
    if shared.day:
        yield f"both on {shared.day}"
    if shared.told:
        yield "told within a day of each other"
    if shared.apart:
        yield f"a day apart ({shared.apart})"
    if shared.places:
        yield f"both at {', '.join(shared.places)}"
    if shared.actors:
        yield f"both name {', '.join(shared.actors)}"
    if words := (*shared.telling, *shared.generic)[:_SHOWN]:
        yield f"both tell of {_quoted(words)}"
    if shared.counted:
        yield f"both count {', '.join(f'{value} {what}' for value, what in shared.counted[:3])}"
    if shared.one_story:
        yield "the two articles are on one event"


def _quoted(words: Collection[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
