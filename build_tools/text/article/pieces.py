"""Cuts a text into pieces: lines without their bullets, wrapped lines joined again. Goes by marks and lengths alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BULLET = re.compile(r"(?:[•◦‣▪●■·*–—-]|\d{1,2}[.)]|\([a-z0-9]\))[ \t]{1,8}(?=\S)")
_REACH = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a wrapped paragraph: half-open offsets behind its bullet, and the first 600 letters of it."""

    start: int
    end: int
    bullet: bool
    text: str


def cut(text: str) -> Iterator[Piece]:
    """The pieces of the text in order; empty lines give none. Linear in the length."""
    raw = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    lines = [trimmed for trimmed in (_trimmed(text, *span) for span in raw) if trimmed]
    wrapped = _is_wrapped(text, lines)
    start = end = -1
    for line_start, line_end in lines:
        if wrapped and start >= 0 and _continues(text, end, line_start, line_end):
            end = line_end
            continue
        if start >= 0:
            yield _piece(text, start, end)
        start, end = line_start, line_end
    if start >= 0:
        yield _piece(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    line = text[start:end]
    stripped = line.strip()
    first = start + len(line) - len(line.lstrip())
    return (first, first + len(stripped)) if stripped else None


def _piece(text: str, start: int, end: int) -> Piece:
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    return Piece(begin, end, bullet is not None, text[begin : min(end, begin + _REACH)])


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines break where the next word would not have fitted: then a paragraph is several lines."""
    width = max((end - start for start, end in lines), default=0)
    inner = [pair for pair in zip(lines, lines[1:], strict=False) if _adjacent(text, *pair)]
    if width > 120 or len(inner) < 3:
        return False
    full = sum(1 for line, following in inner if _is_full(text, line, following, width))
    return full >= 0.75 * len(inner)


def _adjacent(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    between = text[line[1] : following[0]]
    return between.count("\n") == 1 and not _BULLET.match(text, following[0], following[1])


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width - 4


def _continues(text: str, end: int, line_start: int, line_end: int) -> bool:
    return text.count("\n", end, line_start) == 1 and not _BULLET.match(text, line_start, line_end)
