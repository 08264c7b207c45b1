"""How the index lies on disk: lists of numbers as letters, ordered words cut into files of one size. Knows no record.

Every file is a script that hands its data over (``__claimline_search__.part(key, data)``), since a page on
``file://`` may load scripts from beside it and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

FOLDER = "assets/search/"

# 90 printable letters that JSON writes as they are: the lower half ends a number, the upper half goes on.
_LETTERS = [chr(code) for code in range(35, 126) if chr(code) != "\\"]
_HALF = len(_LETTERS) // 2


def encode(numbers: Iterable[int]) -> str:
    """Rising numbers as the letters of their differences, in base 45: nearer ones take fewer letters."""
    letters, before = [], 0
    for number in numbers:
        gap, before = number - before, number
        letters.append(_SHORT[gap] if gap < len(_SHORT) else _spelt(gap))
    return "".join(letters)


def _spelt(gap: int) -> str:
    last = _LETTERS[gap % _HALF]
    while gap := gap // _HALF:
        last = _LETTERS[_HALF + gap % _HALF] + last
    return last


def spell(numbers: Iterable[int]) -> str:
    """Numbers in any order as letters, one after the other: smaller ones take fewer letters."""
    return "".join(_SHORT[number] if number < len(_SHORT) else _spelt(number) for number in numbers)


def steps(numbers: Iterable[int]) -> Iterator[int]:
    """Numbers as their differences, made positive: even for a step up, odd for a step down."""
    before = 0
    for number in numbers:
        step, before = number - before, number
        yield 2 * step if step >= 0 else -2 * step - 1


_SHORT = tuple(_spelt(gap) for gap in range(_HALF * _HALF))


def script(key: str, data: object) -> bytes:
    """A script file that hands over ``data`` under ``key``."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line separators are no letters in the scripts of older browsers; what UTF-8 cannot hold is spelt out.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"__claimline_search__.part({json.dumps(key)},{text});\n".encode(errors="backslashreplace")


def browser_order(text: str) -> bytes:
    """Sort key: the order in which JavaScript compares strings (by UTF-16 units)."""
    return text.encode("utf-16-be", "surrogatepass")


def cut(items: Sequence[T], size: int, *, weigh: Callable[[T], int]) -> Iterator[Sequence[T]]:
    """The items in stretches of about ``size`` each, in their order."""
    start, weight = 0, 0
    for position, item in enumerate(items):
        if weight and weight + weigh(item) > size:
            yield items[start:position]
            start, weight = position, 0
        weight += weigh(item)
    if start < len(items):
        yield items[start:]
