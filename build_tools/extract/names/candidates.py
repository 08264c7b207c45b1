"""A candidate for a name: a run of capitals with what it seems to name, before the whole text is considered."""

from __future__ import annotations

import re
from typing import NamedTuple

from build_tools.extract.names.kinds import Kind
from build_tools.extract.names.runs import Run
from build_tools.model import Block


class Candidate(NamedTuple):
    """A run with what it seems to name, before the whole text is considered. ``end`` may take in a place word."""

    run: Run
    kind: Kind
    start: int
    end: int
    name: str
    written: str


def label_end(text: str, block: Block) -> int:
    """Where the label of a bullet or paragraph ends (“Talks Stall in Geneva: …”); its start if it has none."""
    head = text[block.start : min(block.end, block.start + 110)]
    if ":" not in head:
        return block.start
    found = re.match(r"[^.!?:“”\"]{4,100}:\s", head)
    if not found:
        return block.start
    words = found[0].rstrip(": \n").split()
    if words[-1] in ("said", "says", "say", "told", "adds"):  # “NAME said: “…””
        return block.start
    capitals = sum(1 for word in words if not word[0].islower() or len(word) <= 4)
    return block.start + found.end() if len(words) <= 12 and capitals == len(words) else block.start
