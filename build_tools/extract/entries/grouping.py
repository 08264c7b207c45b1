"""Groups claims into happenings: by their day, places, actors, words and nearness in the text. Makes no records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.claims.clocks import sort_day
from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries.event_types import event_type
from build_tools.extract.reading import Reading

_TABLE = "grouping_words.tsv"
_MEANS_NOTHING = ("statement", "other")
_ENOUGH = 4  # the likeness at which a claim joins a group
_ENOUGH_FOR_COMMENT = 2  # the same for what somebody says without telling of a happening: it is on what was told before
_OTHER_TYPE = 2.5


@dataclass
class Group:
    """Claims on one happening, while it grows, with all that they are about; ``section``: the heading above."""

    claims: list[Drafted]
    section: str
    days: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)

    def take(self, item: Drafted, features: Features) -> None:
        """Adds a claim with what it is about."""
        self.claims.append(item)
        self.days |= {features.day} - {""}
        self.places |= features.places
        self.actors |= features.actors
        self.words |= features.words
        self.types |= {features.type}.difference(_MEANS_NOTHING)


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
    return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", text.casefold()) if word not in _small_words())


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    return frozenset(gazetteer.listed(_TABLE, "small"))


@lru_cache(maxsize=1)
def _backward() -> re.Pattern[str]:
    leading, things = gazetteer.any_of(_TABLE, "leading-back"), gazetteer.any_of(_TABLE, "happening")
    return re.compile(rf"\b{leading} the {things}\b")


@lru_cache(maxsize=1)
def _named_again() -> re.Pattern[str]:
    return re.compile(rf"[“\"]?The {gazetteer.any_of(_TABLE, 'happening')}\b")


def leads_back(quote: str) -> bool:
    """Whether the words speak of a happening as known: “in the attack”, “The crash …”."""
    return bool(_named_again().match(quote) or _backward().search(quote))


@lru_cache(maxsize=1)
def _anaphora() -> re.Pattern[str]:
    pronoun, thing, connective = (gazetteer.any_of(_TABLE, kind) for kind in ("pronoun", "known-thing", "connective"))
    return re.compile(rf"[“\"]?(?:{pronoun}|The {thing}|{connective})\b")


def group(drafted: Sequence[Drafted], reading: Reading, allowed: Sequence[str]) -> list[Group]:
    """The groups in the order of the text. ``allowed``: ids of event types, empty for all."""
    grouper = _Grouper(reading)
    for item in drafted:
        grouper.add(item, _features(item, reading, allowed))
    return grouper.groups


def _features(item: Drafted, reading: Reading, allowed: Sequence[str]) -> Features:
    names = [name for name in reading.names_touching(item.start, item.end) if name.id]
    kind, _ = event_type([item.content], allowed)
    return Features(
        day=sort_day(item.claim),
        places=frozenset(name.id for name in names if name.kind == "place"),
        actors=frozenset(name.id for name in names if name.kind not in ("place", "state", "outlet")),
        words=stems(item.claim.quote),
        type=kind,
    )


class _Grouper:
    def __init__(self, reading: Reading) -> None:
        self._blocks = reading.document.blocks
        self.groups: list[Group] = []
        self._current: Group | None = None
        self._last: Drafted | None = None

    def add(self, item: Drafted, features: Features) -> None:
        if self._is_other_happening(item, features):
            self.groups.append(Group([], self._blocks[item.block].section))
            self.groups[-1].take(item, features)
            return
        chosen = self._choose(item, features)
        if chosen is None:
            chosen = Group([], self._blocks[item.block].section)
            self.groups.append(chosen)
        chosen.take(item, features)
        self._current, self._last = chosen, item

    def _is_other_happening(self, item: Drafted, features: Features) -> bool:
        """An aside with a date of its own tells what happened at another time; the text then goes on as before."""
        current, last = self._current, self._last
        if not item.is_aside or not features.day or current is None or last is None or last.block != item.block:
            return False
        return features.day not in current.days

    def _choose(self, item: Drafted, features: Features) -> Group | None:
        """The group that the claim belongs to, None where it begins a new one."""
        current, last = self._current, self._last
        if current is None or last is None:
            return None
        if last.block == item.block:
            return None if _breaks(item, features, current, last) else current
        if self._blocks[item.block].kind == "bullet":
            return None
        return self._likest(item, features, current)

    def _likest(self, item: Drafted, features: Features, current: Group) -> Group | None:
        """The group of the section, among the last six, that is most like the claim; the later one of two alike."""
        section = self._blocks[item.block].section
        near = [found for found in self.groups[-6:] if found.section == section]
        scores = [_likeness(item, features, found, nearest=found is current) for found in near]
        best = max(range(len(near)), key=lambda index: (scores[index], index), default=-1)
        is_comment = features.type in _MEANS_NOTHING and not features.day and item.claim.speaker is not None
        enough = _ENOUGH_FOR_COMMENT if is_comment else _ENOUGH
        return near[best] if best >= 0 and scores[best] >= enough else None


def _breaks(item: Drafted, features: Features, current: Group, last: Drafted) -> bool:
    """Within a paragraph: another day and another kind of event begin a new happening; so does a clear turn."""
    if item.direct and last.direct or item.sentence == last.sentence and item.claim.speaker == last.claim.speaker:
        return False
    other_type = bool(current.types) and features.type not in (*current.types, *_MEANS_NOTHING)
    if not other_type:
        return False
    if features.day and current.days and features.day not in current.days:
        return True
    is_akin = len(features.words & current.words) >= 2 or features.places & current.places
    return not is_akin and not _anaphora().match(item.claim.quote)


def _likeness(item: Drafted, features: Features, group: Group, *, nearest: bool) -> float:
    score = min(len(features.words & group.words) * 0.5, 2.5)
    score += 2.0 if features.places & group.places else 0
    score += min(len(features.actors & group.actors), 2) * 1.0
    score += 1.5 if features.type in group.types else 0
    if group.types and features.type not in (*group.types, *_MEANS_NOTHING):
        score -= _OTHER_TYPE
    if features.day and group.days:
        score += 1.0 if features.day in group.days else -1.5
    return score + (_nearness(item, group) if nearest else 0)


def _nearness(item: Drafted, group: Group) -> float:
    """What speaks for the group that the claim before fell into: words that lean on it, the same speaker."""
    leans = _anaphora().match(item.claim.quote) or _backward().search(item.claim.quote)
    same_speaker = item.claim.speaker is not None and item.claim.speaker == group.claims[-1].claim.speaker
    return 0.5 + (2.0 if leans else 0) + (2.0 if same_speaker else 0)
