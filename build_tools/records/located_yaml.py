"""YAML read as strings only, each value with its line and column. No anchors, tags or second documents.

Built on PyYAML's events, so that nothing is resolved (``NO`` stays ``NO``, ``12:30`` stays ``12:30``) and an
alias, which could blow a small file up to gigabytes, is refused before it is followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from build_tools.problems import Location, Problem, ProblemsFound, Written

MAX_DEPTH = 12
_CONFLICT = re.compile(r"(?:<{7}|>{7}|={7})(?: |$)")
_UNCLOSED = re.compile(r"""(?P<before>\s*(?:- )?[\w-]+:\s+)(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
_LONGEST_KEY = 100  # letters: names and ids have sixty at most
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence and where it begins."""

    values: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A YAML mapping: values by key, where each key stands, and where it begins.

    Half of what YAML holds are keys, and hardly ever is one asked for its place: so it is kept as the parser marks it.
    """

    line: int
    column: int
    values: dict[str, Node] = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)
    lines_before: int = 0

    def key(self, name: str) -> Written:
        """A key as written."""
        mark = self.marks[name]
        return Written(name, mark.line + 1 + self.lines_before, mark.column + 1)


Node = Written | Items | Fields


def read(text: str, path: str, *, first_line: int = 1) -> tuple[Fields, list[Problem]]:
    """Read one mapping. ``first_line`` is the line of ``path`` on which ``text`` begins.

    Returns what could be read and the problems in it (``duplicate-key``, ``yaml-feature``). Raises ProblemsFound
    with ``yaml-syntax`` where the text is no YAML and ``wrong-shape`` where it is not a mapping.
    """
    loader = _LOADER(text)
    builder = _Builder(path, first_line - 1, loader.get_event)
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        raise ProblemsFound([builder.cause_in(text) or builder.syntax_problem(error)]) from None
    except yaml.reader.ReaderError as error:
        raise ProblemsFound([builder.character_problem(text, error)]) from None
    if root is None:
        return Fields(first_line, 1), builder.problems
    if not isinstance(root, Fields):
        where = Location(path, root.line, root.column)
        tip = "Write one “key: value” a line, as in the records beside it."
        raise ProblemsFound([Problem(where, "wrong-shape", "expected keys with values here", tip)])
    return root, builder.problems


@dataclass
class _Builder:
    """Turns parser events into located nodes, taking one event after the other from ``next_event``.

    Each event is met once here, and there are ten to a claim: the usual cases come first, and make no further call.
    """

    path: str
    offset: int
    next_event: Callable[[], Any]
    problems: list[Problem] = field(default_factory=list)

    def document(self) -> Node | None:
        root: Node | None = None
        while (event := self.next_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise ProblemsFound([self._feature(event, "a second document (a line “---”)")])
                root = self._node(self.next_event(), 0)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        kind, mark = type(event), event.start_mark
        if kind is yaml.ScalarEvent and event.anchor is None and event.tag is None and depth <= MAX_DEPTH:
            return Written(event.value, mark.line + 1 + self.offset, mark.column + 1)
        self._refuse(event, depth)
        line, column = mark.line + 1 + self.offset, mark.column + 1
        if kind is yaml.ScalarEvent:
            return Written(event.value, line, column)
        if kind is yaml.SequenceStartEvent:
            return Items(tuple(self._items(depth + 1)), line, column)
        return self._filled(Fields(line, column, lines_before=self.offset), depth + 1)

    def _refuse(self, event: Any, depth: int) -> None:
        """What has no place in a record is a problem, or the end where nothing can be read behind it."""
        if type(event) is yaml.AliasEvent:
            raise ProblemsFound([self._feature(event, "an alias (*)")])
        if depth > MAX_DEPTH:
            raise ProblemsFound([self._feature(event, f"nesting deeper than {MAX_DEPTH}")])
        if event.anchor is not None:
            self.problems.append(self._feature(event, "an anchor (&)"))
        if event.tag is not None and event.tag != "!":
            self.problems.append(self._feature(event, "a tag (!)"))

    def _items(self, depth: int) -> Iterator[Node]:
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            yield self._node(event, depth)

    def _filled(self, fields: Fields, depth: int) -> Fields:
        values, marks, next_event, node = fields.values, fields.marks, self.next_event, self._node
        while type(event := next_event()) is not yaml.MappingEndEvent:
            is_word = type(event) is yaml.ScalarEvent
            if not is_word or event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
                node(event, depth)  # for the problems in it
            value = node(next_event(), depth)
            if not is_word:
                self.problems.append(self._feature(event, "a key that is not a word"))
            elif len(name := event.value) > _LONGEST_KEY or "\n" in name:
                self.problems.append(
                    self._feature(event, f"a key of several lines or more than {_LONGEST_KEY} letters")
                )
            elif name in values:
                self.problems.append(self._twice(fields, name, event.start_mark))
            else:
                values[name], marks[name] = value, event.start_mark
        return fields

    def _twice(self, fields: Fields, name: str, mark: Any) -> Problem:
        tip = f"It stands on line {fields.key(name).line} already: keep one of the two."
        where = Location(self.path, mark.line + 1 + self.offset, mark.column + 1)
        return Problem(where, "duplicate-key", f"“{name}” is given twice", tip)

    def _feature(self, event: Any, what: str) -> Problem:
        mark = event.start_mark
        where = Location(self.path, mark.line + 1 + self.offset, mark.column + 1)
        tip = "Records use plain keys, values and lists; put text with special characters in double quotes."
        return Problem(where, "yaml-feature", f"{what} has no place in a record", tip)

    def cause_in(self, text: str) -> Problem | None:
        """The line that usually is behind an error that the parser meets further down."""
        for number, line in enumerate(text.split("\n"), start=1 + self.offset):
            if _CONFLICT.match(line):
                tip = "Keep one of the two versions and delete the lines that Git added."
                return Problem(Location(self.path, number), "yaml-syntax", "a merge conflict is not resolved here", tip)
            if opened := _UNCLOSED.match(line):
                where = Location(self.path, number, opened.end("before") + 1)
                tip = "Close the quotation mark on the same line."
                return Problem(where, "yaml-syntax", "the quotation mark that opens here is not closed", tip)
        return None

    def syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        where = Location(self.path, mark.line + 1 + self.offset, mark.column + 1) if mark else Location(self.path)
        what = " ".join(part for part in (error.context, error.problem) if part)
        tip = (
            "Often a missing quotation mark, a tab, or a “: ” inside an unquoted value: put the value in double quotes."
        )
        return Problem(where, "yaml-syntax", what, tip)

    def character_problem(self, text: str, error: yaml.reader.ReaderError) -> Problem:
        bad = next((at for at, char in enumerate(text) if not char.isprintable() and char not in "\n\t\r"), 0)
        line = text.count("\n", 0, bad)
        column = bad - (text.rfind("\n", 0, bad) + 1)
        where = Location(self.path, line + 1 + self.offset, column + 1)
        what = f"the character U+{ord(text[bad]):04X} may not stand in YAML" if text else str(error.reason)
        return Problem(where, "yaml-syntax", what, "Delete the invisible character.")
