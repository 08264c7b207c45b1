"""Generated inputs against every promise of the readers: no crash, no hang, no lost character.

What is found is made small and laid into tests/cases/found/, from where it is a test.
"""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from tests.trust.inputs.crew import Lost, Say, processes, results
from tests.trust.proof import Proof

FOUND = Path(__file__).parents[1] / "cases" / "found"
_LONGEST = 10.0  # seconds of the processor for one input; the first one of a process reads all tables
_SILENCE = 60.0
_PART = 500
_SMALLER = 150  # attempts to make what was found smaller


class Hang(Exception):
    """An input took too long."""


class Outcome(NamedTuple):
    """Where in the code an input breaks a promise, and how (both empty where it does not); whether it was more than refused."""

    where: str = ""
    how: str = ""
    is_read: bool = False


class _Tried(NamedTuple):
    """How many inputs were tried, and how many of them read."""

    inputs: int
    read: int


def proofs(minutes: float) -> Iterator[Proof]:
    """One proof for all readers, one for the path from seeds to pages."""
    from tests.trust.inputs.targets import TARGETS

    chosen = os.environ["CLAIMLINE_TARGETS"].split("|") if "CLAIMLINE_TARGETS" in os.environ else list(TARGETS)
    paths = [name for name in chosen if name in ("prose to its pages", "seed to page", "a ledger in an import")]
    readers = [name for name in chosen if name not in paths]
    for promise, names in (("No input breaks a reader", readers), ("No input breaks the path to the page", paths)):
        if names:
            yield _proof(promise, names, minutes / 10)


def _proof(promise: str, names: list[str], share: float) -> Proof:
    from tests.trust.inputs.targets import TARGETS

    tasks = []
    for name in names:
        count = max(20, round(TARGETS[name].count * share))
        tasks += [(name, first, min(first + _PART, count)) for first in range(0, count, _PART)]
    tried: dict[str, int] = defaultdict(int)
    read: dict[str, int] = defaultdict(int)
    found: dict[str, str] = {}
    for task, said in results(tasks, _tried, jobs=processes(), silence=_SILENCE):
        if isinstance(said, Lost):
            found.setdefault(f"{task[0]} {said.how}", f"{task[0]}, number {said.at}: {said.how}")
        elif isinstance(said, _Tried):
            tried[task[0]] += said.inputs
            read[task[0]] += said.read
        else:
            where, how, path = said
            found.setdefault(where, f"{task[0]}: {how} ({path})")
    shares = (
        f"    {name:24} {tried[name]:>8,} inputs, {read[name] / tried[name]:4.0%} read" for name in names if tried[name]
    )
    print("\n".join(shares), flush=True)
    return Proof(promise, sum(tried.values()), "inputs", tuple(found.values()))


def _tried(task: tuple[str, int, int], say: Say) -> None:
    from tests.trust.inputs.targets import TARGETS

    name, first, end = task
    target = TARGETS[name]
    mutator = target.mutator()
    seen: set[str] = set()
    read = 0
    for number in range(first, end):
        say(("at", number)) if number % 10 == 0 else None
        data = mutator.data(f"{name} {number}")
        where, how, is_read = failure(name, data)
        read += is_read
        if where and where not in seen:
            seen.add(where)
            small = smaller(name, data, where)
            say((where, how, kept(name, small)))
    say(_Tried(end - first, read))


def failure(name: str, data: bytes) -> Outcome:
    """Hold an input against its promise."""
    from tests.trust.inputs.targets import TARGETS

    def stop(_: int, __: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _LONGEST)
    try:
        with _no_log():
            return Outcome(is_read=TARGETS[name].promise(data))
    except BaseException as error:  # whatever it is, it is told
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        frames = traceback.extract_tb(error.__traceback__)
        last = next(
            (one for one in reversed(frames) if "build_tools" in one.filename or "inputs" in one.filename), frames[-1]
        )
        where = f"{name} {type(error).__name__} {Path(last.filename).name}:{last.lineno}"
        return Outcome(where, f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:300]}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _Logged(logging.Handler):
    """What a library would write on a terminal, in the letters of a stranger."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """See logging.Handler."""
        self.told.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def _no_log() -> Iterator[None]:
    handler = _Logged()
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
    assert not handler.told, f"a library writes on the terminal: {handler.told[0]!r}"


def smaller(name: str, data: bytes, where: str) -> bytes:
    """A shorter input that breaks the same: halves, quarters, … are left out as long as it does."""
    attempts, size = 0, len(data) // 2
    while size and attempts < _SMALLER and "Hang" not in where:
        at = 0
        while at < len(data) and attempts < _SMALLER:
            shorter = data[:at] + data[at + size :]
            attempts += 1
            if failure(name, shorter)[0] == where:
                data = shorter
            else:
                at += size
        size //= 2
    return data


def kept(name: str, data: bytes) -> Path:
    """The input as a case of the tests."""
    folder = FOUND / name.replace(" ", "-").replace("'", "")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(data).hexdigest()[:10]
    path.write_bytes(data)
    return path
