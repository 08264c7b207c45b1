"""A command in a process of its own, under an injector or not: how it ended, what it said, what it changed."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.trust.injecting import Fault, Injector
from tests.trust.ways_to_disk import install


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (negative: the signal), what it printed, what it changed, in order."""

    code: int
    said: str
    changes: tuple[tuple[str, str], ...]
    unsettled: tuple[tuple[int, int], ...] = ()  # files (device, inode) whose content no disk has been told to keep


def run(
    command: Callable[[], int],
    folder: Path,
    *,
    fault: Fault | None = None,
    after_each: Callable[[str, str], None] | None = None,
    is_copy: bool = False,
) -> Ended:
    """Run a command in a process of its own, with nothing on its input; ``folder`` is for its log and its words."""
    process = os.fork()
    if process == 0:
        in_child(command, folder, lambda log: Injector(fault, log, after_each=after_each, is_copy=is_copy))
    _, status = os.waitpid(process, 0)
    return ended(folder, status)


def ended(folder: Path, status: int) -> Ended:
    """How a process ended, as it is told there."""
    notes = [json.loads(line) for line in (folder / "log").read_bytes().splitlines()]
    changes = tuple((one["change"][0], one["change"][1]) for one in notes if "change" in one)
    unsettled = tuple((one[0], one[1]) for note in notes for one in note.get("unsettled", ()))
    return Ended(os.waitstatus_to_exitcode(status), words_in(folder), changes, unsettled)


def words_in(folder: Path) -> str:
    """What a command has printed."""
    return (folder / "said").read_text(errors="replace")


def in_child(command: Callable[[], int], folder: Path, injector: Callable[[int], Injector]) -> NoReturn:
    """Go on as a process that does nothing but a command. ``injector`` is given the handle of the log."""
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        out = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdin, sys.stdout, sys.stderr = io.open(0), io.open(1, "w", 1), io.open(2, "w", 1)  # noqa: SIM115
        install(injector(os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)))
        code = command()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def cut_the_power(unsettled: Sequence[tuple[int, int]], folder: Path) -> None:
    """What no disk was told to keep is gone; the names of files are as they were last."""
    lost = set(unsettled)
    for path in [*folder.rglob("*")] if lost else ():
        told = path.lstat()
        if stat.S_ISREG(told.st_mode) and (told.st_dev, told.st_ino) in lost:
            path.unlink()  # another folder may hold it too
            path.touch()
