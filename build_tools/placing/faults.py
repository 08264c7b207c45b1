"""What the disk or its rights refuse, as a problem for people. Errors of the program stay what they are."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.placing.place import Place
from build_tools.problems import Location, Problem, ProblemsFound

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.EBUSY, errno.ENOTDIR, errno.ELOOP}


@contextmanager
def told_as_problem(place: Place) -> Iterator[None]:
    """Raises ProblemsFound with ``cannot-write``, which says what has become of the folder. A person's Ctrl-C gets the same as a note."""
    before = _look(place)
    try:
        yield
    except KeyboardInterrupt as stopped:
        told = _state(place, before, who="The next command that builds it")
        stopped.add_note(f"{told.replace('nothing', 'Nothing', 1)}.")
        raise
    except OSError as error:
        if not (error.errno in _NO_ROOM or error.errno in _REFUSED and _is_of(place, error.filename)):
            raise
        tip = (
            "Make room: the new one needs as much as the old one" if error.errno in _NO_ROOM else "Allow writing there"
        )
        where = str(error.filename or place.target)
        where, why = f"{where}/" if os.path.isdir(where) else where, str(error.strerror or error)
        tip = f"{tip}, and run the command again: {_state(place, before)}."
        raise ProblemsFound([Problem(Location(where), "cannot-write", why, tip)]) from error


def _is_of(place: Place, path: object) -> bool:
    """Whether a path that an error names is one that is written here: to read a record may be refused too."""
    return path is None or Path(os.path.realpath(str(path))).is_relative_to(place.target.parent)


def _look(place: Place) -> int | None:
    """When something was put into the folder last, or in its place; None where there is none."""
    try:
        return os.stat(place.target).st_mtime_ns
    except OSError:
        return None


def _state(place: Place, before: int | None, *, who: str = "it") -> str:
    if os.path.lexists(place.note):
        return f"{who} puts the last files of {place.name} in their places"
    now = _look(place)
    if now is None:
        return f"nothing was put into {place.name}"
    return f"{place.name} is as it was" if now == before else f"{place.name} is whole"
