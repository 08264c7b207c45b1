"""EDTF dates for programs that know no EDTF: the string as written, with its strict bounds beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from build_tools.text import edtf


class Bounds(NamedTuple):
    """First and last day that a date may mean, in ISO 8601; each is empty where open, missing or unreadable."""

    earliest: str = ""
    latest: str = ""


@lru_cache(maxsize=4096)
def bounds(date: str) -> Bounds:
    """The strict bounds of an EDTF date."""
    try:
        read = edtf.parse(date)
    except edtf.NotEdtf:
        return Bounds()
    earliest, latest = (day.isoformat() if day else "" for day in (read.earliest, read.latest))
    return Bounds(earliest, latest)


def bounded(name: str, date: str, within: Bounds | None = None) -> dict[str, str]:
    """The columns ``name``, ``name_earliest`` and ``name_latest``; ``within``: the bounds, if they are known already."""
    earliest, latest = within or bounds(date)
    return {name: str(date), f"{name}_earliest": earliest, f"{name}_latest": latest}


def as_json(date: str, within: Bounds | None = None) -> dict[str, str | None] | None:
    """``{edtf, earliest, latest}``, or None where there is no date."""
    earliest, latest = within or bounds(date)
    return {"edtf": str(date), "earliest": earliest or None, "latest": latest or None} if date else None
