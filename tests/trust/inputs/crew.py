"""Tasks worked on by several processes, each watched: one that hangs in a library or dies is ended and told of.

Watches by silence: a worker says what it is at before it begins, and what it found after. Silence is counted in time of the
processor where the system tells it, so that a busy machine is not taken for a hang.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

_ASLEEP = 10  # times the silence that is allowed, by the clock: a worker that waits for ever uses no processor
MOST_MEMORY = 6 << 30  # bytes of address space; more is a bomb that went off
Say = Callable[[Any], None]
Work = Callable[[Any, Say], None]


@dataclass(frozen=True)
class Lost:
    """A worker that said nothing for too long, or died: what it was at."""

    at: object
    how: str


@dataclass
class _Worker:
    process: Any
    connection: Connection
    task: Any = None
    at: object = None
    heard: float = field(default_factory=time.monotonic)
    spent: float = 0.0  # seconds of the processor when it was last heard

    def listen(self) -> None:
        """It was heard just now."""
        self.heard, self.spent = time.monotonic(), _spent(self.process.pid)

    def is_silent(self, limit: float) -> bool:
        """Whether it has worked for longer than this without a word."""
        waited = time.monotonic() - self.heard
        return waited > limit and (_spent(self.process.pid) - self.spent > limit or waited > _ASLEEP * limit)


_DONE = "done"


def processes() -> int:
    """How many may work at once: ``CLAIMLINE_JOBS``, else one for each core."""
    return int(os.environ.get("CLAIMLINE_JOBS") or os.cpu_count() or 1)


def _spent(process: int) -> float:
    """Seconds of the processor; of the clock where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def results(tasks: Sequence[Any], work: Work, *, jobs: int, silence: float) -> Iterator[tuple[Any, Any]]:
    """What the workers say, each with its task; ``Lost`` for a task that could not be ended.

    ``work(task, say)`` calls ``say(("at", …))`` before what may hang; anything else that it says is a result.
    """
    waiting = list(reversed(tasks))
    workers = [_begun(work) for _ in range(min(jobs, len(tasks)))]
    for worker in workers:
        _give(worker, waiting)
    while workers:
        heard = wait([one.connection for one in workers], timeout=1.0)
        for worker in list(workers):
            lost = ""
            if worker.connection in heard:
                try:
                    said = worker.connection.recv()
                except EOFError:
                    lost = f"the process died ({worker.process.exitcode})"
                else:
                    worker.listen()
                    if said == _DONE:
                        if not _give(worker, waiting):
                            workers.remove(worker)
                    elif isinstance(said, tuple) and said and said[0] == "at":
                        worker.at = said[1]
                    else:
                        yield worker.task, said
            elif worker.is_silent(silence):
                lost = f"no end within {silence:.0f} seconds"
            if lost:
                yield worker.task, Lost(worker.at, lost)
                worker.process.kill()
                worker.process.join()
                workers.remove(worker)
                if waiting:
                    workers.append(_begun(work))
                    _give(workers[-1], waiting)


def _begun(work: Work) -> _Worker:
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, waiting: list[Any]) -> bool:
    """Hands the next task over; False where there is none, and the worker ends."""
    worker.task = waiting.pop() if waiting else None
    worker.listen()
    worker.at = None
    worker.connection.send(worker.task)
    if worker.task is None:
        worker.process.join()
    return worker.task is not None


def _serve(connection: Connection, work: Work) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while (task := connection.recv()) is not None:
        work(task, connection.send)
        connection.send(_DONE)
