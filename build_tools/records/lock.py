"""The lock of a dossier: one command writes at a time. The system takes it back when a process ends, however it ends.

Knows files and processes only. What a process that was killed has left half done is another room's: ``journal``.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound

LOCK = ".claimline.lock"
_NO_LOCKS = (
    errno.ENOLCK,
    errno.ENOTSUP,
    errno.EINVAL,
)  # of a disk that knows none, as some network folders: it hinders nobody
_MOMENTS = 5  # tries: whoever only looks whether somebody writes holds it for less than one of them

if sys.platform == "win32":
    import msvcrt

    def _is_got(handle: int, *, shared: bool = False) -> bool:
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # far behind what is written in it, which stays readable
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False
else:
    import fcntl

    def _is_got(handle: int, *, shared: bool = False) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True


@dataclass
class Lock:
    """A lock that is held. ``was_left``: whoever held it before was ended before they could take it away."""

    path: Path
    was_left: bool
    _handle: int

    def release(self) -> None:
        """Take it away; what cannot be taken away lies there without effect, and the next command tells of it."""
        if sys.platform == "win32":
            os.close(self._handle)  # no file goes there that is open
        with suppress(OSError):
            os.unlink(self.path)
        if sys.platform != "win32":
            os.close(self._handle)


def take(root: Path) -> Lock:
    """Hold the lock of a dossier. Raises ProblemsFound: ``busy`` while another program does, ``cannot-write``."""
    path = root / LOCK
    try:
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
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
        if _is_got(handle):
            break
        if moment == _MOMENTS - 1:
            raise ProblemsFound([_busy(handle)])
        time.sleep(0.01)
    with suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(handle), os.stat(path)):
            os.lseek(handle, 0, os.SEEK_SET)
            was_left = bool(os.read(handle, 1))
            _sign(handle)
            return Lock(path, was_left, handle)
    return None


def _sign(handle: int) -> None:
    """Write down who holds it: only for people, so a full disk does not matter."""
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())


def _busy(handle: int) -> Problem:
    os.lseek(handle, 0, os.SEEK_SET)
    number = os.read(handle, 20).decode("ascii", "replace").strip()
    who = f" (process {number})" if number.isdigit() else ""
    tip = "Wait until it has finished, then run the command again: nothing was changed."
    return Problem(Location(LOCK), "busy", f"another claimline is writing here{who}", tip)


def is_held(root: Path) -> bool:
    """Whether a program that is running holds the lock."""
    try:
        handle = os.open(root / LOCK, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return not _is_got(handle, shared=True)
    finally:
        os.close(handle)
