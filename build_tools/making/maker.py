"""A family of products, each made by its key alone: in any order, in any process. Knows nothing of what is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

Made = TypeVar("Made")
Other = TypeVar("Other")
ALONE = ""  # the key of a family of one


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Noun = TypeVar("Noun", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Maker(Generic[Made]):
    """``name`` is its own among all makers of a site. ``keys`` (ids, months, letters …) cost next to nothing to tell and
    come in the order of the site. ``make`` gives what belongs to one key; it depends on that key and on tables of the
    corpus, and on nothing that another key has left behind. ``is_long``: one key alone takes long, so it is begun early.
    ``folder``: all that the family makes lies there.
    """

    name: str
    keys: Callable[[], Iterable[str]]
    make: Callable[[str], Iterable[Made]]
    is_long: bool = False
    folder: str = ""

    def all(self) -> Iterator[Made]:
        """What belongs to all keys, in their order."""
        for key in self.keys():
            yield from self.make(key)

    def then(self, finish: Callable[[Made], Other]) -> Maker[Other]:
        """The same family with something done to each product."""
        return Maker(self.name, self.keys, lambda key: map(finish, self.make(key)), self.is_long, self.folder)


def alone(name: str, make: Callable[[], Made], *, is_long: bool = False) -> Maker[Made]:
    """A family of a single product; that of a page is named by where the page stands."""
    return Maker(name, lambda: (ALONE,), lambda _: (make(),), is_long)


def each(
    name: str, records: Mapping[str, Noun], make: Callable[[Noun], Iterable[Made]], *, folder: str = ""
) -> Maker[Made]:
    """A family with what belongs to each of these records, by its id."""
    return Maker(name, lambda: tuple(records), lambda key: make(records[key]), folder=folder)


def all_made(makers: Iterable[Maker[Any]]) -> Iterator[Any]:
    """Everything that makers make, in their order."""
    for maker in makers:
        yield from maker.all()
