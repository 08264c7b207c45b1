"""What a plan is made of: changes to records, and what is kept because a person chose it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

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
    """A field that no person has touched gets the machine's new value."""

    path: str
    keys: KeyPath
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"~ {self.path}: {_dotted(self.keys)}: {_shown(self.before)} → {_shown(self.after)}"


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


@dataclass(frozen=True)
class Kept:
    """A field that a person changed and for which the machine now proposes something else: nothing is done."""

    path: str
    keys: KeyPath
    yours: Any
    proposed: Any

    def __str__(self) -> str:
        return f"= {self.path}: {_dotted(self.keys)} kept as {self.yours!r} (now proposed: {self.proposed!r})"


def _shown(value: Any) -> str:
    """A value in a plan: what is not there yet by a dash, answers one behind the other."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(held)}" for key, held in value.items())
    return "—" if value is None else repr(value)


def _dotted(keys: KeyPath) -> str:
    return ".".join(str(key) for key in keys)


def merged(
    proposed: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    current: Mapping[str, Any],
    *,
    path: str,
    under: KeyPath = (),
) -> Iterator[SetValue | Kept]:
    """Three-way, field by field: ``base`` is what was proposed before; without one the record is a person's own."""
    for key, value in proposed.items() if base is not None else ():
        was, held = base.get(key), current.get(key)  # type: ignore[union-attr]
        if held == value or value == was or (held is None and was is not None):
            continue
        if held == was:
            yield SetValue(path, (*under, key), held, value)
        else:
            yield Kept(path, (*under, key), held, value)
