"""What a rule may know about the surroundings of an expression: the anchor, what came before, the tense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.time_grammar import known
from build_tools.text.time_spans import Moment

NO_YEAR = "the year is unknown: the text has no known date of publication"
NO_ANCHOR = "there is nothing to count from: the text has no known date of publication"
_REACH_BACK = 90
_REACH_ON = 60
_STOP = re.compile(r"[.!?;]\s")
_STOP_OR_END = re.compile(r"[.!?;](?:\s|\Z)")
_REGULAR_PAST = re.compile(r"\b[a-z]{2,20}ed\b")


@dataclass(frozen=True, slots=True)
class Context:
    """``published``: the day of publication, None if unknown. ``previous``: the expression before, if it was a date.

    ``before`` and ``after``: the words around the expression; ``tense``: ``past``, ``future`` or empty.
    """

    published: Moment | None
    previous: Moment | None
    before: str
    after: str
    tense: str

    @property
    def nearby(self) -> Moment | None:
        """What “earlier”, “that week” and the like refer to: the expression before, else the publication."""
        return self.previous or self.published

    @property
    def year(self) -> int:
        """The year of publication; where it is unknown, one that puts “24” into this century and “89” into the last."""
        return self.published.day.year if self.published else 2030

    @property
    def lead(self) -> str:
        """The word directly before the expression, in lower case."""
        return self.before.rstrip().rsplit(" ", 1)[-1].casefold()

    @property
    def direction(self) -> str:
        """Which way the verb looks, in words."""
        return "ahead, as the verb does" if self.tense == "future" else "back"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same line before and after a span, up to a fixed reach."""
    before = text[max(0, start - _REACH_BACK) : start].rpartition("\n")[2]
    after = text[end : end + _REACH_ON].partition("\n")[0]
    return before, after


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    forward = re.compile(rf"(?i:\b{tables.alternatives(known('forward'))})\b")
    backward = re.compile(rf"(?i:\b{tables.alternatives(known('backward'))})\b")
    return forward, backward


def tense(before: str, after: str) -> str:
    """``future`` or ``past`` by the verb nearest before the expression in its sentence, else the first after it."""
    before = _STOP.split(before)[-1]
    after = _STOP_OR_END.split(after)[0]
    forward, backward = _cues()
    last_forward = max((found.end() for found in forward.finditer(before)), default=-1)
    # Behind “will” a word in -ed is a participle (“will stay closed until”), so only other verbs turn back.
    cues = (backward,) if last_forward >= 0 else (backward, _REGULAR_PAST)
    last_past = max((found.end() for cue in cues for found in cue.finditer(before)), default=-1)
    if last_forward >= 0 or last_past >= 0:
        return "future" if last_forward > last_past else "past"
    ahead, behind = forward.search(after), backward.search(after) or _REGULAR_PAST.search(after)
    if ahead and (not behind or ahead.start() < behind.start()):
        return "future"
    return "past" if behind else ""
