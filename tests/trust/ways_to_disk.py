"""Every way by which this process changes something on disk, put under an injector of faults.

Sees what goes through ``os``, ``open`` (``io.open``, ``pathlib``, ``tempfile`` and ``shutil`` go by these), ``sqlite3`` and the
system's own calls for whole folders: every open for writing, write (of a buffered file: when it reaches the system), fsync,
sync, syncfs, truncate, rename, exchange, link, unlink, mkdir, rmdir, chmod, utime, close, and statement of SQLite. Cannot see:
memory maps, other processes (Git), what is only read, what is printed, and what a disk does after it was told to settle.
``tracing_calls`` holds this against what the system itself has seen.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import os
import sqlite3
import stat
from collections.abc import Callable
from typing import Any

from tests.trust.injecting import Injector, real, shown

_ONE_PATH = ("unlink", "remove", "mkdir", "rmdir", "truncate", "chmod", "utime", "lchown", "chown")
_TWO_PATHS = ("rename", "replace", "link", "symlink")
_OF_FOLDERS = ("syncfs", "renameat2", "renamex_np")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def install(injector: Injector) -> None:
    """Put every way to the disk under the injector, for the rest of this process."""
    for name in _ONE_PATH + _TWO_PATHS:
        setattr(os, name, _by_path(injector, name, getattr(os, name)))
    _install_handles(injector)
    opening = _opening(injector, builtins.open)
    builtins.open = io.open = opening  # type: ignore[assignment]
    ctypes.CDLL = _library(injector, ctypes.CDLL)  # type: ignore[misc]
    sqlite3.connect = _connecting(injector, sqlite3.connect)


def _by_path(injector: Injector, name: str, system: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(path: Any, *others: Any, **words: Any) -> Any:
        about = others[0] if name in _TWO_PATHS and others else path
        if (folder := words.get("dir_fd")) is not None:
            about = os.path.join(shown(folder), about)
        return injector.change(name, about, lambda: system(path, *others, **words))

    return wrapped


def _own(injector: Injector, path: Any) -> None:
    """Where files are held in common with another folder: one that is about to be written into has to be its own."""
    if injector.is_copy and isinstance(path, (str, bytes, os.PathLike)) and os.path.isfile(path):
        make_own(os.path.realpath(os.fsdecode(path)))


def make_own(path: str) -> None:
    """A file that has other names too becomes one of this name alone."""
    told, draft = os.stat(path), f"{path}.own"
    if told.st_nlink == 1:
        return
    with real["io.open"](path, "rb") as file:
        content = file.read()
    handle = real["open"](draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IMODE(told.st_mode))
    real["write"](handle, content)
    real["close"](handle)
    real["utime"](draft, ns=(told.st_atime_ns, told.st_mtime_ns))
    real["replace"](draft, path)


def _install_handles(injector: Injector) -> None:
    mine = injector.written

    def opened(path: Any, flags: int, *others: Any, **words: Any) -> int:
        if not flags & _WRITING:
            return int(real["open"](path, flags, *others, **words))

        def act() -> int:
            _own(injector, path)
            return int(real["open"](path, flags, *others, **words))

        handle: int = injector.change("open", path, act)
        mine[handle] = path
        return handle

    def write(handle: int, data: Any) -> int:
        if not stat.S_ISREG(real["fstat"](handle).st_mode):
            return int(real["write"](handle, data))
        return _written(injector, handle, mine.get(handle, handle), data, lambda some: real["write"](handle, some))

    def close(handle: int) -> None:
        path = mine.pop(handle, None)
        if path is None:
            real["close"](handle)
        else:
            _closed(injector, path, lambda: real["close"](handle))

    def fsync(handle: int) -> None:
        injector.change("fsync", handle, lambda: real["fsync"](handle))
        injector.settled(handle)

    def sync() -> None:
        injector.change("sync", "", lambda: None)
        injector.settled(None)

    def ftruncate(handle: int, length: int) -> None:
        injector.change("ftruncate", handle, lambda: real["ftruncate"](handle, length))

    def sendfile(out: int, given: int, offset: int, count: int) -> int:
        injector.dirty(out)
        return int(injector.change("sendfile", out, lambda: real["sendfile"](out, given, offset, count)))

    os.open, os.write, os.close, os.fsync = opened, write, close, fsync  # type: ignore[assignment]
    os.sync, os.ftruncate, os.sendfile = sync, ftruncate, sendfile  # type: ignore[assignment]


def _written(injector: Injector, handle: int, path: object, data: Any, system: Callable[[Any], int]) -> int:
    injector.dirty(handle)
    whole = bytes(data)
    return int(injector.change("write", path, lambda: system(data), lambda: system(whole[: len(whole) // 2])))


def _closed(injector: Injector, path: object, system: Callable[[], None]) -> None:
    """Whether or not closing tells of a fault, the file is closed."""
    done: list[bool] = []

    def act() -> None:
        done.append(True)
        system()

    try:
        injector.change("close", path, act)
    finally:
        if not done:
            system()


def _opening(injector: Injector, system: Callable[..., Any]) -> Callable[..., Any]:
    class Raw(io.FileIO):
        """A file as the system has it, under the injector."""

        counts_close = False

        def write(self, data: Any) -> int:
            return _written(injector, self.fileno(), self.name, data, super().write)

        def truncate(self, size: int | None = None) -> int:
            return int(injector.change("ftruncate", self.name, lambda: super(Raw, self).truncate(size)))

        def close(self) -> None:
            if self.closed or not self.counts_close:
                super().close()
            else:
                _closed(injector, self.name, super().close)

    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        is_handle = isinstance(file, int)
        if not set(mode) & set("wax+") or is_handle and not stat.S_ISREG(real["fstat"](file).st_mode):
            return system(file, mode, buffering, encoding, errors, newline, closefd, opener)
        plain = mode.replace("b", "").replace("t", "")

        def act() -> Raw:
            _own(injector, file)
            return Raw(file, plain, closefd, opener)

        raw = act() if is_handle or opener else injector.change("open", file, act)
        raw.counts_close = closefd and injector.written.pop(file, None) is not None if is_handle else not opener
        return _buffered(raw, mode, buffering, encoding, errors, newline)

    return opened


def _buffered(raw: Any, mode: str, buffering: int, encoding: Any, errors: Any, newline: Any) -> Any:
    """As ``io.open`` puts them together."""
    if buffering == 0:
        return raw
    size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
    buffer = io.BufferedRandom(raw, size) if "+" in mode else io.BufferedWriter(raw, size)
    if "b" in mode:
        return buffer
    text = io.TextIOWrapper(buffer, encoding, errors, newline, line_buffering=buffering == 1)
    text.mode = mode
    return text


# ── C libraries ─────────────────────────────────────────────────────────────────────────────────────────────


def _library(injector: Injector, real_one: Any) -> Any:
    class Library(real_one):  # type: ignore[misc]
        """The system's library: what it does to whole folders is a change, and an error is a number, as it tells it."""

        def __getattr__(self, name: str) -> Any:
            function = super().__getattr__(name)
            return _called(injector, name, function) if name in _OF_FOLDERS else function

    return Library


