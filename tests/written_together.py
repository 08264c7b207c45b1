"""Files that a command writes together: as they are before and after, and a command that is killed in between."""

from __future__ import annotations

import os
import signal
from itertools import count
from pathlib import Path
from typing import NoReturn

from build_tools.records import journal
from build_tools.records.write import one_writer, write_all

OLD = {"content/a.md": "old a", "content/b.md": "old b", "content/d.md": "old d"}
NEW = {"content/a.md": "new a", "content/b.md": "new b", "content/made/c.md": "new c"}
GONE = ("content/d.md",)
CHANGES = 4  # three files are written, one goes


def begun(root: Path) -> Path:
    """A dossier's folder with the files as they are before."""
    for folder in ("content", "seeds"):
        (root / folder).mkdir(parents=True)
    for path, text in OLD.items():
        (root / path).write_text(text)
    return root


def texts(root: Path) -> dict[str, str]:
    """All files, the hidden ones too; not Git's own."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text() for path in found}


def write(root: Path) -> None:
    """What the command does: all that is to be new, and one file goes."""
    with one_writer(root):
        write_all(root, NEW, delete=GONE)


def killed_after(root: Path, number: int) -> None:
    """The command, killed when so many files have taken their places."""
    child = os.fork()
    if child == 0:
        _end_at(root, number)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _end_at(root: Path, number: int) -> NoReturn:
    calls, real = count(), journal._do

    def perhaps(*words: object) -> None:
        if next(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        real(*words)  # type: ignore[arg-type]

    try:
        journal._do = perhaps
        write(root)
    finally:
        os._exit(70)
