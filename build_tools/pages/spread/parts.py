"""A list in numbered parts, each on a page of its own: the first keeps the old address. Knows neither records nor HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
_AROUND = 3  # pages named on each side of the one at hand
_MOST_NAMED = 12  # pages up to which all are named


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One page of a list. ``number`` counts from 1 to ``of``; ``first`` is how many items stand before it."""

    address: str
    number: int
    of: int
    first: int
    items: tuple[Item, ...]
    total: int
    stem: str

    @property
    def named(self) -> Iterator[tuple[int, str]]:
        """The pages that are named on this one, by number and address: all where they are few, else ends and neighbours."""
        for number in range(1, self.of + 1):
            near = abs(number - self.number) <= _AROUND or number in (1, self.of)
            if near or self.of <= _MOST_NAMED:
                yield number, address(self.stem, number)

    @property
    def before(self) -> str:
        """The address of the page before; empty on the first one."""
        return address(self.stem, self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after; empty on the last one."""
        return address(self.stem, self.number + 1) if self.number < self.of else ""


def address(first: str, number: int) -> str:
    """Where a part stands: ``questions/dead.html``, then ``questions/dead/2.html``."""
    if number == 1:
        return first
    stem = first.removesuffix(".html").removesuffix("/index")
    return f"{stem}/{number}.html"


def parts(items: Sequence[Item], first: str, *, most: int) -> list[Part[Item]]:
    """A list in parts of at most ``most``, at least one of them."""
    starts = range(0, max(len(items), 1), most)
    return [
        Part(address(first, number), number, len(starts), start, tuple(items[start : start + most]), len(items), first)
        for number, start in enumerate(starts, start=1)
    ]


def sized(items: Sequence[Item], first: str, *, most: int, size: Callable[[Item], int]) -> list[Part[Item]]:
    """The same where items differ much in size: of each part the sizes come to no more than ``most``, save of a single one."""
    groups: list[list[Item]] = [[]]
    room = most
    for item in items:
        if size(item) > room and groups[-1]:
            groups.append([])
            room = most
        groups[-1].append(item)
        room -= size(item)
    start, made = 0, []
    for number, group in enumerate(groups, start=1):
        made.append(Part(address(first, number), number, len(groups), start, tuple(group), len(items), first))
        start += len(group)
    return made
