"""The nouns of a review: what became of records and claims between two states of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Actor, Entry, EventType, Place, Question, Record, Source
from build_tools.problems import Problem

Plain = str | list["Plain"] | dict[str, "Plain"]


class Became(StrEnum):
    """What became of a record or claim. ``MERGED``: it went into another one, which was there before; ``SPLIT``: it came
    out of another one, which is still there; ``MOVED``: a claim that goes from one entry to another; ``UNREADABLE``: its
    file is there and cannot be read, so that nobody knows what became of it; ``READABLE``: the same the other way round.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    UNREADABLE = "unreadable"
    READABLE = "readable"


KINDS: Mapping[type[Record], str] = {
    Entry: "entry",
    Source: "source",
    Actor: "actor",
    Place: "place",
    Question: "question",
    EventType: "event type",
    Record: "page",
}


@dataclass(frozen=True)
class State:
    """One of the two: its corpus, the problems in it, and what to call it. ``commit`` is empty for a folder.

    ``settings``: the site's name and addresses, by key.
    """

    corpus: Corpus
    problems: tuple[Problem, ...] = ()
    name: str = ""
    commit: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldChange:
    """One field of a record or claim with its values as plain data; an absent one is empty."""

    name: str
    before: Plain
    after: Plain


@dataclass(frozen=True)
class RecordChange:
    """What became of one record. ``other`` is the id that it was merged into or split from."""

    kind: type[Record]
    became: Became
    before: Record | None
    after: Record | None
    fields: tuple[FieldChange, ...] = ()
    other: str = ""

    @property
    def record(self) -> Record:
        """The record as it is now, or as it was last."""
        record = self.after or self.before
        assert record
        return record


@dataclass(frozen=True)
class ClaimChange:
    """What became of one claim; where both sides are there, ``fields`` says in what they differ."""

    became: Became
    before: PlacedClaim | None
    after: PlacedClaim | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def placed(self) -> PlacedClaim:
        """The claim as it is now, or as it was last."""
        placed = self.after or self.before
        assert placed
        return placed


@dataclass(frozen=True)
class FileChanges:
    """Paths of files that differ although no record does: ``formatting`` alone, those that ``unread`` says could not be
    read on one side or both, ``others``, which hold no record (pictures, seeds), and those of the ``program`` or its
    settings, hidden ones too.
    """

    formatting: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    program: tuple[str, ...] = ()
