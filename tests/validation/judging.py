"""What a validator is and how it is judged itself: it is handed its files one by one, and which it opened is noted.

Knows no format. So that no table of validators can lie, a file counts as validated only if its validator has opened it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

Files = Mapping[str, bytes]
MOST_FAULTS = 20  # of one validator; what is broken is mostly broken in a thousand places


@dataclass
class Examination:
    """One validator over the files of one dossier: what it opened, what it counted, what it found wrong."""

    files: Files
    opened: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def paths(self, *patterns: str) -> list[str]:
        """The files of these patterns (``*`` stands for no ``/``), or all."""
        return [path for path in self.files if not patterns or _is_one_of(path, patterns)]

    def read(self, path: str) -> bytes:
        """A file's content."""
        self.opened.add(path)
        return self.files[path]

    def load(self, path: str) -> Any:
        """What a file of JSON holds."""
        return json.loads(self.read(path))

    def must(self, holds: object, fault: str) -> None:
        """Note a fault unless something holds."""
        if not holds:
            self.faults.append(fault)


@dataclass(frozen=True)
class Validator:
    """A format, its files on the site, the distributions that read them, and how."""

    format: str
    files: tuple[str, ...]
    tools: tuple[str, ...]
    check: Callable[[Examination], None]
    but: tuple[str, ...] = ()  # files of the patterns that are another validator's
    beside: tuple[str, ...] = ()  # files of others that are needed to judge
    round_trip: tuple[str, ...] = ()  # names of files that `claimline import` takes in again

    def is_of(self, path: str) -> bool:
        """Whether a file is this validator's."""
        return _is_one_of(path, self.files) and not _is_one_of(path, self.but)


@dataclass(frozen=True)
class Verdict:
    """What a validator has to say of the files of one dossier."""

    sizes: Mapping[str, int]
    counted: Mapping[str, int]
    faults: tuple[str, ...]


def judge(validator: Validator, files: Files) -> Verdict:
    """Run a validator. What it throws, and a file of its own that it never opened, are faults like any other."""
    own = {path: content for path, content in files.items() if validator.is_of(path)}
    beside = {path: content for path, content in files.items() if _is_one_of(path, validator.beside)}
    on = Examination({**beside, **own})
    if own:
        try:
            validator.check(on)
        except Exception as error:  # noqa: BLE001 - each library has its own way to say that a file is none
            on.faults.append(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
        else:
            on.faults += [f"{path} was not opened" for path in own if path not in on.opened]
    sizes = {path: len(content) for path, content in own.items() if path in on.opened}
    return Verdict(sizes, dict(on.counted), tuple(on.faults[:MOST_FAULTS]))


def validated_by_nobody(files: Iterable[str], validators: Collection[Validator]) -> list[str]:
    """The files that are no validator's."""
    return [path for path in files if not any(one.is_of(path) for one in validators)]


def _is_one_of(path: str, patterns: Collection[str]) -> bool:
    depth = path.count("/")
    return any(depth == one.count("/") and PurePosixPath(path).match(one) for one in patterns)
