"""Nothing is part of itself: places, actors and copies of sources form no rings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.checks.rule import Case, Finding
from build_tools.model import Record
from build_tools.problems import Level

CODE = "hierarchy-loop"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Delete the line in the record where it is wrong."


def find(case: Case) -> Iterator[Finding]:
    """Places within themselves, actors part of themselves, sources that republish themselves, however far round."""
    corpus = case.corpus
    for group, key in ((corpus.places, "within"), (corpus.actors, "part_of"), (corpus.sources, "republishes")):
        for id in group:
            if ring := _ring(id, group, key):
                message = f"“{id}” comes back to itself: {' → '.join([*ring, id])}"
                tip = f"Delete the line “{key}” in the one of these records where it is wrong."
                yield Finding(
                    group[id], getattr(group[id], key), message, tip, beside=tuple(group[one] for one in ring)
                )


def _ring(start: str, group: Mapping[str, Record], key: str) -> list[str]:
    """The ids from a record upwards until it is met again; empty where it is not."""
    passed: list[str] = []
    current = start
    while current in group and current not in passed:
        passed.append(current)
        current = getattr(group[current], key)
    return passed if passed and current == start else []
