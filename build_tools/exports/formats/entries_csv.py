"""``entries.csv``: one row per published entry, in timeline order; a retracted one without its claims."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exports.csv_table import table
from build_tools.exports.dates import bounded
from build_tools.exports.telling import Telling, ToldEntry


class Writer:
    """One row for each entry it is told."""

    def __init__(self, telling: Telling) -> None:
        self._rows: list[dict[str, str]] = []

    def take(self, told: ToldEntry) -> None:
        """Take in an entry."""
        self._rows.append(_row(told))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file."""
        yield "data/entries.csv", table("entries.csv", self._rows)


def _row(told: ToldEntry) -> dict[str, str]:
    entry = told.entry
    return {
        "id": entry.id,
        "address": told.address,
        "title": entry.title,
        **bounded("date", entry.date, told.date),
        "type": entry.type,
        "places": " ".join(entry.places),
        "actors": " ".join(entry.actors),
        "status": entry.status,
        "reviewed_by": "; ".join(entry.reviewed_by),
        "claims": str(len(told.claims)),
        "sources": " ".join(dict.fromkeys(one.claim.source for one in told.claims)),
        "roots_low": str(told.roots.low),
        "roots_high": str(told.roots.high),
        "see_also": " ".join(entry.see_also),
    }
