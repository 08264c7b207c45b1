"""Asks Git, where a dossier lies in a repository, for the last commit that touched it. Knows no records."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from build_tools.text import date_words

_PATIENCE = 10  # seconds
_DOSSIER = ("content", "seeds", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, the day on which it was made (EDTF), and whether the files have been edited since."""

    commit: str
    day: str
    edited: bool = False

    @property
    def in_words(self) -> str:
        """For readers: ``commit 1a2b3c4d5e of 7 November 2024``."""
        later = ", with later edits" if self.edited else ""
        return f"commit {self.commit} of {date_words.in_words(self.day)}{later}"


def revision_of(root: Path) -> Revision | None:
    """The last commit that touched the dossier; nothing outside Git, before its first commit or without ``git``."""
    # Ten digits always: the short form that Git chooses grows with the repository.
    told = _git(root, "log", "-1", "--format=%H %cs", "--", *_DOSSIER)
    if not told or not told.strip():
        return None
    commit, day = told.split()
    return Revision(commit[:10], day, edited=_git(root, "diff", "--quiet", "HEAD", "--", *_DOSSIER) is None)


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words], capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
