"""Faults on purpose: the so-many-th time that a command changes something on disk, that fails, or the process ends there.

Knows what may happen to a change; ``ways_to_disk`` brings every change here.
"""

from __future__ import annotations

import errno
import io
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FAILS = {"full": errno.ENOSPC, "broken": errno.EIO, "forbidden": errno.EACCES}
LASTS = {"full from here": errno.ENOSPC, "read-only from here": errno.EROFS}
KILLS = ("killed before", "killed after", "killed within", "power cut")
BREAK = "interrupted"  # by the person at the keyboard
WAYS = (*FAILS, *LASTS, *KILLS, BREAK)
_ROOM_NEEDED = ("open", "write", "sendfile", "sqlite", "mkdir", "link", "symlink", "fsync", "syncfs")


@dataclass(frozen=True)
class Fault:
    """What happens to the ``at``-th change (counted from 0), or from there on."""

    at: int
    way: str


@dataclass
class Injector:
    """Counts changes and lets one of them fail. ``before_each`` is told of every change that is about to be made, and may name
    a ``fault`` for it; ``after_each`` of every one that was made. ``is_copy``: the folder has its files in common with
    another one, so one that is about to be written into becomes its own first.
    """

    fault: Fault | None
    log: int
    before_each: Callable[[str, str], None] | None = None
    after_each: Callable[[str, str], None] | None = None
    is_copy: bool = False
    count: int = 0
    unsettled: set[tuple[int, int]] = field(default_factory=set)
    written: dict[int, Any] = field(default_factory=dict)  # handles that are open for writing, and what they are of

    def change(self, name: str, path: object, act: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """Make a change, or let it fail. ``half``: what is left of it if it fails on the way."""
        at, self.count = self.count, self.count + 1
        where = shown(path)
        self._note({"change": [name, where]})
        if self.before_each:
            self.before_each(name, where)
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
        self.unsettled.add(_identity(handle))

    def settled(self, handle: int | None) -> None:
        """The disk was told to keep it; all of it for no handle."""
        if handle is None:
            self.unsettled.clear()
        else:
            self.unsettled.discard(_identity(handle))

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
        self._note({"unsettled": sorted(self.unsettled)})
        os.kill(os.getpid(), signal.SIGKILL)

    def _note(self, told: dict[str, Any]) -> None:
        real["write"](self.log, json.dumps(told).encode() + b"\n")


def _identity(handle: int) -> tuple[int, int]:
    told = real["fstat"](handle)
    return told.st_dev, told.st_ino


def shown(path: object) -> str:
    """A path, or that of a handle, for people."""
    if isinstance(path, (str, bytes, os.PathLike)):
        return os.fsdecode(path)
    try:
        return os.readlink(f"/proc/self/fd/{path}")
    except OSError:
        return f"<{path}>"


_SYSTEM = ("open", "write", "close", "fsync", "sync", "fstat", "ftruncate", "sendfile", "replace", "utime")
real: dict[str, Any] = {**{name: getattr(os, name) for name in _SYSTEM}, "io.open": io.open}  # as the system has them


def unseen(path: str, data: bytes) -> None:
    """Add to a file of the proof's own, past every injector."""
    handle = real["open"](path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    real["write"](handle, data)
    real["close"](handle)
