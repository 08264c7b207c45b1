"""Which product stands at an address, found without making them all: what a page's address ends in is the key of its maker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from build_tools.making.maker import ALONE, Maker
from build_tools.pages.page import Page

_PARTS = re.compile(r"[/-]")


class Finder:
    """The pages of some makers, by their addresses. A page that was found is made, and nothing of it is kept."""

    def __init__(self, makers: Callable[[], Sequence[Maker[Page]]]) -> None:
        self._given = makers
        self._known: dict[str, frozenset[str]] = {}

    def page(self, address: str) -> Page | None:
        """The page at an address; None where there is none."""
        for maker, key in self._candidates(address):
            found = next((page for page in maker.make(key) if page.address == address), None)
            if found:
                return found
        return None

    def _candidates(self, address: str) -> Iterator[tuple[Maker[Page], str]]:
        """The makers of the address's folder, and of their keys those with which it ends, or a page above it."""
        if maker := next((one for one in self._makers if one.name == address), None):
            yield maker, ALONE
        for maker in self._makers:
            if address.startswith(maker.folder):
                yield from ((maker, key) for key in _endings(address) if key in self._keys(maker))

    @cached_property
    def _makers(self) -> Sequence[Maker[Page]]:
        return self._given()

    def _keys(self, maker: Maker[Page]) -> frozenset[str]:
        if maker.name not in self._known:
            self._known[maker.name] = frozenset(maker.keys()) - {ALONE}
        return self._known[maker.name]


def _endings(address: str) -> Iterator[str]:
    """“actors/nato/2024.html” itself, “actors/nato/2024”, “nato/2024”, “2024”; then the same of “actors/nato.html” …"""
    yield address
    path = address.removesuffix(".html")
    while path:
        yield path
        yield from (path[found.end() :] for found in _PARTS.finditer(path))
        path = path.rpartition("/")[0]
        yield f"{path}.html"
