"""Lengths of time as quantities of a claim (“for four years”). Reads TIMEX3 durations that date nothing themselves."""

from __future__ import annotations

import re

from build_tools.model import Quantity
from build_tools.text.times.find import TimeExpression

_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days", "TH": "hours", "TM": "minutes", "TS": "seconds"}
_VALUE = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_LEAD = 14  # characters before the duration in which a bound on it stands


def as_quantity(time: TimeExpression, text: str) -> Quantity | None:
    """The duration as a quantity; None where it is no plain number of one unit, or dates something itself."""
    found = _VALUE.fullmatch(time.value) if time.type == "DURATION" and not time.edtf else None
    if found is None:
        return None
    return Quantity(
        time.text, _sign(text[max(0, time.start - _LEAD) : time.start]) + found[2], _UNITS[found[1] + found[3]]
    )


_BOUND = re.compile(
    r"\b(?:(?P<least>at least|more than|over)|(?P<most>up to|at most|less than|under)|(?P<near>about|around|nearly|almost|roughly))\s\Z",
    re.I,
)
_SIGN = {"least": ">=", "most": "<=", "near": "~"}


def _sign(lead: str) -> str:
    """How the words before a number bound it."""
    found = _BOUND.search(lead)
    return _SIGN[found.lastgroup or ""] if found else ""
