"""A list in numbered parts, each on a page of its own: the first keeps the old address. Knows neither records nor HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
_AROUND = 3  # pages named on each side of the one at hand
_MOST_NAMED = 12  # pages up to which all are named


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One page of a list. ``number`` counts from 1 to ``of``; ``first``: how many items stand before it.

    ``further``: the addresses of the parts after the first, with ``{}`` for the number."""

    address: str
    number: int
    of: int
    first: int
    items: tuple[Item, ...]
    total: int
    first_address: str
    further: str

    def at(self, number: int) -> str:
        """The address of another part."""
        return self.further.format(number) if number > 1 else self.first_address

    @property
    def named(self) -> Iterator[tuple[int, str]]:
        """The pages that are named on this one, by number and address: all where they are few, else ends and neighbours."""
        for number in range(1, self.of + 1):
            near = abs(number - self.number) <= _AROUND or number in (1, self.of)
            if near or self.of <= _MOST_NAMED:
                yield number, self.at(number)

    @property
    def before(self) -> str:
        """The address of the page before; empty on the first one."""
        return self.at(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after; empty on the last one."""
        return self.at(self.number + 1) if self.number < self.of else ""


def parts(items: Sequence[Item], first: str, *, most: int, further: str = "") -> list[Part[Item]]:
    """A list in parts of at most ``most``, at least one of them: ``questions/dead.html``, then ``questions/dead/2.html``."""
    starts = range(0, max(len(items), 1), most)
    pattern = further or first.removesuffix(".html") + "/{}.html"
    return [
        Part(
            address=pattern.format(number) if number > 1 else first,
            number=number,
            of=len(starts),
            first=start,
            items=tuple(items[start : start + most]),
            total=len(items),
            first_address=first,
            further=pattern,
        )
        for number, start in enumerate(starts, start=1)
    ]
