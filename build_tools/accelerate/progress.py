"""How far a long work is, in one line of a terminal that is written over; silent in a pipe. Knows nothing of the work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 60


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to be told how many are done, of how many; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(done: int, number: int) -> None:
        print(f"\r{f'{done} of {number} {what}':{_WIDTH}}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print(f"\r{'':{_WIDTH}}\r", end="", file=sys.stderr, flush=True)
