"""Which claim of one state is which of the other: by quote, in its entry or in another, then by words in common."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.model import Claim, Entry
from build_tools.review.changes import Became, ClaimChange
from build_tools.review.plain import changes_between
from build_tools.review.same import Renamed

_WORD = re.compile(r"\w+")
_ALIKE_IN_ITS_ENTRY, _ALIKE_ELSEWHERE = 0.5, 0.75
_MOST_COMPARED = 20_000


@dataclass(frozen=True)
class Held:
    """A claim where it lies, and as it reads with renamed ids replaced; ``home`` is the id of its entry likewise."""

    placed: PlacedClaim
    claim: Claim
    home: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes a claim the same claim."""
        return self.claim.source, self.claim.quote, self.claim.after


def held_in(entries: Iterable[Entry], names: Renamed, homes: Mapping[str, str]) -> list[Held]:
    """Every claim of some entries. ``homes``: what entries are called now that were called otherwise."""
    return [
        Held(placed, names.claim(placed.claim) if names.names else placed.claim, homes.get(entry.id, entry.id))
        for entry in entries
        for placed in placed_claims(entry)
    ]


def compare_claims(before: Sequence[Held], after: Sequence[Held]) -> list[ClaimChange]:
    """What became of each claim that differs: those of entries that differ are enough."""
    matched, gone, new = _matched(before, after)
    changes = [change for pair in matched if (change := _change(*pair))]
    changes += [ClaimChange(Became.REMOVED, one.placed, None) for one in gone]
    changes += [ClaimChange(Became.ADDED, None, one.placed) for one in new]
    return changes


Pair = tuple[Held, Held]


def _matched(before: Sequence[Held], after: Sequence[Held]) -> tuple[list[Pair], list[Held], list[Held]]:
    found: list[Pair] = []
    gone, new = list(before), list(after)
    for way in (_same_words_same_entry, _same_words, _alike_in_one_entry, _alike_anywhere):
        pairs = list(way(gone, new))
        found += pairs
        here, there = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
        gone = [one for one in gone if id(one) not in here]
        new = [one for one in new if id(one) not in there]
    return found, gone, new


def _same_words_same_entry(gone: Sequence[Held], new: Sequence[Held]) -> Iterator[Pair]:
    yield from _zipped([(one.home, *one.key) for one in gone], [(one.home, *one.key) for one in new], gone, new)


def _same_words(gone: Sequence[Held], new: Sequence[Held]) -> Iterator[Pair]:
    yield from _zipped([one.key for one in gone], [one.key for one in new], gone, new)


def _zipped(
    mine: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], gone: Sequence[Held], new: Sequence[Held]
) -> Iterator[Pair]:
    waiting = defaultdict(list)
    for key, one in zip(theirs, new, strict=True):
        waiting[key].append(one)
    for key, one in zip(mine, gone, strict=True):
        if waiting.get(key):
            yield one, waiting[key].pop(0)


def _alike_in_one_entry(gone: Sequence[Held], new: Sequence[Held]) -> Iterator[Pair]:
    for mine, theirs in _together(gone, new, lambda held: (held.claim.source, held.home)):
        yield from _alike(mine, theirs, _ALIKE_IN_ITS_ENTRY)


def _alike_anywhere(gone: Sequence[Held], new: Sequence[Held]) -> Iterator[Pair]:
    for mine, theirs in _together(gone, new, lambda held: (held.claim.source,)):
        yield from _alike(mine, theirs, _ALIKE_ELSEWHERE)


def _together(gone: Sequence[Held], new: Sequence[Held], key) -> Iterator[tuple[list[Held], list[Held]]]:  # type: ignore[no-untyped-def]
    theirs = defaultdict(list)
    for one in new:
        theirs[key(one)].append(one)
    mine = defaultdict(list)
    for one in gone:
        if key(one) in theirs:
            mine[key(one)].append(one)
    for group, ones in mine.items():
        if len(ones) * len(theirs[group]) <= _MOST_COMPARED:
            yield ones, theirs[group]


def _alike(gone: Sequence[Held], new: Sequence[Held], least: float) -> Iterator[Pair]:
    """The likest first; of equals those that stand nearest, so that it comes out the same both ways."""
    words = {held.claim.quote: Counter(_WORD.findall(held.claim.quote.casefold())) for held in (*gone, *new)}
    scored = []
    for (at, one), (there, other) in product(enumerate(gone), enumerate(new)):
        likeness = _likeness(words[one.claim.quote], words[other.claim.quote], one.claim.quote, other.claim.quote)
        if likeness >= least:
            texts = sorted((one.claim.quote, other.claim.quote))
            scored.append((-likeness, abs(at - there), at + there, texts, at, there))
    here: set[int] = set()
    taken: set[int] = set()
    for *_, at, there in sorted(scored):
        if at not in here and there not in taken:
            here.add(at)
            taken.add(there)
            yield gone[at], new[there]


def _likeness(mine: Counter[str], theirs: Counter[str], one: str, other: str) -> float:
    """The share of words in common; a quote made longer or shorter is the same claim all the same."""
    if min(mine.total(), theirs.total()) >= 3 and (one in other or other in one):
        return 0.99
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 0.0


def _change(before: Held, after: Held) -> ClaimChange | None:
    fields = changes_between((before.placed.claim, after.placed.claim), (before.claim, after.claim))
    if before.home != after.home:
        return ClaimChange(Became.MOVED, before.placed, after.placed, fields)
    return ClaimChange(Became.CHANGED, before.placed, after.placed, fields) if fields else None
