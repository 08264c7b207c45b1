"""A mapping whose values are made when they are asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Value]):
    """A value that ``make`` will give; ``card``: what is known of it before; ``lender``: who else has it under the same key."""

    make: Callable[[], Value]
    card: Any = None
    lender: Lazily[Value] | None = None


class Lazily(Mapping[str, Value]):
    """Values by key, some of which wait to be asked for."""

    def __init__(self, values: Mapping[str, Value | Waiting[Value]]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: str) -> Value:
        value = self._values[key]
        if isinstance(value, Waiting):
            value = self._values[key] = value.make()
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def values(self) -> ValuesView[Value]:
        """All of them, made now."""
        return self._made().values()

    def items(self) -> ItemsView[str, Value]:
        """All of them with their keys, made now."""
        return self._made().items()

    def card(self, key: str) -> Any:
        """What is known of a value that waits; None where it is there."""
        value = self._values[key]
        return value.card if isinstance(value, Waiting) else None

    def lent(self, key: str) -> Value | Waiting[Value]:
        """A value for another such mapping: made once for both."""
        value = self._values[key]
        return Waiting(partial(self.__getitem__, key), value.card, self) if isinstance(value, Waiting) else value

    def is_same(self, key: str, other: Lazily[Value]) -> bool:
        """Whether both hold one and the same value under a key, as far as can be told without making it."""
        mine, theirs = self._values.get(key), other._values.get(key)
        if mine is theirs:
            return mine is not None
        return any(isinstance(one, Waiting) and one.lender is lender for one, lender in ((mine, other), (theirs, self)))

    def _made(self) -> dict[str, Value]:
        for key, value in self._values.items():
            if isinstance(value, Waiting):
                self._values[key] = value.make()
        return cast(dict[str, Value], self._values)


def held(mapping: Mapping[str, Value]) -> Mapping[str, Value]:
    """What a table holds, to be looked at without being read."""
    inside = getattr(mapping, "held", mapping)
    return cast(Mapping[str, Value], inside)


def same_keys(one: Mapping[str, Value], other: Mapping[str, Value]) -> set[str]:
    """The keys under which both hold one and the same value, as far as can be told without making any."""
    one, other = held(one), held(other)
    if isinstance(one, Lazily) and isinstance(other, Lazily):
        return {key for key in one if one.is_same(key, other)}
    if isinstance(one, Lazily) or isinstance(other, Lazily):
        return set()
    return {key for key, value in one.items() if other.get(key) is value}


def also(first: Mapping[str, Value], more: Mapping[str, Value | Waiting[Value]]) -> Mapping[str, Value]:
    """What is there first, with others that stand in the place of those of the same key; plain where none of them waits."""
    if isinstance(first, Lazily):
        return Lazily({**{key: Waiting(partial(first.__getitem__, key)) for key in first}, **more})
    both = {**first, **more}
    return (
        Lazily(both) if any(isinstance(value, Waiting) for value in more.values()) else cast(Mapping[str, Value], both)
    )
