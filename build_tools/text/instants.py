"""Instants as programs write them (RFC 3339), brought to one zone so that they can be compared. Knows no clock."""

from __future__ import annotations

import datetime as dt


def in_utc(written: str) -> str:
    """``2031-04-02T01:30:00+02:00`` → ``2031-04-01T23:30:00Z``; empty where it cannot be read or names no zone."""
    try:
        at = dt.datetime.fromisoformat(written)
        return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at.tzinfo else ""
    except (ValueError, OverflowError):
        return ""
