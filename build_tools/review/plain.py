"""Records and claims as plain data, field by field: every field that the model has, so that no change goes unsaid."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from build_tools.review.changes import FieldChange, Plain

_WHERE = frozenset({"id", "path", "body_line"})
_AS_WRITTEN = {"since": "from", "words": "unnamed", "body": "prose"}  # what records call a field, where it differs


def plain(value: Any) -> Plain:
    """A value of the model as strings, lists and mappings with the keys that records have; nothing is an empty string."""
    if value is None:
        return ""
    if is_dataclass(value) and not isinstance(value, type):
        return {_key(name): plain(held) for name in _fields_of(value) if (held := getattr(value, name))}
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [plain(held) for held in value]
    return str(value)


def changes_between(before: Any, after: Any, *, without: Iterable[str] = ()) -> tuple[FieldChange, ...]:
    """Each field in which two records or claims of one kind differ, but not where they lie."""
    return tuple(_differing(before, after, frozenset(without) | _WHERE))


def _differing(before: Any, after: Any, left_out: frozenset[str]) -> Iterator[FieldChange]:
    for name in _fields_of(after):
        if name in left_out:
            continue
        was, now = getattr(before, name), getattr(after, name)
        if name == "body":
            was, now = was.strip(), now.strip()
        if was != now:
            yield FieldChange(_key(name), plain(was), plain(now))


def _fields_of(value: Any) -> tuple[str, ...]:
    return _names(type(value))  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)  # type: ignore[arg-type]


def _key(name: str) -> str:
    return _AS_WRITTEN.get(name, name)
