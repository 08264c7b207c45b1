"""Which entries belong beside each other, and why: from what records have in common, never from how texts look.

Work grows with what is recorded, not with its square: under each key (a question, a place …) entries stand in the order
of the timeline, and each looks at its nearest few neighbours only. Says nothing of how pages word a reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import TypeVar

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Document, Entry
from build_tools.text import edtf

WEIGHTS = {"pointed-to": 10, "points-here": 9, "question": 6, "passage": 4, "place": 3, "speaker": 3}
MOST = 6  # entries shown beside one
_NEIGHBOURS = 3  # on each side, under each key
_DAYS = 7  # how far apart two events at one place may lie
_AREAS = ("region", "country")  # what is known only so widely tells nothing of two events


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
    """By entry id: the entries beside it, the best first, at most MOST; only entries that stand."""
    position = {entry.id: number for number, entry in enumerate(corpus.timeline)}
    found: dict[str, dict[str, dict[Reason, None]]] = {identity: {} for identity in position}
    for one, other, reason in _pairs(corpus, position):
        if one != other and one in position and other in position:
            found[one].setdefault(other, {})[reason] = None
    return {identity: _ranked(others, position, corpus, identity) for identity, others in found.items()}


def _ranked(
    others: Mapping[str, Iterable[Reason]], position: Mapping[str, int], corpus: Corpus, here: str
) -> tuple[Related, ...]:
    """The weightiest; of equals those nearest on the timeline."""

    def rank(other: str) -> tuple[int, int]:
        weight = sum(WEIGHTS[reason.kind] for reason in others[other])
        return -weight, abs(position[other] - position[here])

    return tuple(
        Related(corpus.entries[other], tuple(sorted(others[other], key=lambda why: (-WEIGHTS[why.kind], why.key))))
        for other in nsmallest(MOST, others, key=rank)
    )


_Pair = tuple[str, str, Reason]  # from, to, why
Item = TypeVar("Item")


def _pairs(corpus: Corpus, position: Mapping[str, int]) -> Iterator[_Pair]:
    yield from _curated(corpus)
    yield from _same_question(corpus, position)
    yield from _same_place(corpus)
    yield from _same_speaker(corpus, position)
    yield from _same_passage(corpus, position)


def _curated(corpus: Corpus) -> Iterator[_Pair]:
    """What a curator wrote under ``see_also``, and the way back."""
    for entry in corpus.timeline:
        for other in entry.see_also:
            yield entry.id, other, Reason("pointed-to")
            if entry.id not in getattr(corpus.entries.get(other), "see_also", ()):
                yield other, entry.id, Reason("points-here")


def _same_question(corpus: Corpus, position: Mapping[str, int]) -> Iterator[_Pair]:
    for question in corpus.questions:
        line = _line(corpus.claims_by_question.get(question, ()), position)
        yield from _neighbours(line, Reason("question", question))


def _same_speaker(corpus: Corpus, position: Mapping[str, int]) -> Iterator[_Pair]:
    """A named speaker's words of one day; without a day on which they were said, nothing is known of that."""
    for speaker, placed in corpus.claims_by_speaker.items():
        days: dict[str, list[PlacedClaim]] = {}
        for one in placed:
            if _is_day(one.claim.said):
                days.setdefault(str(one.claim.said), []).append(one)
        for day, group in days.items():
            yield from _neighbours(_line(group, position), Reason("speaker", speaker, day))


def _same_passage(corpus: Corpus, position: Mapping[str, int]) -> Iterator[_Pair]:
    """Quotes from one paragraph of a source."""
    for source, placed in corpus.claims_by_source.items():
        if document := corpus.documents.get(source):
            paragraphs: dict[int, list[PlacedClaim]] = {}
            starts = [block.start for block in document.blocks]
            for one in placed:
                if (block := _block(one, corpus, document, starts)) is not None:
                    paragraphs.setdefault(block, []).append(one)
            for group in paragraphs.values():
                yield from _neighbours(_line(group, position), Reason("passage", source))


def _block(one: PlacedClaim, corpus: Corpus, document: Document, starts: list[int]) -> int | None:
    found = corpus.find(one.claim)
    number = bisect_right(starts, found.start) - 1
    return number if found.outcome == "exact" and number >= 0 and document.blocks[number].is_body else None


def _same_place(corpus: Corpus) -> Iterator[_Pair]:
    """Events at one place with few days between them."""
    at: dict[str, list[Entry]] = {}
    for entry in corpus.timeline:
        for place in dict.fromkeys(entry.places):
            if place in corpus.places and corpus.places[place].precision not in _AREAS:
                at.setdefault(place, []).append(entry)
    for place, line in at.items():
        for first, second in _near(line):
            days = _days_between(first.date, second.date)
            if days is not None and days <= _DAYS:
                yield from _both(first.id, second.id, Reason("place", place, str(days)))


# ── Neighbours ──────────────────────────────────────────────────────────────────────────────────────────────


def _line(placed: Iterable[PlacedClaim], position: Mapping[str, int]) -> list[str]:
    """The entries of some claims in the order of the timeline, each once."""
    return sorted({one.entry.id for one in placed if one.entry.id in position}, key=position.__getitem__)


def _neighbours(line: list[str], reason: Reason) -> Iterator[_Pair]:
    for first, second in _near(line):
        yield from _both(first, second, reason)


def _both(first: str, second: str, reason: Reason) -> tuple[_Pair, _Pair]:
    return (first, second, reason), (second, first, reason)


def _near(line: list[Item]) -> Iterator[tuple[Item, Item]]:
    """Every pair of a line that stands at most _NEIGHBOURS apart."""
    for number, one in enumerate(line):
        for other in line[number + 1 : number + 1 + _NEIGHBOURS]:
            yield one, other


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
