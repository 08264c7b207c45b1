"""Applying a plan: the only arrow of an import that writes into content/. All of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from build_tools.ingest.bringing import Bringing
from build_tools.ingest.changes import AddClaim, Create, SetValue
from build_tools.ingest.collecting import rare_collections
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.proposed import SeedPlan
from build_tools.ingest.standing import applied, hash_of
from build_tools.ingest.unpacking import NewText
from build_tools.model import Entry
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout, splice
from build_tools.records.emit import text_of
from build_tools.records.files import walk
from build_tools.records.load import decode
from build_tools.records.staging import Staging
from build_tools.records.write import finish_interrupted, one_writer


def made_ready(root: Path) -> tuple[Problem, ...]:
    """Finish what a command that was killed has left half done, before a plan is made, and tell of it. Raises ProblemsFound."""
    return finish_interrupted(root)


@rare_collections()
def apply_plans(
    root: Path,
    plans: Iterable[SeedPlan],
    texts: Iterable[NewText] = (),
    corrected: Mapping[str, str] | None = None,
    *,
    there: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Write what the plans say, their ledgers, the texts that were made of originals, and captures that note a correction,
    by path. ``there``: records that the plans may point to, which must not have gone meanwhile.

    Returns the paths of all that was written. Raises ProblemsFound (``changed-meanwhile``, ``cannot-write``).
    """
    with one_writer(root), Staging(root) as staging:
        _require_there(root, there)
        dated: dict[str, None] = {}
        for new in texts:
            _bring(root, new, staging)
        for path, text in (corrected or {}).items():
            staging.put(path, text)
        for one in plans:
            for change in one.changes:
                _apply(root, change, one.seen, staging)
                if isinstance(change, SetValue) and change.keys == ("date",):
                    dated[change.path] = None
            _remember(root, one, staging)
        gone = list(_moved(root, dated, staging))
        written = staging.paths
        staging.commit(delete=gone)
    return written


def _require_there(root: Path, paths: frozenset[str]) -> None:
    """A record that was renamed, merged or deleted while the import was planned: what was read may speak of it."""
    gone = paths.difference(walk(str(root / layout.CONTENT), layout.CONTENT)) if paths else ()
    if left := sorted(path for path in gone if not layout.is_hidden(path)):
        raise _meanwhile(left[0], "the file has gone")


def _bring(root: Path, new: NewText, staging: Staging) -> None:
    for path, text in new.files().items():
        if os.path.lexists(root / path):
            raise _meanwhile(path, "a file of that name has appeared")
        staging.put(path, text)


def _remember(root: Path, plan: SeedPlan, staging: Staging) -> None:
    ledger, path = read_ledger(root, plan.seed), plan.ledger.path
    if plan.seen.get(path, "") != hash_of(ledger.as_text() if ledger else "") and plan.seen:
        raise _meanwhile(path, "the seed has been imported")
    if ledger != plan.ledger:
        staging.put(path, plan.ledger.as_text())


def _moved(root: Path, dated: Iterable[str], staging: Staging) -> Iterator[str]:
    """The files that leave their places: an entry whose date has changed may belong into another year's folder."""
    for path in dated:
        text = staging.read(path)
        new = _belongs_at(path, text)
        if new != path and not os.path.lexists(root / new) and new not in staging:
            staging.put(new, text, like=path)
            staging.drop(path)
            yield path


def _belongs_at(path: str, text: str) -> str:
    if layout.kind_at(path) is not Entry:
        return path
    return layout.path_for(Entry(id=PurePosixPath(path).stem, date=str(splice.value_at(text, ["date"]))))


def _apply(root: Path, change: Create | SetValue | AddClaim, seen: Mapping[str, str], staging: Staging) -> None:
    if isinstance(change, Create):
        path = layout.path_for(change.record)
        if path in staging or os.path.lexists(root / path):
            raise _meanwhile(path, "a file of that name has appeared")
        staging.put(path, text_of(change.record))
        return
    path = change.path
    text = staging.read(path) if path in staging else _as_planned(root, path, seen)
    try:
        if isinstance(change, SetValue) and splice.value_at(text, change.keys) != change.before:
            raise _meanwhile(path, f"“{change.keys[-1]}” is no longer {change.before!r}")
        staging.put(path, applied(text, change))
    except splice.CannotSplice as reason:
        raise ProblemsFound([_cannot_splice(path, reason)]) from None


def _as_planned(root: Path, path: str, seen: Mapping[str, str]) -> str:
    """The file, if it is what the plan was made from."""
    if not (root / path).is_file():
        raise _meanwhile(path, "the file has gone")
    text = decode(root, path)
    if path in seen and seen[path] != hash_of(text):
        raise _meanwhile(path, "the file is not what it was")
    return text


def _cannot_splice(path: str, reason: splice.CannotSplice) -> Problem:
    return Problem(Location(path), "cannot-splice", str(reason), "Edit the field by hand.")


def _meanwhile(path: str, what: str) -> ProblemsFound:
    tip = "The file was changed while the import was planned; nothing was written. Run the import again."
    return ProblemsFound([Problem(Location(path), "changed-meanwhile", what, tip)])


@rare_collections()
def apply_brought(root: Path, brought: Bringing) -> None:
    """Write what the plan for a file from elsewhere says. Raises ProblemsFound (``changed-meanwhile``, ``cannot-write``)."""
    with one_writer(root), Staging(root) as staging:
        for change in brought.plan.changes:
            _apply(root, change, brought.seen, staging)
        for path, text in brought.files.items():
            before = decode(root, path) if (root / path).is_file() else ""
            if path in brought.seen and brought.seen[path] != hash_of(before):
                raise _meanwhile(path, "the file is not what it was")
            if before != text:
                staging.put(path, text)
        staging.commit()
