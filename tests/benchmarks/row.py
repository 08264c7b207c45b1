"""One row of the table that `make bench` prints: what was measured, beside what, and whether the goal is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """``figures`` are the runs' measures in ``unit``, ``references`` those of what they are held against, taken in turn with
    them (none where the goal is a figure by itself). ``goal``: what the ratio of the medians, or the median, may come to:
    at most, or with ``at_least`` no less; None where no goal was set. ``memory``: the most in MB, of all processes together;
    0 where it does not matter.
    """

    name: str
    figures: Sequence[float]
    unit: str
    goal: float | None
    reference: str = ""
    references: Sequence[float] = ()
    at_least: bool = False
    memory: float = 0.0

    @property
    def outcome(self) -> float:
        """The ratio of the medians; without a reference the median itself."""
        return median(self.figures) / (median(self.references) if self.references else 1)

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None without one."""
        if self.goal is None:
            return None
        return self.outcome >= self.goal if self.at_least else self.outcome <= self.goal


@dataclass(frozen=True)
class Step:
    """Something that is measured by itself: what it is called if it fails, and how it is done. One that fails ends no other."""

    name: str
    measure: Callable[[], Iterable[Row]]


HEAD = "| row | measured: median (minimum–maximum) | reference | ratio | goal | met | memory |\n|---|---|---|---|---|---|---|"
_MET = {True: "yes", False: "**no**", None: "–"}


def as_line(row: Row) -> str:
    """One row in Markdown."""
    beside = f"{row.reference}: {_spread(row.references, row.unit)}" if row.references else "–"
    ratio = f"{figure(row.outcome)} ×" if row.references else "–"
    cells = (row.name, _spread(row.figures, row.unit), beside, ratio, _goal(row), _MET[row.is_met])
    return f"| {' | '.join(cells)} | {f'{row.memory:.0f} MB' if row.memory else '–'} |"


def _goal(row: Row) -> str:
    if row.goal is None:
        return "–"
    unit = " ×" if row.references else f" {row.unit}"
    return f"{'≥' if row.at_least else '≤'} {figure(row.goal)}{unit}"


def figure(number: float) -> str:
    """Three digits, and all of those before the point."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def _spread(figures: Sequence[float], unit: str) -> str:
    if len(figures) == 1:
        return f"{figure(figures[0])} {unit} (once)"
    least, most = figure(min(figures)), figure(max(figures))
    return f"{figure(median(figures))} {unit} ({least}–{most}, of {len(figures)})"
