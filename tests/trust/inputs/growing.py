"""How the time of some work grows with its text: the exponent of processor time, from length to length.

What the work takes for next to no text is subtracted, so that a dear beginning hides no steep growth.
"""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

LENGTHS = (1_000, 4_000, 16_000, 64_000, 256_000)  # characters
ENOUGH = 0.03  # seconds beyond the beginning: what takes so long can be judged
SEEN = 0.02  # seconds: less cannot be told from noise
TOO_LONG = 6  # seconds: the work is stopped
STEEP = 1.45  # from here on growth is no longer linear; the square would be 2
SURE = 1.25  # below, it is linear without another look


class TooLong(Exception):
    """The work was stopped."""


@dataclass(frozen=True)
class Growth:
    """What was measured: pairs (characters, seconds beyond the beginning) in order; ``stopped``: the last one took too long."""

    points: tuple[tuple[int, float], ...]
    stopped: bool = False

    @property
    def exponent(self) -> float:
        """Of time by length, from the last length but one to the last; 0 where all took too little time to tell."""
        if len(self.points) < 2 or self.points[-1][1] < SEEN:
            return 0.0
        (short, before), (long, after) = self.points[-2:]
        return math.log(after / max(before, SEEN / 4)) / math.log(long / short) if long > short else 0.0

    @property
    def is_steep(self) -> bool:
        """Whether it grows faster than its text."""
        return self.stopped or self.exponent > STEEP

    @property
    def microseconds(self) -> float:
        """For each character, at the largest length."""
        return 1e6 * self.points[-1][1] / max(1, self.points[-1][0])

    def __str__(self) -> str:
        told = ", ".join(f"{length:,}: {1000 * seconds:.0f} ms" for length, seconds in self.points[-3:])
        return f"exponent {self.exponent:.1f} ({told}{', stopped' if self.stopped else ''})"


def growth(work: Callable[[str], object], make: Callable[[int], str], *, largest: int = LENGTHS[-1]) -> Growth:
    """Measure until it can be judged. A steep growth is measured once more, and over the next quadrupling too, before it
    is believed: it can be a step, from which on the work is done in another way.
    """
    found = _measured(work, make, [length for length in LENGTHS if length <= largest])
    if not found.is_steep or found.stopped:
        return found
    first, last = (length for length, _ in found.points[-2:])
    lengths = (last, 4 * last) if largest in LENGTHS else (first, last)  # else nothing longer is ever read
    return _measured(work, make, lengths, patient=True)


def _measured(
    work: Callable[[str], object], make: Callable[[int], str], lengths: Sequence[int], *, patient: bool = False
) -> Growth:
    work(make(20))  # tables are read and patterns compiled once
    begin = within(TOO_LONG, work, make(20))
    points: list[tuple[int, float]] = []
    for length in lengths:
        text = make(length)
        try:
            seconds = within(TOO_LONG, work, text)
        except TooLong:
            return Growth((*points, (len(text), float(TOO_LONG))), stopped=True)
        points.append((len(text), max(seconds - begin, 1e-6)))
        if not patient and _is_judged(Growth(tuple(points))):
            break
    return Growth(tuple(points))


def _is_judged(so_far: Growth) -> bool:
    """Linear for sure; or dear enough that noise does not decide."""
    seconds = so_far.points[-1][1]
    return len(so_far.points) > 1 and seconds > ENOUGH and (so_far.exponent < SURE or seconds > 8 * ENOUGH)


def within(limit: float, work: Callable[[str], object], text: str) -> float:
    """Seconds of the processor. Raises TooLong; what a library does without Python is not stopped."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    begun = time.process_time()
    try:
        work(text)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - begun
