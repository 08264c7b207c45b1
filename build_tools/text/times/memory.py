"""What a text has named before: the date last named, the day last named, and the quarter its figures are of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.text.times.spans import Draft, Moment

_REACH = 600
_REACH_OF_QUARTER = 2500
# “the first nine months”: what is compared from here on is no quarter any more.
_SEVERAL_QUARTERS = re.compile("P[69]M")
_LONGEST_JOINT = 16
_JOINT = re.compile(r"(?:,|,? and|,? or)(?: again)?(?: on| in)? ")
_STOP = re.compile(r"[.!?;]['’”\"]{0,2}\s")


@dataclass(slots=True)
class Memory:
    """Dates as they were named, each with the end of its words. Forgets what lies too far back."""

    _last: tuple[int, Moment] | None = None
    _day: tuple[int, Moment] | None = None
    _event: tuple[int, Moment] | None = None
    _quarter: tuple[int, Moment] | None = None
    opening: Moment | None = None  # the first single day that the text names as that of an event

    def note(self, end: int, draft: Draft, *, of_saying: bool) -> None:
        """Take down what an expression that ends here has named; ``of_saying``: it only dates what somebody said."""
        moment = draft.moment
        if moment is None:
            if draft.type == "DURATION" and _SEVERAL_QUARTERS.fullmatch(draft.value):
                self._quarter = None
            return
        if moment.grain == "quarter":
            self._quarter = (end, moment)
            return
        self._last = (end, moment)
        if moment.grain == "day":
            self._day = (end, moment)
            self._event = self._event if of_saying else self._day
            self.opening = self.opening or (None if of_saying else moment)

    def last(self, start: int) -> Moment | None:
        """The date last named, of any grain but a quarter."""
        return _within(self._last, start, _REACH)

    def day(self, start: int) -> Moment | None:
        """The single day last named."""
        return _within(self._day, start, _REACH)

    def event(self, start: int) -> Moment | None:
        """The single day last named that does not only date what somebody said."""
        return _within(self._event, start, _REACH)

    def joined(self, start: int, text: str) -> Moment | None:
        """The date named directly before, to which this one is joined: “3 May and 5 May”."""
        if not self._last or start - self._last[0] > _LONGEST_JOINT:
            return None
        return self._last[1] if _JOINT.fullmatch(text, self._last[0], start) else None

    def quarter(self, start: int) -> Moment | None:
        """The quarter last named; figures are compared with the same one a year before."""
        return _within(self._quarter, start, _REACH_OF_QUARTER)

    def month(self, start: int, text: str) -> Moment | None:
        """The month that the same sentence has named last, if it has."""
        if not self._last or self._last[1].grain != "month" or start - self._last[0] > _REACH:
            return None
        return None if _STOP.search(text, self._last[0], start) else self._last[1]


def _within(named: tuple[int, Moment] | None, start: int, reach: int) -> Moment | None:
    return named[1] if named and start - named[0] < reach else None
