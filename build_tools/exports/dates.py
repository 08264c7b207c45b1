"""EDTF dates for programs that know no EDTF: the string as written, with its strict bounds beside it."""

from __future__ import annotations

from build_tools.text import edtf


def bounds(date: str) -> tuple[str, str]:
    """First and last day that the date may mean, in ISO 8601; empty where open, missing or unreadable."""
    try:
        read = edtf.parse(date)
    except edtf.NotEdtf:
        return "", ""
    return tuple(day.isoformat() if day else "" for day in (read.earliest, read.latest))  # type: ignore[return-value]


def bounded(name: str, date: str) -> dict[str, str]:
    """The columns ``name``, ``name_earliest`` and ``name_latest``."""
    earliest, latest = bounds(date)
    return {name: str(date), f"{name}_earliest": earliest, f"{name}_latest": latest}


def as_json(date: str) -> dict[str, str | None] | None:
    """``{edtf, earliest, latest}``, or None where there is no date."""
    earliest, latest = bounds(date)
    return {"edtf": str(date), "earliest": earliest or None, "latest": latest or None} if date else None
