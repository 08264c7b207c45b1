"""Model records as plain values and as the text of a new file, in the key order and quoting of DESIGN.md § 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from build_tools.model import Alias, Claim, Quantity, Record, Role, SetAside, Translation, Unnamed
from build_tools.records import readers, schema
from build_tools.records.emit_yaml import OneLine, Plain, as_yaml, in_flow

__all__ = ["Plain", "as_yaml", "in_flow", "plain", "plain_claim", "scalar", "text_of"]


def plain(record: Record) -> dict[str, Plain]:
    """The front matter of a record as strings, lists and dicts: only what differs from the defaults, in schema order."""
    return _by_shape(record, schema.SHAPES[type(record)])


def plain_claim(claim: Claim) -> dict[str, Plain]:
    """One claim as it stands in an entry's front matter."""
    return _by_shape(claim, schema.CLAIM)


def _by_shape(value: Any, shape: readers.Shape) -> dict[str, Plain]:
    defaults, written = _defaults(type(value)), {}  # type: ignore[arg-type]
    for name, key in shape.keys.items():
        attribute = key.attribute or name
        held = getattr(value, attribute)
        if key.required or held and held != defaults.get(attribute):
            written[name] = _plain(held)
    return written


@cache
def _defaults(kind: type) -> Mapping[str, Any]:
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING}


_SHAPES: Mapping[type, readers.Shape] = {
    Claim: schema.CLAIM,
    Unnamed: schema.UNNAMED,
    Role: schema.ROLE,
    SetAside: schema.SET_ASIDE,
    Translation: schema.TRANSLATION,
}


def _plain(value: Any) -> Plain:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return OneLine({str(key): _plain(item) for key, item in value.items()})
    if isinstance(value, Quantity):
        return OneLine(_by_shape(value, schema.QUANTITY))
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Alias):
        only_name = not (value.lang or value.note)
        return str(value.name) if only_name else _by_shape(value, schema.ALIAS)
    return _by_shape(value, _SHAPES[type(value)])


def text_of(record: Record) -> str:
    """The whole file of a new record."""
    body = f"\n{record.body.strip()}\n" if record.body.strip() else ""
    return f"---\n{as_yaml(plain(record))}---\n{body}"


def scalar(value: str) -> str:
    """One value as it may stand behind ``key: ``, quoted where it must be, on one line."""
    return in_flow(value)
