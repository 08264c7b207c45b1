"""Faults on purpose: the so-many-th time that a command changes something on disk, that fails, or the process ends there.

Sees what this process does through ``os`` and ``open`` (``io.open``, ``pathlib``, ``tempfile`` and ``shutil`` go by these):
every open for writing, write (of a buffered file: when it reaches the system), fsync, sync, truncate, rename, link, unlink,
mkdir, rmdir, chmod, utime and close. Cannot see: what C libraries write by themselves (SQLite), memory maps, other processes
(Git), what is only read, what is printed, and what a disk does after it was told to settle. ``tracing_calls`` holds this
against what the system itself has seen.
"""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import signal
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FAILS = {"full": errno.ENOSPC, "broken": errno.EIO, "forbidden": errno.EACCES}
LASTS = {"full from here": errno.ENOSPC, "read-only from here": errno.EROFS}
KILLS = ("killed before", "killed after", "killed within", "power cut")
BREAK = "interrupted"  # by the person at the keyboard
WAYS = (*FAILS, *LASTS, *KILLS, BREAK)
_ROOM_NEEDED = ("open", "write", "mkdir", "link", "symlink", "fsync")
_ONE_PATH = ("unlink", "remove", "mkdir", "rmdir", "truncate", "chmod", "utime", "lchown", "chown")
_TWO_PATHS = ("rename", "replace", "link", "symlink")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Fault:
    """What happens to the ``at``-th change (counted from 0), or from there on."""

    at: int
    way: str


@dataclass
class Injector:
    """Counts changes and lets one of them fail. ``after_each``: told of every change that was made."""

    fault: Fault | None
    log: int
    after_each: Callable[[str, str], None] | None = None
    count: int = 0
    _unsettled: set[tuple[int, int]] = field(default_factory=set)

    def change(self, name: str, path: object, act: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """Make a change, or let it fail. ``half``: what is left of it if it fails on the way."""
        at, self.count = self.count, self.count + 1
        where = _shown(path)
        self._note({"change": [name, where]})
        fault = self.fault
        if fault and (at == fault.at or at > fault.at and fault.way in LASTS):
            self._fail(fault.way, name, where, half)
        try:
            result = act()
        finally:
            if fault and at == fault.at and fault.way in ("killed after", "power cut"):
                self._die()
        if self.after_each:
            self.after_each(name, where)
        return result

    def dirty(self, handle: int) -> None:
        """Something was written that may not have reached the disk."""
        told = _real["fstat"](handle)
        self._unsettled.add((told.st_dev, told.st_ino))

    def settled(self, handle: int | None) -> None:
        """The disk was told to keep it; all of it for no handle."""
        if handle is None:
            self._unsettled.clear()
        else:
            told = _real["fstat"](handle)
            self._unsettled.discard((told.st_dev, told.st_ino))

    def _fail(self, way: str, name: str, where: str, half: Callable[[], Any] | None) -> None:
        if way in FAILS or way == "read-only from here" or way in LASTS and name in _ROOM_NEEDED:
            if half and way in ("full", "full from here"):
                half()
            number = (FAILS | LASTS)[way]
            raise OSError(number, os.strerror(number), where)
        if way == "killed within" and half:
            half()
        if way in ("killed before", "killed within"):
            self._die()
        if way == BREAK:
            raise KeyboardInterrupt

    def _die(self) -> None:
        self._note({"unsettled": sorted(self._unsettled)})
        os.kill(os.getpid(), signal.SIGKILL)

    def _note(self, told: dict[str, Any]) -> None:
        _real["write"](self.log, json.dumps(told).encode() + b"\n")


def _shown(path: object) -> str:
    if isinstance(path, (str, bytes, os.PathLike)):
        return os.fsdecode(path)
    try:
        return os.readlink(f"/proc/self/fd/{path}")
    except OSError:
        return f"<{path}>"


_real: dict[str, Any] = {
    name: getattr(os, name) for name in ("open", "write", "close", "fsync", "sync", "fstat", "ftruncate", "sendfile")
}


def unseen(path: str, data: bytes) -> None:
    """Add to a file of the proof's own, past every injector."""
    handle = _real["open"](path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    _real["write"](handle, data)
    _real["close"](handle)


# ── wrappers ────────────────────────────────────────────────────────────────────────────────────────────────


def install(injector: Injector) -> None:
    """Put every way to the disk under the injector, for the rest of this process."""
    for name in _ONE_PATH + _TWO_PATHS:
        setattr(os, name, _by_path(injector, name, getattr(os, name)))
    _install_handles(injector)
    opening = _opening(injector, builtins.open)
    builtins.open = io.open = opening  # type: ignore[assignment]


def _by_path(injector: Injector, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(path: Any, *others: Any, **words: Any) -> Any:
        shown = others[0] if name in ("rename", "replace", "link", "symlink") and others else path
        return injector.change(name, shown, lambda: real(path, *others, **words))

    return wrapped


def _install_handles(injector: Injector) -> None:
    mine: dict[int, Any] = {}

    def opened(path: Any, flags: int, *others: Any, **words: Any) -> int:
        if not flags & _WRITING:
            handle: int = _real["open"](path, flags, *others, **words)
            return handle
        handle = injector.change("open", path, lambda: _real["open"](path, flags, *others, **words))
        mine[handle] = path
        return handle

    def write(handle: int, data: Any) -> int:
        if not stat.S_ISREG(_real["fstat"](handle).st_mode):
            return int(_real["write"](handle, data))
        return _written(injector, handle, mine.get(handle, handle), data, lambda some: _real["write"](handle, some))

    def close(handle: int) -> None:
        path = mine.pop(handle, None)
        if path is None:
            _real["close"](handle)
        else:
            _closed(injector, path, lambda: _real["close"](handle))

    def fsync(handle: int) -> None:
        injector.change("fsync", handle, lambda: _real["fsync"](handle))
        injector.settled(handle)

    def sync() -> None:
        injector.change("sync", "", lambda: None)
        injector.settled(None)

    def ftruncate(handle: int, length: int) -> None:
        injector.change("ftruncate", handle, lambda: _real["ftruncate"](handle, length))

    def sendfile(out: int, given: int, offset: int, count: int) -> int:
        return int(injector.change("sendfile", out, lambda: _real["sendfile"](out, given, offset, count)))

    os.open, os.write, os.close, os.fsync = opened, write, close, fsync  # type: ignore[assignment]
    os.sync, os.ftruncate, os.sendfile = sync, ftruncate, sendfile  # type: ignore[assignment]


def _written(injector: Injector, handle: int, path: object, data: Any, real: Callable[[Any], int]) -> int:
    injector.dirty(handle)
    whole = bytes(data)
    return int(injector.change("write", path, lambda: real(data), lambda: real(whole[: len(whole) // 2])))


def _closed(injector: Injector, path: object, real: Callable[[], None]) -> None:
    """Whether or not closing tells of a fault, the file is closed."""
    done: list[bool] = []

    def act() -> None:
        done.append(True)
        real()

    try:
        injector.change("close", path, act)
    finally:
        if not done:
            real()


def _opening(injector: Injector, real: Callable[..., Any]) -> Callable[..., Any]:
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
        if not set(mode) & set("wax+") or is_handle and not stat.S_ISREG(_real["fstat"](file).st_mode):
            return real(file, mode, buffering, encoding, errors, newline, closefd, opener)
        plain = mode.replace("b", "").replace("t", "")

        def act() -> Raw:
            return Raw(file, plain, closefd, opener)

        raw = act() if is_handle or opener else injector.change("open", file, act)
        raw.counts_close = not is_handle and not opener
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
