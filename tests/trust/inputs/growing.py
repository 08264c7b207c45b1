"""How the time of some work grows with its text: the exponent of processor time, from doubling to doubling."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

FIRST = 2_000  # characters
ENOUGH = 0.25  # seconds: what takes so long need not be doubled again to be judged
SEEN = 0.03  # seconds: less cannot be told from noise
TOO_LONG = 6  # seconds: the work is stopped
STEEP = 1.45  # from here on growth is no longer linear; the square would be 2
MAX_LENGTH = 1 << 19


class TooLong(Exception):
    """The work was stopped."""


@dataclass(frozen=True)
class Growth:
    """What was measured: pairs (characters, seconds) in order; ``stopped``: the last one took too long."""

    points: tuple[tuple[int, float], ...]
    stopped: bool = False

    @property
    def exponent(self) -> float:
        """Of time by length, over the last quadrupling; 0 where all took too little time to tell."""
        seen = [point for point in self.points if point[1] > SEEN / 4]
        if not seen or seen[-1][1] < SEEN:
            return 0.0
        (short, before), (long, after) = seen[-min(3, len(seen))], seen[-1]
        return math.log(after / before) / math.log(long / short) if long > short and after > before else 0.0

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


def growth(work: Callable[[str], object], make: Callable[[int], str], *, largest: int = MAX_LENGTH) -> Growth:
    """Measure; a steep growth is measured once more before it is believed."""
    found = _measured(work, make, largest)
    return _measured(work, make, largest) if found.is_steep and not found.stopped else found


def _measured(work: Callable[[str], object], make: Callable[[int], str], largest: int) -> Growth:
    points: list[tuple[int, float]] = []
    length = FIRST
    work(make(FIRST // 2))  # tables are read and patterns compiled once
    while length <= largest:
        text = make(length)
        try:
            seconds = within(TOO_LONG, work, text)
        except TooLong:
            return Growth((*points, (len(text), float(TOO_LONG))), stopped=True)
        points.append((len(text), seconds))
        if seconds > ENOUGH and len(points) > 2:
            break
        length *= 2 if seconds > SEEN / 8 else 4
    return Growth(tuple(points))


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
