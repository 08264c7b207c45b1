"""What results are counted and filtered by: a column of short numbers for each trait. Knows no record and no file.

Loaded by the page of all results only; the box in the header needs none of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from build_tools.model import STANCES
from build_tools.search.storage import spell, steps
from build_tools.search.things import Searchable

H = TypeVar("H", bound=Hashable)

NameOf = Callable[[str], str]
DATED = ("entry", "claim", "source")
MARKED = ("question", "entry", "claim")


def columns(things: Sequence[Searchable], *, speaker: NameOf, source: NameOf) -> Mapping[str, object]:
    """The columns, each in the order of the things; ``speaker`` and ``source`` give the names of ids.

    ``speakers`` and ``sources`` list [id, name], the most frequent first; for each claim ``speaker`` and ``source``
    hold the place in that list, from 1 (0 for none). ``claims``: how many follow from each entry. ``days``: for the
    kinds in DATED, as steps from one to the next. ``marks``: for the kinds in MARKED, which of the sets in ``signs``.
    ``stances``: which of the signs are stances.
    """
    claims = [thing for thing in things if thing.kind == "claim"]
    marked = [thing.traits.signs for thing in things if thing.kind in MARKED]
    speakers = _ranked(one.traits.speaker for one in claims)
    sources = _ranked(one.traits.source for one in claims)
    signs = _ranked(marked)
    return {
        "speakers": [[one, speaker(one)] for one in speakers],
        "sources": [[one, source(one)] for one in sources],
        "signs": [list(one) for one in signs],
        "stances": STANCES,
        "speaker": spell(speakers.get(one.traits.speaker, 0) for one in claims),
        "source": spell(sources.get(one.traits.source, 0) for one in claims),
        "claims": spell(thing.claims for thing in things if thing.kind == "entry"),
        "days": spell(steps(number_of_day(thing.traits.day) for thing in things if thing.kind in DATED)),
        "marks": spell(signs.get(one, 0) for one in marked),
    }


def _ranked(values: Iterable[H]) -> dict[H, int]:
    """Each value that is not empty with its rank, from 1: the more frequent, the smaller the number."""
    counted = Counter(value for value in values if value)
    return {value: rank for rank, (value, _) in enumerate(counted.most_common(), 1)}


def number_of_day(day: str) -> int:
    """``2024-11-06`` as one number in which month and day may be missing: (year · 13 + month) · 32 + day."""
    year, month, date = (int(part) for part in (day.split("-") + ["0", "0"])[:3]) if day else (0, 0, 0)
    return (year * 13 + month) * 32 + date
