"""Stretches of a text, half-open, in code points; (-1, -1) for words that it does not hold. Knows no records."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
NOWHERE: Span = (-1, -1)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap made one, in order; without those that were not found."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start < 0 or end <= start:
            continue
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def meets(span: Span, joined: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of these, which are joined and in order."""
    index = bisect.bisect_left(joined, (span[0], span[0]))
    near = joined[max(0, index - 1) : index + 1]
    return any(overlap(span, other) for other in near)


def overlap(first: Span, second: Span) -> int:
    """How many characters two spans share; 0 for a span that was not found."""
    if first[0] < 0 or second[0] < 0:
        return 0
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


class Stretches:
    """Quotes by where they stand; each is given out once."""

    def __init__(self, spans: Iterable[tuple[Span, str]]) -> None:
        self._spans = sorted((span, quote) for span, quote in spans if span[0] >= 0)
        self._longest = max((end - start for (start, end), _ in self._spans), default=0)
        self._gone: set[str] = set()

    def best(self, span: Span) -> str:
        """The quote that shares most with the span, empty where none does."""
        first = bisect.bisect_left(self._spans, ((span[0] - self._longest, 0), ""))
        last = bisect.bisect_left(self._spans, ((span[1], 0), ""))
        shared = {quote: overlap(span, other) for other, quote in self._spans[first:last] if quote not in self._gone}
        best = max(shared, key=lambda quote: shared[quote], default="")
        return best if best and shared[best] else ""

    def taken(self, span: Span) -> str:
        """The same; it is gone then."""
        best = self.best(span)
        if best:
            self._gone.add(best)
        return best
