"""A folder that readers get, and the hidden one beside it where what is new waits. Knows no site.

In the hidden folder lie, each only for its time: ``draft`` (a folder in the making), ``ready`` (the same when all of it is
there and safe on the disk, until it has taken the place), ``former`` (what had the place before), ``staged`` (single files
that will take theirs) and the ``note`` of what is to be done with them, which is written when they are safe on the disk.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

WAITING = ".claimline-new"  # as beside a record that is being written: Git ignores it
_DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Place:
    """``target``: the folder that readers get. ``work``: the hidden one beside it, on the same disk."""

    target: Path
    work: Path

    @classmethod
    def of(cls, folder: Path) -> Place:
        """That of a folder, which need not be there; where it is a link, of what it leads to."""
        target = Path(os.path.realpath(folder))
        return cls(target, target.with_name(f".{target.name}{WAITING}"))

    @property
    def name(self) -> str:
        """What people call the folder."""
        return f"{self.target.name}/"

    @property
    def draft(self) -> Path:
        """A folder in the making."""
        return self.work / _DRAFT

    @property
    def ready(self) -> Path:
        """The finished folder, about to take the place."""
        return self.work / "ready"

    @property
    def former(self) -> Path:
        """What had the place before."""
        return self.work / "former"

    @property
    def staged(self) -> Path:
        """Files that wait for their places."""
        return self.work / "staged"

    @property
    def note(self) -> Path:
        """What is to be done with files that wait."""
        return self.work / "note"

    @property
    def lock(self) -> Path:
        """Held by whoever works here."""
        return self.work / "lock"


def scratch_of(folder: Path, otherwise: Path) -> Path:
    """Where there is room for what is needed while a folder is made: beside a draft, with which it goes in any case."""
    is_draft = folder.name == _DRAFT and folder.parent.name.endswith(WAITING)
    return folder.parent if is_draft else otherwise
