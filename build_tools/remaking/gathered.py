"""What all processes of a full build noted, put in order part by part on the disk: as a whole it is larger than the dossier."""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from build_tools.remaking.state import PARTS, part_of
from build_tools.tracing.notes import MADE_FROM, Note
from build_tools.tracing.noting import Noting
from build_tools.tracing.readers import Product

_Readers = dict[Note, "array[int]"]


class Gathered:
    """Takes the notes in, one process after the other. ``folder``: where there is room until the parts are read."""

    def __init__(self, noting: Noting, folder: Path) -> None:
        self._folder = folder
        self._numbers: dict[Product, int] = {}
        self.tables: set[str] = set()
        self.made_from: dict[str, set[str]] = {}
        self.frames: dict[Any, list[str]] = dict(noting.beside())
        for products, readers in noting.readers():
            self._take(products, readers)

    @property
    def products(self) -> list[Product]:
        """All that was made; who read what is told by their places here."""
        return list(self._numbers)

    def parts(self) -> Iterator[_Readers]:
        """By note the products that read it, part by part."""
        for at in range(PARTS):
            whole: _Readers = {}
            for readers in self._written(at):
                for note, numbers in readers.items():
                    whole.setdefault(note, array("I")).extend(numbers)
            yield whole

    def _take(self, products: list[Product], readers: _Readers) -> None:
        numbers = [self._numbers.setdefault(product, len(self._numbers)) for product in products]
        parts: defaultdict[int, _Readers] = defaultdict(dict)
        for note, places in readers.items():
            if note[0] == MADE_FROM:
                made, source = cast(tuple[str, str], note[1])
                self.made_from.setdefault(made, set()).add(source)
            else:
                self.tables.add(note[0])
                parts[part_of(note)][note] = array("I", [numbers[place] for place in places])
        for at, part in parts.items():
            with self._place(at).open("ab") as file:
                pickle.dump(part, file, pickle.HIGHEST_PROTOCOL)

    def _written(self, at: int) -> Iterator[_Readers]:
        place = self._place(at)
        if not place.exists():
            return
        with place.open("rb") as file:
            size = place.stat().st_size
            while file.tell() < size:
                yield pickle.load(file)

    def _place(self, at: int) -> Path:
        return self._folder / f"{at:02x}.part"
