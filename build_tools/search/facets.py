"""What results are counted and filtered by: a column of short numbers for each trait. Knows no record and no file.

Loaded by the page of all results only; the box in the header needs none of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from build_tools.model import STANCES
from build_tools.search.reading import Columns
from build_tools.search.storage import spell, steps

H = TypeVar("H", bound=Hashable)

NameOf = Callable[[str], str]
DATED = ("entry", "claim", "source")
MARKED = ("question", "entry", "claim")


def facets(blocks: Mapping[str, Sequence[Columns]], *, speaker: NameOf, source: NameOf) -> Mapping[str, object]:
    """The columns of all blocks, kind by kind in their order; ``speaker`` and ``source`` give the names of ids.

    ``speakers`` and ``sources`` list [id, name], the most frequent first; for each claim ``speaker`` and ``source``
    hold the place in that list, from 1 (0 for none). ``claims``: how many follow from each entry. ``days``: for the
    kinds in DATED, as steps from one to the next. ``marks``: for the kinds in MARKED, which of the sets in ``signs``.
    ``stances``: which of the signs are stances.
    """
    entries = blocks.get("entry", ())
    said_by = [one for each in entries for one in each.speakers[each.own :]]
    found_in = [one for each in entries for one in each.sources[each.own :]]
    days = [day for kind in DATED for each in blocks.get(_home(kind), ()) for day in each.days[_of_kind(kind, each)]]
    marked = [
        one for kind in MARKED for each in blocks.get(_home(kind), ()) for one in each.signs[_of_kind(kind, each)]
    ]
    speakers, sources, signs = _ranked(said_by), _ranked(found_in), _ranked(marked)
    return {
        "speakers": [[one, speaker(one)] for one in speakers],
        "sources": [[one, source(one)] for one in sources],
        "signs": [list(one) for one in signs],
        "stances": STANCES,
        "speaker": spell(speakers.get(one, 0) for one in said_by),
        "source": spell(sources.get(one, 0) for one in found_in),
        "claims": spell(count for each in entries for count in each.claims),
        "days": spell(steps(days)),
        "marks": spell(signs.get(one, 0) for one in marked),
    }


def _home(kind: str) -> str:
    """Claims stand with their entries."""
    return "entry" if kind == "claim" else kind


def _of_kind(kind: str, block: Columns) -> slice:
    return slice(block.own, None) if kind == "claim" else slice(block.own)


def _ranked(values: Iterable[H]) -> dict[H, int]:
    """Each value that is not empty with its rank, from 1: the more frequent, the smaller the number."""
    counted = Counter(value for value in values if value)
    return {value: rank for rank, (value, _) in enumerate(counted.most_common(), 1)}
