"""Loaded by Python itself at its start: it is 400 days later here, and folders give their files in the reverse order."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from typing import Any, Self

_LATER = 400 * 86400
_clock, _listdir, _scandir = time.time, os.listdir, os.scandir


class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Self:
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls) -> Self:
        return cls.fromtimestamp(time.time())


class _Date(datetime.date):
    @classmethod
    def today(cls) -> Self:
        return cls.fromtimestamp(time.time())


class _Reversed:
    def __init__(self, path: Any) -> None:
        with _scandir(path) as inside:
            self._entries = iter(sorted(inside, key=lambda one: one.name, reverse=True))

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self._entries

    def __next__(self) -> os.DirEntry[Any]:
        return next(self._entries)

    def __enter__(self) -> _Reversed:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """As of the one that it stands for."""


time.time = lambda: _clock() + _LATER
datetime.datetime, datetime.date = _Datetime, _Date  # type: ignore[misc]
os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)  # type: ignore[assignment]
os.scandir = lambda path=".": _Reversed(path)  # type: ignore[assignment]
