"""Statements of FollowTheMoney: that, by one dataset, an entity has a value. Knows no record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from build_tools.text import tables

_PROPERTIES = Path(__file__).with_name("properties.tsv")
_LONGEST = {"name": 384, "string": 1024, "text": 65_000, "address": 250, "url": 4096, "identifier": 64}
_SPOKEN = {"name", "string", "text", "address"}  # the types whose values are in some language
_BLANKS = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")


class Statement(NamedTuple):
    """``original``: the value as recorded, where it had to be changed; ``lang`` in three letters."""

    property: str
    value: str
    dataset: str
    lang: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """What is stated of one thing. ``origin``: the file in which a person recorded it."""

    id: str
    schema: str
    statements: tuple[Statement, ...]
    origin: str = ""

    @property
    def datasets(self) -> list[str]:
        """Those that know it."""
        return sorted({one.dataset for one in self.statements})


def says(dataset: str, property: str, *values: str, lang: str = "", original: str = "") -> Iterator[Statement]:
    """That the entity has these values, cleaned; what is empty, or no value of its type, is not stated."""
    kind = type_of(property)
    spoken = lang if kind in _SPOKEN else ""
    for value in values if len(values) == 1 else dict.fromkeys(values):
        if value and (kept := value if kind == "entity" else clean(value, kind)):
            yield Statement(property, kept, dataset, spoken, original if original != kept else "")


def type_of(property: str) -> str:
    """The type of a property's values."""
    return _types()[property]


@cache
def _types() -> dict[str, str]:
    return {name: kind for name, kind in tables.rows(_PROPERTIES)}


def clean(value: str, kind: str) -> str:
    """A value as its type wants it: without control characters, a name on one line, cut where it is too long."""
    if not value:
        return ""
    kept = _CONTROLS.sub(" ", str(value))
    if kind in ("name", "address"):
        kept = _BLANKS.sub(" ", kept)
    if kind == "url" and not _WEB.fullmatch(kept.strip()):
        return ""
    return kept.strip()[: _LONGEST.get(kind, len(kept))].strip()
