"""The names that curators have put away, as Git's .mailmap says: which one took the place of which.

Knows no record and runs no Git: of the names in commits, Git itself gives the chosen ones (``history``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from build_tools.text.names import fold

NAME = ".mailmap"
Names = tuple[tuple[str, str], ...]  # each that was put away, and the one in its place

_LINE = re.compile(r"^(?P<chosen>[^<>#\n]*)<[^<>\n]*>(?:(?P<former>[^<>#\n]*)<[^<>\n]*>)?", re.MULTILINE)


def read_mailmap(root: Path) -> bytes:
    """The one that counts for a dossier: beside its settings, else at the top of its repository; empty if there is none.
    Like Git, this follows no link.
    """
    for folder in (root, *root.resolve().parents):
        is_top = (folder / ".git").exists()
        path = folder / NAME
        if (folder == root or is_top) and path.is_file() and not path.is_symlink():
            return path.read_bytes()
        if is_top:
            break
    return b""


def put_away(mailmap: bytes) -> Names:
    """The names that nobody goes by any more. One that somebody has chosen is never among them, however it is capitalised."""
    lines = [
        ((found["former"] or "").strip(), found["chosen"].strip())
        for found in _LINE.finditer(mailmap.decode(errors="replace"))
    ]
    chosen = {fold(name) for _, name in lines}
    return tuple(dict.fromkeys(line for line in lines if all(line) and fold(line[0]) not in chosen))


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds any of these names where it stands as words of its own, in capitals or not, over the end of a line too."""
    words = sorted({r"\s+".join(map(re.escape, name.split())) for name in names if name.strip()}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE) if words else None
