"""What a program that was killed has left beside a folder is finished or taken away, and told in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.placing.disk import clear
from build_tools.placing.landing import finish
from build_tools.placing.place import Place
from build_tools.placing.swap import carry_over


def put_right(place: Place) -> str:
    """The folder is whole afterwards, as it was or as it was to be; what happened, empty if nothing did. Raises OSError."""
    is_only_former = not (place.ready.is_dir() or os.path.lexists(place.note)) and place.target.is_dir()
    told = _put_right(place)
    if place.ready.is_dir():
        clear(place.former)
        os.rename(place.ready, place.former)  # what is half deleted is never taken for what is ready
    for one in os.scandir(place.work):
        if one.path != str(place.lock):
            clear(Path(one.path))
    if is_only_former and not_deleted(place):  # it lies there because the system keeps it: nobody was killed
        return ""
    return f"{place.name} {told}" if told else ""


def not_deleted(place: Place) -> str:
    """That the system keeps a folder that had the place before, in a sentence; empty where it is gone."""
    if not place.former.is_dir():
        return ""
    first = next((path for path in sorted(place.former.rglob("*")) if not path.is_dir()), place.former)
    return f"{place.name} is whole, but what was there before could not be deleted: {first}. Allow it, or delete it yourself."


def _put_right(place: Place) -> str:
    if os.path.lexists(place.note):
        count = finish(place)
        return (
            f"a build was killed while files took their places: {count} were left, and have theirs now."
            if count
            else ""
        )
    if place.ready.is_dir() or place.former.is_dir():
        return _swapped(place)
    if place.draft.is_dir() or any(path.is_file() for path in place.staged.rglob("*")):
        kept = "what was there is as it was" if place.target.exists() else "nothing has been put there"
        return f"a build was killed before it was finished: {kept}."
    return ""


def _swapped(place: Place) -> str:
    """Killed when all was ready: before, in or after the exchange."""
    if place.ready.is_dir() and not place.ready.is_symlink() and not os.path.lexists(place.target):
        os.rename(place.ready, place.target)
    for one in (place.ready, place.former):
        if one.is_dir() and not one.is_symlink() and place.target.is_dir():
            carry_over(one, place.target)
    return "a build was killed while the finished folder took its place: it is whole."
