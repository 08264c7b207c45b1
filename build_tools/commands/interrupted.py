"""What is true of the files after a person has stopped a command with Ctrl-C: looked up on the disk, not supposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from build_tools.records.journal import names_of
from build_tools.records.write import changed_since, interrupted


def state_of_files(root: Path | None, since: float, notes: Sequence[str] = ()) -> Iterator[str]:
    """Lines that say it. ``root``: of the dossier, where the command was at one; ``since``: when it began; ``notes``: what
    the rooms that were at work have said of other folders.
    """
    yield "Stopped. " + (_records(root, since) if root else "Nothing was changed.")
    yield from dict.fromkeys(notes)


def _records(root: Path, since: float) -> str:
    if interrupted(root):
        return "Some files are not in their places yet: the next command that writes (such as `claimline fix`) sees to that."
    if changed := changed_since(root, since):
        return (
            f"Written before that, and whole: {names_of(changed)}. `git status` shows them; run it again for the rest."
        )
    return "No record and no article was changed."
