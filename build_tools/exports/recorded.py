"""When a record was first and last recorded, in UTC (RFC 3339). From Git and from the records, never from a clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.exports.dates import bounds
from build_tools.model import Change, Entry, History
from build_tools.text.instants import in_utc

NEVER = "1970-01-01T00:00:00Z"  # what stands where a format wants an instant and nobody knows any


@dataclass(frozen=True, slots=True)
class Recorded:
    """``first`` is empty where it is not known: outside Git, and where a shallow clone lacks the past. ``last`` never is:
    what Git does not know is as old as the youngest source it rests on, which ``is_known`` tells apart.
    """

    first: str
    last: str
    is_known: bool


def of_changes(changes: Sequence[Change], history: History, *, otherwise: Iterable[str] = ()) -> Recorded:
    """Of a record's changes; ``otherwise``: the EDTF dates of what it rests on, for want of any."""
    instants = sorted(instant(change) for change in changes)
    if not instants:
        return Recorded("", _youngest(otherwise), is_known=False)
    return Recorded(instants[0] if history.complete else "", instants[-1], is_known=True)


def of_entry(entry: Entry, corpus: Corpus, history: History) -> Recorded:
    """Of an entry: without Git as old as its youngest source, or as the event where it has none."""
    standing = () if entry.status == "retracted" else entry.claims
    sources = (corpus.sources.get(id) for id in {claim.source for claim in standing})
    published = [source.published for source in sources if source and source.published]
    return of_changes(history.of(entry), history, otherwise=published or [entry.date])


def instant(change: Change) -> str:
    """The instant of a change in UTC; of one whose clock nobody knows, the beginning of its day."""
    return in_utc(change.at) or _beginning(change.when)


def _beginning(day: str) -> str:
    return f"{day}T00:00:00Z" if day else NEVER


def _youngest(dates: Iterable[str]) -> str:
    return _beginning(max((bounds(date).latest for date in dates), default=""))
