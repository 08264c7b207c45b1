"""Records whose files cannot be read in one of two states: known to be there, and nothing is concluded from their absence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from build_tools.corpus import Corpus
from build_tools.model import Actor, Entry, EventType, Place, Question, Record, Source
from build_tools.review.changes import Became, RecordChange
from build_tools.review.compare import Comparison
from build_tools.review.pairing import records_of

_GROUPS: dict[type[Record], tuple[str, ...]] = {
    Entry: ("entries", "withheld"),
    Source: ("sources",),
    Actor: ("actors",),
    Place: ("places",),
    Question: ("questions", "drafted_questions"),
    EventType: ("types",),
}
_PAGES = ("home", "about")


def with_stand_ins(before: Corpus, after: Corpus, paths: Collection[str]) -> Corpus:
    """The later corpus with the records of the earlier one, as they were, for the files that cannot be read any more."""
    there = records_of(after)
    changed: dict[str, Any] = {}
    for kind, names in _GROUPS.items():
        for name in names:
            had = getattr(before, name)
            lost = {id: one for id, one in had.items() if one.path in paths and id not in there[kind]}
            changed[name] = {**getattr(after, name), **lost}
    pages: dict[str, Any] = {name: getattr(after, name) or _if_at(getattr(before, name), paths) for name in _PAGES}
    return replace(after, **changed, **pages)


def _if_at(page: Record | None, paths: Collection[str]) -> Record | None:
    return page if page and page.path in paths else None


def with_unreadable(
    found: Comparison, before: Corpus, after: Corpus, *, lost: Collection[str], found_again: Collection[str]
) -> Comparison:
    """The comparison with what is ``lost`` (by path; ``after`` lacks it) told as such, and what could not be read before."""
    told = (_readable(change, found_again) for change in found.records)
    return replace(found, records=(*told, *_lost(before, after, lost)))


def _readable(change: RecordChange, paths: Collection[str]) -> RecordChange:
    was_there = change.became is Became.ADDED and change.record.path in paths
    return replace(change, became=Became.READABLE) if was_there else change


def _lost(before: Corpus, after: Corpus, paths: Collection[str]) -> Iterator[RecordChange]:
    if not paths:
        return
    there = records_of(after)
    for kind, group in records_of(before).items():
        for id, record in group.items():
            if record.path in paths and id not in there[kind]:
                yield RecordChange(kind, Became.UNREADABLE, record, None)