def _called(injector: Injector, name: str, function: Any) -> Callable[..., int]:
    def called(*words: Any) -> int:
        def act() -> int:
            ended = int(function(*words))
            if name == "syncfs" and ended == 0:
                injector.settled(None)
            return ended

        paths = [one for one in words if isinstance(one, bytes)]
        try:
            return int(injector.change(name, paths[-1] if paths else words[0], act))
        except OSError as error:
            ctypes.set_errno(error.errno or 0)
            return -1

    return called


def _connecting(injector: Injector, connect: Any) -> Any:
    codes = {
        errno.ENOSPC: sqlite3.SQLITE_FULL,
        errno.EROFS: sqlite3.SQLITE_READONLY,
        errno.EACCES: sqlite3.SQLITE_CANTOPEN,
    }

    def connected(database: Any, *words: Any, **named: Any) -> Any:
        def change(act: Callable[[], Any]) -> Any:
            try:
                return injector.change("sqlite", database, act)
            except OSError as error:
                told = sqlite3.OperationalError(f"as SQLite tells it: {error.strerror}")
                told.sqlite_errorcode = codes.get(error.errno or 0, sqlite3.SQLITE_IOERR)
                raise told from None

        class Connection(sqlite3.Connection):
            """Every statement is a change."""

            def execute(self, *words: Any) -> Any:
                done = change(lambda: super(Connection, self).execute(*words))
                if os.path.exists(database):
                    with real["io.open"](database, "rb") as file:
                        injector.dirty(file.fileno())
                return done

            def executemany(self, *words: Any) -> Any:
                return change(lambda: super(Connection, self).executemany(*words))

        if named.get("uri"):  # which is only read
            return connect(database, *words, **named)
        return change(lambda: connect(database, *words, factory=Connection, **named))

    return connected
