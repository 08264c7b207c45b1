"""Readers: each turns one node of located YAML into one value, or notes a problem and gives None.

A shape is a table from key to reader. Knows nothing of which keys a record has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from build_tools.problems import Location, Problem, Written
from build_tools.records.located_yaml import Fields, Items, Node


@dataclass
class Reading:
    """One file being read: its path and the problems met on the way."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def note(self, node: Node, code: str, message: str, *, tip: str = "") -> None:
        """Add a problem at a node."""
        self.problems.append(Problem(Location(self.path, node.line, node.column), code, message, tip))


Reader = Callable[[Node, Reading], Any]


@dataclass(frozen=True)
class Key:
    """How one key is read, whether it must be there, and the model's name for it if that differs."""

    read: Reader
    required: bool = False
    attribute: str = ""


@dataclass(frozen=True)
class Shape:
    """A mapping with known keys, made into ``make(**values)``."""

    name: str
    make: Callable[..., Any]
    keys: Mapping[str, Key]

    def read(self, node: Node, reading: Reading, **given: Any) -> Any:
        """The value, or None where a required key is missing or the node is no mapping."""
        if not isinstance(node, Fields):
            reading.note(node, "wrong-shape", f"{self.name} needs keys with values here")
            return None
        if not node.values.keys() <= self.keys.keys():
            self._unknown_keys(node, reading)
        complete = self._needed <= node.values.keys()
        if not complete:
            self._missing_keys(node, reading)
        values = {}
        for name, value in node.values.items():
            if (key := self.keys.get(name)) and (read := key.read(value, reading)) is not None:
                values[key.attribute or name] = read
        return self.make(**given, **values) if complete and self._required <= values.keys() else None

    @cached_property
    def _needed(self) -> frozenset[str]:
        return frozenset(name for name, key in self.keys.items() if key.required)

    @cached_property
    def _required(self) -> frozenset[str]:
        return frozenset(self.keys[name].attribute or name for name in self._needed)

    def _unknown_keys(self, node: Fields, reading: Reading) -> None:
        for name in node.values:
            if name not in self.keys:
                near = get_close_matches(name, self.keys, n=1)
                tip = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(self.keys)}."
                reading.note(node.key(name), "unknown-key", f"{self.name} has no key “{name}”", tip=tip)

    def _missing_keys(self, node: Fields, reading: Reading) -> None:
        for name, key in self.keys.items():
            if key.required and name not in node.values:
                reading.note(node, "missing-key", f"{self.name} needs “{name}”", tip=f"Add a line “{name}: …”.")


# ── readers ─────────────────────────────────────────────────────────────────────────────────────────────────


def text(node: Node, reading: Reading) -> Written | None:
    """One value, not empty."""
    if not isinstance(node, Written):
        reading.note(node, "wrong-shape", "expected one value here, not a list or keys")
        return None
    if not node.strip():
        reading.note(node, "empty-value", "the value is empty", tip="Give a value or delete the line.")
        return None
    return node


def texts(node: Node, reading: Reading) -> tuple[Written, ...] | None:
    """A list of values."""
    if not isinstance(node, Items):
        reading.note(node, "wrong-shape", "expected a list here", tip="Write [one, two] or “- one” a line.")
        return None
    return tuple(value for item in node.values if (value := text(item, reading)) is not None)


@dataclass(frozen=True)
class OneOf:
    """Reads one of some words."""

    options: tuple[str, ...]

    def __call__(self, node: Node, reading: Reading) -> Written | None:
        """The word."""
        value = text(node, reading)
        if value is None or value in self.options:
            return value
        near = get_close_matches(value, self.options, n=1)
        tip = f"Did you mean “{near[0]}”?" if near else ""
        reading.note(node, "not-one-of", f"“{value}” is none of {', '.join(self.options)}", tip=tip)
        return None


def one_of(*options: str) -> OneOf:
    """One of some words."""
    return OneOf(options)


def words_by_key(node: Node, reading: Reading) -> dict[str, Written] | None:
    """A mapping of free keys to single values; the keys are Written and know their place."""
    if not isinstance(node, Fields):
        reading.note(node, "wrong-shape", "expected keys with values here")
        return None
    read = {node.key(key): text(value, reading) for key, value in node.values.items()}
    return {key: value for key, value in read.items() if value is not None}


@dataclass(frozen=True)
class Many:
    """Reads a list of mappings of one shape."""

    shape: Shape

    def __call__(self, node: Node, reading: Reading) -> tuple[Any, ...] | None:
        """What each was made into."""
        if not isinstance(node, Items):
            reading.note(node, "wrong-shape", f"expected a list here, “- …” for each {self.shape.name}")
            return None
        return tuple(value for item in node.values if (value := self.shape.read(item, reading)) is not None)


@dataclass(frozen=True)
class WordOr:
    """Reads either a single word, made by ``make``, or a mapping of a shape."""

    shape: Shape
    make: Callable[[Written], Any]

    def __call__(self, node: Node, reading: Reading) -> Any:
        """What either was made into."""
        if isinstance(node, Written):
            value = text(node, reading)
            return None if value is None else self.make(value)
        return self.shape.read(node, reading)


@dataclass(frozen=True)
class ListOf:
    """Reads a list whose items are read by ``item``."""

    item: Reader

    def __call__(self, node: Node, reading: Reading) -> tuple[Any, ...] | None:
        """What the items were read as."""
        if not isinstance(node, Items):
            reading.note(node, "wrong-shape", "expected a list here")
            return None
        return tuple(value for one in node.values if (value := self.item(one, reading)) is not None)


def latitude_and_longitude(node: Node, reading: Reading) -> tuple[Written, ...] | None:
    """Two decimal numbers within the globe."""
    values = texts(node, reading)
    if values is None:
        return None
    try:
        latitude, longitude = (float(value) for value in values)
    except ValueError:
        latitude, longitude = 999.0, 999.0
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        tip = "Decimal degrees (WGS 84), such as [51.73, 36.18]."
        reading.note(node, "bad-coordinates", "expected [latitude, longitude]", tip=tip)
        return None
    return values


def only_text(make: Callable[..., Any], name: str, required: str, optional: str = "") -> Shape:
    """A shape whose keys all hold single values; names separated by spaces."""
    keys = {key: Key(text, required=True) for key in required.split()}
    return Shape(name, make, keys | {key: Key(text) for key in optional.split()})
