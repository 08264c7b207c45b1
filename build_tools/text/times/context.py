"""What a rule may know about the surroundings of an expression: the anchor, what came before, the words beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_tools.text.times.memory import Memory
from build_tools.text.times.spans import Moment, shift
from build_tools.text.times.tense import tense_of

NO_YEAR = "the year is unknown: the text has no known date of publication"
NO_ANCHOR = "there is nothing to count from: the text has no known date of publication"
_REACH_BACK = 110
_REACH_ON = 110
# “in March, May and July of that year”, “Easter that year”
_THAT_YEAR = re.compile(
    r"(?:(?:,|,? and|,? or)(?: on| in)?(?: \d{1,2})? [A-Z][a-z]{2,8}(?: \d{1,2})?){0,6},?(?: of| in)? (?P<which>that|the same|last) year\b"
)
_STOP = re.compile(r"[.!?;]['’”\"]{0,2}\s")


@dataclass(frozen=True, slots=True)
class Context:
    """``published``: the day of publication, None if unknown. ``memory``: what the text has named before ``start``.

    ``before`` and ``after``: the words of the paragraph around the expression, up to a fixed reach.
    """

    text: str
    start: int
    published: Moment | None
    memory: Memory
    before: str
    after: str

    @property
    def nearby(self) -> Moment | None:
        """What “earlier”, “that week” and the like refer to: the expression before, else the publication."""
        return self.memory.last(self.start) or self.published

    @property
    def nearby_day(self) -> Moment | None:
        """What “a day earlier”, “at noon” refer to: the day last named, else the publication, if that is a day."""
        named = self.memory.last(self.start)
        if named and named.grain == "month":
            return named
        return self.memory.day(self.start) or self.published

    @property
    def clock_day(self) -> Moment | None:
        """The day that a time of day is of: as ``nearby_day``, but where that only dates what was said and another day
        was named before, what is past was on that one, and of the rest it is not known.
        """
        day, event = self.nearby_day, self.memory.event(self.start)
        if not day or not event or day is event or day is not self.memory.day(self.start):
            return day
        return event if self.tense.endswith("past") else None

    @property
    def joined(self) -> Moment | None:
        """The date directly before to which this one is joined by a comma, “and” or “or”."""
        return self.memory.joined(self.start, self.text)

    @property
    def quarter(self) -> Moment | None:
        """The quarter that the text's figures are of, if it has named one."""
        return self.memory.quarter(self.start)

    @property
    def compared(self) -> Moment | None:
        """What “a year earlier” is a year before: the month of the same sentence, else the quarter of the figures."""
        return self.memory.month(self.start, self.text) or self.quarter

    def year_behind(self) -> Moment | None:
        """The year meant where “(of) that year”, “(of) last year” stands behind the expression or the list it begins."""
        found = _THAT_YEAR.match(self.after) if " year" in self.after else None
        if not found or found["which"] != "last":
            return self.memory.last(self.start) if found else None
        return replace(self.published, day=shift(self.published.day, "Y", -1)) if self.published else None

    @property
    def year(self) -> int:
        """The year of publication; where it is unknown, one that puts “24” into this century and “89” into the last."""
        return self.published.day.year if self.published else 2030

    @property
    def lead(self) -> str:
        """The word directly before the expression, in lower case."""
        words = self.before[-30:].rsplit(None, 1)
        return words[-1].lstrip("“\"'‘(").casefold() if words else ""

    @property
    def tense(self) -> str:
        """``past``, ``far past``, ``future`` or empty, by the verb that governs the expression."""
        return tense_of(_STOP.split(self.before)[-1], _STOP.split(f"{self.after} ")[0])

    @property
    def direction(self) -> str:
        """Which way the verb looks, in words."""
        if self.tense == "future":
            return "ahead, as the verb does"
        return "back, as the verb does" if self.tense else "to the nearer one"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same paragraph before and after a span, up to a fixed reach."""
    before = text[max(0, start - _REACH_BACK) : start].rpartition("\n\n")[2]
    after = text[end : end + _REACH_ON].partition("\n\n")[0]
    return before, after
