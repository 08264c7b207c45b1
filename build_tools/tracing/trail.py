"""What a site was made of, and what of it is to be made again for another state of the dossier. Makes and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.making.maker import Maker
from build_tools.tracing.notes import Note, essential, trace
from build_tools.tracing.readers import Product, Readers, TableNamed

KEYS = "keys of"  # in place of a maker's name: of a product that is the keys of a maker, which are read from tables too


@dataclass(frozen=True, slots=True)
class Making:
    """A product that was just made, with the parts of tables that it was made from."""

    product: Product
    files: tuple[Any, ...]
    notes: frozenset[Note]


def make(maker: Maker[Any], key: str) -> Making:
    """Make a product, and note what is read."""
    with trace() as notes:
        files = tuple(maker.make(key))
    return Making((maker.name, key), files, essential(notes))


@dataclass
class Trail:
    """By product: the paths that it wrote; and who read what. ``keys``: of makers by their names."""

    paths: dict[Product, tuple[str, ...]] = field(default_factory=dict)
    readers: Readers = field(default_factory=Readers)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def took(self, product: Product, paths: Iterable[str], notes: Iterable[Note]) -> None:
        """A product was made."""
        self.paths[product] = tuple(paths)
        self.readers.note(product, notes)

    def due(self, makers: Sequence[Maker[Any]], old: TableNamed, new: TableNamed) -> list[tuple[Maker[Any], list[str]]]:
        """What is to be made for a new state: what is new, and what read something that is not as it was."""
        touched = self.readers.touched(old, new)
        return [(maker, list(self.due_of(maker, touched))) for maker in makers]

    def due_of(self, maker: Maker[Any], touched: set[Product]) -> Iterator[str]:
        """The keys of a maker that are new, or whose products were touched."""
        for key in self.keys_of(maker, touched):
            product = (maker.name, key)
            if product in touched or product not in self.paths:
                yield key

    def keys_of(self, maker: Maker[Any], touched: set[Product]) -> tuple[str, ...]:
        """The keys of a maker, told again only where what they are read from is not as it was."""
        product = (KEYS, maker.name)
        if maker.name not in self.keys or product in touched:
            with trace() as notes:
                self.keys[maker.name] = tuple(maker.keys())
            self.readers.note(product, essential(notes))
            touched.discard(product)
        return self.keys[maker.name]

    def forget_but(self, products: Mapping[Product, Any] | set[Product]) -> set[str]:
        """Let go of products that there are no longer. Returns the paths of theirs that no other product writes."""
        gone = {path for product in self.paths.keys() - set(products) for path in self.paths.pop(product)}
        return gone - {path for paths in self.paths.values() for path in paths} if gone else gone
