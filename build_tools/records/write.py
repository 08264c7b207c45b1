"""Files changed all together or not at all, one writer at a time."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound

LOCK = ".claimline.lock"
_MANY_FILES = 64
_WAITING = ".claimline-new"


class Staging:
    """New texts of files, written beside their targets until all are on disk and take their places together.

    A full disk or an interruption on the way changes nothing. Used as a context: what was not committed is removed.
    For one writer at a time: what an earlier one left behind when it was killed is written over.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._waiting: dict[str, str] = {}
        self._folders: set[str] = set()

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        for beside in self._waiting.values():
            with suppress(FileNotFoundError):
                os.unlink(beside)
        self._waiting.clear()

    def __contains__(self, path: str) -> bool:
        return path in self._waiting

    def read(self, path: str) -> str:
        """The text that waits for a path."""
        return Path(self._waiting[path]).read_bytes().decode()

    def put(self, path: str, text: str) -> None:
        """Have a text wait for its place; one that waits there already is replaced. Newlines stay as they are."""
        folder, _, name = os.path.join(self._root, path).rpartition("/")
        beside = f"{folder}/.{name}{_WAITING}"
        try:
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            self._waiting[path] = beside
            _write(beside, text.encode())
            with suppress(FileNotFoundError):
                os.chmod(beside, os.stat(f"{folder}/{name}").st_mode & 0o777)
        except OSError as error:
            raise _cannot_write(error, self._root) from None

    def drop(self, path: str) -> None:
        """Forget the text that waits for a path."""
        os.unlink(self._waiting.pop(path))

    def commit(self, *, delete: Iterable[str] = ()) -> None:
        """Bring every text safely to disk, then each to its place, then delete files. Raises ProblemsFound."""
        try:
            _settle(self._waiting.values())
            for path, beside in self._waiting.items():
                os.replace(beside, os.path.join(self._root, path))
            self._waiting.clear()
            for path in delete:
                Path(self._root, path).unlink(missing_ok=True)
        except OSError as error:
            raise _cannot_write(error, self._root) from None


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
    finally:
        os.close(handle)


def _settle(paths: Collection[str]) -> None:
    """One ``sync`` for many files: asking for each of thousands takes longer than reading what is in them."""
    if len(paths) > _MANY_FILES and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_all(root: Path, texts: Mapping[str, str], *, delete: Iterable[str] = ()) -> None:
    """Write texts by path under ``root``, then delete files. Raises ProblemsFound with ``cannot-write``."""
    with Staging(root) as staging:
        for path, text in texts.items():
            staging.put(path, text)
        staging.commit(delete=delete)


def _cannot_write(error: OSError, root: str | Path) -> ProblemsFound:
    tip = "Make room or allow writing there, then run the command again: what was there is untouched."
    where = Location(str(error.filename or root))
    return ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)])


@contextmanager
def one_writer(root: Path) -> Iterator[None]:
    """Hold the dossier's lock. Raises ProblemsFound with ``busy`` while another program writes into it."""
    lock = root / LOCK
    _clear_if_stale(lock)
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        tip = f"Wait until it has finished; if no claimline is running, delete {LOCK}."
        raise ProblemsFound([Problem(Location(LOCK), "busy", "another claimline is writing here", tip)]) from None
    except OSError as error:
        tip = "Allow writing into the dossier's folder."
        raise ProblemsFound([Problem(Location(LOCK), "cannot-write", str(error.strerror), tip)]) from None
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _clear_if_stale(lock: Path) -> None:
    """Remove a lock whose process is gone (it was killed or the machine restarted)."""
    try:
        owner = int(lock.read_text())
        os.kill(owner, 0)
    except ProcessLookupError:
        lock.unlink(missing_ok=True)
    except (OSError, ValueError):
        return
