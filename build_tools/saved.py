"""A dossier of which a few records were saved again, without a look at all others. Where that could tell something else
than reading the folder, nothing is told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.assembling import card_of
from build_tools.dossier import Dossier
from build_tools.keeping.lazily import held
from build_tools.model import Actor, Entry, Place, Question, Record
from build_tools.problems import Problem, ProblemsFound
from build_tools.records import layout
from build_tools.records.files import Folder
from build_tools.records.load import decode, parse
from build_tools.records.write import interrupted

_GROUPS: Mapping[type[Record], str] = {Entry: "entries", Actor: "actors", Place: "places", Question: "questions"}
_FEW = 20


def with_saved(was: Dossier, root: Path, paths: Collection[str]) -> Dossier | None:
    """The dossier with these files as they are now; None where they are not records that were there and can be read."""
    if len(paths) > _FEW or any(one.where.path in paths for one in was.problems) or interrupted(root):
        return None
    corpus = was.corpus
    for path in paths:
        if not (group := _GROUPS.get(layout.kind_at(path) or Record, "")):
            return None
        record, before = _read(root, path), held(getattr(corpus, group))
        if record is None or record.id not in before or before[record.id].path != path or card_of(record).is_aside:
            return None
        corpus = replace(corpus, **{group: _with(before, record)})  # type: ignore[arg-type]
    return replace(was, corpus=corpus)


def _read(root: Path, path: str) -> Record | None:
    """A record in which nothing is wrong."""
    files, problems = Folder(root), list[Problem]()
    try:
        record = None if files.is_link(path) else parse(decode(files, path), path, problems)
    except ProblemsFound:
        return None
    return None if problems else record


def _with(records: Mapping[str, Record], record: Record) -> dict[str, Record]:
    """The records with one in the place of what bore its id, in reading order."""
    now = {**records, record.id: record}
    if card_of(records[record.id]) == card_of(record):
        return now
    return {one.id: one for one in sorted(now.values(), key=lambda one: (card_of(one).order, one.id))}
