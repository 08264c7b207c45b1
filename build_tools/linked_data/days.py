"""EDTF dates for schema.org, which knows ISO 8601 only: strict bounds, and the date as recorded beside them."""

from __future__ import annotations

from build_tools.iris import EDTF
from build_tools.sparse import Json, without_empty
from build_tools.text import edtf

_TERMS = "http://purl.org/dc/terms/"
_DATE, _CREATED, _ISSUED, TEMPORAL = (f"{_TERMS}{name}" for name in ("date", "created", "issued", "temporal"))


def lasting(date: str) -> Json:
    """When an event took place: not before ``startDate``, not after ``endDate``."""
    first, last = _bounds(date)
    return without_empty({"startDate": first, "endDate": last, _DATE: _unless_a_day(date)})


def created(date: str) -> Json:
    """When something was said."""
    return without_empty({"dateCreated": _plain(date), _CREATED: _recorded(date)})


def published(date: str) -> Json:
    """When something was published."""
    return without_empty({"datePublished": _plain(date), _ISSUED: _recorded(date)})


def about(date: str) -> Json:
    """The time that words speak of, as the interval from its first to its last possible day."""
    first, last = _bounds(date)
    interval = f"{first or '..'}/{last or '..'}" if first or last else ""
    return without_empty({"temporalCoverage": interval, TEMPORAL: _unless_a_day(date)})


def held(since: str, until: str, seen: str) -> Json:
    """How long an office was held: not before the first, not after the last day of what is recorded; else when it was."""
    return without_empty({"startDate": _bounds(since)[0], "endDate": _bounds(until)[1], TEMPORAL: _typed(seen)})


def _bounds(date: str) -> tuple[str, str]:
    try:
        read = edtf.parse(date)
    except edtf.NotEdtf:
        return "", ""
    return (read.earliest.isoformat() if read.earliest else ""), (read.latest.isoformat() if read.latest else "")


def _plain(date: str) -> str:
    """A date that means the same in ISO 8601; empty for one that is uncertain, or one of several."""
    return str(date) if edtf.is_plain(date) else ""


def _recorded(date: str) -> Json | None:
    return None if _plain(date) else _typed(date)


def _unless_a_day(date: str) -> Json | None:
    """Of a plain day the bounds tell everything."""
    return None if _plain(date).count("-") == 2 else _typed(date)


def _typed(date: str) -> Json | None:
    return {"@type": EDTF, "@value": str(date)} if date else None
