"""How far a long work is, in one line of a terminal that is written over; silent in a pipe. Knows nothing of the work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from build_tools.terminal import written_over

_WIDTH = 60


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to be told how many are done, of how many; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(done: int, number: int) -> None:
        written_over(f"{f'{done} of {number} {what}':{_WIDTH}}")

    try:
        yield tell
    finally:
        written_over(" " * _WIDTH)
        written_over("")
