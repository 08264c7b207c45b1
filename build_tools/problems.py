"""A problem is a value: where, which rule, what is wrong, what to do. Knows nothing of news or records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Level(Enum):
    """How much a problem weighs: an error stops a build, a warning is shown and lets it pass."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A spot in a file. Lines and columns count from 1; a path is relative to the dossier's root. One that ends with a
    slash is a folder's, which has no lines.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return self.path if self.path.endswith("/") else f"{self.path}:{self.line}:{self.column}"


class Written(str):
    """A string as written in a file, which remembers where: line and column, counted from 1.

    Equal to, hashed like and usable as any other string; operations on it give plain strings.
    """

    __slots__ = ("line", "column")
    line: int
    column: int

    def __new__(cls, value: str, line: int = 1, column: int = 1) -> Written:
        written = str.__new__(cls, value)
        written.line = line
        written.column = column
        return written

    def __reduce__(self) -> tuple[type[Written], tuple[str, int, int]]:
        """For copying: half a million of them are kept of a large dossier, and the usual way takes twice as long."""
        return Written, (str(self), self.line, self.column)


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding. ``code`` names the rule in words-with-hyphens; ``tip`` says what to do about it."""

    where: Location
    code: str
    message: str
    tip: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        mark = " (warning)" if self.level is Level.WARNING else ""
        return f"{self.where}: {self.code}: {self.message}{mark}"


class ProblemsFound(Exception):
    """Raised where work cannot go on; carries every problem that was found, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ProblemsFound], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def location_of(value: object, path: str) -> Location:
    """Where ``value`` was written in the file ``path``; the file's first line if the value does not know."""
    if isinstance(value, Written):
        return Location(path, value.line, value.column)
    return Location(path)


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """Those problems that stop a build."""
    return [problem for problem in problems if problem.level is Level.ERROR]


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file, line, column and code, each once."""
    return sorted(set(problems), key=lambda problem: (problem.where, problem.code, problem.message))


def errors_first(problems: Iterable[Problem], causes: Collection[str] = ()) -> list[Problem]:
    """For people, who read from the top: first what ``causes`` others (by code), then other errors, then warnings; within
    each of the three in the order given.
    """
    found = list(problems)
    return sorted(found, key=lambda one: (one.level is Level.WARNING, one.code not in causes))


def as_text(problems: Iterable[Problem]) -> str:
    """For people: one problem a line, its tip indented below; no character of a record reaches the terminal's controls."""
    return "\n".join(
        f"{visible(str(problem))}\n    {visible(problem.tip)}" if problem.tip else visible(str(problem))
        for problem in problems
    )


def visible(text: str) -> str:
    """Text on one line: control characters, line separators, marks that turn the direction of writing and letters of no
    width are shown as escapes, so that words from a record can neither drive a terminal nor begin a line of their own.
    """
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)
