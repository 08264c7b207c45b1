"""Files changed all together or not at all, one writer at a time. Never through a link, never what is write-protected."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from build_tools.problems import Level, Location, Problem, ProblemsFound
from build_tools.records import journal, lock, note
from build_tools.records.files import walk
from build_tools.records.layout import is_hidden
from build_tools.records.settling import settle_files, settle_folders

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
            self._after[path] = _write(beside, data)
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
            raise _cannot_write(error, self._root) from None
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


def _write(path: str, data: bytes) -> str:
    """Write a file anew, never through a link; the hash of what it holds."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
    finally:
        os.close(handle)
    return sha256(data).hexdigest()


def write_all(
    root: Path,
    texts: Mapping[str, str | bytes],
    *,
    delete: Iterable[str] = (),
    last_look: Callable[[], None] | None = None,
) -> None:
    """Write texts by path under ``root``, then delete files; ``last_look`` as in ``Staging.commit``. Raises ProblemsFound."""
    with Staging(root) as staging:
        for path, text in texts.items():
            staging.put(path, text)
        staging.commit(delete=delete, last_look=last_look)


def write_one(path: Path, text: str) -> None:
    """Write a file that belongs to no other: it is the old or the new one at any moment. Raises ProblemsFound."""
    draft = note.beside(path.as_posix(), note.WAITING)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(draft, text.encode("utf-8", "backslashreplace"))
            settle_files([draft])
            os.replace(draft, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
    except OSError as error:
        raise _cannot_write(error, path) from None


def _cannot_write(error: OSError, root: str | Path) -> ProblemsFound:
    tip = "Make room or allow writing there, then run the command again: what was there is untouched."
    if isinstance(error, journal.NotTakenBack):
        tip = "Make room or allow writing there, then run the command again: it first puts right what is half done now."
    where = Location(str(error.filename or root))
    return ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)])


def changed_meanwhile(path: str, what: str) -> ProblemsFound:
    """Somebody has changed a file since a command read it."""
    tip = "Nothing was written, and the file is as it was left. Run the command again."
    return ProblemsFound([Problem(Location(path), "changed-meanwhile", what, tip)])


# ── one writer, and what was left behind ────────────────────────────────────────────────────────────────────


@contextmanager
def one_writer(root: Path, *, also: Collection[str] = ()) -> Iterator[tuple[Problem, ...]]:
    """Hold the dossier's lock, with what a command that was killed has left put right, and what there is to tell of that.
    ``also``: paths that the command writes besides records and seeds. Raises ProblemsFound: ``busy`` while another program
    writes here, ``cannot-write``, and what people have to look at first.
    """
    held = lock.take(root)
    try:
        yield tuple(_put_right(root, also, was_left=held.was_left))
    finally:
        held.release()


def _put_right(root: Path, also: Collection[str], *, was_left: bool) -> list[Problem]:
    try:
        told = journal.finish(str(root), also)
    except OSError as error:
        tip = "Make it readable and writable, and run the command again: what was interrupted is not finished yet."
        where = Location(str(error.filename or note.JOURNAL))
        raise ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)]) from None
    if any(one.code != "interrupted" for one in told):
        raise ProblemsFound(told)
    _sweep(root, also)
    return told or ([_ended_early()] if was_left else [])


def _ended_early() -> Problem:
    what = "a command was interrupted here; none of its files is half written"
    tip = "Either it has written everything or nothing: `git status` shows which."
    return Problem(Location(lock.LOCK), "interrupted", what, tip, Level.WARNING)


def finish_interrupted(root: Path, *, also: Collection[str] = ()) -> tuple[Problem, ...]:
    """Put right what a command that was killed has left half done, before one that will write reads it; what there is to
    tell of that. Raises ProblemsFound: ``busy`` while a command is still at it, files that were changed since and stay so.
    """
    if os.path.lexists(root / lock.LOCK) or note.is_there(str(root)):
        with one_writer(root, also=also) as told:
            return told
    return ()


def interrupted(root: Path) -> list[Problem]:
    """What those who only read are told of a command that was killed half way; nothing while it is still at it."""
    return [] if not note.is_there(str(root)) or lock.is_held(root) else note.left_behind(str(root))


def _sweep(root: Path, also: Collection[str]) -> None:
    """Remove what a killed command had written beside files and not yet brought to its place."""
    inside = (
        path for folder in _SWEPT if not (root / folder).is_symlink() for path in walk(str(root / folder), folder)
    )
    left = [path for path in inside if path.endswith((note.WAITING, note.BEFORE)) and is_hidden(path)]
    left += [note.beside(path, ending) for path in also for ending in (note.WAITING, note.BEFORE)]
    for path in (note.DRAFT, *left):
        with suppress(OSError):
            os.unlink(root / path)
