"""Lengths of time: units, numbers of units, and their TIMEX3 values. Knows no calendar and no context."""

from __future__ import annotations

import re

from build_tools.text import numerals
from build_tools.text.times.grammar import known, listed

_HALF = re.compile(r"(\d+)[ -]1/2")
_AND_A_HALF = re.compile(r"[ -]and[ -]a[ -]half\Z", re.IGNORECASE)
_HALVES = {"Y": "6M", "D": "T12H", "TH": "30M", "TM": "30S", "DE": "5Y", "CE": "50Y"}


def unit_code(word: str) -> str:
    """The code of a unit, singular or plural."""
    plain = word.casefold()
    units = known("unit")
    return units.get(plain) or units.get(plain.removesuffix("s")) or units[plain.removesuffix("ies") + "y"]


def number_of(word: str) -> int | None:
    """The whole number a word says; None where it is vague (“a few”) or broken."""
    plain = word.casefold()
    if plain.startswith(("a couple", "couple")):
        return 2
    if plain in ("a", "an"):
        return 1
    if plain.split()[-1] in listed("vague-number") or "half" in plain or plain.endswith(" of"):
        return None
    found = numerals.value(plain)
    return int(found) if found is not None and found == int(found) else None


def duration_value(number_word: str, unit: str, *, half: bool = False) -> str:
    """TIMEX3 value of a stretch: ``P3D``, ``PT72H``, ``PXM``; decades as years. ``half``: “and a half” follows."""
    whole = _AND_A_HALF.sub("", number_word)
    number_word, half = whole, half or whole != number_word
    halves = _HALF.fullmatch(number_word)
    number = int(halves[1]) if halves else number_of(number_word)
    if (halves or half) and number is not None and unit in _HALVES:
        return _length(str(number), unit) + _HALVES[unit]
    if number_word.casefold().endswith(("half", "half a", "half an")) and unit in _HALVES:
        return f"P{_HALVES[unit]}" if unit not in ("TH", "TM") else f"PT{_HALVES[unit]}"
    return _length(_count(number_word, number), unit)


def _count(word: str, number: int | None) -> str:
    if number is not None:
        return str(number)
    broken = numerals.value(word.casefold()) if word[0].isdigit() else None
    return numerals.plain(broken) if broken is not None else "X"


def _length(count: str, unit: str) -> str:
    if unit in ("2W", "DE", "CE") and count.isdigit():
        times, unit = {"2W": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y")}[unit]
        count = str(int(count) * times)
    unit = {"2W": "W"}.get(unit, unit)
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"
