"""JSON whose values know their line and column; one value a line (JSON Lines), or one for the whole file. No schema.

Read with the standard library; where a value stands is looked up only when somebody asks. Files are hostile: a line that
is too long, nests without end or repeats a key is a problem with its place, and the lines behind it still count.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from build_tools.brought.brought_claim import BROKEN, Spot
from build_tools.problems import Location, Problem

LONGEST_LINE = 16_000_000  # bytes: a book with everything said in it
LARGEST_FILE = 256_000_000
_BLANK = " \t\r\n"
_SHOWN = 60

Key = str | int


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for at, key in enumerate(keys) if key in keys[:at]))
    return made


class _Twice(ValueError):
    """A key stands twice in one object."""


def _no_number(written: str) -> Any:
    raise ValueError(f"{written} is no number in JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)
_SKIMMER = json.JSONDecoder()


@dataclass(frozen=True)
class Text:
    """A stretch of a file's text; ``line`` is the number of its first one."""

    name: str
    text: str
    line: int = 1

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def location(self, at: int) -> Location:
        """Line and column of a character."""
        number = bisect_right(self._starts, at) - 1
        return Location(self.name, self.line + number, at - self._starts[number] + 1)

    def skip(self, at: int) -> int:
        """The next character that is not blank."""
        while at < len(self.text) and self.text[at] in _BLANK:
            at += 1
        return at


@dataclass(frozen=True)
class Node:
    """A value of JSON with its way from the root: ``$.target.selector[0]``."""

    held: Any
    text: Text
    start: int
    way: tuple[Key, ...] = ()
    root: tuple[Key, ...] = ()

    def spot(self, *keys: Key) -> Spot:
        """Where a value below this one stands, as far as it is there; its nearest holder if not."""
        at, found = self.start, list(self.root + self.way)
        for key in self.way:
            at = _below(self.text, at, key)
        for key in keys:
            below = _below(self.text, at, key)
            if below < 0:
                break
            at = below
            found.append(key)
        return Spot(self.text.location(at), way_in_words(found))

    def below(self, key: Key) -> Node:
        """The value under a key or at a place in a list."""
        return Node(self.held[key], self.text, self.start, (*self.way, key), self.root)

    def items(self) -> Iterator[Node]:
        """The items of a list; each knows where it begins, so that a long list is not walked through again and again."""
        at = self.start
        for key in self.way:
            at = _below(self.text, at, key)
        for (index, start), held in zip(_members(self.text, at), self.held, strict=True):
            yield Node(held, self.text, start, (), (*self.root, *self.way, index))


def way_in_words(keys: list[Key]) -> str:
    """``$.rows[3].target``."""
    return "$" + "".join(f"[{key}]" if isinstance(key, int) else f".{key[:_SHOWN]}" for key in keys)


def _below(text: Text, start: int, key: Key) -> int:
    return next((at for name, at in _members(text, start) if name == key), -1)


def _members(text: Text, start: int) -> Iterator[tuple[Key, int]]:
    """Keys or numbers of an object's or list's members, and where their values begin. The text has been read before."""
    kind, at, number = text.text[start : start + 1], text.skip(start + 1), 0
    while kind in ("{", "[") and text.text[at : at + 1] not in ("}", "]", ""):
        name: Key = number
        if kind == "{":
            name, at = _SKIMMER.raw_decode(text.text, at)
            at = text.skip(text.skip(at) + 1)
        yield name, at
        _, at = _SKIMMER.raw_decode(text.text, at)
        at = text.skip(at)
        at = text.skip(at + 1) if text.text[at : at + 1] == "," else at
        number += 1


# ── a file ──────────────────────────────────────────────────────────────────────────────────────────────────


def values(data: bytes, name: str) -> Iterator[Node | Problem]:
    """The values of a file: of each line one, or the one that the whole file is. What cannot be read is a problem."""
    if len(data) > LARGEST_FILE:
        yield _problem(name, f"the file has {len(data) // 1_000_000} MB", "Split it: 256 MB are read at once.")
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield _problem(name, "the file is UTF-16, not UTF-8", "Save it as UTF-8.")
    else:
        whole = _as_one(data, name)
        yield from [whole] if whole else _line_by_line(data, name)


def _as_one(data: bytes, name: str) -> Node | Problem | None:
    """The file as one value; None where it holds one a line."""
    begun = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    line_ends = data.find(b"\n", data.find(begun[:1])) if begun else -1
    is_lines = name.lower().endswith((".jsonl", ".ndjson"))
    if is_lines and not (begun[:1] in (b"[", b"{") and begun[1:].lstrip(b" \t\r").startswith(b"\n")):
        return None
    if not is_lines and begun[:1] == b"{" and 0 <= line_ends < LONGEST_LINE:
        first = _read(data[:line_ends], name, 1)
        if isinstance(first, Node) and data[line_ends:].strip():
            return None
    return _read(data, name, 1) if begun else None


def _line_by_line(data: bytes, name: str) -> Iterator[Node | Problem]:
    at, number = 0, 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        number += 1
        if end - at > LONGEST_LINE:
            tip = f"One line may have {LONGEST_LINE // 1_000_000} MB: split the document that it holds."
            yield Problem(Location(name, number), BROKEN, f"the line has {(end - at) / 1_000_000:.0f} MB", tip)
        elif line := data[at:end].strip(b" \t\r\xef\xbb\xbf" if number == 1 else b" \t\r"):
            indent = data.find(line[:1], at, end) - at
            yield _read(b" " * indent + line, name, number)
        at = end + 1


def _read(data: bytes, name: str, line: int) -> Node | Problem:
    try:
        text = Text(name, data.decode("utf-8-sig"), line)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        where = Location(name, line + before.count(b"\n"), error.start - before.rfind(b"\n"))
        return Problem(where, BROKEN, f"byte 0x{data[error.start]:02x} is not UTF-8", "Save the file as UTF-8.")
    return _parsed(text)


def _parsed(text: Text) -> Node | Problem:
    start = text.skip(0)
    tip = "Correct the line, or write it again with the tool that made it; the other lines are read all the same."
    try:
        held, end = _DECODER.raw_decode(text.text, start)
        end = text.skip(end)
    except json.JSONDecodeError as error:
        return Problem(text.location(error.pos), BROKEN, f"this is no JSON: {error.msg}", tip)
    except RecursionError:
        return Problem(text.location(start), BROKEN, "the values nest too deep", tip)
    except _Twice as error:
        return Problem(text.location(start), BROKEN, f"the key “{str(error)[:_SHOWN]}” stands twice in one object", tip)
    except ValueError as error:
        return Problem(text.location(start), BROKEN, f"this is no JSON: {str(error)[:_SHOWN]}", tip)
    if end < len(text.text):
        return Problem(text.location(end), BROKEN, "this is no JSON: more stands behind the value", tip)
    return Node(held, text, start)


def _problem(name: str, message: str, tip: str) -> Problem:
    return Problem(Location(name), BROKEN, message, tip)
