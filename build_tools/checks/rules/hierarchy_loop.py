"""Nothing is part of itself: places, actors, copies and versions of sources form no rings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_tools.checks.rule import Case, Finding
from build_tools.model import Record
from build_tools.problems import Level

CODE = "hierarchy-loop"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Delete the line in the record where it is wrong."


_LADDERS = {"within": "places", "part_of": "actors", "republishes": "sources", "updates": "sources"}


def find(case: Case) -> Iterator[Finding]:
    """Places within themselves, actors part of themselves, sources that republish or update themselves, however far round."""
    for kind in dict.fromkeys(_LADDERS.values()):
        group: Mapping[str, Record] = getattr(case.corpus, kind)
        keys = [key for key, held in _LADDERS.items() if held == kind]
        for id in group:
            if ring := _ring(id, group, keys):
                key = next(key for key in keys if getattr(group[id], key) == [*ring, id][1])
                message = f"“{id}” comes back to itself: {' → '.join([*ring, id])}"
                tip = f"Delete the line “{key}” in the one of these records where it is wrong."
                yield Finding(
                    group[id], getattr(group[id], key), message, tip, beside=tuple(group[one] for one in ring)
                )


def _ring(start: str, group: Mapping[str, Record], keys: Sequence[str]) -> list[str]:
    """The ids from a record upwards until it is met again, by whichever key; empty where it is not."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        for above in (str(getattr(group[way[-1]], key)) for key in keys):
            if above == start:
                return way
            if above in group and above not in seen:
                seen.add(above)
                ways.append([*way, above])
    return []
