"""A program that is killed, or refused a file, just before one of its steps on the disk: every one of them in turn.

A step is what Python's audit events tell (a file opened for writing, a name made, changed or taken away) and the system's own
calls for whole folders. Each run is a copy of this process, so nothing of it stays in a test.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from build_tools.placing import disk

KILLED, REFUSED, DONE = 9, 3, 0
EVERY = "every step"
_NAMES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "shutil.copyfile", "os.chmod"}
_CALLS = {"renameat2", "renamex_np", "syncfs"}
_FREE = {"os.remove", "os.rmdir", "os.rename", "os.chmod", "ctypes.dlsym"}  # also on a full disk
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

Step = Callable[[], None]


def kill() -> None:
    """What no program can answer: not even what stands in ``finally`` is done."""
    os._exit(KILLED)


def refuse(number: int) -> Step:
    """The step fails with an error of the system's."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def run_to(at: int | str, fault: Step, do: Callable[[], object], folder: Path, *, lasting: bool = False) -> int:
    """Do something in a copy of this process; the step ``at`` (its number, the name of a call, or EVERY) in or beside ``folder`` meets the
    fault. ``lasting``: so do all steps after it that take room on the disk. Returns DONE, KILLED, or REFUSED where an error
    came out of it.
    """
    ctypes.CDLL(None)  # loaded before anybody counts
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    outcome = REFUSED
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        _count(at, fault, str(folder.resolve()), lasting=lasting)
        do()
        outcome = DONE
    except Exception:
        pass
    finally:
        os._exit(outcome)


def all_steps(
    fault: Step, do: Callable[[Path], object], prepare: Callable[[int], Path]
) -> Iterator[tuple[int, int, Path]]:
    """Every step in turn, each time in a folder that was prepared anew: its number, what came of it, the folder; until one run
    has come to its end.
    """
    for at in count():
        folder = prepare(at)
        outcome = run_to(at, fault, partial(do, folder), folder)
        yield at, outcome, folder
        if outcome == DONE:
            return


def steps_of(do: Callable[[], object], folder: Path) -> int:
    """How many steps something takes, without those that copies of the program take."""
    reading, writing = os.pipe()
    parent = os.getpid()

    def tell() -> None:
        if os.getppid() == parent:
            os.write(writing, b".")

    run_to(EVERY, tell, do, folder)
    os.close(writing)
    with open(reading, "rb") as pipe:
        return len(pipe.read())


def without_waiting(patch: pytest.MonkeyPatch) -> None:
    """The disk is asked for, and nobody waits for it, which takes long beside other tests; a step it is still."""
    library = ctypes.CDLL(None)
    patch.setattr(disk, "_sync", lambda handle: bool(library["syncfs"]))
    patch.setattr(os, "fsync", lambda handle: None)


def _count(at: int | str, fault: Step, folder: str, *, lasting: bool) -> None:
    passed = 0

    def look(event: str, told: tuple[Any, ...]) -> None:
        nonlocal passed
        if not _is_step(event, told, folder):
            return
        is_it = at == EVERY or passed == at or (event == "ctypes.dlsym" and told[-1] == at)
        is_after = lasting and isinstance(at, int) and passed > at and event not in _FREE
        passed += 1
        if is_it or is_after:
            fault()

    sys.addaudithook(look)


def _is_step(event: str, told: tuple[Any, ...], folder: str) -> bool:
    if event == "open":
        path, _, flags = told
        return bool(flags & _WRITING) and isinstance(path, str | bytes) and os.fsdecode(path).startswith(folder)
    if event == "ctypes.dlsym":
        return told[-1] in _CALLS
    return event in _NAMES
