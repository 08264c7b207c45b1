"""What the system knows of locks on files: one at a time has it, and it goes back when whoever has it ends, however they end.

Knows files and numbers of processes only. Who waits for whom, and what is told them, is for other rooms to say.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_UNKNOWN = (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL)  # of a disk that knows no locks, as some network folders

if sys.platform == "win32":
    import msvcrt

    def _ask(handle: int, *, shared: bool) -> None:
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # far behind what is written in it, which stays readable
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _ask(handle: int, *, shared: bool) -> None:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def opened(path: Path) -> int:
    """A handle of the file of a lock, made where it is not there; never of what a link leads to. Raises OSError."""
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)


def is_got(handle: int, *, shared: bool = False) -> bool:
    """Take the lock without waiting; whether it was to be had. ``shared``: with others who only look. A disk that knows no
    locks hinders nobody. Raises OSError.
    """
    try:
        _ask(handle, shared=shared)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno not in _UNKNOWN:
            raise
    return True


def is_still_at(path: Path, handle: int) -> bool:
    """Whether a file that was locked lies at its place: who had it before may have taken it away meanwhile."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), os.stat(path))
    return False


def is_held(path: Path) -> bool:
    """Whether a program that is running has the lock."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return not is_got(handle, shared=True)
    finally:
        os.close(handle)


def sign(handle: int) -> None:
    """Write down which process has it: only for people, so a full disk does not matter."""
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())


def signed(handle: int) -> int:
    """The number of the process that has signed it last; 0 where none has."""
    os.lseek(handle, 0, os.SEEK_SET)
    number = os.read(handle, 20).decode("ascii", "replace").strip()
    return int(number) if number.isascii() and number.isdigit() else 0


def give_back(path: Path, handle: int) -> None:
    """Take the file of a lock away and let it go; one that cannot be taken away lies there without effect."""
    steps = [partial(os.unlink, path), partial(os.close, handle)]
    for step in reversed(steps) if sys.platform == "win32" else steps:  # where no file goes that is open
        with suppress(OSError):
            step()
