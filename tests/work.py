"""Counts the work of a piece of code in calls, so that growth is told without a clock: the same on any machine.

Sees what is done in Python and how often library functions are called; not how long a regex takes inside. That is for
`tests/benchmarks/bench_import.py hostile`, which measures time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls_of(action: Callable[[], object]) -> int:
    """How many functions the action calls, those of libraries included."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def grows_with(length: int, work: Callable[[int], object]) -> float:
    """How many times the calls of ``work(8 * length)`` those of ``work(length)`` are: 8 if linear, 64 if quadratic."""
    work(length)  # tables are read and patterns compiled once
    return calls_of(lambda: work(8 * length)) / calls_of(lambda: work(length))


STEADY = 14  # the growth up to which work counts as linear: some is done once for all, some by chance twice
