"""Which rules a change lets records break, and which it holds them to again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model import Record, Waiver
from build_tools.review.changes import RecordChange
from build_tools.review.review import Review


@dataclass(frozen=True)
class WaiverTurn:
    """A waiver that came or went, and the record that has or had it. ``is_hidden``: its words are not repeated."""

    waiver: Waiver
    record: Record
    is_given: bool
    is_hidden: bool


def waiver_turns(one: Review) -> tuple[WaiverTurn, ...]:
    """Those that came first; one that only reads otherwise came, and none went. What goes with its record is not told."""
    turns = [turn for change in one.found.records for turn in _turns(change, hidden=one.hides(change))]
    return tuple(sorted(turns, key=lambda turn: not turn.is_given))


def _turns(change: RecordChange, *, hidden: bool) -> Iterator[WaiverTurn]:
    had, has = (record.waivers if record else () for record in (change.before, change.after))
    if change.after:
        yield from (WaiverTurn(waiver, change.after, True, hidden) for waiver in has if waiver not in had)
        again = {(waiver.rule, waiver.about) for waiver in has}
        gone = (waiver for waiver in had if (waiver.rule, waiver.about) not in again)
        yield from (WaiverTurn(waiver, change.after, False, hidden) for waiver in gone)
