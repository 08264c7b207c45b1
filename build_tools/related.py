"""Which entries belong beside each other, and why: from what records have in common, never from how texts look.

Work grows with what is recorded, not with its square: under each key (a question, a place …) entries stand in the order
of the timeline, and each looks at its nearest few neighbours only. Says nothing of how pages word a reason.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import TypeVar

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Block, Claim, Entry
from build_tools.text import edtf
from build_tools.tracing.table import ByKey

WEIGHTS = {"pointed-to": 10, "points-here": 9, "question": 6, "passage": 4, "place": 3, "speaker": 3}
MOST = 6  # entries shown beside one
_NEIGHBOURS = 3  # on each side, under each key
_DAYS = 7  # how far apart two events at one place may lie
_AREAS = ("region", "country")  # what is known only so widely tells nothing of two events


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two entries belong together. ``kind``: a key of WEIGHTS; ``key``: the id of the question, place, actor or source.

    ``day``: when the speaker spoke (EDTF), or how many days lie between two events at one place (“0”, “3”).
    """

    kind: str
    key: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another entry with the reasons for it, the weightiest first."""

    entry: Entry
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """What ranks it: every further reason adds."""
        return sum(WEIGHTS[reason.kind] for reason in self.reasons)


def related(corpus: Corpus) -> Mapping[str, tuple[Related, ...]]:
    """By entry id: the entries beside it, the best first, at most MOST; only entries that stand. Worked out one by one."""
    beside = _Beside(corpus)
    return ByKey(beside.position, beside.of)


_Line = list[int]  # entries in the order of the timeline, as their places there


class _Beside:
    """What stands under the same key as an entry. Lines of entries are drawn up when an entry on them is first asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._timeline = corpus.timeline
        self.position = {entry.id: number for number, entry in enumerate(self._timeline)}
        self._speakers: dict[str, dict[str, _Line]] = {}
        self._questions: dict[str, _Line] = {}
        self._passages: dict[str, dict[int, _Line]] = {}

    def of(self, id: str) -> tuple[Related, ...]:
        """The weightiest; of equals those nearest on the timeline."""
        here = self.position[id]
        entry = self._timeline[here]
        found: dict[int, dict[Reason, None]] = {}
        for other, reason in (*self._curated(entry), *self._on_lines(entry, here), *self._near_by(entry, here)):
            if other != here:
                found.setdefault(other, {})[reason] = None

        def rank(other: int) -> tuple[int, int, int]:
            weight = sum(WEIGHTS[reason.kind] for reason in found[other])
            return -weight, abs(other - here), other

        return tuple(
            Related(self._timeline[other], tuple(sorted(found[other], key=_by_weight)))
            for other in nsmallest(MOST, found, key=rank)
        )

    def _curated(self, entry: Entry) -> Iterator[tuple[int, Reason]]:
        """What a curator wrote under ``see_also``, and the way back."""
        for other in entry.see_also:
            if other in self.position:
                yield self.position[other], Reason("pointed-to")
        for other in self._pointing.get(entry.id, ()):
            if other not in entry.see_also:
                yield self.position[other], Reason("points-here")

    @cached_property
    def _pointing(self) -> Mapping[str, Sequence[str]]:
        """By the id of an entry: those that point to it."""
        found: dict[str, list[str]] = {}
        for entry in self._timeline:
            for other in entry.see_also:
                found.setdefault(other, []).append(entry.id)
        return found

    def _on_lines(self, entry: Entry, here: int) -> Iterator[tuple[int, Reason]]:
        for line, reason in self._lines(entry):
            yield from ((other, reason) for other in _next_to(here, line))

    def _lines(self, entry: Entry) -> Iterator[tuple[_Line, Reason]]:
        """On which an entry stands for what its claims answer, say and quote."""
        for question in dict.fromkeys(question for claim in entry.claims for question in claim.answers):
            if question in self._corpus.questions:
                yield self._of_question(question), Reason("question", question)
        for speaker, day in dict.fromkeys((claim.named_speaker, str(claim.said)) for claim in entry.claims):
            if speaker:
                yield self._of_speaker(speaker).get(day, []), Reason("speaker", speaker, day)
        for claim in entry.claims:
            if (block := self._block(claim)) is not None:
                yield self._of_source(claim.source)[block], Reason("passage", claim.source)

    def _of_question(self, question: str) -> _Line:
        if question not in self._questions:
            self._questions[question] = self._line(self._corpus.claims_by_question.get(question, ()))
        return self._questions[question]

    def _of_speaker(self, speaker: str) -> Mapping[str, _Line]:
        """A named speaker's words of one day; without a day on which they were said, nothing is known of that."""
        if speaker not in self._speakers:
            placed = self._corpus.claims_by_speaker.get(speaker, ())
            self._speakers[speaker] = self._grouped(
                (str(one.claim.said), one) for one in placed if _is_day(one.claim.said)
            )
        return self._speakers[speaker]

    def _of_source(self, source: str) -> Mapping[int, _Line]:
        """Quotes from one paragraph of a source."""
        if source not in self._passages:
            self._passages[source] = self._grouped(self._in_blocks(source))
        return self._passages[source]

    def _in_blocks(self, source: str) -> Iterator[tuple[int, PlacedClaim]]:
        for one in self._corpus.claims_by_source.get(source, ()):
            if (block := self._block(one.claim)) is not None:
                yield block, one

    def _block(self, claim: Claim) -> int | None:
        """The paragraph of its source in which a claim's quote stands."""
        document = self._corpus.documents.get(claim.source)
        if document is None:
            return None
        found = self._corpus.find(claim)
        number = bisect_right(document.blocks, found.start, key=_start) - 1
        return number if found.outcome == "exact" and number >= 0 and document.blocks[number].is_body else None

    def _grouped(self, placed: Iterable[tuple[Key, PlacedClaim]]) -> dict[Key, _Line]:
        groups: dict[Key, list[PlacedClaim]] = {}
        for key, one in placed:
            groups.setdefault(key, []).append(one)
        return {key: self._line(group) for key, group in groups.items()}

    def _line(self, placed: Iterable[PlacedClaim]) -> _Line:
        """The entries of some claims in the order of the timeline, each once."""
        return sorted({self.position[one.entry.id] for one in placed if one.entry.id in self.position})

    def _near_by(self, entry: Entry, here: int) -> Iterator[tuple[int, Reason]]:
        """Events at one place with few days between them."""
        for place in dict.fromkeys(entry.places):
            for other in _next_to(here, self._at_place.get(place, ())):
                days = _days_between(*(self._timeline[at].date for at in sorted((here, other))))
                if days is not None and days <= _DAYS:
                    yield other, Reason("place", place, str(days))

    @cached_property
    def _at_place(self) -> Mapping[str, _Line]:
        """By place: the entries at it; of what is known only widely, none."""
        at: dict[str, _Line] = {}
        for number, entry in enumerate(self._timeline):
            for place in dict.fromkeys(entry.places):
                at.setdefault(place, []).append(number)
        places = self._corpus.places
        return {place: line for place, line in at.items() if place in places and places[place].precision not in _AREAS}


def _by_weight(reason: Reason) -> tuple[int, str, str]:
    return -WEIGHTS[reason.kind], reason.key, reason.day


def _next_to(here: int, line: Sequence[int]) -> Sequence[int]:
    """Who stands at most _NEIGHBOURS apart on a line; nobody where one does not stand on it."""
    at = bisect_left(line, here)
    if at == len(line) or line[at] != here:
        return ()
    return [*line[max(0, at - _NEIGHBOURS) : at], *line[at + 1 : at + 1 + _NEIGHBOURS]]


def _start(block: Block) -> int:
    return block.start


def _is_day(date: str) -> bool:
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return False
    return span.earliest is not None and span.earliest == span.latest


def _days_between(first: str, second: str) -> int | None:
    """The fewest days that may lie between two dates; None where one has no beginning or no end, or is unreadable."""
    try:
        one, two = edtf.parse(first), edtf.parse(second)
    except edtf.NotEdtf:
        return None
    if None in (one.earliest, one.latest, two.earliest, two.latest):
        return None
    if one.overlaps(two):
        return 0
    before, after = (one, two) if edtf.begins_after(second, first) else (two, one)
    return (after.earliest - before.latest).days if after.earliest and before.latest else None
