"""What was made from which part of which table, and so has to be made again when that part changes. Knows no product."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from build_tools.tracing.differing import Comparing
from build_tools.tracing.notes import MADE_FROM, Note

Product = tuple[str, str]  # the name of its maker, and its key
TableNamed = Callable[[str], Any]


class Kept(Protocol):
    """Readers of a former run, by table and key: the numbers of products."""

    def get(self, note: Note, /) -> Iterable[int] | None:
        """The products that read it."""


@dataclass
class Readers:
    """By table and key: the numbers of the products that read it. What a product once read and no longer does may stay: it
    is then made again for nothing, which changes no byte.
    """

    products: list[Product] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    made_from: dict[str, set[str]] = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)  # type: ignore[assignment]
    new: dict[Note, array[int]] = field(default_factory=dict)
    _numbers: dict[Product, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._numbers = {product: number for number, product in enumerate(self.products)}

    def note(self, product: Product, notes: Iterable[Note]) -> None:
        """A product was made, and read this."""
        number = self._numbers.setdefault(product, len(self._numbers))
        if number == len(self.products):
            self.products.append(product)
        for note in notes:
            if note[0] == MADE_FROM:
                table, source = note[1]  # type: ignore[misc]
                self.made_from.setdefault(table, set()).add(source)
                continue
            self.tables.add(note[0])
            readers = self.new.setdefault(note, array("I"))
            if not readers or readers[-1] != number:
                readers.append(number)

    def touched(self, old: TableNamed, new: TableNamed) -> set[Product]:
        """The products that read what is not as it was. ``old`` and ``new`` give a table by its name."""
        changes = _Changes(self.made_from, old, new)
        notes = ((table, key) for table in sorted(self.tables) for key in changes.of(table))
        return {self.products[number] for note in notes for number in self._of(note)}

    def _of(self, note: Note) -> Iterator[int]:
        yield from self.kept.get(note) or ()
        yield from self.new.get(note, ())


@dataclass
class _Changes:
    """Where the tables of two states differ, each looked at once, and only if something differs that it is made from."""

    made_from: Mapping[str, set[str]]
    old: TableNamed
    new: TableNamed
    _comparing: Comparing = field(default_factory=Comparing)
    _found: dict[str, list[Hashable]] = field(default_factory=dict)

    def of(self, table: str) -> list[Hashable]:
        if table not in self._found:
            self._found[table] = []  # what a table is made from never leads back to it
            sources = self.made_from.get(table)
            if sources is None or any(self.of(source) for source in sources):
                self._found[table] = self._comparing.differing(self.old(table), self.new(table))
        return self._found[table]
