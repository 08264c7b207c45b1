"""The note of what a command is about to do to files: how it is written, read, and told from one that is no note of ours.

Such a note is no order: one that a commit has brought, or that names what no command writes, is told of and not followed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from build_tools.problems import Location, Problem
from build_tools.repository import ask

JOURNAL = ".claimline.journal"
WAITING, BEFORE = ".claimline-new", ".claimline-old"
BACK = f"{JOURNAL}{BEFORE}"  # its name while what was done is taken back
DRAFT = f"{JOURNAL}{WAITING}"
_WRITTEN = ("content", "seeds")  # nothing else is changed by way of a note, but for what its command names


@dataclass(frozen=True)
class Step:
    """A file that gets what waits beside it, or goes (``waiting`` empty). ``before``: the hash of what it held, empty
    for a file that was not there; ``after``: of what waits. Paths are relative to the dossier's root.
    """

    path: str
    waiting: str
    before: str
    after: str = ""


def step_for(root: str, path: str, waiting: str = "", after: str = "") -> Step:
    """What is to happen to a file, with what it holds now."""
    return Step(path, waiting, hash_at(os.path.join(root, path)), after)


def beside(path: str, ending: str) -> str:
    """The name of a hidden file beside another one."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}{ending}" if folder else f".{name}{ending}"


def hash_at(path: str) -> str:
    """The SHA-256 of a file; empty where there is none. Raises OSError."""
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""


def write_note(root: str, steps: list[Step]) -> None:
    """Write it down beside its place, on the disk. Raises OSError, and leaves nothing then."""
    draft = at(root, DRAFT)
    with suppress(FileNotFoundError):
        os.unlink(draft)
    try:
        with open(draft, "x", encoding="utf-8") as file:  # never through a link that lies there
            json.dump([asdict(step) for step in steps], file, ensure_ascii=False, indent=0)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:  # a person's Ctrl-C too
        with suppress(OSError):
            os.unlink(draft)
        raise


def is_there(root: str) -> bool:
    """Whether there is a note."""
    return any(os.path.lexists(at(root, note)) for note in (JOURNAL, BACK))


def noted(root: str) -> list[Step]:
    """What the note says; nothing of one that no command has finished writing. Raises OSError."""
    note = BACK if os.path.lexists(at(root, BACK)) else JOURNAL
    try:
        return [Step(**step) for step in json.loads(Path(root, note).read_bytes())]
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, RecursionError):
        return []


def foreign(root: str, also: Collection[str] = ()) -> Problem | None:
    """The problem of a note that this program did not write here. Raises OSError."""
    tip = f"Delete {JOURNAL}, and ask where it came from: files are written by following it."
    if ask(Path(root), "ls-files", "--", JOURNAL, BACK):
        what = "the note of an interrupted command came with a commit: nothing that it says is done"
    elif any(os.path.islink(at(root, note)) for note in (JOURNAL, BACK)) or not all(
        _is_ours(root, step, also) for step in noted(root)
    ):
        what = "the note of an interrupted command names files that no command writes: nothing that it says is done"
        tip = (
            f"If “claimline new” was interrupted here, run it again. Else delete {JOURNAL}, and ask where it came from."
        )
    else:
        return None
    return Problem(Location(JOURNAL), "journal-foreign", what, tip)


def left_behind(root: str) -> list[Problem]:
    """That a command was killed half way, for those who only read: nothing is carried out."""
    if not is_there(root):
        return []
    what = "a command was interrupted while it was writing, and some of its files are not in their places yet"
    tip = "Run that command again, or “claimline fix”: whichever command writes next finishes this one first."
    told = Problem(Location(JOURNAL), "interrupted", what, tip)
    try:
        return [foreign(root) or told]
    except OSError:
        return [told]


def _is_ours(root: str, step: Step, also: Collection[str]) -> bool:
    """Whether a step changes a file of the dossier by what waits beside it, and nothing else."""
    if not all(isinstance(value, str) and "\0" not in value for value in asdict(step).values()):
        return False
    parts = step.path.replace(os.sep, "/").split("/")
    is_named = step.path in also or len(parts) > 1 and parts[0] in _WRITTEN and not {"", ".", ".."} & {*parts}
    if not is_named or step.waiting not in ("", beside(step.path, WAITING)):
        return False
    folder, top = os.path.realpath(os.path.dirname(at(root, step.path))), os.path.realpath(root)
    is_inside = os.path.commonpath([top, folder]) == top
    return is_inside and not (step.waiting and os.path.islink(at(root, step.waiting)))


def at(root: str, path: str) -> str:
    """Where a path lies."""
    return os.path.join(root, path)
