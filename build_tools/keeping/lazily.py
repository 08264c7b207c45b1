"""A mapping whose values are made when they are asked for, and then kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Waiting(Generic[Value]):
    """A value that ``make`` will give."""

    make: Callable[[], Value]


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


def also(held: Mapping[str, Value], more: Mapping[str, Value | Waiting[Value]]) -> Mapping[str, Value]:
    """What is held, with others that stand in the place of those of the same key; plain where none of them waits."""
    if isinstance(held, Lazily):
        return Lazily({**{key: Waiting(partial(held.__getitem__, key)) for key in held}, **more})
    both = {**held, **more}
    return Lazily(both) if any(isinstance(value, Waiting) for value in more.values()) else both  # type: ignore[return-value]
