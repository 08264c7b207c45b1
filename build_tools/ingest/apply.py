"""Applying a plan: the only arrow of an import that writes into content/. All of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from build_tools.ingest.changes import AddClaim, Create, SetValue
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.plan import SeedPlan
from build_tools.model import Entry
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout, splice
from build_tools.records.emit import plain_claim, text_of
from build_tools.records.load import decode
from build_tools.records.write import one_writer, write_all


def apply_plans(root: Path, plans: Iterable[SeedPlan]) -> None:
    """Write what the plans say, and their ledgers. Raises ProblemsFound (``changed-meanwhile``, ``cannot-write``)."""
    texts: dict[str, str] = {}
    with one_writer(root):
        for one in plans:
            for change in one.changes:
                _apply(root, change, texts)
            if read_ledger(root, one.seed) != one.ledger:
                texts[one.ledger.path] = one.ledger.as_text()
        moved = {path: new for path in texts if (new := _belongs_at(path, texts[path])) != path}
        write_all(root, {moved.get(path, path): text for path, text in texts.items()}, delete=tuple(moved))


def _belongs_at(path: str, text: str) -> str:
    """An entry whose date has changed may belong into another year's folder."""
    if layout.kind_at(path) is not Entry:
        return path
    return layout.path_for(Entry(id=PurePosixPath(path).stem, date=str(splice.value_at(text, ["date"]))))


def _apply(root: Path, change: Create | SetValue | AddClaim, texts: dict[str, str]) -> None:
    if isinstance(change, Create):
        path = layout.path_for(change.record)
        if path in texts or (root / path).exists():
            raise _meanwhile(path, "a file of that name has appeared")
        texts[path] = text_of(change.record)
        return
    path = change.path
    text = texts[path] if path in texts else decode(root, path)
    try:
        if isinstance(change, AddClaim):
            texts[path] = splice.append_item(text, ("claims",), plain_claim(change.claim))
        elif splice.value_at(text, change.keys) != change.before:
            raise _meanwhile(path, f"“{change.keys[-1]}” is no longer {change.before!r}")
        else:
            texts[path] = splice.set_value(text, change.keys, change.after)
    except splice.CannotSplice as reason:
        raise ProblemsFound(
            [Problem(Location(path), "cannot-splice", str(reason), "Edit the field by hand.")]
        ) from None


def _meanwhile(path: str, what: str) -> ProblemsFound:
    tip = "The file was changed while the import was planned; nothing was written. Run the import again."
    return ProblemsFound([Problem(Location(path), "changed-meanwhile", what, tip)])
