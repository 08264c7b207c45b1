"""The tables of contested borders: what is drawn as whose, what is cut, which lines are broken, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.text import tables

_TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A region (``*``: all of a country) that is drawn as another country's, what readers are told, on whose word."""

    country: str
    region: str
    drawn_as: str
    told: str
    source: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A region that is cut along a line (``claim 22``, ``parallel 27.6667``, or taken ``whole``).

    ``inside``: a point (longitude, latitude) of the piece that goes to ``joins`` of the country ``drawn_as``.
    """

    country: str
    region: str
    line: str
    inside: tuple[float, float]
    drawn_as: str
    joins: str
    told: str
    source: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A line that is drawn broken: the words that tell which (see the table), what readers are told, on whose word."""

    line: tuple[str, ...]
    told: str
    source: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An area drawn as Natural Earth draws it: a point in it (longitude, latitude), the country it belongs to."""

    inside: tuple[float, float]
    drawn_as: str
    told: str
    source: str


@cache
def reassigned() -> tuple[Reassigned, ...]:
    """The rows of ``recognised.tsv``."""
    return tuple(Reassigned(*row) for row in tables.rows(_TABLES / "recognised.tsv"))


@cache
def cuts() -> tuple[Cut, ...]:
    """The rows of ``cuts.tsv``."""
    return tuple(
        Cut(country, region, line, _point(inside), drawn_as, joins, told, source)
        for country, region, line, inside, drawn_as, joins, told, source in tables.rows(_TABLES / "cuts.tsv")
    )


@cache
def unsettled() -> tuple[Unsettled, ...]:
    """The rows of ``unsettled.tsv``."""
    return tuple(Unsettled(tuple(row[0].split()), *row[1:]) for row in tables.rows(_TABLES / "unsettled.tsv"))


@cache
def kept() -> tuple[Kept, ...]:
    """The rows of ``kept.tsv``."""
    return tuple(Kept(_point(row[0]), row[1], row[2], row[3]) for row in tables.rows(_TABLES / "kept.tsv"))


@cache
def names(kind: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Names of ``country`` (by code) or ``region`` (by code and Natural Earth's name), the first of them for labels."""
    rows = (row for row in tables.rows(_TABLES / "names.tsv") if row[0] == kind)
    return {row[1:-1]: tuple(name.strip() for name in row[-1].split(";")) for row in rows}


def _point(written: str) -> tuple[float, float]:
    latitude, longitude = (float(number) for number in written.split())
    return longitude, latitude
