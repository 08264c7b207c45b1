"""Which product stands at an address, found without making them all: what a page's address ends in is the key of its maker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from build_tools.making.maker import ALONE, Maker
from build_tools.pages.page import Page

_PARTS = re.compile(r"[/-]")


class Finder:
    """The pages of some makers, by their addresses. A page that was found is made, and nothing else is kept."""

    def __init__(self, makers: Callable[[], Sequence[Maker[Page]]]) -> None:
        self._makers = makers

    def page(self, address: str) -> Page | None:
        """The page at an address; None where there is none."""
        for maker, key in self._candidates(address):
            found = next((page for page in maker.make(key) if page.address == address), None)
            if found:
                return found
        return None

    def _candidates(self, address: str) -> Iterator[tuple[Maker[Page], str]]:
        """Makers that know a key with which the address ends, or that of a page above it, the longest such keys first."""
        if maker := self._alone.get(address):
            yield maker, ALONE
        for key in _keys(address):
            yield from ((maker, key) for maker, keys in self._keyed if key in keys)

    @cached_property
    def _alone(self) -> dict[str, Maker[Page]]:
        return {maker.name: maker for maker in self._makers()}

    @cached_property
    def _keyed(self) -> list[tuple[Maker[Page], frozenset[str]]]:
        return [(maker, frozenset(maker.keys()) - {ALONE}) for maker in self._makers()]


def _keys(address: str) -> Iterator[str]:
    """What may be a key: “actors/nato/2024.html” itself, “actors/nato/2024”, “nato/2024”, “2024”; then “actors/nato” …"""
    yield address
    path = address.removesuffix(".html")
    while path:
        yield path
        yield from (path[found.end() :] for found in _PARTS.finditer(path))
        yield f"{path}.html"
        path = path.rpartition("/")[0]
