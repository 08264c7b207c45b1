"""One claim as a file from elsewhere brings it, before it is held against a text. Knows no layout and no record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.model import Quantity
from build_tools.problems import Location, Problem, ProblemsFound

Span = tuple[int, int]

BROKEN, SHAPE, SOURCE, WORDS = "brought-broken", "brought-shape", "brought-source", "brought-words"
TWICE, PARTLY, NAME = "brought-twice", "brought-partly", "brought-name"


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a file: its line and column, and how to get to it: ``$.extractions[3]``, or the name of a column."""

    where: Location
    way: str = ""

    def problem(self, code: str, message: str, tip: str) -> Problem:
        """A problem with this value."""
        return Problem(self.where, code, f"{self.way}: {message}" if self.way else message, tip)

    def refused(self, code: str, message: str, tip: str) -> ProblemsFound:
        """The same, to be raised."""
        return ProblemsFound([self.problem(code, message, tip)])


@dataclass(frozen=True, slots=True)
class SourceHints:
    """How a file names the text: ``names`` (ids, names of seeds, hashes, addresses), or the ``text`` itself, as given."""

    names: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: an actor's ``id``, a ``name`` to be looked up, or ``words`` for somebody unnamed ``within`` a body."""

    id: str = ""
    name: str = ""
    words: str = ""
    within: str = ""


@dataclass(frozen=True)
class BroughtClaim:
    """``position``: half-open, in whatever unit the file counts; ``is_rough``: the tool says itself that it is near at best.
    ``is_own``: written by this program, and so meant to the
    letter; of other tools' values those that mean nothing here are left out and told. ``left``: what the file says
    besides, and no field of a claim takes. ``id``: the claim's id, if the file gives it.
    """

    spot: Spot
    quote: str
    source: SourceHints
    position: Span | None = None
    is_rough: bool = False
    prefix: str = ""
    suffix: str = ""
    after: str = ""
    id: str = ""
    entry: str = ""
    by: str = ""
    is_own: bool = False
    speaker: Speaker | None = None
    via: tuple[str, ...] = ()
    stance: str = "asserts"
    said: str = ""
    when: str = ""
    medium: str = ""
    quantities: tuple[Quantity, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    lang: str = ""
    translation: str = ""
    translation_by: str = ""
    left: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BroughtEntry:
    """What a file tells of an entry, for the case that there is none of that id. ``is_whole``: all there is to tell of it."""

    id: str
    title: str = ""
    date: str = ""
    type: str = ""
    sensitivity: str = ""
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    body: str = ""
    is_whole: bool = False


@dataclass
class BroughtFile:
    """All that one file brings, in its order. ``left_out``: how many things of each kind are no claims, by kind."""

    name: str
    layouts: dict[str, int] = field(default_factory=dict)
    claims: list[BroughtClaim] = field(default_factory=list)
    entries: dict[str, BroughtEntry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def note(self, found: Sequence[Problem] | ProblemsFound) -> None:
        """Keep problems; whatever else the file holds still counts."""
        self.problems += found.problems if isinstance(found, ProblemsFound) else found

    def leave_out(self, kind: str) -> None:
        """Count something that is no claim."""
        self.left_out[kind] = self.left_out.get(kind, 0) + 1

    def saw(self, layout: str) -> None:
        """Count something of a layout."""
        self.layouts[layout] = self.layouts.get(layout, 0) + 1
