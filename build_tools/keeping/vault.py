"""Files in ``.cache/claimline/`` that only this program, for this user, in this version, can have written.

A dossier may come from anybody, with such a folder in it: what does not bear the user's seal (HMAC-SHA-256, under the
user's secret and the program's version) is as if it were not there. So what is kept may be a pickle, which is read fast.
Files are replaced as a whole, several processes may do so at once, and what cannot be written is not kept.
"""

from __future__ import annotations

import hmac
import os
import stat
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from build_tools.keeping.secret import secret_of_user

FOLDER = ".cache/claimline"
SWITCH = (
    "CLAIMLINE_CACHE"  # an environment variable: “off”, nothing is kept; “on”, also where a machine runs us once (CI)
)
_SEAL = sha256().digest_size
_FIRST = "part-"  # how the names of files begin that are not finished
_FORGOTTEN = 3600  # seconds after which such a file is one of a process that was ended
_LIBRARIES = ("yaml", "markdown")  # what is kept depends on them too


@dataclass(frozen=True)
class Vault:
    """What is kept for the dossier at ``root``, by names. ``secret`` is the user's own."""

    root: Path
    secret: bytes = field(repr=False)

    @classmethod
    def at(cls, root: Path) -> Vault | None:
        """The one of a dossier; None where nothing is to be kept, or cannot be."""
        switch = os.environ.get(SWITCH, "").casefold()
        if switch in ("off", "0", "no", "false") or not switch and os.environ.get("CI"):
            return None
        secret = secret_of_user()
        return cls(root, hmac.digest(secret, program().encode(), sha256)) if secret else None

    def read(self, name: str) -> bytes | None:
        """What was kept under a name; None where nothing was, or not by this program as it is now."""
        if not self._is_there():
            return None
        try:
            data = _bytes_of(self._folder / name)
        except OSError:
            return None
        seal, kept = data[:_SEAL], memoryview(data)[_SEAL:]
        return bytes(kept) if hmac.compare_digest(seal, self._seal(name, kept)) else None

    def write(self, name: str, data: bytes) -> bool:
        """Keep it. Whether that was possible."""
        part = ""
        try:
            self._prepare()
            handle, part = tempfile.mkstemp(prefix=_FIRST, dir=self._folder)
            with open(handle, "wb") as file:
                file.write(self._seal(name, data))
                file.write(data)
            os.replace(part, self._folder / name)
        except OSError:
            with suppress(OSError):
                os.unlink(part)
            return False
        return True

    def folder(self, name: str) -> Path:
        """A folder in it, made ready, for what is sealed piece by piece. Raises OSError."""
        self._prepare()
        found = self._folder / name
        with suppress(FileExistsError):
            os.mkdir(found)
        if not stat.S_ISDIR(os.lstat(found).st_mode):
            raise NotADirectoryError(name)
        return found

    def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""
        if self._is_there():
            with suppress(OSError):
                os.unlink(self._folder / name)

    def tidy(self) -> None:
        """Delete what processes that were ended have left."""
        with suppress(OSError):
            for one in os.scandir(self._folder):
                if one.name.startswith(_FIRST) and one.stat(follow_symlinks=False).st_mtime < time.time() - _FORGOTTEN:
                    os.unlink(one.path)

    @property
    def _folder(self) -> Path:
        return self.root / FOLDER

    def _is_there(self) -> bool:
        """Whether the folders are folders: a link, which a dossier may bring with it, is not followed."""
        try:
            return all(stat.S_ISDIR(os.lstat(one).st_mode) for one in (self._folder.parent, self._folder))
        except OSError:
            return False

    def _prepare(self) -> None:
        for folder in (self._folder.parent, self._folder):
            with suppress(FileExistsError):
                os.mkdir(folder)
        if not self._is_there():
            raise NotADirectoryError(FOLDER)
        ignored = self._folder / ".gitignore"
        if not os.path.lexists(ignored):  # it holds articles, and words of withheld entries
            with suppress(FileExistsError), open(ignored, "x", encoding="ascii") as file:
                file.write("*\n")

    def _seal(self, name: str, data: bytes | memoryview) -> bytes:
        made = hmac.new(self.secret, f"{name}\0".encode(), sha256)
        made.update(data)
        return made.digest()


def _bytes_of(path: Path) -> bytes:
    """Of a file only: neither through a link, nor from a pipe that never ends."""
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("no file")
        return file.read()


@cache
def program() -> str:
    """This program as it is now: what Python runs it, and its files with their sizes and times, its libraries' too."""
    package = Path(__file__).parents[1]
    files = [f"{path}\0{told.st_size}\0{told.st_mtime_ns}" for path, told in sorted(_walk(str(package)))]
    for name in _LIBRARIES:
        origin = (spec.origin or "") if (spec := find_spec(name)) else ""
        files.append(f"{origin}\0{os.stat(origin).st_mtime_ns if origin else 0}")
    return sha256("\n".join([sys.version, *files]).encode("utf-8", "surrogateescape")).hexdigest()


def _walk(folder: str) -> list[tuple[str, os.stat_result]]:
    found = []
    for one in os.scandir(folder):
        if one.is_dir(follow_symlinks=False):
            found += _walk(one.path) if one.name != "__pycache__" else []
        else:
            found.append((one.path, one.stat(follow_symlinks=not _is_dangling(one))))
    return found


def _is_dangling(entry: os.DirEntry[str]) -> bool:
    """A link to nothing: of a package that was copied without what lay beside it."""
    return entry.is_symlink() and not os.path.exists(entry.path)
