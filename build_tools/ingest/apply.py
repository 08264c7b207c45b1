"""Applying a plan: the only arrow of an import that writes into content/. All of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from build_tools.ingest.changes import AddClaim, Create, SetValue
from build_tools.ingest.collecting import rare_collections
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.plan import SeedPlan
from build_tools.model import Entry
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout, splice
from build_tools.records.emit import plain_claim, text_of
from build_tools.records.load import decode
from build_tools.records.write import Staging, one_writer


@rare_collections()
def apply_plans(root: Path, plans: Iterable[SeedPlan]) -> None:
    """Write what the plans say, and their ledgers. Raises ProblemsFound (``changed-meanwhile``, ``cannot-write``)."""
    with one_writer(root), Staging(root) as staging:
        dated: dict[str, None] = {}
        for one in plans:
            for change in one.changes:
                _apply(root, change, staging)
                if isinstance(change, SetValue) and change.keys == ("date",):
                    dated[change.path] = None
            if read_ledger(root, one.seed) != one.ledger:
                staging.put(one.ledger.path, one.ledger.as_text())
        staging.commit(delete=list(_moved(dated, staging)))


def _moved(dated: Iterable[str], staging: Staging) -> Iterator[str]:
    """The files that leave their places: an entry whose date has changed may belong into another year's folder."""
    for path in dated:
        text = staging.read(path)
        new = _belongs_at(path, text)
        if new != path:
            staging.put(new, text)
            staging.drop(path)
            yield path


def _belongs_at(path: str, text: str) -> str:
    if layout.kind_at(path) is not Entry:
        return path
    return layout.path_for(Entry(id=PurePosixPath(path).stem, date=str(splice.value_at(text, ["date"]))))


def _apply(root: Path, change: Create | SetValue | AddClaim, staging: Staging) -> None:
    if isinstance(change, Create):
        path = layout.path_for(change.record)
        if path in staging or os.path.lexists(root / path):
            raise _meanwhile(path, "a file of that name has appeared")
        staging.put(path, text_of(change.record))
        return
    path = change.path
    text = staging.read(path) if path in staging else decode(root, path)
    try:
        if isinstance(change, AddClaim):
            staging.put(path, splice.append_item(text, ("claims",), plain_claim(change.claim)))
        elif splice.value_at(text, change.keys) != change.before:
            raise _meanwhile(path, f"“{change.keys[-1]}” is no longer {change.before!r}")
        else:
            staging.put(path, splice.set_value(text, change.keys, change.after))
    except splice.CannotSplice as reason:
        raise ProblemsFound([_cannot_splice(path, reason)]) from None


def _cannot_splice(path: str, reason: splice.CannotSplice) -> Problem:
    return Problem(Location(path), "cannot-splice", str(reason), "Edit the field by hand.")


def _meanwhile(path: str, what: str) -> ProblemsFound:
    tip = "The file was changed while the import was planned; nothing was written. Run the import again."
    return ProblemsFound([Problem(Location(path), "changed-meanwhile", what, tip)])
