"""Whether two values are the same for whoever reads them, to the order of their parts. Errs on the side of a difference.

Equality would not do: mappings are equal whatever their order, and some dataclasses leave out of it what pages show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from operator import attrgetter, is_
from typing import Any

from build_tools.tracing.notes import Part
from build_tools.tracing.records import Followed
from build_tools.tracing.table import Table

_PLAIN = (str, bytes, int, float, Decimal, Fraction, dt.date, dt.time, dt.timedelta, Enum)


@dataclass
class Comparing:
    """One comparison of an old state with a new one: two objects that were held against each other are not again."""

    _known: dict[tuple[int, int], tuple[bool, Any, Any]] = field(default_factory=dict)

    def differing(self, old: Any, new: Any, noted: Collection[Hashable]) -> list[Hashable]:
        """Those of the noted keys (and Parts) of a table at which it is not what it was."""
        if not (isinstance(old, Table) and isinstance(new, Table)):
            return [] if self.same(old, new) else list(noted)
        before, now = old.held, new.held
        if before is now:
            return []
        return [
            key
            for key in noted
            if (self._differs_in(key, before, now) if isinstance(key, Part) else self._differs_at(key, before, now))
        ]

    def _differs_at(self, key: Any, before: Mapping[Any, Any], now: Mapping[Any, Any]) -> bool:
        if key not in before or key not in now:
            return (key in before) != (key in now)
        return not self.same(before[key], now[key])

    def _differs_in(self, part: Part, before: Mapping[Any, Any], now: Mapping[Any, Any]) -> bool:
        if part is Part.COUNT:
            return len(before) != len(now)
        if not self._all(before, now):
            return True
        return part is Part.VALUES and not self._all(before.values(), now.values())

    def same(self, first: Any, second: Any) -> bool:
        """Whether nobody who reads them can tell one from the other."""
        if first is second:
            return True
        if type(first) is not type(second):
            return False
        if isinstance(first, Followed):
            return bool(first.id == second.id)  # type: ignore[attr-defined]
        if isinstance(first, _PLAIN):
            return bool(first == second)
        if isinstance(first, tuple | list):
            return self._all(first, second)
        pair = id(first), id(second)
        if pair not in self._known:
            self._known[pair] = self._look(first, second), first, second  # held, or another could get their numbers
        return self._known[pair][0]

    def _look(self, first: Any, second: Any) -> bool:
        if isinstance(first, Mapping):
            return self._all(first, second) and self._all(first.values(), second.values())
        if is_dataclass(first):
            values = _values(type(first))
            return self._all(values(first), values(second))
        if isinstance(first, set | frozenset):
            return first == second and all(isinstance(one, _PLAIN) for one in first)
        return False

    def _all(self, first: Collection[Any], second: Collection[Any]) -> bool:
        if len(first) != len(second):
            return False
        return all(map(is_, first, second)) or all(map(self.same, first, second))


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """How the values of a dataclass's fields are got."""
    names = [one.name for one in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda held: tuple(getattr(held, name) for name in names)


def text_of(key: Hashable) -> str:
    """A key in letters: two keys have the same if they are equal. Raises TypeError for a kind that no table has."""
    if isinstance(key, Part):
        return f"*{key.value}"
    if isinstance(key, str):
        return f"={key}"
    if isinstance(key, tuple):
        return f"({_joined(key)})"
    if is_dataclass(key) and not isinstance(key, type):
        return f"{type(key).__name__}({_joined(getattr(key, one.name) for one in fields(key) if one.compare)})"
    if isinstance(key, int | dt.date):
        return f"{type(key).__name__}={key}"
    raise TypeError(f"no key of a table: {key!r}")


def _joined(parts: Iterable[Hashable]) -> str:
    return ",".join(f"{len(text)}:{text}" for text in map(text_of, parts))
