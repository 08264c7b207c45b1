"""Files changed all together or not at all, one writer at a time. Never through a link, never what is write-protected."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import journal

LOCK = ".claimline.lock"
_MANY_FILES = 64
_BOM = b"\xef\xbb\xbf"
_SWEPT = ("content", "seeds")


class Staging:
    """New texts of files, written beside their targets until all are on disk and take their places together.

    A full disk or an interruption on the way changes nothing. Used as a context: what was not committed is removed.
    For one writer at a time.
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

    @property
    def paths(self) -> frozenset[str]:
        """Whose texts wait."""
        return frozenset(self._waiting)

    def read(self, path: str) -> str:
        """The text that waits for a path."""
        return Path(self._waiting[path]).read_bytes().decode("utf-8-sig")

    def put(self, path: str, text: str | bytes, *, like: str = "") -> None:
        """Have a text, or the bytes of a picture, wait for its place; one that waits there already is replaced. Newlines stay as they are, and a
        byte order mark, of the file ``like`` where that is another one.
        """
        target = os.path.join(self._root, path)
        beside = journal.beside(target, journal.WAITING)
        try:
            self._make_room(target)
            self._require_plain(path)
            self._waiting[path] = beside
            _write(beside, text if isinstance(text, bytes) else self._encoded(text, like or path))
            with suppress(FileNotFoundError):
                os.chmod(beside, os.stat(target).st_mode & 0o777)
        except OSError as error:
            raise _cannot_write(error, self._root) from None

    def _make_room(self, target: str) -> None:
        folder = os.path.dirname(target)
        if folder in self._folders:
            return
        os.makedirs(folder, exist_ok=True)
        top = os.path.realpath(self._root)
        if os.path.commonpath([top, os.path.realpath(folder)]) != top:
            raise OSError(errno.ELOOP, "the folder is a link that leads out of the dossier", folder)
        self._folders.add(folder)

    def _require_plain(self, path: str) -> None:
        """Raises OSError for what must not be written: a link, and what somebody has protected."""
        target = os.path.join(self._root, path)
        with suppress(FileNotFoundError):
            mode = os.lstat(target).st_mode
            if stat.S_ISLNK(mode):
                raise OSError(errno.ELOOP, "this is a link to another file, which is not written through", path)
            if not mode & 0o222:
                raise OSError(errno.EACCES, "the file is write-protected", path)

    def _encoded(self, text: str, like: str) -> bytes:
        return (b"" if text.startswith("\ufeff") else self._mark(like)) + text.encode()

    def _mark(self, path: str) -> bytes:
        """The byte order mark of a file that is there, which its text does not show."""
        try:
            with open(os.path.join(self._root, path), "rb") as file:
                return _BOM if file.read(len(_BOM)) == _BOM else b""
        except FileNotFoundError:
            return b""

    def drop(self, path: str) -> None:
        """Forget the text that waits for a path."""
        os.unlink(self._waiting.pop(path))

    def commit(self, *, delete: Iterable[str] = ()) -> None:
        """Bring every text safely to disk, then each to its place, and delete files: all of it or nothing, even if the
        program is killed meanwhile (``journal``). Raises ProblemsFound.
        """
        try:
            delete = list(delete)
            for path in delete:
                self._require_plain(path)
            _settle(self._waiting.values())
            journal.carry_out(self._root, [*self._arrivals(), *self._departures(delete)])
            self._waiting.clear()
        except OSError as error:
            raise _cannot_write(error, self._root) from None

    def _arrivals(self) -> Iterator[journal.Step]:
        for path in self._waiting:
            yield journal.step_for(self._root, path, journal.beside(path, journal.WAITING))

    def _departures(self, paths: Iterable[str]) -> Iterator[journal.Step]:
        steps = (journal.step_for(self._root, path) for path in paths)
        return (step for step in steps if step.before)


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


def write_all(root: Path, texts: Mapping[str, str | bytes], *, delete: Iterable[str] = ()) -> None:
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
    was_killed = _clear_if_stale(lock)
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
        if told := journal.finish(str(root)):
            raise ProblemsFound(told)
        if was_killed:
            _sweep(root)
        yield
    finally:
        lock.unlink(missing_ok=True)


def finish_interrupted(root: Path) -> None:
    """Carry out what a command that was killed has left half done, before one that will write reads it. Does nothing
    while that command is still at it. Raises ProblemsFound: files that were changed since and stay so.
    """
    if journal.is_there(str(root)) and not _is_held(root / LOCK):
        with one_writer(root):
            pass


def interrupted(root: Path) -> list[Problem]:
    """What those who only read are told of a command that was killed half way; nothing while it is still at it."""
    return [] if _is_held(root / LOCK) else journal.left_behind(str(root))


def _is_held(lock: Path) -> bool:
    """Whether a program that is running holds the lock."""
    try:
        os.kill(int(lock.read_text()), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, OverflowError):
        return False
    return True


def _clear_if_stale(lock: Path) -> bool:
    """Remove a lock whose process is gone (it was killed or the machine restarted); whether there was one."""
    try:
        owner = int(lock.read_text())
        os.kill(owner, 0)
    except ProcessLookupError:
        lock.unlink(missing_ok=True)
        return True
    except (OSError, ValueError, OverflowError):
        pass
    return False


def _sweep(root: Path) -> None:
    """Remove what a killed command had written beside files and not yet brought to its place."""
    (root / f"{journal.JOURNAL}{journal.WAITING}").unlink(missing_ok=True)
    for folder in _SWEPT:
        for left in (root / folder).rglob(f".*{journal.WAITING}"):
            left.unlink(missing_ok=True)
