"""Whose a value is: what stands in a record held against what the reader had proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.explain.account import BROUGHT, CHANGED, DELETED, MACHINE, PERSON, Value, Words


def values_of(
    held: Mapping[str, Any],
    proposed: Mapping[str, Any] | None,
    *,
    why: Mapping[str, tuple[str, ...]],
    words: Mapping[str, tuple[Words, ...]],
    brought_by: str = "",
) -> Iterator[Value]:
    """Every field that a record has or was proposed to have. ``proposed`` None: a person wrote it all.

    The reasons and words are those of the reader; a value that a person wrote has none. ``brought_by``: the file that
    proposed it, where it was not the reader.
    """
    base = proposed or {}
    for key in dict.fromkeys([*held, *base]):
        origin = _origin(key, held, base)
        reasons = why.get(key, ()) if origin != PERSON else ()
        was = base.get(key) if origin in (CHANGED, DELETED) else None
        found = words.get(key, ()) if origin != PERSON else ()
        shown = BROUGHT if brought_by and origin == MACHINE else origin
        yield Value(key, held.get(key), shown, was, reasons, found, brought_by or "the reader")


def _origin(key: str, held: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    if key not in base:
        return PERSON
    if key not in held:
        return DELETED
    return MACHINE if held[key] == base[key] else CHANGED
