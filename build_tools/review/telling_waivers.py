"""Waivers that came or went, in words, since whoever waves a rule through decides in the rule's stead."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.model import Entry
from build_tools.review import naming
from build_tools.review.report import Item, Line, code, items, line, strong
from build_tools.review.review import Review
from build_tools.review.waiver_turns import WaiverTurn, waiver_turns

_SINGLE = 3


def waived(one: Review) -> Iterator[Item]:
    """A line each; where they are many, one with the others below it."""
    turns = waiver_turns(one)
    for given in (True, False):
        told = [_told(turn) for turn in turns if turn.is_given is given]
        if len(told) <= _SINGLE:
            verb = "A rule is waived" if given else "A rule is waived no more"
            yield from (Item(line(strong(verb), ": ", *words)) for words in told)
        else:
            verb = "rules are waived" if given else "rules are waived no more"
            yield Item(line(strong(f"{len(told)} {verb}")), items(*told))


def _told(turn: WaiverTurn) -> Line:
    waiver, record = turn.waiver, turn.record
    if turn.is_hidden:
        name = line(", ", code(record.id)) if isinstance(record, Entry) else ()
        return line(waiver.rule, " in an entry that puts a person at risk", name)
    about = f", for what has “{naming.short(waiver.about)}” in it" if waiver.about else ", for all that it finds"
    name = line(" in “", naming.short(naming.title_of(record)), "”", naming.placed(waiver.rule, record))
    return line(waiver.rule, name, about, f". Reason: {naming.short(waiver.reason) or 'none'}")
