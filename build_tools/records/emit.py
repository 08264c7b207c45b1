"""Model records as plain values and as the text of a new file, in the key order and quoting of DESIGN.md § 3."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from build_tools.model import Alias, Claim, Quantity, Record, Role, SetAside, Translation, Unnamed, Waiver
from build_tools.records import readers, schema
from build_tools.records.emit_yaml import OneLine, Plain, as_yaml, in_flow

__all__ = ["Plain", "as_yaml", "in_flow", "plain", "plain_claim", "scalar", "text_of"]


_SHAPES: Mapping[type, readers.Shape] = {
    **schema.SHAPES,
    Claim: schema.CLAIM,
    Unnamed: schema.UNNAMED,
    Role: schema.ROLE,
    SetAside: schema.SET_ASIDE,
    Translation: schema.TRANSLATION,
    Quantity: schema.QUANTITY,
    Alias: schema.ALIAS,
    Waiver: schema.WAIVER,
}


def plain(record: Record) -> dict[str, Plain]:
    """The front matter of a record as strings, lists and dicts: only what differs from the defaults, in schema order."""
    return _fields_of(record)


def plain_claim(claim: Claim) -> dict[str, Plain]:
    """One claim as it stands in an entry's front matter."""
    return _fields_of(claim)


def _fields_of(value: Any) -> dict[str, Plain]:
    keys, values_of = _keys_of(type(value))  # type: ignore[arg-type]
    return {
        name: held if type(held) is str else _plain(held)
        for (name, required, default), held in zip(keys, values_of(value), strict=True)
        if held and held != default or required
    }


@lru_cache(maxsize=64)
def _keys_of(kind: Hashable) -> tuple[tuple[tuple[str, bool, Any], ...], Callable[[Any], tuple[Any, ...]]]:
    """Of each key of a kind: its name, whether it has to be there, and its default; and what gets all their values."""
    assert isinstance(kind, type)
    defaults = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    keys = _SHAPES[kind].keys.items()
    attributes = [key.attribute or name for name, key in keys]
    return (
        tuple((name, key.required, defaults.get(key.attribute or name)) for name, key in keys),
        attrgetter(*attributes),
    )


def _plain(value: Any) -> Plain:
    kind = type(value)
    if kind is tuple or kind is list:
        return [held if type(held) is str else _plain(held) for held in value]
    if kind is Quantity:
        return OneLine(_fields_of(value))
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return OneLine({str(key): _plain(item) for key, item in value.items()})
    if isinstance(value, Alias) and not (value.lang or value.note):
        return str(value.name)
    return _fields_of(value)


def text_of(record: Record) -> str:
    """The whole file of a new record."""
    body = f"\n{record.body.strip()}\n" if record.body.strip() else ""
    return f"---\n{as_yaml(plain(record))}---\n{body}"


def scalar(value: str) -> str:
    """One value as it may stand behind ``key: ``, quoted where it must be, on one line."""
    return in_flow(value)
