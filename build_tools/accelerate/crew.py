"""Makers at work: their keys, shared out between this process and copies of it, and the products written where they belong.

Nothing that was made is kept in memory: a copy brings back the paths alone. Knows no MkDocs and nothing of what is made.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from build_tools.making.maker import Maker
from build_tools.processes import give_back, side_by_side
from build_tools.tracing.notes import Note, essential, trace

File = tuple[str, bytes]
Product = tuple[str, str]  # the name of its maker, and its key
Due = Sequence[tuple[Maker[File], Sequence[str]]]  # makers, each with the keys that are to be made
Tell = Callable[[int, int], None]  # how many keys are begun, of how many
_TASKS = 2000  # as many as can be shared, with room for makers of few keys
_LEAST_KEYS = 10  # in a task
_ROOM = 64  # MB that a copy may come to hold of its own: to look at a value is to write beside it


@dataclass(frozen=True, slots=True)
class Made:
    """The paths of what was written for a key, and, if that was asked for, which parts of tables it was made from."""

    paths: tuple[str, ...]
    notes: frozenset[Note] = frozenset()


@dataclass(frozen=True, slots=True)
class Share:
    """Some keys of one maker."""

    maker: Maker[File]
    keys: tuple[str, ...]


def all_keys(makers: Iterable[Maker[File]]) -> Due:
    """Everything that makers make."""
    return [(maker, tuple(maker.keys())) for maker in makers]


def make(
    due: Due, folder: Path, *, jobs: int, with_notes: bool = False, tell: Tell | None = None
) -> dict[Product, Made]:
    """Write under ``folder`` what is due, by ``jobs`` processes. An error is raised as if there were one.

    The first product of each family is made before the copies are: tables that several products ask for are then worked
    out once.
    """
    first = [Share(maker, tuple(keys[:1])) for maker, keys in due if not maker.is_long]
    work = _Work(folder, with_notes, sum(len(keys) for _, keys in due), tell)
    made: dict[Product, Made] = {}
    with undisturbed():
        for share in first:
            made |= work.do(share)
        give_back()
        gc.freeze()
        gc.enable()  # walks through what is new alone, which would pile up otherwise
        tasks = [partial(work.do, share) for share in _shared(due)]
        _, parts = side_by_side(lambda: None, tasks, jobs=jobs, room=_ROOM)
    for part in parts:
        made |= part
    return {(maker.name, key): made[maker.name, key] for maker, keys in due for key in keys}


def _shared(due: Due) -> list[Share]:
    """What takes long first, so that nobody waits for it in the end; then all else in pieces of one size."""
    left = [(maker, keys if maker.is_long else keys[1:]) for maker, keys in due]
    left.sort(key=lambda one: not one[0].is_long)
    size = max(_LEAST_KEYS, -(-sum(len(keys) for _, keys in left) // (_TASKS - len(left))))
    return [Share(maker, part) for maker, keys in left for part in _pieces(keys, size)]


def _pieces(keys: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    waiting = iter(keys)
    while piece := tuple(islice(waiting, size)):
        yield piece


@dataclass(slots=True)
class _Work:
    """Makes shares, and tells how far all are as far as this process knows."""

    folder: Path
    with_notes: bool
    number: int
    tell: Tell | None
    begun: int = 0

    def do(self, share: Share) -> dict[Product, Made]:
        made = {(share.maker.name, key): self._make(share.maker, key) for key in share.keys}
        self.begun += len(made)
        if self.tell:
            self.tell(self.begun, self.number)
        return made

    def _make(self, maker: Maker[File], key: str) -> Made:
        if not self.with_notes:
            return Made(tuple(written(maker.make(key), self.folder)))
        with trace() as notes:
            paths = tuple(written(maker.make(key), self.folder))
        return Made(paths, essential(notes))


def written(files: Iterable[File], folder: Path) -> Iterator[str]:
    """Write files under a folder; the paths as they are written."""
    for path, content in files:
        target = folder / path
        try:
            target.write_bytes(content)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield path


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of garbage, which would walk through the whole dossier again and again, in each process."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        (gc.enable if was_on else gc.disable)()
