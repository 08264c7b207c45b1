"""Nothing is part of itself: places and actors form no rings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Record
from build_tools.problems import Level

CODE = "hierarchy-loop"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Delete “within” or “part_of” (or “republishes”) in one of them."


def find(case: Case) -> Iterator[Finding]:
    """Places within themselves, actors part of themselves, sources that republish themselves, however far round."""
    corpus = case.corpus
    for group, key in (
        (corpus.places, lambda place: place.within),
        (corpus.actors, lambda actor: actor.part_of),
        (corpus.sources, lambda source: source.republishes),
    ):
        for id, record in group.items():
            if _returns(id, lambda at, group=group, key=key: key(group[at]) if at in group else ""):  # type: ignore[misc]
                yield _finding(record, key(record))


def _returns(start: str, above: Callable[[str], str]) -> bool:
    seen: set[str] = set()
    current = above(start)
    while current and current not in seen:
        if current == start:
            return True
        seen.add(current)
        current = above(current)
    return False


def _finding(record: Record, value: str) -> Finding:
    return Finding(record, value, f"“{record.id}” contains itself by way of “{value}”")
