"""Which tables there are, and what each column holds, of which type, pointing where: ``columns.tsv``, read. Knows no row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.text.tables import rows

_COLUMNS = Path(__file__).with_name("columns.tsv")
_REFERENCE = re.compile(r"-> (?P<table>\w+)\.(?P<column>\w+)")
SUFFIX = ".csv"
_WRITTEN_BY_PEOPLE = ("text", "edtf", "list", "object")
# The tables of records and of their links; other tables are the same told in another layout.
TABLES = (
    *("entries", "claims", "sources", "actors", "places", "questions", "answers", "contradictions", "types"),
    *("entry_actors", "entry_places", "entry_related", "claim_via", "claim_quantities"),
    *("actor_aliases", "actor_roles", "place_aliases"),
)

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a foreign key points: a table (without its suffix) and its column."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``type`` as columns.tsv says; ``is_text``: whether people or sources wrote what stands in it, so that it
    may begin with anything at all.
    """

    name: str
    type: str
    is_primary: bool
    is_filled: bool
    refers_to: Reference | None
    is_text: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its name without suffix, its columns in their order, and their names."""

    name: str
    columns: tuple[Column, ...]
    names: frozenset[str]

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that tell one row from all others; empty where none are named."""
        return tuple(column.name for column in self.columns if column.is_primary)


@cache
def layouts() -> Mapping[str, Layout]:
    """Every table by its name without suffix, in the order of columns.tsv."""
    found: dict[str, list[Column]] = {}
    for file, name, type, key, meaning in rows(_COLUMNS):
        found.setdefault(file.removesuffix(SUFFIX), []).append(_column(name, type, key, meaning))
    return {
        name: Layout(name, tuple(columns), frozenset(one.name for one in columns)) for name, columns in found.items()
    }


def _column(name: str, type: str, key: str, meaning: str) -> Column:
    reference = _REFERENCE.search(key)
    return Column(
        name,
        type,
        "primary" in key,
        "filled" in key or "primary" in key,
        Reference(reference["table"], reference["column"]) if reference else None,
        type in _WRITTEN_BY_PEOPLE,
        meaning,
    )
