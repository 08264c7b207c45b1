"""Work shared with copies of this process, where the system can make them; the same outcome however many there are.

Knows no dossier. What a copy does not bring back (it was ended, it met an error, it could not be made) is done here.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

Own = TypeVar("Own")
Done = TypeVar("Done")

_MOST_JOBS = 8
_MOST_TASKS = (
    2048  # a task is handed out as two bytes of a pipe, which no two processes read twice, and which holds so many
)
_BETWEEN_LOOKS = 2  # seconds, at least, after which a copy asks again what it holds


def default_jobs() -> int:
    """As many as there are processors for this program, within reason."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, _MOST_JOBS)


def side_by_side(
    own: Callable[[], Own], tasks: Sequence[Callable[[], Done]], *, jobs: int, room: int | None = None
) -> tuple[Own, tuple[Done, ...]]:
    """What ``own`` gives, which is done in this process first, and what the tasks give, in order.

    The tasks (2,048 at most) are taken by ``jobs`` processes, whoever is free, the first ones by copies of this process;
    what they give must be small, since it is copied. An error is raised as if there were one process.

    ``room``: a copy that has come to hold more than so many MB of its own ends, and a fresh one takes its place. To look at a
    value is to write beside it (Python counts who holds it), and what a copy writes to is its own from then on: copies that
    live long come to hold everything once more. What they have gathered goes with them, too.
    """
    copies: list[_Copy] = []
    done: dict[int, Any] = {}
    others = max(0, min(jobs - 1, len(tasks))) if _can_copy() else 0
    queue = _queue(len(tasks), others)
    try:
        copies += [copy for at in range(others) if (copy := _copied(tasks, chain((at,), _taken(queue)), room))]
        mine = own()
        for at in _taken(queue):
            done[at] = tasks[at]()
            for copy in _ready(copies) if room is not None else ():
                done |= (brought := copy.brought())
                copies.remove(copy)
                copy.end()
                if brought and (fresh := _copied(tasks, _taken(queue), room)):
                    copies.append(fresh)
        for copy in copies:
            done |= copy.brought()
    finally:
        os.close(queue)
        for copy in copies:
            copy.end()
    return mine, tuple(done[at] if at in done else task() for at, task in enumerate(tasks))


def apart(task: Callable[[], Done]) -> Done:
    """What a task gives, which must be small, done in a copy that ends: whatever it has needed goes with it."""
    with aside(task) as outcome:
        return outcome()


@contextmanager
def aside(task: Callable[[], Done]) -> Iterator[Callable[[], Done]]:
    """A task is begun by a copy of this process; inside is given what waits for the outcome, which must be small. An error is
    raised there as if the task were only done then; at the end of the block it is over in any case.
    """
    copy = _copied([task], iter((0,))) if _can_copy() else None

    def outcome() -> Done:
        done = copy.brought() if copy else {}
        return done[0] if done else task()

    try:
        yield outcome
    finally:
        if copy:
            copy.end()


def give_back() -> None:
    """Memory that is held but not in use goes back to the system, where that is known to be possible (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def _can_copy() -> bool:
    """Whether a copy is safe: not on macOS, whose own libraries do not bear it, and not beside other threads."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _queue(count: int, first: int = 0) -> int:
    """A pipe that holds the numbers of all tasks from the ``first``, and ends behind them."""
    if count > _MOST_TASKS:
        raise ValueError(f"{count} tasks; {_MOST_TASKS} at most can be shared")
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(2, "big") for number in range(first, count)))
    os.close(writing)
    return reading


def _taken(queue: int) -> Iterator[int]:
    while number := os.read(queue, 2):
        yield int.from_bytes(number, "big")


@dataclass(frozen=True)
class _Copy:
    """A copy of this process, and the pipe through which it brings back what it did."""

    process: int
    pipe: int

    def brought(self) -> dict[int, Any]:
        """What it did, by the numbers of the tasks; nothing where it came to no good end."""
        with open(self.pipe, "rb", closefd=False) as file:
            data = file.read()
        try:
            return dict(pickle.loads(data))
        except (EOFError, pickle.UnpicklingError):
            return {}

    def end(self) -> None:
        """See that it is gone."""
        os.close(self.pipe)
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _ready(copies: Sequence[_Copy]) -> list[_Copy]:
    """Those that bring something, or have ended."""
    pipes, _, _ = select.select([copy.pipe for copy in copies], [], [], 0)
    return [copy for copy in copies if copy.pipe in pipes]


def _copied(tasks: Sequence[Callable[[], Any]], taken: Iterator[int], room: int | None = None) -> _Copy | None:
    reading, writing = os.pipe()
    parent = os.getpid()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process == 0:
        try:
            _work(tasks, taken if room is None else _while_there_is(room, taken), writing, parent)
        finally:
            os._exit(0)
    os.close(writing)
    return _Copy(process, reading)


def _work(tasks: Sequence[Callable[[], Any]], taken: Iterator[int], writing: int, parent: int) -> None:
    """In the copy: Ctrl-C is the first process's to answer, and without that one there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = {}
    for at in taken:
        if os.getppid() != parent:
            return
        with suppress(Exception):  # done once more where it can be told
            done[at] = tasks[at]()
    with open(writing, "wb") as file:
        pickle.dump(done, file, pickle.HIGHEST_PROTOCOL)


def _while_there_is(room: int, taken: Iterator[int]) -> Iterator[int]:
    """The numbers of tasks, as long as this process holds no more than so many MB of its own."""
    looked = time.monotonic()
    for at in taken:
        yield at
        if time.monotonic() - looked > _BETWEEN_LOOKS:
            if _own_memory() > room:
                return
            looked = time.monotonic()


def _own_memory() -> int:
    """MB that no other process shares; 0 where the system does not tell (Linux does)."""
    with suppress(OSError), open("/proc/self/smaps_rollup", encoding="ascii") as file:
        told = (line.split() for line in file if line.startswith("Private_Dirty:"))
        return sum(int(size) for _, size, _ in told) // 1024
    return 0
