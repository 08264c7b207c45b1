"""Model records as plain values and as the text of a new file, in the key order and quoting of DESIGN.md § 3."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any

from build_tools.model import Alias, Claim, Quantity, Record, Role, SetAside, Translation, Unnamed
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
}


def plain(record: Record) -> dict[str, Plain]:
    """The front matter of a record as strings, lists and dicts: only what differs from the defaults, in schema order."""
    return _fields_of(record)


def plain_claim(claim: Claim) -> dict[str, Plain]:
    """One claim as it stands in an entry's front matter."""
    return _fields_of(claim)


def _fields_of(value: Any) -> dict[str, Plain]:
    written: dict[str, Plain] = {}
    for name, attribute, required, default in _keys_of(type(value)):  # type: ignore[arg-type]
        held = getattr(value, attribute)
        if held and held != default or required:
            written[name] = held if type(held) is str else _plain(held)
    return written


@lru_cache(maxsize=64)
def _keys_of(kind: Hashable) -> tuple[tuple[str, str, bool, Any], ...]:
    """Of each key of a kind: its name, the attribute that holds it, whether it has to be there, and its default."""
    assert isinstance(kind, type)
    defaults = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    keys = _SHAPES[kind].keys.items()
    return tuple((name, key.attribute or name, key.required, defaults.get(key.attribute or name)) for name, key in keys)


def _plain(value: Any) -> Plain:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return OneLine({str(key): _plain(item) for key, item in value.items()})
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Quantity):
        return OneLine(_fields_of(value))
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
