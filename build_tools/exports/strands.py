"""Which pieces of a strand are made anew and which lie in a file from before: families of keys, then and now.

Knows where pieces lie, and no format.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.exports.landing import Range
from build_tools.exports.pieces import Layout, Piece
from build_tools.exports.spool import LENGTHS, Batch, Stretch
from build_tools.making.maker import Maker

Own = list[list[str | int]]  # the files that are a key's own: path, octets, hash


@dataclass(frozen=True, slots=True)
class Segment:
    """Keys that stand behind each other, half-open: by their places now if they are to be made, else by those before."""

    first: int
    last: int
    is_new: bool


@dataclass(slots=True)
class KeptFamily:
    """The keys of a maker in their order, the strands that they filled, and the files of each key's own."""

    keys: list[str] = field(default_factory=list)
    strands: dict[str, Stretch] = field(default_factory=dict)
    own: list[Own] = field(default_factory=list)


class Family:
    """The keys of one maker, cut into segments of which each is made anew or taken over whole."""

    def __init__(self, maker: Maker[Piece], before: KeptFamily, stale: Collection[str], *, at_most: int) -> None:
        self.maker, self.before = maker, before
        self.keys = list(maker.keys())
        self._place = {key: at for at, key in enumerate(before.keys)}
        self.segments = list(self._cut(frozenset(stale), at_most))

    def _cut(self, stale: Collection[str], at_most: int) -> Iterator[Segment]:
        first, last, is_new = 0, 0, False
        for at, key in enumerate(self.keys):
            place = -1 if key in stale else self._place.get(key, -1)
            here, fresh = (at, True) if place < 0 else (place, False)
            if (
                last > first
                and (fresh, here) == (is_new, last)
                and last - first < (at_most if fresh else len(self._place))
            ):
                last += 1
                continue
            if last > first:
                yield Segment(first, last, is_new)
            first, last, is_new = here, here + 1, fresh
        if last > first:
            yield Segment(first, last, is_new)

    def now(self, made: Iterator[Sequence[Batch]], between: Mapping[str, bytes]) -> Joined:
        """All that belongs to the family: what was ``made`` of the new segments, in their order, among what was there."""
        joined = Joined(self.keys)
        for one in self.segments:
            if one.is_new:
                for batch in next(made):
                    joined.add(batch.keys, self._compared(batch, len(joined.own), between), batch.own)
            else:
                joined.add(one.last - one.first, self._former(one, between), self.before.own[one.first : one.last])
        return joined

    def _compared(self, batch: Batch, at: int, between: Mapping[str, bytes]) -> dict[str, Stretch]:
        """What was made of the keys from a place on; what came out as before is taken from there."""
        places = [self._place.get(key, -1) for key in self.keys[at : at + batch.keys]]
        if min(places) < 0 or places != list(range(places[0], places[0] + len(places))):
            return batch.stretches
        former = self._former(Segment(places[0], places[-1] + 1, is_new=False), between)
        same = {name for name, one in batch.stretches.items() if _is_same(one, former.get(name), between[name])}
        return batch.stretches | {name: former[name] for name in same}

    def _former(self, one: Segment, between: Mapping[str, bytes]) -> dict[str, Stretch]:
        return {
            name: held.part(one.first, one.last, len(between[name]))
            for name, held in self.before.strands.items()
            if name in between
        }


class Joined:
    """The strands and own files of a family in the order of its keys."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.own: list[Own] = []
        self.strands: dict[str, list[Stretch]] = {}

    def add(self, count: int, stretches: Mapping[str, Stretch], own: Iterable[Own]) -> None:
        """What belongs to the next keys. A strand of which they have nothing has a piece of no length for each."""
        for name in stretches.keys() - self.strands.keys():
            self.strands[name] = [_nothing(len(self.own))] if self.own else []
        for name, held in self.strands.items():
            held.append(stretches.get(name) or _nothing(count))
        self.own += own


def _is_same(one: Stretch, other: Stretch | None, between: bytes) -> bool:
    return other is not None and one.lengths == other.lengths and one.read(between) == other.read(between)


def _nothing(count: int) -> Stretch:
    return Stretch(Path(), 0, array(LENGTHS, bytes(count * array(LENGTHS).itemsize)))


def ranges(stretches: Iterable[Stretch], between: bytes) -> Iterator[Range]:
    """Where the pieces lie, what lies behind each other in one file as one range; ``between`` belongs between two."""
    last: Range | None = None
    for one in stretches:
        size = one.size(len(between))
        if not size:
            continue
        if last and last.place == one.place and last.start + last.size + len(between) == one.start:
            last = Range(last.place, last.start, one.start + size - last.start)
            continue
        if last:
            yield last
        last = Range(one.place, one.start, size)
    if last:
        yield last


def between_of(layouts: Iterable[Layout]) -> dict[str, bytes]:
    """By strand: what stands between its pieces. Raises ValueError where a strand is laid out twice."""
    found: dict[str, bytes] = {}
    for run in (run for layout in layouts for run in layout.runs):
        for strand in run.strands:
            if strand in found:
                raise ValueError(f"the strand {strand} is laid out twice")
            found[strand] = run.between
    return found
