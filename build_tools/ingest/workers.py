"""Seeds read one after the other or by several processes, with the same outcome however many there are.

They are read in waves, each as long as all before it: a seed is read with the names that earlier waves have brought,
whoever reads it. So the index of names is handed on a few times and not once for each seed.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

from build_tools.extract.names.lexicon import Lexicon
from build_tools.ingest.collecting import seldom
from build_tools.ingest.drafting import Circumstances, Waiting, dated
from build_tools.ingest.kept_readings import Kept, Sealed
from build_tools.ingest.known import Known
from build_tools.ingest.library import Library, Packed, is_there, packed_reading
from build_tools.ingest.proposed import Proposed
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.processes import default_jobs

_ENOUGH_TO_SHARE = 12  # seeds; fewer are read sooner than other processes have started
Answer = TypeVar("Answer")
_AHEAD = 4  # seeds that wait for each process, so that none is idle and memory stays flat


def drafts(
    seeds: Sequence[Waiting],
    around: Circumstances,
    known: Known,
    *,
    jobs: int | None = None,
    library: Library | None = None,
) -> Iterator[Proposed]:
    """What each seed proposes, in order. What the caller adds to ``known`` meanwhile helps the next wave.

    ``library``: readings kept before, which are not made again, and where those that are made are kept.
    """
    library = library or Library()
    for kept in _readings(seeds, around, known, library, jobs=jobs):
        yield dated(kept.proposed, around.latest)


def _readings(
    seeds: Sequence[Waiting], around: Circumstances, known: Known, library: Library, *, jobs: int | None
) -> Iterator[Kept]:
    with readers(len(seeds), known, library, jobs=jobs) as reader:
        for wave in waves(seeds):
            if library.reads_at_most is not None and len(wave) > library.reads_at_most:
                library.lacking = reader.lacking(wave, around)
                if library.lacking:
                    return
            yield from reader.readings(wave, around)


@contextmanager
def readers(count: int, known: Known, library: Library, *, jobs: int | None) -> Iterator[Alone | Together]:
    """Who reads so many seeds: this process, or several where that pays."""
    jobs_at_most = min(jobs or default_jobs(), count)
    if jobs_at_most < 2 or jobs is None and count < _ENOUGH_TO_SHARE:
        yield Alone(known, library)
        return
    with _pool(jobs_at_most) as pool, tempfile.TemporaryDirectory() as folder:
        yield Together(known, library, pool, Path(folder), jobs_at_most * _AHEAD)


@dataclass
class Alone:
    """This process reads."""

    known: Known
    library: Library

    def readings(self, seeds: Sequence[Waiting], around: Circumstances) -> Iterator[Kept]:
        """What the seeds say, in order, with the names known now."""
        lexicon = self.known.lexicon()
        return (self.library.read_here(one, around, lexicon) for one in seeds)

    def lacking(self, seeds: Sequence[Waiting], around: Circumstances) -> list[Waiting]:
        """Those of the seeds that nobody has read with the names known now."""
        lexicon = self.known.lexicon()
        return [one for one in seeds if not is_there(one, around, lexicon, self.library.readings(one))]


@dataclass
class Together:
    """Several processes read; ``ahead``: how many seeds are under way at once."""

    known: Known
    library: Library
    pool: ProcessPoolExecutor
    folder: Path
    ahead: int
    _rounds: int = 0

    def readings(self, seeds: Sequence[Waiting], around: Circumstances) -> Iterator[Kept]:
        """What the seeds say, in order, with the names known now."""
        return (self.library.take(one, packed) for one, packed in self._asked(_draft, seeds, around))

    def lacking(self, seeds: Sequence[Waiting], around: Circumstances) -> list[Waiting]:
        """Those of the seeds that nobody has read with the names known now."""
        return [one for one, is_held in self._asked(_is_there, seeds, around) if not is_held]

    def _asked(
        self, work: Callable[..., Answer], seeds: Sequence[Waiting], around: Circumstances
    ) -> Iterator[tuple[Waiting, Answer]]:
        names = self._names()
        under_way: deque[tuple[Waiting, Future[Answer]]] = deque()
        waiting = iter(seeds)
        while True:
            while len(under_way) < self.ahead and (one := next(waiting, None)):
                under_way.append((one, self.pool.submit(work, one, around, names, self.library.readings(one))))
            if not under_way:
                return
            one, future = under_way.popleft()
            try:
                yield one, future.result()
            except BrokenProcessPool:
                raise ProblemsFound([_lost(one, self.ahead)]) from None

    def _names(self) -> Path:
        """A file with all names known now."""
        self._rounds += 1
        names = self.folder / f"{self._rounds}.names"
        names.write_bytes(pickle.dumps(self.known.names, pickle.HIGHEST_PROTOCOL))
        return names


def waves(seeds: Sequence[Waiting]) -> Iterator[Sequence[Waiting]]:
    """One, one, two, four …: each wave as long as all before it."""
    done = 0
    while done < len(seeds):
        yield seeds[done : max(2 * done, done + 1)]
        done = max(2 * done, done + 1)


def _lost(one: Waiting, ahead: int) -> Problem:
    """All that were under way are lost with one; which of them was being read, nobody can tell."""
    tip = "Nothing was written. Too little memory is the usual cause: try again with --jobs 1."
    what = f"a process was ended while it read this seed or one of the next {ahead}"
    return Problem(Location(one.name), "reader-lost", what, tip)


# ── in the other process ────────────────────────────────────────────────────────────────────────────────────


def _draft(one: Waiting, around: Circumstances, names: Path, sealed: Sequence[Sealed]) -> Packed:
    return packed_reading(one, around, _lexicon(names), sealed)


def _is_there(one: Waiting, around: Circumstances, names: Path, sealed: Sequence[Sealed]) -> bool:
    return is_there(one, around, _lexicon(names), sealed)


@lru_cache(maxsize=1)
def _lexicon(names: Path) -> Lexicon:
    return Lexicon(pickle.loads(names.read_bytes()))


def _start() -> None:
    """Ctrl-C is the main process's to answer; without that one there is nothing left to do here."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone when the block is left, whichever way."""
    others = set(multiprocessing.active_children())
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start)
    try:
        yield pool
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
