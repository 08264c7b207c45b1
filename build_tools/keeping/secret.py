"""The secret of this user, by which a file that the program kept itself is told from one that came with a dossier.

It lies in the user's own folder for caches, never in a dossier. Without one nothing is kept.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_LENGTH = 32


def secret_of_user() -> bytes | None:
    """The secret, made where there is none yet; None where it cannot be kept, or could be known to others."""
    folder = _folder(os.environ)
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / "secret"
        if not path.exists():
            _make(path)
        return _read(path)
    except OSError:
        return None


def _folder(environment: Mapping[str, str]) -> Path | None:
    """Where programs keep what may be deleted: as the XDG Base Directory Specification has it, and on Windows and macOS."""
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = _at_home(environment, "Library/Caches")
    else:
        base = environment.get("XDG_CACHE_HOME", "") or _at_home(environment, ".cache")
    return Path(base) / "claimline" if base and os.path.isabs(base) else None


def _at_home(environment: Mapping[str, str], folder: str) -> str:
    home = environment.get("HOME", "")
    return f"{home}/{folder}" if home else ""


def _make(path: Path) -> None:
    """Of two processes that make one at once, both get the same: a link is made once only."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)


def _read(path: Path) -> bytes | None:
    with open(path, "rb") as file:
        found, told = file.read(_LENGTH + 1), os.fstat(file.fileno())
    is_own = not hasattr(os, "geteuid") or told.st_uid == os.geteuid() and not told.st_mode & 0o077
    return found if len(found) == _LENGTH and is_own and stat.S_ISREG(told.st_mode) else None
