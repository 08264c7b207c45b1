"""A value as JSON on one line, for every format that tells a line a thing. Knows no record."""

from __future__ import annotations

import json
from typing import Any

# What other readers than those of JSON take for the end of a line, and JSON leaves as it is.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def line(value: Any) -> bytes:
    """One line without its end. A lone surrogate is spelt as JSON spells it."""
    text = _ENCODER.encode(value)
    if "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = text.translate(_LINE_ENDS)
    return text.encode(errors="backslashreplace")
