"""What an explanation is made of: values with their origin, the words behind them, remarks. Only nouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MACHINE = "proposed by the reader"
PERSON = "written by a person"
CHANGED = "changed by a person"
DELETED = "deleted by a person"
COMPUTED = "computed"
BROUGHT = "as a file from elsewhere brought it"


@dataclass(frozen=True)
class Words:
    """Words of a seed: half-open offsets in code points of its normalised text; line and column count from 1."""

    text: str
    seed: str
    start: int
    end: int
    line: int
    column: int

    def __str__(self) -> str:
        return f"“{' '.join(self.text.split())}” ({self.seed}:{self.line}:{self.column})"


@dataclass(frozen=True)
class Value:
    """One field: its value now, whose it is (one of the constants above), what the reader or a file had proposed, and why."""

    key: str
    value: Any
    origin: str
    proposed: Any = None
    why: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    proposer: str = "the reader"


@dataclass(frozen=True)
class Account:
    """All that is known of where one thing comes from. ``remarks``: what follows from it (roots, answers, coverage)."""

    kind: str
    id: str
    where: str
    title: str
    values: tuple[Value, ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
