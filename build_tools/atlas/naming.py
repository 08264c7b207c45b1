"""Whether an area of the atlas is the one that a record names: names decide, the point on record between equals."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from build_tools.atlas.boundaries import Country, Region, boundaries
from build_tools.atlas.lines import Point, holds, meet
from build_tools.text import tables
from build_tools.text.names import fold
from build_tools.text.spelling import likeness

_GENERIC = Path(__file__).parent / "tables" / "generic_words.txt"


def region_named(names: tuple[str, ...], point: Point) -> Region | None:
    """The region around a point that bears one of these names; None where none does."""
    world = boundaries()
    agreeing = [(agreement(names, region.names), region) for region in world.regions_around(point)]
    best = max((agrees for agrees, _ in agreeing), default=0)
    if not best:
        return None
    found = [region for agrees, region in agreeing if agrees == best]
    return next((region for region in found if holds(world.outline(region), point)), found[0])


def country_named(names: tuple[str, ...], point: Point) -> Country | None:
    """The country that bears one of these names, if the point lies within the box around it; None where none does."""
    world = boundaries()
    found = (world.named.get(fold(name)) for name in names)
    return next((country for country in found if country and meet(world.box(country), (*point, *point))), None)


def agreement(names: Iterable[str], others: Iterable[str]) -> int:
    """3: two are written alike; 2: alike without words such as “region”; 1: two spellings of one, it seems; 0: none."""
    mine, theirs = set(names), set(others)
    if {fold(name) for name in mine} & {fold(name) for name in theirs}:
        return 3
    my_cores, their_cores = ({core(name) for name in group} - {""} for group in (mine, theirs))
    if my_cores & their_cores:
        return 2
    return 1 if any(likeness(one, other) for one in my_cores for other in their_cores) else 0


@lru_cache(maxsize=16384)
def core(name: str) -> str:
    """A name folded, without the words that say what kind of area it is."""
    generic = tables.words(_GENERIC)
    return " ".join(word for word in fold(name).split() if word not in generic)
