"""Notes of many products, made by several processes, gathered on the disk: there are too many to be held or handed over."""

from __future__ import annotations

import os
import pickle
import secrets
from array import array
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from build_tools.making.maker import Maker
from build_tools.tracing.notes import Note, essential, trace
from build_tools.tracing.readers import Product
from build_tools.tracing.trail import KEYS

_MOST_HELD = 1 << 16  # notes whose numbers a process knows by heart


@dataclass
class Noting:
    """Writes below ``folder`` what is read while products are made, one file for each process. What is told beside them
    (``tell``) is gathered too.
    """

    folder: Path
    keys: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # of makers by their names, as this process knows them
    _process: int = 0
    _file: BinaryIO | None = None
    _numbers: dict[Note, int] = field(default_factory=dict, repr=False)

    def around(self, maker: Maker[Any]) -> Maker[Any]:
        """The same maker, of which it is noted what it reads."""
        return Maker(maker.name, partial(self._keys, maker), partial(self._make, maker), maker.is_long)

    def _keys(self, maker: Maker[Any]) -> tuple[str, ...]:
        if maker.name not in self.keys:
            with trace() as notes:
                self.keys[maker.name] = tuple(maker.keys())
            self._note((KEYS, maker.name), essential(notes))
        return self.keys[maker.name]

    def _make(self, maker: Maker[Any], key: str) -> Iterator[Any]:
        with trace() as notes:
            yield from maker.make(key)
        self._note((maker.name, key), essential(notes))

    def _note(self, product: Product, notes: Iterable[Note]) -> None:
        if len(self._numbers) > _MOST_HELD:
            self._process = 0  # begins a file of its own
        self._open()
        fresh = []
        numbers = array("I")
        for note in notes:
            if note not in self._numbers:
                self._numbers[note] = len(self._numbers)
                fresh.append((note[0], _plain(note[1])))
            numbers.append(self._numbers[note])
        self._write((product, fresh, numbers))

    def tell(self, what: Any) -> None:
        """Something else that a process has learnt."""
        self._open()
        self._write((what,))

    def _open(self) -> None:
        if self._process != os.getpid():
            self.close()
            self._process = os.getpid()
            own = f"{self._process}-{secrets.token_hex(4)}.notes"  # a number of a process comes again one day
            self._file = open(self.folder / own, "wb")  # noqa: SIM115 (open as long as the process)
            self._numbers = {}

    def close(self) -> None:
        """Nothing more is told by this process."""
        if self._file:
            self._file.close()

    def _write(self, what: Any) -> None:
        assert self._file
        pickle.dump(what, self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()  # a process that is a copy ends without closing its files

    def readers(self) -> Iterator[tuple[list[Product], dict[Note, array[int]]]]:
        """What each process made, and by note the places of its products that read it. Raises EOFError or UnpicklingError
        where that is cut off.
        """
        for path in self._files():
            products: list[Product] = []
            known: list[Note] = []
            readers: list[array[int]] = []
            for product, fresh, numbers in (told for told in _read(path) if len(told) == 3):
                known += fresh
                readers += [array("I") for _ in fresh]
                for number in numbers:
                    readers[number].append(len(products))
                products.append(product)
            yield products, dict(zip(known, readers, strict=True))

    def beside(self) -> Iterator[Any]:
        """What else was told."""
        return (told[0] for path in self._files() for told in _read(path) if len(told) == 1)

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.notes"))


def _read(path: Path) -> Iterator[tuple[Any, ...]]:
    with path.open("rb") as file:
        size = path.stat().st_size
        while file.tell() < size:
            yield pickle.load(file)


def _plain(key: Hashable) -> Hashable:
    """A key without what a string may carry beside its letters."""
    return str(key) if isinstance(key, str) else key
