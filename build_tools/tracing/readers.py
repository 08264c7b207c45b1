"""What was made from which part of which table, and so has to be made again when that part changes. Knows no product."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from build_tools.tracing.differing import Comparing
from build_tools.tracing.notes import Note

Product = tuple[str, str]  # the name of its maker, and its key


@dataclass
class Readers:
    """By table and key: the products that read it. What a product once read and no longer does may stay: it is then made
    again for nothing, which changes no byte.
    """

    tables: dict[str, dict[Hashable, set[Product]]] = field(default_factory=dict)

    def note(self, product: Product, notes: Iterable[Note]) -> None:
        """A product was made, and read this."""
        for table, key in notes:
            self.tables.setdefault(table, {}).setdefault(key, set()).add(product)

    def touched(self, old: Callable[[str], Any], new: Callable[[str], Any]) -> set[Product]:
        """The products that read what is not as it was. ``old`` and ``new`` give a table by its name."""
        comparing = Comparing()
        found: set[Product] = set()
        for table, keys in self.tables.items():
            for key in comparing.differing(old(table), new(table), keys):
                found |= keys[key]
        return found
