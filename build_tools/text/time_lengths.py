"""Lengths of time: units, numbers of units, and their TIMEX3 values. Knows no calendar and no context."""

from __future__ import annotations

from build_tools.text import numerals
from build_tools.text.time_grammar import known, listed


def unit_code(word: str) -> str:
    """The code of a unit, singular or plural."""
    plain = word.casefold()
    units = known("unit")
    return units.get(plain) or units.get(plain.removesuffix("s")) or units[plain.removesuffix("ies") + "y"]


def number_of(word: str) -> int | None:
    """The whole number a word says; None where it is vague (“a few”) or broken."""
    plain = word.casefold()
    if any(vague in plain for vague in listed("vague-number")):
        return None
    if plain in ("a", "an"):
        return 1
    found = numerals.value(plain)
    return int(found) if found is not None and found == int(found) else None


def duration_value(number_word: str, unit: str) -> str:
    """TIMEX3 value of a stretch: ``P3D``, ``PT72H``, ``PXM``."""
    found = numerals.value(number_word.casefold()) if number_of(number_word) is None else None
    number = number_of(number_word)
    if number is not None:
        count = str(number)
    else:
        count = numerals.plain(found) if found and "half" not in number_word.casefold() else "X"
    if unit == "2W":
        count, unit = (str(2 * number) if number else "X"), "W"
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"
