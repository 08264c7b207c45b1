"""Files changed all together or not at all, one writer at a time, and what a command that was killed has left put right."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.problems import Level, Location, Problem, ProblemsFound
from build_tools.records import journal, lock, note
from build_tools.records.files import walk
from build_tools.records.journal import names_of
from build_tools.records.layout import is_hidden
from build_tools.records.settling import settle_files
from build_tools.records.staging import Staging, cannot_write, write_anew

_SWEPT = ("content", "seeds")


def write_all(
    root: Path,
    texts: Mapping[str, str | bytes],
    *,
    delete: Iterable[str] = (),
    last_look: Callable[[], None] | None = None,
) -> None:
    """Write texts by path under ``root``, then delete files; ``last_look`` as in ``Staging.commit``. Raises ProblemsFound."""
    with Staging(root) as staging:
        for path, text in texts.items():
            staging.put(path, text)
        staging.commit(delete=delete, last_look=last_look)


def write_one(path: Path, text: str) -> None:
    """Write a file that belongs to no other: it is the old or the new one at any moment. Raises ProblemsFound."""
    draft = note.beside(path.as_posix(), note.WAITING)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_anew(draft, text.encode("utf-8", "backslashreplace"))
            settle_files([draft])
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    except OSError as error:
        raise cannot_write(error, path) from None


# ── one writer, and what was left behind ────────────────────────────────────────────────────────────────────


@contextmanager
def one_writer(root: Path, *, also: Collection[str] = ()) -> Iterator[tuple[Problem, ...]]:
    """Hold the dossier's lock, with what a command that was killed has left put right, and what there is to tell of that.
    ``also``: paths that the command writes besides records and seeds. Raises ProblemsFound: ``busy`` while another program
    writes here, ``cannot-write``, and what people have to look at first.
    """
    held = lock.take(root)
    try:
        yield tuple(_put_right(root, also, left_at=held.left_at))
    finally:
        held.release()


def _put_right(root: Path, also: Collection[str], *, left_at: float | None) -> list[Problem]:
    try:
        told = journal.finish(str(root), also)
    except OSError as error:
        tip = "Make it readable and writable, and run the command again: what was interrupted is not finished yet."
        where = Location(str(error.filename or note.JOURNAL))
        raise ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)]) from None
    if any(one.code != "interrupted" for one in told):
        raise ProblemsFound(told)
    _sweep(root, also)
    return told or ([] if left_at is None else [_ended_early(root, left_at)])


def _ended_early(root: Path, begun: float) -> Problem:
    """Of a command that was killed before its files took their places, or after: which of the two, the files tell."""
    if changed := changed_since(root, begun):
        what = (
            f"a command was interrupted here; what it has written is whole. Changed since it began: {names_of(changed)}"
        )
        tip = "`git status` and `git diff` show what. Run it again, if more was to be done."
    else:
        what = (
            "a command was interrupted here before it had written anything: all records and articles are as they were"
        )
        tip = "Run it again."
    return Problem(Location(lock.LOCK), "interrupted", what, tip, Level.WARNING)


def finish_interrupted(root: Path, *, also: Collection[str] = ()) -> tuple[Problem, ...]:
    """Put right what a command that was killed has left half done, before one that will write reads it; what there is to
    tell of that. Raises ProblemsFound: ``busy`` while a command is still at it, files that were changed since and stay so.
    """
    if os.path.lexists(root / lock.LOCK) or note.is_there(str(root)):
        with one_writer(root, also=also) as told:
            return told
    return ()


def interrupted(root: Path) -> list[Problem]:
    """What those who only read are told of a command that was killed half way; nothing while it is still at it."""
    return [] if not note.is_there(str(root)) or lock.is_held(root) else note.left_behind(str(root))


def changed_since(root: Path, moment: float) -> list[str]:
    """Files of records and articles that were written since then (seconds since 1970), by anybody; one that was brought back
    to what it was has kept its time.
    """
    return sorted(path for path in _inside(root) if not is_hidden(path) and os.lstat(root / path).st_mtime >= moment)


def _inside(root: Path) -> Iterator[str]:
    for folder in _SWEPT:
        if not (root / folder).is_symlink():
            yield from walk(str(root / folder), folder)


def _sweep(root: Path, also: Collection[str]) -> None:
    """Remove what a killed command had written beside files and not yet brought to its place."""
    left = [path for path in _inside(root) if path.endswith((note.WAITING, note.BEFORE)) and is_hidden(path)]
    left += [note.beside(path, ending) for path in also for ending in (note.WAITING, note.BEFORE)]
    for path in (note.DRAFT, *left):
        with suppress(OSError):
            os.unlink(root / path)
