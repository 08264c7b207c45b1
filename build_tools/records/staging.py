"""New texts of files that wait beside their places until all of them are on the disk. Never through a link, never what is
write-protected, never over what somebody has changed since.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import journal, note
from build_tools.records.settling import settle_files, settle_folders

_BOM = b"\xef\xbb\xbf"


class Staging:
    """New texts of files, written beside their targets until all are on disk and take their places together.

    A full disk or an interruption on the way changes nothing. Used as a context: what was not committed is removed.
    For one writer at a time.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._waiting: dict[str, str] = {}
        self._after: dict[str, str] = {}  # the hashes of what waits
        self._seen: dict[str, str] = {}  # and of what its place held when it was put there
        self._folders: set[str] = set()

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        for beside in self._waiting.values():
            with suppress(OSError):  # what cannot be removed now is swept by the next command
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
        """Have a text, or the bytes of a picture, wait for its place; one that waits there already is replaced. Newlines
        stay as they are, and a byte order mark, of the file ``like`` where that is another one.
        """
        target = os.path.join(self._root, path)
        beside = note.beside(target, note.WAITING)
        try:
            self._make_room(target)
            self._require_plain(path)
            held = _bytes_at(target)
            self._seen.setdefault(path, sha256(held).hexdigest() if held is not None else "")
            marked = held if not like else _bytes_at(os.path.join(self._root, like))
            data = text if isinstance(text, bytes) else _encoded(text, marked or b"")
            self._waiting[path] = beside
            self._after[path] = write_anew(beside, data)
            with suppress(FileNotFoundError):
                os.chmod(beside, os.stat(target).st_mode & 0o777)
        except OSError as error:
            raise cannot_write(error, self._root) from None

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

    def drop(self, path: str) -> None:
        """Forget the text that waits for a path."""
        os.unlink(self._waiting.pop(path))

    def commit(self, *, delete: Iterable[str] = (), last_look: Callable[[], None] | None = None) -> None:
        """Bring every text safely to disk, then each to its place, and delete files: all of it or nothing, even if the
        program is killed meanwhile (``journal``). ``last_look``: asked just before, and raises where the command must not.
        Raises ProblemsFound: ``cannot-write``, ``changed-meanwhile``.
        """
        try:
            delete = list(delete)
            for path in delete:
                self._require_plain(path)
            settle_files(self._waiting.values())
            settle_folders(self._folders_above())
            steps = [*self._arrivals(), *self._departures(delete)]
            if last_look:
                last_look()
            journal.carry_out(self._root, steps)
            self._waiting.clear()
        except journal.Meanwhile as found:
            raise changed_meanwhile(found.path, "the file was changed while the command ran") from None
        except OSError as error:
            raise cannot_write(error, self._root) from None
        finally:
            if note.is_there(self._root):  # what waits belongs to the next command
                self._waiting.clear()

    def _folders_above(self) -> list[str]:
        """The folders in which something waits, and those that these lie in, as far as the root."""
        found: dict[str, None] = {}
        for folder in self._folders:
            while len(folder) > len(self._root) and folder not in found:
                found[folder] = None
                folder = os.path.dirname(folder)
        return [*found, self._root] if found else []

    def _arrivals(self) -> Iterator[note.Step]:
        for path in self._waiting:
            step = note.step_for(self._root, path, note.beside(path, note.WAITING), self._after[path])
            if step.before != self._seen[path]:
                raise journal.Meanwhile(path)
            yield step

    def _departures(self, paths: Iterable[str]) -> Iterator[note.Step]:
        for path in paths:
            step = note.step_for(self._root, path)
            if step.before != self._seen.get(path, step.before):
                raise journal.Meanwhile(path)
            if step.before:
                yield step


def _encoded(text: str, marked: bytes) -> bytes:
    """With the byte order mark of the file that it is like, which its text does not show."""
    return (_BOM if marked.startswith(_BOM) and not text.startswith("\ufeff") else b"") + text.encode()


def _bytes_at(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def write_anew(path: str, data: bytes) -> str:
    """Write a file anew, never through a link; the hash of what it holds."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
    finally:
        os.close(handle)
    return sha256(data).hexdigest()


def cannot_write(error: OSError, root: str | Path) -> ProblemsFound:
    """What a disk has refused, and what is true of the files then."""
    tip = "Make room or allow writing there, then run the command again: what was there is untouched."
    if isinstance(error, journal.NotTakenBack):
        tip = "Make room or allow writing there, then run the command again: it first puts right what is half done now."
    where = Location(str(error.filename or root))
    return ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)])


def changed_meanwhile(path: str, what: str) -> ProblemsFound:
    """Somebody has changed a file since a command read it."""
    tip = "Nothing was written, and the file is as it was left. Run the command again."
    return ProblemsFound([Problem(Location(path), "changed-meanwhile", what, tip)])
