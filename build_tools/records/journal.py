"""Files that take their places together even if the program is killed between two of them, or the power goes.

What is to be done is written down first (``note``); a command that finds such a note carries out what is left of it, or takes
back what was being taken back. A file that a person has changed in between stays as they left it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress

from build_tools.problems import Level, Location, Problem
from build_tools.records.note import (
    BACK,
    BEFORE,
    DRAFT,
    JOURNAL,
    Step,
    at,
    beside,
    foreign,
    hash_at,
    is_there,
    noted,
    write_note,
)
from build_tools.records.settling import settle_folders

_SHOWN = 3


class Meanwhile(Exception):
    """A file is not what it was when a command read it."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class NotTakenBack(OSError):
    """Neither could all files be changed, nor could those that were be brought back: the next command does it."""


# ── carrying out ────────────────────────────────────────────────────────────────────────────────────────────


def carry_out(root: str, steps: list[Step]) -> None:
    """All of it, or, where one file cannot be changed, nothing: then raises OSError with everything as it was, or Meanwhile
    where somebody has just changed one. Raises NotTakenBack.
    """
    if not steps:
        return
    write_note(root, steps)
    done: list[Step] = []
    try:
        os.replace(at(root, DRAFT), at(root, JOURNAL))
        settle_folders([root])
        for step in steps:
            _keep_what_was(root, step)
            done.append(step)
            _do(root, step)
        settle_folders(_folders(root, steps))
    except BaseException as error:  # a person's Ctrl-C too
        _undo(root, done, error)
        _forget(root, steps)
        raise
    _forget(root, steps)


def _keep_what_was(root: str, step: Step) -> None:
    """A second name for what a file holds, for as long as it may have to be brought back. Raises Meanwhile."""
    path, old = at(root, step.path), at(root, beside(step.path, BEFORE))
    if not step.before:
        if os.path.lexists(path):
            raise Meanwhile(step.path)
        return
    with suppress(FileNotFoundError):
        os.unlink(old)
    try:
        os.link(path, old)
    except FileNotFoundError:
        raise Meanwhile(step.path) from None
    except OSError:
        shutil.copy2(path, old)
    if hash_at(old) != step.before:
        raise Meanwhile(step.path)


def _do(root: str, step: Step) -> None:
    path = at(root, step.path)
    if step.waiting:
        os.replace(at(root, step.waiting), path)
    elif step.before:
        os.unlink(path)


def _undo(root: str, done: Iterable[Step], why: BaseException) -> None:
    """Bring back what was there, under a note that says so: whoever is killed on the way is taken back by the next."""
    try:
        if os.path.lexists(at(root, JOURNAL)):
            os.replace(at(root, JOURNAL), at(root, BACK))
        for step in reversed([*done]):
            _take_back(root, step)
    except OSError as error:
        first = why if isinstance(why, OSError) else error
        raise NotTakenBack(first.errno, first.strerror, first.filename) from None


def _take_back(root: str, step: Step) -> None:
    """As it was, where this program has changed it, and nobody since."""
    path, old = at(root, step.path), at(root, beside(step.path, BEFORE))
    if hash_at(path) != step.after:
        return  # not changed yet, or by somebody else
    if not step.before:
        os.unlink(path)
    elif os.path.lexists(old):
        os.replace(old, path)


def _forget(root: str, steps: Iterable[Step]) -> None:
    """First the note, so that nothing is done twice; what cannot be removed is swept by the next command."""
    for one in (JOURNAL, BACK, DRAFT):
        with suppress(OSError):
            os.unlink(at(root, one))
    for step in steps:
        for left in (beside(step.path, BEFORE) if step.before else "", step.waiting):
            if left:
                with suppress(OSError):
                    os.unlink(at(root, left))


# ── finishing what was interrupted ──────────────────────────────────────────────────────────────────────────


