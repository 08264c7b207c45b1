"""What an answer stands for, as JSON: numbers, days, an option or words. Knows the value grammar's sets only."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from build_tools.values import DaySet, FreeText, NumberSet, Option, ValueSet


def value_as_json(value: ValueSet) -> dict[str, Any]:
    """``{"kind": "number" | "days" | "option" | "text", …}``; bounds are null where open."""
    if isinstance(value, NumberSet):
        bounds = {"low": number_as_json(value.low), "high": number_as_json(value.high)}
        return {"kind": "number", **bounds, "approximate": value.approximate, "total": number_as_json(value.total)}
    if isinstance(value, DaySet):
        first, last = (day.isoformat() if day else None for day in (value.first, value.last))
        return {"kind": "days", "first": first, "last": last}
    return {"kind": "option", "word": value.word} if isinstance(value, Option) else _words(value)


def _words(value: FreeText) -> dict[str, Any]:
    return {"kind": "text", "words": value.words}


def number_as_json(value: Fraction | None) -> int | float | None:
    """A whole number as it is, another as the nearest float; None where there is none, or it is beyond all floats."""
    if value is None:
        return None
    try:
        return int(value) if value.denominator == 1 else float(value)
    except OverflowError:
        return None
