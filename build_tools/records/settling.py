"""The order in which things reach the disk: what was asked for here is there before anything that comes later, power cut or not."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection

_MANY = 64
_UNKNOWN = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # what a file system says that knows no such thing


def settle_files(paths: Collection[str]) -> None:
    """Have what was written into files lie on the disk. Raises OSError.

    One ``sync`` for many files: asking for each of thousands takes longer than reading what is in them.
    """
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        _settle(os.open(path, os.O_RDWR))


def settle_folders(paths: Collection[str]) -> None:
    """Have the disk know which files are in some folders. Raises OSError."""
    if os.name == "nt":  # where no folder can be opened, and the system sees to it itself
        return
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        try:
            _settle(os.open(path, os.O_RDONLY))
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise


def _settle(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
