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
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path

from build_tools.extract.names.lexicon import Lexicon
from build_tools.ingest.collecting import seldom
from build_tools.ingest.drafting import Circumstances, Waiting, dated
from build_tools.ingest.kept_readings import Kept, Sealed
from build_tools.ingest.known import Known
from build_tools.ingest.library import Library, Packed, packed_reading
from build_tools.ingest.proposed import Proposed
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.processes import default_jobs

_ENOUGH_TO_SHARE = 12  # seeds; fewer are read sooner than other processes have started
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
    count = min(jobs or default_jobs(), len(seeds))
    if count < 2 or jobs is None and len(seeds) < _ENOUGH_TO_SHARE:
        for wave in waves(seeds):
            lexicon = known.lexicon()
            yield from (library.read_here(one, around, lexicon) for one in wave)
        return
    with _pool(count) as pool, tempfile.TemporaryDirectory() as folder:
        for number, wave in enumerate(waves(seeds)):
            names = Path(folder) / f"{number}.names"
            names.write_bytes(pickle.dumps(known.names, pickle.HIGHEST_PROTOCOL))
            yield from _in_order(pool, wave, around, names, library, ahead=count * _AHEAD)


def waves(seeds: Sequence[Waiting]) -> Iterator[Sequence[Waiting]]:
    """One, one, two, four …: each wave as long as all before it."""
    done = 0
    while done < len(seeds):
        yield seeds[done : max(2 * done, done + 1)]
        done = max(2 * done, done + 1)


def _in_order(
    pool: ProcessPoolExecutor,
    wave: Sequence[Waiting],
    around: Circumstances,
    names: Path,
    library: Library,
    *,
    ahead: int,
) -> Iterator[Kept]:
    under_way: deque[tuple[Waiting, Future[Packed]]] = deque()
    waiting = iter(wave)
    while True:
        while len(under_way) < ahead and (one := next(waiting, None)):
            under_way.append((one, pool.submit(_draft, one, around, names, library.readings(one))))
        if not under_way:
            return
        one, future = under_way.popleft()
        try:
            yield library.take(one, future.result())
        except BrokenProcessPool:
            raise ProblemsFound([_lost(one, ahead)]) from None


def _lost(one: Waiting, ahead: int) -> Problem:
    """All that were under way are lost with one; which of them was being read, nobody can tell."""
    tip = "Nothing was written. Too little memory is the usual cause: try again with --jobs 1."
    what = f"a process was ended while it read this seed or one of the next {ahead}"
    return Problem(Location(one.name), "reader-lost", what, tip)


# ── in the other process ────────────────────────────────────────────────────────────────────────────────────


def _draft(one: Waiting, around: Circumstances, names: Path, sealed: Sequence[Sealed]) -> Packed:
    return packed_reading(one, around, _lexicon(names), sealed)


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