def finish(root: str, also: Collection[str] = ()) -> list[Problem]:
    """Carry out what a command that was killed has left, or take back what it was taking back; tells of that, and of files
    that people have changed since. ``also``: paths that a command may change besides records and seeds. Raises OSError.

    Of a note that is none of ours it tells, and leaves it where it lies.
    """
    if not is_there(root):
        return []
    if strange := foreign(root, also):
        return [strange]
    steps, is_back = noted(root), os.path.lexists(at(root, BACK))
    fates = list(_taken_back(root, steps) if is_back else _finished(root, steps))
    settle_folders(_folders(root, steps))
    _forget(root, steps)
    return _changed_since(fates) or [_outcome(steps, is_back=is_back)]


def _finished(root: str, steps: list[Step]) -> Iterator[tuple[str, str]]:
    """Carry out what is left, and tell what became of other files; nothing of it where somebody has put files back as they
    were, as Git does when asked to.
    """
    standing = [(step, hash_at(at(root, step.path))) for step in steps]
    left = [(step, there) for step, there in standing if not _is_done(root, step, there)]
    put_back = [step for step, there in left if _is_put_back(root, step, there)]
    for step in put_back:
        yield step.path, "was put back after a command was interrupted that was writing it"
    for step, there in left if not put_back else ():
        if there == step.before:
            _do(root, step)
        else:
            yield step.path, "was changed after a command was interrupted that was writing it"


def _is_done(root: str, step: Step, there: str) -> bool:
    if not step.waiting:
        return not there
    return there == step.after if step.after else not os.path.lexists(at(root, step.waiting))


def _is_put_back(root: str, step: Step, there: str) -> bool:
    """Whether a file is as it was before although what waited for its place has gone there."""
    return bool(step.waiting) and there == step.before and hash_at(at(root, step.waiting)) != step.after != ""


def _taken_back(root: str, steps: list[Step]) -> Iterator[tuple[str, str]]:
    for step in reversed(steps):
        there = hash_at(at(root, step.path))
        if there in (step.after, step.before):
            _take_back(root, step)
        else:
            yield step.path, "was changed after a command was interrupted that was writing it"


def _changed_since(fates: Iterable[tuple[str, str]]) -> list[Problem]:
    """Files that people have changed: each, or in one line where the same happened to many, as when a branch was switched."""
    alike: dict[str, list[str]] = {}
    for path, what in fates:
        alike.setdefault(what, []).append(path)
    tip = "See with `git status` and `git diff` what the command has done in other files, then run it again."
    return [
        Problem(
            Location(path), "changed-meanwhile", f"the file {what}{others}; it stays as it is now", tip, Level.WARNING
        )
        for what, paths in alike.items()
        for path, others in _few(paths)
    ]


def _few(paths: list[str]) -> list[tuple[str, str]]:
    """Each path, or the first alone with how many others there are."""
    if len(paths) <= _SHOWN:
        return [(path, "") for path in paths]
    return [(paths[0], f", and so were {names_of(paths[1:])}")]


def names_of(paths: Sequence[str]) -> str:
    """How many files, and the first of them by name."""
    return f"{len(paths)} file{'s' * (len(paths) != 1)}, {', '.join(paths[:_SHOWN])}{' …' * (len(paths) > _SHOWN)}"


def _outcome(steps: list[Step], *, is_back: bool) -> Problem:
    """What was done for a command that was killed."""
    verb = "what it had begun is taken back now" if is_back else "it is finished now"
    what = f"a command was interrupted while it was writing; {verb}: {names_of([step.path for step in steps])}"
    tip = "Nothing is lost. `git status` shows what it has changed."
    return Problem(Location(JOURNAL), "interrupted", what, tip, Level.WARNING)


def _folders(root: str, steps: Iterable[Step]) -> list[str]:
    found = (os.path.dirname(at(root, step.path)) for step in steps)
    return [folder for folder in dict.fromkeys(found) if os.path.isdir(folder)]
