"""One program at a time works at a folder that readers get. The system itself lets go of the lock of a program that ends.

Copies of a program hold it with it: as long as one of them lives, something may still be written.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from build_tools import file_lock
from build_tools.placing.faults import told_as_problem
from build_tools.placing.place import Place
from build_tools.placing.right import not_deleted, put_right
from build_tools.problems import Location, Problem, ProblemsFound

Tell = Callable[[str], None]
_PATIENCE = 2.0  # seconds: the copies of a program that was killed end when they have done what they are at
_PAUSE = 0.05


@contextmanager
def holding(place: Place, tell: Tell) -> Iterator[int]:
    """Work at a folder; inside is given the handle of the lock. What a program that was killed has left is put right first,
    and ``tell`` is told of it in a sentence. What is unfinished in the end goes.

    Raises ProblemsFound: ``busy``; ``cannot-write`` for what the disk or its rights refuse, also inside.
    """
    with told_as_problem(place):
        handle = _taken(place)
        try:
            if told := put_right(place):
                tell(told)
            yield handle
        finally:
            _leave(place, handle, tell)


def _taken(place: Place) -> int:
    until = time.monotonic() + _PATIENCE
    while (handle := _tried(place)) is None:
        if time.monotonic() > until:
            raise ProblemsFound([_busy(place)])
        time.sleep(_PAUSE)
    file_lock.sign(handle)
    return handle


def _tried(place: Place) -> int | None:
    """The handle of the lock; None while another one holds it, or has just left with it."""
    os.makedirs(place.work, exist_ok=True)
    if not stat.S_ISDIR(os.lstat(place.work).st_mode):
        raise NotADirectoryError(20, "a link lies where drafts are kept: delete it", str(place.work))
    try:
        handle = file_lock.opened(place.lock)
    except FileNotFoundError:
        return None
    try:
        if file_lock.is_got(handle) and file_lock.is_still_at(place.lock, handle):
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _leave(place: Place, handle: int, tell: Tell) -> None:
    """The hidden folder goes, but for what the next one has to finish."""
    with suppress(OSError):
        if not os.path.lexists(place.note):
            put_right(place)
    if left := not_deleted(place):
        tell(left)
    file_lock.give_back(place.lock, handle)
    with suppress(OSError):
        place.work.rmdir()


def _busy(place: Place) -> Problem:
    owner = _owner(place)
    if owner and not _is_alive(owner):
        what = f"a build that was killed (process {owner}) has left helpers, which are at work still"
        return Problem(Location(place.name), "busy", what, "Wait some seconds, then run the command again.")
    who = f" (process {owner})" if owner else ""
    what = f"another build of this folder is at work{who}"
    return Problem(Location(place.name), "busy", what, "Wait until it has finished, then run the command again.")


def _owner(place: Place) -> int:
    with suppress(OSError), place.lock.open("rb") as file:
        return file_lock.signed(file.fileno())
    return 0


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
