"""A finished folder takes its place in one step, and what was there goes. Hidden entries at its top stay: nobody made them here."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from build_tools.placing.disk import clear, exchange, settle, settle_names
from build_tools.placing.landing import land
from build_tools.placing.place import Place

_IMMOVABLE = {errno.EXDEV, errno.EBUSY}  # a folder of another disk, or of a layer below


def begin(place: Place) -> Path:
    """An empty draft."""
    clear(place.draft)
    place.draft.mkdir(parents=True)
    return place.draft


def take_place(place: Place) -> None:
    """The draft is finished: it becomes what readers get. Raises OSError; then what was there is there still. What had the
    place before goes when whoever holds the lock leaves.
    """
    with suppress(FileNotFoundError):
        shutil.copymode(place.target, place.draft)
    settle(place.draft)
    os.rename(place.draft, place.ready)
    if not place.target.exists():
        os.rename(place.ready, place.target)
    elif not exchange(place.ready, place.target):
        _one_after_the_other(place)
    with suppress(OSError):  # it has its place; without power the former one may be there again, which is whole too
        settle_names(place.target.parent)


def _one_after_the_other(place: Place) -> None:
    """For a moment there is no folder: whoever is killed then has it put right by the next."""
    try:
        os.rename(place.target, place.former)
    except OSError as error:
        if error.errno not in _IMMOVABLE:
            raise
        land(place, place.ready, gone=sorted(files_in(place.target) - files_in(place.ready)))
        return
    try:
        os.rename(place.ready, place.target)
    except OSError:
        os.rename(place.former, place.target)
        raise


def files_in(folder: Path) -> set[str]:
    """The files of a folder but hidden ones at its top."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return {path.as_posix() for path in paths if not path.parts[0].startswith(".")}


def carry_over(former: Path, target: Path) -> None:
    """Hidden entries at the top, such as a work tree of Git, go on into the new folder."""
    with suppress(FileNotFoundError):
        for one in os.scandir(former):
            if one.name.startswith(".") and not os.path.lexists(target / one.name):
                os.rename(one.path, target / one.name)
