"""Files that take their places together even if the program is killed between two of them.

What is to be done is written down first; a command that finds such a note carries out what is left of it. A file that a
person has changed in between stays as they left it. Such a note is no order: one that a commit has brought, or that names
what no command writes, is told of and not followed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from build_tools.problems import Level, Location, Problem
from build_tools.repository import ask

JOURNAL = ".claimline.journal"
WAITING = ".claimline-new"
_BEFORE = ".claimline-old"
_WRITTEN = ("content", "seeds")  # nothing else is changed by way of a note


@dataclass(frozen=True)
class Step:
    """A file that gets what waits beside it, or goes (``waiting`` empty). ``before``: the hash of what it held, empty
    for a file that was not there. Paths are relative to the dossier's root.
    """

    path: str
    waiting: str
    before: str


def step_for(root: str, path: str, waiting: str = "") -> Step:
    """What is to happen to a file, with what it holds now."""
    return Step(path, waiting, _hash_of(os.path.join(root, path)))


def beside(path: str, ending: str) -> str:
    """The name of a hidden file beside another one."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}{ending}" if folder else f".{name}{ending}"


def carry_out(root: str, steps: list[Step]) -> None:
    """All of it, or, where one file cannot be changed, nothing: then raises OSError with everything as it was."""
    if not steps:
        return
    _note(root, steps)
    done: list[Step] = []
    try:
        for step in steps:
            _keep_what_was(root, step)
            done.append(step)
            _do(root, step)
    except OSError:
        for step in reversed(done):
            _take_back(root, step)
        _forget(root, steps)
        raise
    _forget(root, steps)


def finish(root: str) -> list[Problem]:
    """Carry out what a command that was killed has left; tells of files that people have changed since, and of a note
    that is none of ours, which is left where it lies.
    """
    if not is_there(root):
        return []
    if foreign := _foreign(root):
        return [foreign]
    steps = _noted(root)
    told = list(_finished(root, steps))
    _forget(root, steps)
    return told


def left_behind(root: str) -> list[Problem]:
    """That a command was killed half way, for those who only read: nothing is carried out."""
    if not is_there(root):
        return []
    what = "a command was interrupted while it was writing, and some of its files are not in their places yet"
    tip = "Run that command again, or “claimline fix”: whichever command writes next finishes this one first."
    return [_foreign(root) or Problem(Location(JOURNAL), "interrupted", what, tip)]


def is_there(root: str) -> bool:
    """Whether there is a note."""
    return os.path.lexists(os.path.join(root, JOURNAL))


def _noted(root: str) -> list[Step]:
    try:
        return [Step(**step) for step in json.loads(Path(root, JOURNAL).read_bytes())]
    except (OSError, ValueError, TypeError, RecursionError):  # no note that a command has finished writing
        return []


def _foreign(root: str) -> Problem | None:
    """The problem of a note that this program did not write here."""
    tip = f"Delete {JOURNAL}, and ask where it came from: files are written by following it."
    if ask(Path(root), "ls-files", "--", JOURNAL):
        what = "the note of an interrupted command came with a commit: nothing that it says is done"
    elif os.path.islink(os.path.join(root, JOURNAL)) or not all(_is_ours(root, step) for step in _noted(root)):
        what = "the note of an interrupted command names files that no command writes: nothing that it says is done"
    else:
        return None
    return Problem(Location(JOURNAL), "journal-foreign", what, tip)


def _is_ours(root: str, step: Step) -> bool:
    """Whether a step changes a file of the dossier by what waits beside it, and nothing else."""
    if not all(isinstance(value, str) and "\0" not in value for value in asdict(step).values()):
        return False
    parts = step.path.replace(os.sep, "/").split("/")
    is_named = len(parts) > 1 and parts[0] in _WRITTEN and not {"", ".", ".."} & {*parts}
    if not is_named or step.waiting not in ("", beside(step.path, WAITING)):
        return False
    folder, top = os.path.realpath(os.path.dirname(os.path.join(root, step.path))), os.path.realpath(root)
    is_inside = os.path.commonpath([top, folder]) == top
    return is_inside and not (step.waiting and os.path.islink(os.path.join(root, step.waiting)))


def _finished(root: str, steps: Iterable[Step]) -> Iterator[Problem]:
    for step in steps:
        there = _hash_of(os.path.join(root, step.path))
        if not step.waiting and not there or step.waiting and not os.path.lexists(os.path.join(root, step.waiting)):
            continue
        if there == step.before:
            _do(root, step)
        else:
            yield _changed_since(step)


def _changed_since(step: Step) -> Problem:
    tip = "See with `git diff` what the command has done in other files, then run it again."
    what = "the file was changed after a command was interrupted that was writing it; it stays as it is now"
    return Problem(Location(step.path), "changed-meanwhile", what, tip, Level.WARNING)


def _note(root: str, steps: list[Step]) -> None:
    note = os.path.join(root, JOURNAL)
    with suppress(FileNotFoundError):
        os.unlink(f"{note}{WAITING}")
    with open(f"{note}{WAITING}", "x", encoding="utf-8") as file:  # never through a link that lies there
        json.dump([asdict(step) for step in steps], file, ensure_ascii=False, indent=0)
        file.flush()
        os.fsync(file.fileno())
    os.replace(f"{note}{WAITING}", note)


def _keep_what_was(root: str, step: Step) -> None:
    """A second name for what a file holds, for as long as it may have to be brought back."""
    if not step.before:
        return
    path, old = os.path.join(root, step.path), os.path.join(root, beside(step.path, _BEFORE))
    with suppress(FileNotFoundError):
        os.unlink(old)
    try:
        os.link(path, old)
    except OSError:
        shutil.copy2(path, old)


def _do(root: str, step: Step) -> None:
    path = os.path.join(root, step.path)
    if step.waiting:
        os.replace(os.path.join(root, step.waiting), path)
    elif step.before:
        os.unlink(path)


def _take_back(root: str, step: Step) -> None:
    path = os.path.join(root, step.path)
    if step.before:
        os.replace(os.path.join(root, beside(step.path, _BEFORE)), path)
    elif not os.path.lexists(os.path.join(root, step.waiting)):
        os.unlink(path)


def _forget(root: str, steps: Iterable[Step]) -> None:
    for step in steps:
        for left in (beside(step.path, _BEFORE) if step.before else "", step.waiting):
            if left:
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(root, left))
    for note in (JOURNAL, f"{JOURNAL}{WAITING}"):
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(root, note))


def _hash_of(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""
