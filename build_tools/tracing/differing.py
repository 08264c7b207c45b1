"""Whether two values are the same for whoever reads them, to the order of their parts. Errs on the side of a difference.

Equality would not do: mappings are equal whatever their order, and some dataclasses leave out of it what pages show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from operator import attrgetter, is_
from typing import Any

from build_tools.tracing.notes import Part
from build_tools.tracing.records import Fields, Followed, changed_records
from build_tools.tracing.table import Table

_PLAIN = (str, bytes, int, float, Decimal, Fraction, dt.date, dt.time, dt.timedelta, Enum)


@dataclass
class Comparing:
    """One comparison of an old state with a new one: two objects that were held against each other are not again."""

    _known: dict[tuple[int, int], tuple[bool, Any, Any]] = field(default_factory=dict)
    _changed: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    def differing(self, old: Any, new: Any) -> list[Hashable]:
        """The keys (and Parts) of a table at which it is not what it was; of anything else, all of it or nothing."""
        if not (isinstance(old, Table) and isinstance(new, Table)):
            return [] if self.same(old, new) else [Part.VALUES]
        before, now = old.held, new.held
        if before is now:
            return []
        if isinstance(before, Fields) and isinstance(now, Fields):
            return [id for id in self._others(before, now) if not self._is_same_field(id, before, now)]
        keys: list[Hashable] = [key for key in before if key not in now or not self.same(before[key], now[key])]
        keys += [key for key in now if key not in before]
        parts = [Part.VALUES] if keys else []
        if len(before) != len(now):
            parts.append(Part.COUNT)
        if not self._all([*before], [*now]):
            parts = [*parts, Part.KEYS] if keys else [Part.VALUES, Part.KEYS]
        return keys + parts

    def _others(self, before: Fields, now: Fields) -> set[str]:
        """The ids of records that may differ; looked for once for all fields."""
        pair = id(before.records), id(now.records)
        if pair not in self._changed:
            self._changed[pair] = changed_records(before.records, now.records)
        return self._changed[pair]

    def _is_same_field(self, id: str, before: Fields, now: Fields) -> bool:
        return id in before and id in now and self.same(before[id], now[id])

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
