"""Records and claims as plain data, field by field: every field that the model has, so that no change goes unsaid."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from build_tools.review.changes import FieldChange, Plain

_WHERE = frozenset({"id", "path", "body_line"})
_EMPTY_BEFORE = re.compile(r"\A(?:[ \t]*\n)+")
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


def changes_between(
    written: tuple[Any, Any], meant: tuple[Any, Any], *, without: Iterable[str] = ()
) -> tuple[FieldChange, ...]:
    """Each field in which two records or claims of one kind differ as they are ``meant``, renamed ids replaced, with its
    values as they are ``written``; not where they lie.
    """
    return tuple(_differing(written, meant, frozenset(without) | _WHERE))


def _differing(written: tuple[Any, Any], meant: tuple[Any, Any], left_out: frozenset[str]) -> Iterator[FieldChange]:
    for name in _fields_of(written[0]):
        if name not in left_out and _differ(*meant, name):
            was, now = (_held(one, name) for one in written)
            yield FieldChange(_key(name), plain(was), plain(now))


def _differ(one: Any, other: Any, name: str) -> bool:
    return bool(_held(one, name) != _held(other, name))


def _held(record: Any, name: str) -> Any:
    """Empty lines around prose mean nothing; the blanks that its first line begins with may make code of it."""
    return _EMPTY_BEFORE.sub("", record.body).rstrip() if name == "body" else getattr(record, name)


def _fields_of(value: Any) -> tuple[str, ...]:
    return _names(type(value))  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)  # type: ignore[arg-type]


def _key(name: str) -> str:
    return _AS_WRITTEN.get(name, name)
