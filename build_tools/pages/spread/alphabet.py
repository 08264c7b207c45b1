"""Records by the letters with which their names begin, whatever the accents. Knows names only."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

Record = TypeVar("Record")
OTHER = "#"  # what begins with no letter


def by_letter(records: Iterable[Record], name_of: Callable[[Record], str]) -> dict[str, list[Record]]:
    """By the capital first letter, in the order of the alphabet; of equal names in the order given."""
    letters: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda one: folded(name_of(one))):
        letters.setdefault(letter(name_of(record)), []).append(record)
    return letters


def letter(name: str) -> str:
    """The letter under which a name stands, OTHER where it begins with none."""
    first = folded(name)[:1].upper()
    return first if first.isalpha() else OTHER


def folded(name: str) -> str:
    """A name without accents, for its place in the alphabet."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def in_address(letter: str) -> str:
    """A letter as part of an address, in the signs that every host takes: ``a``, ``u416`` for Ж, ``other``."""
    if letter == OTHER:
        return "other"
    return letter.lower() if letter.isascii() else "-".join(f"u{ord(one):x}" for one in letter)
