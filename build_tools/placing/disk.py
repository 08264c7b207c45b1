"""What the system has for whole folders: two change places in one step, and everything written is safe on the disk."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux (renameat2(2)), RENAME_SWAP of macOS (renamex_np(2))
# What a system says that has no such call, or a disk that knows no such thing.
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EBADF)


def exchange(one: Path, other: Path) -> bool:
    """Two folders change places in one step. False, with nothing done, where the system or the disk knows no such step."""
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform == "linux":
        return _called("renameat2", _HERE, names[0], _HERE, names[1], ctypes.c_uint(_EXCHANGE)) == 0
    if sys.platform == "darwin":
        return _called("renamex_np", *names, ctypes.c_uint(_EXCHANGE)) == 0
    return False


def settle(folder: Path) -> None:
    """Wait until everything written to the disk of a folder is safe there: one order for thousands of files. Raises OSError
    where that cannot be.
    """
    with opened(folder) as handle:
        error = errno.ENOSYS if handle is None or sys.platform != "linux" else _called("syncfs", handle)
    if error in _UNKNOWN:
        getattr(os, "sync", lambda: None)()
    elif error:
        raise OSError(error, os.strerror(error), str(folder))


def settle_names(folder: Path) -> None:
    """Wait until what was renamed in a folder is safe on the disk, where a system tells of that. Raises OSError."""
    with opened(folder) as handle:
        try:
            if handle is not None:
                os.fsync(handle)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise


@contextmanager
def opened(folder: Path) -> Iterator[int | None]:
    """A handle of a folder; None where a system gives none (Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        yield None
        return
    try:
        yield handle
    finally:
        os.close(handle)


def clear(path: Path) -> None:
    """Delete a file or a folder with all that is in it, also where somebody has protected a part of it; links are not followed.
    What cannot be deleted stays.
    """
    if path.is_symlink() or path.is_file():
        with suppress(OSError):
            path.unlink()
    elif path.is_dir():
        shutil.rmtree(path, onerror=_again)


def _again(do: Callable[..., Any], path: str, _: object) -> None:
    with suppress(OSError):
        for one in (os.path.dirname(path), path):
            if not os.path.islink(one):
                os.chmod(one, os.lstat(one).st_mode | stat.S_IRWXU)
        if do in (os.unlink, os.rmdir):
            do(path)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _called(name: str, *words: object) -> int:
    """The number of the error with which a function of the system's library has ended: 0 where it did what it was asked to."""
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return errno.ENOSYS
    return 0 if function(*words) == 0 else ctypes.get_errno() or errno.EIO
