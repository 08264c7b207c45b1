"""A source from its first sentence to its last as a strip: what claims carry, what was set aside, what is open.

Geometry only, in percent of the strip's width; it knows how long sentences are and nothing of their words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from build_tools.corpus import PlacedClaim
from build_tools.coverage import CLAIMED, Coverage, Covered

_MOST_CELLS = 240  # sentences above which neighbours of one kind are drawn as one


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the text: one sentence, or several of one kind. ``first`` is the claim that it leads to."""

    x: float
    width: float
    kind: str
    sentences: int
    claims: int
    first: PlacedClaim | None


def strip(coverage: Coverage, *, merged: bool = False) -> list[Cell]:
    """The cells in the order of the text; ``merged`` (and for a long text): neighbours of one kind as one."""
    merged = merged or coverage.sentences > _MOST_CELLS
    total = sum(_length(one) for one in coverage.order) or 1
    cells, done = [], 0
    for held in _runs(coverage) if merged else ([one] for one in coverage.order):
        claims = list(dict.fromkeys(claim.id for one in held for claim in one.claims))
        length = sum(map(_length, held))
        cells.append(
            Cell(
                x=round(100 * done / total, 2),
                width=round(100 * length / total, 2),
                kind=held[0].kind,
                sentences=len(held),
                claims=len(claims),
                first=held[0].claims[0] if held[0].kind == CLAIMED else None,
            )
        )
        done += length
    return cells


def _runs(coverage: Coverage) -> Iterator[list[Covered]]:
    return (list(run) for _, run in groupby(coverage.order, key=lambda one: one.kind))


def _length(one: Covered) -> int:
    return one.sentence.end - one.sentence.start
