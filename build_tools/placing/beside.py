"""A single file that is written beside its place; what a program that was killed has left there is written over by the next."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from build_tools.placing.place import WAITING


def new_beside(target: Path) -> tuple[int, str]:
    """A new hidden file beside another one, never what a link leads to: its handle and its path."""
    draft = str(target.with_name(f".{target.name}{WAITING}"))
    with suppress(FileNotFoundError):
        os.unlink(draft)
    return os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), draft
