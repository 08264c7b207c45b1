"""What a plan is made of: changes to records; what is kept because a person chose it; what there is to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from build_tools.ingest.values_in_words import in_words
from build_tools.model import Claim, Record
from build_tools.records import layout
from build_tools.references import KeyPath


@dataclass(frozen=True)
class Create:
    """A new record."""

    record: Record

    def __str__(self) -> str:
        return f"+ {layout.path_for(self.record)}"


@dataclass(frozen=True)
class SetValue:
    """A field that no person has touched gets the machine's new value; None takes it out."""

    path: str
    keys: KeyPath
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"~ {self.path}: {_dotted(self.keys)}: {in_words(self.before)} → {in_words(self.after)}"


@dataclass(frozen=True)
class AddClaim:
    """A new claim for an entry that is there already."""

    path: str
    claim: Claim

    @property
    def entry(self) -> str:
        """The id of the entry."""
        return PurePosixPath(self.path).stem

    def __str__(self) -> str:
        return f"+ {self.path}: claim “{self.claim.quote}”"


Change = Create | SetValue | AddClaim
Why = Literal["changed", "deleted", "reviewed", "retracted", "comment", "layout"]


@dataclass(frozen=True)
class Kept:
    """Where the reader proposes something else than what a record says, and nothing is done. ``keys`` lead to the field,
    a claim by its position; ``claim``: its quote, empty for a field of the record.
    """

    path: str
    keys: tuple[str | int, ...]
    yours: Any
    proposed: Any
    why: Why = "changed"
    claim: str = ""


@dataclass(frozen=True)
class NotAdded:
    """A claim that is new to the reader and is not added: ``path`` is the entry that a person retracted or deleted, or
    whose file cannot take it (``comment``, ``layout``); then it is offered again.
    """

    path: str
    quote: str
    why: Why


@dataclass(frozen=True)
class Vanished:
    """Words of a record that its changed seed no longer holds; kept as they are. ``near``: the nearest there, or empty."""

    path: str
    quote: str
    near: str = ""


@dataclass(frozen=True)
class Dropped:
    """A claim that an earlier reader proposed and this one does not; it stays."""

    path: str
    quote: str


Told = Kept | NotAdded | Vanished | Dropped


def _dotted(keys: KeyPath) -> str:
    return ".".join(str(key) for key in keys)
