"""The lock of a dossier: one command writes at a time. The system takes it back when a process ends, however it ends.

What a process that was killed has left half done is another room's: ``journal``.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from build_tools import file_lock
from build_tools.problems import Location, Problem, ProblemsFound

LOCK = ".claimline.lock"
_MOMENTS = 5  # tries: whoever only looks whether somebody writes holds it for less than one of them


@dataclass
class Lock:
    """A lock that is held. ``left_at``: when it was taken (seconds since 1970) by somebody who was ended before they could
    take it away.
    """

    path: Path
    left_at: float | None
    _handle: int

    def release(self) -> None:
        """Take it away; what cannot be taken away lies there without effect, and the next command tells of it."""
        file_lock.give_back(self.path, self._handle)


def take(root: Path) -> Lock:
    """Hold the lock of a dossier. Raises ProblemsFound: ``busy`` while another program does, ``cannot-write``."""
    path = root / LOCK
    try:
        while True:
            handle = file_lock.opened(path)
            try:
                if lock := _held(path, handle):
                    return lock
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)
    except OSError as error:
        tip = "Allow writing into the dossier's folder, make room where the disk is full, and run the command again."
        raise ProblemsFound([Problem(Location(LOCK), "cannot-write", str(error.strerror), tip)]) from None


def _held(path: Path, handle: int) -> Lock | None:
    """The lock; None where whoever had it took the file away meanwhile. Raises ProblemsFound."""
    for moment in range(_MOMENTS):
        if file_lock.is_got(handle):
            break
        if moment == _MOMENTS - 1:
            raise ProblemsFound([_busy(handle)])
        time.sleep(0.01)
    if not file_lock.is_still_at(path, handle):
        return None
    former = os.fstat(handle)
    file_lock.sign(handle)
    return Lock(path, former.st_mtime if former.st_size else None, handle)


def _busy(handle: int) -> Problem:
    number = file_lock.signed(handle)
    who = f" (process {number})" if number else ""
    tip = "Wait until it has finished, then run the command again: nothing was changed."
    return Problem(Location(LOCK), "busy", f"another claimline is writing here{who}", tip)


def is_held(root: Path) -> bool:
    """Whether a program that is running holds the lock."""
    return file_lock.is_held(root / LOCK)
