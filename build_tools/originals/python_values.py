"""Values as Python prints them, read without running anything: auto-archiver writes whole records into cells that way."""

from __future__ import annotations

import ast
import datetime as dt
from typing import Any

_LONGEST = 2_000_000  # characters
_MOMENTS = {"datetime.datetime": dt.datetime, "datetime.date": dt.date, "datetime.timedelta": dt.timedelta}


class NotAValue(ValueError):
    """The text is none of the plain values that are read here."""


def value_of(text: str) -> Any:
    """Strings, numbers, lists, mappings, dates and times. Raises NotAValue for anything else."""
    if len(text) > _LONGEST:
        raise NotAValue("it is longer than two million characters")
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise NotAValue(f"it is no list of plain values ({type(error).__name__})") from None


def _value(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value):
            return value
        case ast.List(elts) | ast.Tuple(elts) | ast.Set(elts):
            return [_value(one) for one in elts]
        case ast.Dict(keys, values):
            return {str(_value(key)): _value(value) for key, value in zip(keys, values, strict=True) if key}
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)):
            return -value
        case ast.Call(func, args, keywords) if ast.unparse(func) in _MOMENTS:
            given = {one.arg: _value(one.value) for one in keywords if one.arg}
            return _MOMENTS[ast.unparse(func)](*map(_value, args), **given)
        case ast.Call(func, [difference]) if ast.unparse(func) == "datetime.timezone":
            return dt.timezone(_value(difference))
        case ast.Attribute() if ast.unparse(node) == "datetime.timezone.utc":
            return dt.UTC
    raise NotAValue(f"it holds {type(node).__name__}")
