"""Groups claims into happenings: by their day, places, actors, words and nearness in the text. Makes no records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.extract.claims import Drafted, sort_day
from build_tools.extract.event_types import event_type
from build_tools.extract.reading import Reading

_STOP = frozenset(
    "about after again against also among another around because been before being between both could does doing "
    "down during "
    "each from further have having here into itself just more most much only other over same should some such than "
    "that their "
    "them then there these they this those through under until very were what when where which while whom will with "
    "would your "
    "said says told according including year years week month people new first last".split()
)
_BACKWARD = re.compile(
    r"\b(?:in|of|from|after|during|due to|behind) the (?:attack|incident|crash|fire|quake|storm|flood|blast|"
    r"strike|raid)\b"
)
_ANAPHORA = re.compile(
    r"[“\"]?(?:It|He|She|They|This|That|These|Those|His|Her|Their|Its|The (?:attack|incident|move|decision|"
    r"announcement|legislation|"
    r"strike|statement|report|crash|fire|quake|flood|storm|verdict|ruling|vote|agreement|deal|victims?|suspect|"
    r"blast|source|base|"
    r"outbreak|disease|law|bill|judge|court|trial)|Since then|As a result|In response|No (?:injuries|casualties|"
    r"deaths)|Sources|Meanwhile)\b"
)


@dataclass
class Group:
    """Claims on one happening, while it grows; ``label`` is a bullet's own label or a heading that is news."""

    claims: list[Drafted]
    section: str
    label: str = ""
    days: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Features:
    """What a claim is about, as sets to compare."""

    day: str
    places: frozenset[str]
    actors: frozenset[str]
    words: frozenset[str]
    type: str


def stems(text: str) -> frozenset[str]:
    """The words that carry meaning, cut to six letters."""
    return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", text.casefold()) if word not in _STOP)


def group(drafted: Sequence[Drafted], reading: Reading, allowed: Sequence[str]) -> list[Group]:
    """The groups in the order of the text."""
    grouper = _Grouper(reading, allowed)
    for item in drafted:
        grouper.add(item)
    return grouper.groups


class _Grouper:
    def __init__(self, reading: Reading, allowed: Sequence[str]) -> None:
        self._reading = reading
        self._allowed = allowed
        self._names = iter(reading.names)
        self._name_list = reading.names
        self._cursor = 0
        self.groups: list[Group] = []
        self._last: Drafted | None = None

    def add(self, item: Drafted) -> None:
        features = self._features(item)
        chosen = self._choose(item, features)
        if chosen is None:
            block = self._reading.document.blocks[item.block]
            chosen = Group([], block.section)
            self.groups.append(chosen)
        chosen.claims.append(item)
        chosen.days |= {features.day} - {""}
        chosen.places |= features.places
        chosen.actors |= features.actors
        chosen.words |= features.words
        chosen.types |= {features.type} - {"statement", "other"}
        self._last = item

    def _features(self, item: Drafted) -> Features:
        while self._cursor < len(self._name_list) and self._name_list[self._cursor].end <= item.start:
            self._cursor += 1
        places, actors = set(), set()
        index = self._cursor
        while index < len(self._name_list) and self._name_list[index].start < item.end:
            name = self._name_list[index]
            if name.id and name.kind == "place":
                places.add(name.id)
            elif name.id and name.kind not in ("state", "outlet"):
                actors.add(name.id)
            index += 1
        kind, _ = event_type([item.content], self._allowed)
        return Features(sort_day(item.claim), frozenset(places), frozenset(actors), stems(item.claim.quote), kind)

    def _choose(self, item: Drafted, features: Features) -> Group | None:
        last = self._last
        block = self._reading.document.blocks[item.block]
        if not self.groups or last is None:
            return None
        current = self.groups[-1] if last in self.groups[-1].claims[-1:] else self._group_of(last)
        if last.block == item.block:
            return current if not self._breaks(item, features, current, last) else None
        if block.kind == "bullet":
            return None
        candidates = [found for found in self.groups[-6:] if found.section == block.section]
        if item.direct and last.direct and item.claim.speaker != last.claim.speaker:
            return None
        scored = [
            (self._score(item, features, found, nearest=found is current), index, found)
            for index, found in enumerate(candidates)
        ]
        best = max(scored, key=lambda entry: entry[:2], default=None)
        return best[2] if best and best[0] >= 4 else None

    def _group_of(self, item: Drafted) -> Group:
        return next(found for found in reversed(self.groups) if item in found.claims)

    def _breaks(self, item: Drafted, features: Features, current: Group, last: Drafted) -> bool:
        """Within a paragraph: another day and another kind of event begin a new happening; so does a clear turn."""
        if item.direct and last.direct or item.sentence == last.sentence and item.claim.speaker == last.claim.speaker:
            return False
        other_day = bool(features.day and current.days and features.day not in current.days)
        other_type = features.type not in current.types | {"statement", "other"} and bool(current.types)
        shared = len(features.words & current.words)
        if other_day and other_type:
            return True
        return (
            other_type and shared < 2 and not features.places & current.places and not _ANAPHORA.match(item.claim.quote)
        )

    def _score(self, item: Drafted, features: Features, group: Group, *, nearest: bool) -> float:
        score = min(len(features.words & group.words) * 0.5, 2.5)
        score += 2.0 if features.places & group.places else 0
        score += min(len(features.actors & group.actors), 2) * 1.0
        score += 1.5 if features.type in group.types else 0
        if group.types and features.type not in group.types | {"statement", "other"}:
            score -= 1.5
        if features.day and group.days:
            score += 1.0 if features.day in group.days else -1.5
        if nearest:
            leans = _ANAPHORA.match(item.claim.quote) or _BACKWARD.search(item.claim.quote)
            score += 0.5 + (2.0 if leans else 0)
            score += (
                2.0 if item.claim.speaker is not None and item.claim.speaker == group.claims[-1].claim.speaker else 0
            )
        return score
