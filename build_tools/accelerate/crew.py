"""Makers at work: their keys, shared out between this process and copies of it, and the products written where they belong.

Nothing that was made is kept in memory: a copy brings back the paths alone. Knows no MkDocs and nothing of what is made.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from build_tools.making.maker import Maker
from build_tools.processes import side_by_side

File = tuple[str, bytes]
Made = Mapping[tuple[str, str], tuple[str, ...]]  # by maker and key: the paths of what was made
Tell = Callable[[int, int], None]  # how many keys are begun, of how many
_TASKS = 240  # as many as can be shared, with room for makers of few keys


@dataclass(frozen=True, slots=True)
class Share:
    """Some keys of one maker."""

    maker: Maker[File]
    keys: tuple[str, ...]


def make(makers: Sequence[Maker[File]], folder: Path, *, jobs: int, tell: Tell | None = None) -> Made:
    """Write under ``folder`` what makers make, by ``jobs`` processes. An error is raised as if there were one.

    The first product of each family is made before the copies are: tables that several products ask for are then worked
    out once.
    """
    keys = {maker.name: tuple(maker.keys()) for maker in makers}
    first = [Share(maker, keys[maker.name][:1]) for maker in makers if not maker.is_long]
    rest = _shared(makers, keys)
    number = sum(map(len, keys.values()))
    made: dict[tuple[str, str], tuple[str, ...]] = {}
    with undisturbed():
        for share in first:
            made |= _make(share, folder)
        gc.freeze()
        told = _Told(number, len(made), tell)
        tasks = [partial(told.make, share, folder) for share in rest]
        _, parts = side_by_side(lambda: None, tasks, jobs=jobs)
    for part in parts:
        made |= part
    return {(maker.name, key): made[maker.name, key] for maker in makers for key in keys[maker.name]}


def _shared(makers: Iterable[Maker[File]], keys: Mapping[str, Sequence[str]]) -> list[Share]:
    """What takes long first, so that nobody waits for it in the end; then all else in pieces of one size."""
    makers = sorted(makers, key=lambda maker: not maker.is_long)
    left = {maker.name: keys[maker.name] if maker.is_long else keys[maker.name][1:] for maker in makers}
    size = max(1, -(-sum(map(len, left.values())) // (_TASKS - len(left))))
    return [Share(maker, part) for maker in makers for part in _pieces(left[maker.name], size)]


def _pieces(keys: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    waiting = iter(keys)
    while piece := tuple(islice(waiting, size)):
        yield piece


@dataclass(slots=True)
class _Told:
    """Makes a share, and tells how far all are as far as this process knows."""

    number: int
    begun: int
    tell: Tell | None

    def make(self, share: Share, folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
        made = _make(share, folder)
        self.begun += len(made)
        if self.tell:
            self.tell(self.begun, self.number)
        return made


def _make(share: Share, folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(share.maker.name, key): tuple(_written(share.maker.make(key), folder)) for key in share.keys}


def _written(files: Iterable[File], folder: Path) -> Iterator[str]:
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
        if was_on:
            gc.enable()
