"""A command as a person waits for it: its seconds of the clock and of the processor, and the memory of all its processes.

Memory is the sum of proportional set sizes (what processes share counts once), sampled while it runs; Linux only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # seconds between two looks at the memory

# A process starts with the memory of the one that starts it: a small one stands between.
_BETWEEN = """import os, subprocess, sys, time
start = time.perf_counter()
with open(sys.argv[1] + ".out", "wb") as said:
    process = subprocess.Popen(sys.argv[2:], stdout=said)
_, status, used = os.wait4(process.pid, 0)
told = time.perf_counter() - start, used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)
open(sys.argv[1], "w").write(" ".join(map(str, told)))
"""


@dataclass(frozen=True)
class Run:
    """A command that ended well: seconds of the clock, seconds of the processor (children's too), MB at most."""

    clock: float
    processor: float
    megabytes: float


class CommandFailed(Exception):
    """A measured command that ended with an error."""


def run(command: Sequence[str], *, cwd: Path, told: Path, patience: float = 1200.0) -> Run:
    """Run a command to its end; ``told``: a file for its figures. Raises CommandFailed, also after ``patience`` seconds."""
    between = subprocess.Popen([sys.executable, "-c", _BETWEEN, str(told), *command], cwd=cwd, start_new_session=True)
    with watched(between.pid) as peak:
        try:
            between.wait(patience)
        except BaseException as ended:  # the patience, or whoever waits for it all
            os.killpg(between.pid, signal.SIGKILL)
            between.wait()
            if isinstance(ended, subprocess.TimeoutExpired):
                raise CommandFailed(f"{' '.join(command)} took longer than {patience:.0f} s") from None
            raise
    clock, processor, code = map(float, told.read_text().split())
    if code:
        said = told.with_name(f"{told.name}.out").read_text(errors="replace").split("\n")[:2]
        raise CommandFailed(f"{' '.join(command[2:5])} ended with {code:.0f}: {' '.join(said)[:200]}")
    return Run(clock, processor, peak.megabytes)


class Peak:
    """The most memory that was seen."""

    megabytes = 0.0


@contextmanager
def watched(process: int, *, itself: bool = False) -> Iterator[Peak]:
    """The most that a process's children hold together, meanwhile; ``itself``: with the process."""
    peak, ended = Peak(), threading.Event()

    def look() -> None:
        while not ended.wait(_EVERY):
            own = _held(process) if itself else 0.0
            peak.megabytes = max(peak.megabytes, own + sum(map(_held, _below(process))))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def _below(process: int) -> Iterator[int]:
    """The children of a process, and theirs."""
    try:
        for task in os.listdir(f"/proc/{process}/task"):
            for child in Path(f"/proc/{process}/task/{task}/children").read_text().split():
                yield int(child)
                yield from _below(int(child))
    except OSError:  # it has ended meanwhile
        return


def _held(process: int) -> float:
    """MB, each shared page divided among those that share it."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
