"""Labels and meanings of the words that readers meet, from ``terms.tsv``. Knows no record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.text import tables

_TERMS = Path(__file__).with_name("terms.tsv")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the dossier with its meaning, for labels and for the glossary."""

    key: str
    label: str
    meaning: str


@cache
def terms(group: str) -> dict[str, Term]:
    """The terms of a group (``stance``, ``state``, ``status`` …) by key."""
    return {row[1]: Term(row[1], row[2], "".join(row[3:])) for row in tables.rows(_TERMS) if row[0] == group}


def term(group: str, key: str) -> Term:
    """One term; a key that the table does not know stands for itself."""
    return terms(group).get(key) or Term(key, str(key).replace("-", " ").capitalize(), "")


def counted(number: int | str, one: str, many: str = "") -> str:
    """“1 source”, “2 sources”, “12,000 claims”."""
    digits = f"{number:,}" if isinstance(number, int) else number
    return f"{digits} {one if digits == '1' else many or one + 's'}"
