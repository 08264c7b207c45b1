"""Quotes are exact (DESIGN.md § 4): where words stand in a text, by exact search and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["exact", "ambiguous", "missing", "text unavailable"]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in its document: half-open code points; -1 unless the outcome is ``exact``."""

    outcome: Outcome
    start: int = -1
    end: int = -1


def find_in(text: str, quote: str, *, after: str = "") -> Found:
    """Exact search for ``quote`` in ``text``, directly behind the words ``after`` (white space between) if given."""
    starts = list(_occurrences(text, quote))
    if after:
        starts = [start for start in starts if text[:start].rstrip().endswith(after.strip())]
    if len(starts) == 1:
        return Found("exact", starts[0], starts[0] + len(quote))
    return Found("ambiguous" if starts else "missing")


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)
