"""Files take their places in a folder together: a note says which, until all have; a program that is killed meanwhile is
finished by the next. Follows no note, and no link, out of the folder.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.placing.disk import settle, settle_names
from build_tools.placing.place import Place

_SOURCES = ("staged", "ready")


@dataclass(frozen=True, slots=True)
class Note:
    """``source``: the name of the folder in which the files wait under their paths. ``gone``: paths of those that go."""

    source: str
    gone: tuple[str, ...]


def land(place: Place, source: Path, *, gone: Collection[str] = ()) -> None:
    """Put all files of ``source`` in their places and delete those that are ``gone``: all, or where one cannot be changed
    nothing; then raises OSError with everything as it was.
    """
    paths, lost = _waiting(source), frozenset(gone)
    _require_open(place, [*paths, *gone])
    settle(source)
    done: list[str] = []
    try:
        _write(place, Note(source.name, tuple(gone)))
        for path in [*paths, *gone]:
            _keep_former(place, path)
            done.append(path)
            _change(place, source, path, is_gone=path in lost)
    except OSError:
        for path in reversed(done):
            _take_back(place, source, path)
        place.note.unlink(missing_ok=True)
        raise
    _leave_no_empty_folders(place, gone)
    place.note.unlink()


def finish(place: Place) -> int:
    """Carry out what is left of the note of a program that was killed; how many files that were. Raises OSError."""
    note = _read(place)
    if note is None:
        place.note.unlink()
        return 0
    source = place.work / note.source
    paths = _waiting(source)
    gone = {path for path in note.gone if os.path.lexists(place.target / path)}
    _require_open(place, [*paths, *gone])
    for path in [*paths, *gone]:
        _change(place, source, path, is_gone=path in gone)
    _leave_no_empty_folders(place, note.gone)
    place.note.unlink()
    return len(paths) + len(gone)


def _waiting(source: Path) -> list[str]:
    if source.is_symlink():
        return []
    found = (path for path in source.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(source).as_posix() for path in found)


def _change(place: Place, source: Path, path: str, *, is_gone: bool) -> None:
    """Bring a file that waits to its place, or delete the one that is there."""
    target = place.target / path
    if is_gone:
        target.unlink(missing_ok=True)
        return
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True)
    _move(source / path, target)


def _move(waiting: Path, target: Path) -> None:
    try:
        os.replace(waiting, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _bring(waiting, target)


def _bring(waiting: Path, target: Path) -> None:
    """From another disk."""
    copy = target.with_name(f".{target.name}.claimline-new")
    shutil.copy2(waiting, copy)
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(copy, target)
    waiting.unlink()


def _keep_former(place: Place, path: str) -> None:
    """A second name for what a place holds, for as long as it may have to be brought back."""
    target, former = place.target / path, place.former / path
    if not target.exists():
        return
    former.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(target, former)
    except OSError:
        shutil.copy2(target, former)


def _take_back(place: Place, source: Path, path: str) -> None:
    """What was new waits again, so that a program that is killed here too is finished and not half undone."""
    waiting, target, former = source / path, place.target / path, place.former / path
    if waiting.parent.is_dir() and target.is_file() and not waiting.exists() and not _are_same(target, former):
        _move(target, waiting)
    if former.exists():
        _move(former, target)


def _are_same(one: Path, other: Path) -> bool:
    return other.exists() and os.path.samefile(one, other)


def _leave_no_empty_folders(place: Place, gone: Iterable[str]) -> None:
    for path in gone:
        with suppress(OSError):
            for folder in (place.target / path).parents:
                if folder == place.target or any(folder.iterdir()):
                    break
                folder.rmdir()


def _require_open(place: Place, paths: Iterable[str]) -> None:
    """Raises OSError where a folder lets nobody change its files, or is a link: before any of them is touched."""
    for folder in {os.path.dirname(place.target / path) for path in paths}:
        _require_inside(place, folder)
        if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "the folder is write-protected", folder)


def _require_inside(place: Place, folder: str) -> None:
    if os.path.commonpath([place.target, os.path.realpath(folder)]) != str(place.target):
        raise OSError(errno.ELOOP, "a link leads out of the folder", folder)


def _write(place: Place, note: Note) -> None:
    draft = place.note.with_name("note.draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"source": note.source, "gone": note.gone}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, place.note)
    settle_names(place.work)


def _read(place: Place) -> Note | None:
    """The note, if this program can have written it: it names nothing outside the folder."""
    try:
        told = json.loads(place.note.read_bytes())
        note = Note(told["source"], tuple(told["gone"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return note if note.source in _SOURCES and _are_inside(note.gone) else None


def _are_inside(paths: Sequence[object]) -> bool:
    return all(
        isinstance(path, str) and path and "\0" not in path and _is_inside(PurePosixPath(path)) for path in paths
    )


def _is_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and bool(path.parts) and ".." not in path.parts
