"""The search index in parts: of each of its blocks it is noted what it was made from, and all is kept for the next build.

In a full build the blocks are read by all processes, each for itself; what they say lies on the disk until the index is
put together, by a process that needs no record for it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools.making.maker import Maker
from build_tools.publication import Publication
from build_tools.search.keeping import Keeping
from build_tools.search.kept import Vault
from build_tools.search.reading import Reading
from build_tools.search.shelf import Shelf

BLOCKS = "search blocks"  # the family of which each product is the reading of a block
Around = Callable[[Maker[Any]], Maker[Any]]


def keeping(publication: Publication, vault: Vault, around: Around, written: Callable[[str], bytes | None]) -> Keeping:
    """The index, of whose blocks each is read as ``around`` has it; ``written``: a file of it as it lies."""
    shelf = publication.search
    blocks = around(_blocks(shelf))

    def read(key: str) -> Any:
        (reading,) = blocks.make(key)
        return reading

    return Keeping(shelf, vault, written=written, read=read)


def _blocks(shelf: Shelf) -> Maker[Reading]:
    return Maker(BLOCKS, lambda: tuple(shelf.blocks.by_key), lambda key: (shelf.read(key),))


@dataclass(frozen=True)
class ReadAhead:
    """The blocks of a publication, read one by one before the index is put together; they lie in ``folder`` meanwhile."""

    publication: Publication
    folder: Path

    def blocks(self, around: Around) -> Maker[tuple[str, bytes]]:
        """Who reads them; no file of the site comes of it."""
        plain = _blocks(self.publication.search)
        noted = around(plain)

        def read(key: str) -> tuple[()]:
            (reading,) = noted.make(key)
            self._place(key).write_bytes(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL))
            return ()

        return Maker(BLOCKS, plain.keys, read)

    def index(self, maker: Maker[Any], vault: Vault) -> Maker[tuple[str, bytes]]:
        """The maker of the index when all are read: the same files, and then it is kept."""

        def made(_: str) -> Iterator[tuple[str, bytes]]:
            index = Keeping(self.publication.search, vault, written=lambda path: None, read=self._reading)
            yield from index.anew()
            index.keep()

        return Maker(maker.name, maker.keys, made, maker.is_long, maker.folder)

    def _reading(self, key: str) -> Reading:
        found: Reading = pickle.loads(self._place(key).read_bytes())
        return found

    def _place(self, key: str) -> Path:
        return self.folder / f"{self.publication.search.blocks.numbers[key]}.block"
