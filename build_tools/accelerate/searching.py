"""The search index in parts: of each of its blocks it is noted what it was made from, and all is kept for the next build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from build_tools.making.maker import Maker
from build_tools.publication import Publication
from build_tools.search.keeping import Keeping
from build_tools.search.kept import Vault

BLOCKS = "search blocks"  # the family of which each product is the reading of a block
Around = Callable[[Maker[Any]], Maker[Any]]


def keeping(publication: Publication, vault: Vault, around: Around, written: Callable[[str], bytes | None]) -> Keeping:
    """The index, of whose blocks each is read as ``around`` has it; ``written``: a file of it as it lies."""
    shelf = publication.search
    blocks = around(Maker(BLOCKS, lambda: tuple(shelf.blocks.by_key), lambda key: (shelf.read(key),)))

    def read(key: str) -> Any:
        (reading,) = blocks.make(key)
        return reading

    return Keeping(shelf, vault, written=written, read=read)


def kept_anew(maker: Maker[Any], publication: Publication, vault: Vault, around: Around) -> Maker[Any]:
    """The maker of the index: the same files, and then it is kept."""

    def made(_: str) -> Iterator[tuple[str, bytes]]:
        index = keeping(publication, vault, around, lambda path: None)
        yield from index.anew()
        index.keep()

    return Maker(maker.name, maker.keys, made, maker.is_long, maker.folder)
