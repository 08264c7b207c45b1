"""What one or two letters typed show at once: the foremost names that begin so, with their cards. Knows no file."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.search.card_files import packed, unpacked
from build_tools.search.reading import MARKS, Reading
from build_tools.search.storage import ENDS, HALF
from build_tools.search.things import KINDS, NAME, WHOLE, Card

SHOWN = {"actor": 4, "place": 2, "question": 1, "entry": 2, "source": 1}  # of each kind for the same letters
LATEST = 64  # blocks of entries, and of sources, whose titles count here; each holds about a dozen, or forty

_NAMES = {MARKS[WHOLE]: 0, MARKS[NAME]: 1}
_SLOTS = re.compile(r"([ !])([^ !~]+)")

Start = tuple[int, int, int, int]  # whole names first, then kind by kind, the foremost; the place


@dataclass(frozen=True)
class Named:
    """A block that may hold such names: its kind, number, reading; ``ranks``: how far before others each thing is shown."""

    kind: str
    number: int
    reading: Reading
    ranks: Sequence[int]


def beginnings(blocks: Iterable[Named]) -> Mapping[str, object]:
    """For each first letter what a file holds: by one and two letters the places (number of the block · 45 + slot) of the
    foremost things, all these places, and their cards without prose.
    """
    blocks = list(blocks)
    found: defaultdict[str, set[Start]] = defaultdict(set)
    for block in blocks:
        _note_starts(block, found)
    groups: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for start in sorted(found):
        groups[start[0]][start] = _foremost(found[start])
    cards = _cards(blocks, {place for group in groups.values() for places in group.values() for place in places})
    return {letter: _file(group, cards) for letter, group in groups.items()}


def _note_starts(block: Named, found: Mapping[str, set[Start]]) -> None:
    kind = KINDS.index(block.kind)
    for word, piece in block.reading.words.items():
        for mark, slots in _SLOTS.findall(piece):
            for slot in map(ENDS.index, slots):
                start = (_NAMES[mark], kind, block.ranks[slot], block.number * HALF + slot)
                found[word[:1]].add(start)
                found[word[:2]].add(start)


def _foremost(starts: Iterable[Start]) -> list[int]:
    taken = dict.fromkeys(range(len(KINDS)), 0)
    kept: dict[int, None] = {}
    for _, kind, _, place in sorted(starts):
        if place not in kept and taken[kind] < SHOWN[KINDS[kind]]:
            taken[kind] += 1
            kept[place] = None
    return list(kept)


def _cards(blocks: Iterable[Named], places: set[int]) -> Mapping[int, Card]:
    cards: dict[int, Card] = {}
    for block in blocks:
        wanted = [slot for slot in range(len(block.ranks)) if block.number * HALF + slot in places]
        if wanted:
            texts, rows = json.loads(block.reading.cards)
            cards.update((block.number * HALF + slot, replace(unpacked(texts, rows[slot]), text="")) for slot in wanted)
    return cards


def _file(group: Mapping[str, list[int]], cards: Mapping[int, Card]) -> object:
    places = sorted({place for listed in group.values() for place in listed})
    return [group, places, *packed([cards[place] for place in places])]
