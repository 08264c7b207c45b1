"""Whether two entries tell of one event, and why: shared days, places, actors, words and numbers.

``sure`` is enough to propose that one entry holds both; the rest only points from one to the other, and where much
speaks for one event (``but``), with the reason why they were not joined. Two that exclude each other (other days, other places) are neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.matching.kinds import kind_by_word
from build_tools.matching.telling_words import is_generic
from build_tools.matching.traits import Days, Traits, days_of
from build_tools.text import edtf

_ENOUGH = 6.0  # points for “same”
_TOLD = 2.8  # words and numbers in common for “same”, with what the two share of names and days
_SHOWN = 6
_SPOKEN_LATER = 3  # days between an event and what is said of it in another report on it
ONE_STORY = "the two articles are on one event"


@dataclass(frozen=True)
class Match:
    """What two entries have in common; ``other`` is the id of the one that is known. ``sure``: one event; ``apart``: but
    for the day, which is one before or after; ``but``: why they were not joined though they look alike.
    """

    other: str
    sure: bool
    points: float
    why: str
    apart: bool = False
    but: str = ""

    @property
    def likely(self) -> bool:
        """Whether the two are one event as far as can be seen, be they joined or not."""
        return self.sure or bool(self.but)


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
    rare: tuple[str, ...]
    kinds: tuple[str, ...]
    fates: tuple[str, ...]
    elsewhere: bool
    small: bool

    @property
    def is_rare(self) -> bool:
        """Whether a rare name, the day and the kind of event meet, and one thing more."""
        if self.apart or not (self.rare and self.kinds and (self.day or self.told or self.one_story)):
            return False
        if not _told_kinds().isdisjoint(self.kinds) and self.has_rarer:
            return True
        return any(word not in kind_by_word() for word in self.telling)

    @property
    def has_rarer(self) -> bool:
        """Whether the rare names are two, or one of no mere place, or of a small one where the same became of people."""
        return bool(len(self.rare) > 1 or set(self.rare) & set(self.actors) or (self.small and self.fates))

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
    sure = alike and dated and not (shared.apart or shared.elsewhere or _dated_apart(mine, other))
    near = alike if shared.apart else dated and anchored and tells >= (2.5 if names else 3.5)
    but = "" if sure else _but(shared, alike)
    if not (sure or near or but):
        return None
    return Match(str(other.entry.id), sure, shared.points, "; ".join(_reasons(shared)), bool(shared.apart), but)


def _dated_apart(mine: Traits, other: Traits) -> bool:
    """Whether the entries bear other days, though what they tell may be of one."""
    if not (mine.days and other.days):
        return False
    first, second = days_of(mine.entry.date), days_of(other.entry.date)
    return bool(first and second and _apart(first, second))


def _but(shared: _Shared, alike: bool) -> str:
    """Why two that look like one event are not joined; empty where they do not."""
    if not (alike or shared.is_rare):
        return ""
    if shared.apart:
        return "their days differ"
    if shared.elsewhere:
        return "the names of their places are not quite the same"
    return "they share too few words of what happened"


def may_meet(mine: Traits, other: Traits) -> bool:
    """Whether the dates of two entries, however wide or open, have a day in common."""
    try:
        first, second = edtf.parse(mine.entry.date), edtf.parse(other.entry.date)
    except edtf.NotEdtf:
        return False
    begins = [day for day in (first.earliest, second.earliest) if day]
    ends = [day for day in (first.latest, second.latest) if day]
    return not begins or not ends or max(begins) <= min(ends)


def may_stand_beside(mine: Traits, other: Traits) -> bool:
    """Whether two entries on one story may speak of the same: a statement bears the day on which it was made."""
    if not exclude(mine, other):
        return True
    spoken = "statement" in (mine.entry.type, other.entry.type) and mine.days and other.days
    near = spoken and mine.days and other.days and _apart(mine.days, other.days) <= _SPOKEN_LATER
    return bool(near) and (not _elsewhere(mine, other) or bool(mine.subjects & other.subjects))


def exclude(mine: Traits, other: Traits) -> bool:
    """Days that do not even lie side by side, or other places though both name some."""
    if mine.days and other.days and _apart(mine.days, other.days) > 1:
        return True
    return _elsewhere(mine, other) and not mine.subjects & other.subjects


def _elsewhere(mine: Traits, other: Traits) -> bool:
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
        day=_written(mine.days, other.days) if met and mine.days and other.days else "",
        told=met and not (mine.days and other.days),
        apart=f"{mine.entry.date} and {other.entry.date}" if apart else "",
        one_story=one_story,
        rare=tuple(sorted(mine.rare & other.subjects)),
        kinds=tuple(sorted(mine.kinds & other.kinds)),
        fates=tuple(sorted(mine.fates & other.fates)),
        elsewhere=_elsewhere(mine, other),
        small=bool(mine.small & other.subjects),
    )


def _written(mine: Days, other: Days) -> str:
    """The days that both may mean."""
    first, last = max(mine[0], other[0]), min(mine[1], other[1])
    return f"{first}" if first == last else f"{first}/{last}"


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
    if rare := sorted({*shared.rare}.difference(shared.places, shared.actors)):
        yield f"both name {', '.join(rare)}"
    if shared.is_rare:
        yield f"both on {', '.join(shared.kinds)}, and few other entries name {', '.join(shared.rare)}"
    if fates := set(shared.fates).difference(fate for fate in shared.fates if shared.counted):
        yield f"both count {', '.join(sorted(fates))}"
    if words := (*shared.telling, *shared.generic)[:_SHOWN]:
        yield f"both tell of {_quoted(words)}"
    if shared.counted:
        yield f"both count {', '.join(f'{value} {what}' for value, what in shared.counted[:3])}"
    if shared.one_story:
        yield ONE_STORY


def _quoted(words: Collection[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


@lru_cache(maxsize=1)
def _told_kinds() -> frozenset[str]:
    return frozenset(kind_by_word().values())
