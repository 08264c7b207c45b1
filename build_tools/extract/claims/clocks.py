"""When something was said and when it happened: gives the times of a stretch to the saying or to the event."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from build_tools.extract.reading import Attribution, Reading, Span
from build_tools.extract.speech.finite_verbs import has_finite
from build_tools.extract.speech.scene import clause_words
from build_tools.model import Claim
from build_tools.text import edtf
from build_tools.text.times.find import TimeExpression

_NEXT_TO_CUE = re.compile(r"(?:,? that\b|[.,:;]|\Z|\n| “)")
_CLAUSE_BETWEEN = re.compile(r"\bthat\b|[,:;“]")


_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}")
_JOINT = re.compile(r"(?:,|,? and)(?: again| then| once more)?(?: on| in| at)? ")
_MOST_JOINED = 8

Said = TimeExpression | None


class Clocks:
    """The times of a reading, asked for stretch after stretch."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._times = reading.times
        self._starts = [time.start for time in reading.times]

    def said(self, stretch: Span, attribution: Attribution | None) -> Said:
        """The time in the stretch that dates the saying; None if none does."""
        if attribution is None:
            return None
        return next((time for time in self._dates_in(*stretch) if _is_of_speech(self._text, time, attribution)), None)

    def read(self, reach: Sequence[Span], attribution: Attribution | None, said: Said) -> tuple[str, str, str]:
        """When it was said and when it happened (EDTF, empty if not told), and why.

        ``reach``: the spans of the assertion; ``said``: the time that dates the saying.
        """
        said = self._with_joined(said)
        when = self._with_joined(self._when(reach, attribution, said))
        told = said if attribution else None
        reasons = [f"said “{told.text}”: {told.why}"] if told else []
        reasons += [f"“{when.text}”: {when.why}"] if when else []
        return told.edtf if told else "", when.edtf if when else "", "; ".join(reasons)

    def begins_or_ends(self, reach: Sequence[Span], when: str) -> bool:
        """Whether the date only tells from or until when something holds: “declared three days of mourning from 3 May”."""
        times = (time for begin, end in reach for time in self._dates_in(begin, end) if time.edtf == when)
        first = next(times, None)
        return first is not None and self._text[max(0, first.start - 14) : first.start].endswith(_STRETCHES)

    def _when(self, reach: Sequence[Span], attribution: Attribution | None, said: Said) -> TimeExpression | None:
        """The first date that is neither of the saying nor of an aside."""
        dates = ((begin, time) for begin, end in reach for time in self._dates_in(begin, end))
        own = (
            time
            for begin, time in dates
            if not (said and said.start <= time.start < said.end)
            and not _is_aside(self._text, begin, time, attribution)
        )
        return next(own, None)

    def _with_joined(self, first: TimeExpression | None) -> TimeExpression | None:
        """“in March, May and July”: every one of the dates that are joined to the first, as a set."""
        if first is None or not _PLAIN.fullmatch(first.edtf):
            return first
        index = bisect.bisect_left(self._starts, first.start)
        members, last = [first.edtf], first
        for time in self._times[index + 1 : index + 1 + _MOST_JOINED]:
            between = self._text[last.end : min(time.start, last.end + 20)]
            if not _PLAIN.fullmatch(time.edtf) or len(time.edtf) != len(first.edtf) or not _JOINT.fullmatch(between):
                break
            members.append(time.edtf)
            last = time
        if sorted(set(members)) != members or len(members) < 2:
            return first
        why = f"{first.why}; with the dates joined to it"
        return replace(first, text=self._text[first.start : last.end], edtf="{" + ",".join(members) + "}", why=why)

    def times_in(self, start: int, stop: int) -> Sequence[TimeExpression]:
        """The time expressions that begin in the span."""
        return self._times[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, stop)]

    def _dates_in(self, start: int, stop: int) -> Iterator[TimeExpression]:
        dates = ("DATE", "TIME", "DURATION")
        return (time for time in self.times_in(start, stop) if time.edtf and time.type in dates)


def sort_day(claim: Claim) -> str:
    """The claim's day for grouping (ISO 8601): of the event, else of the saying; empty if neither has a beginning."""
    return _first_day(claim.when) or _first_day(claim.said)


def _first_day(date: str) -> str:
    try:
        earliest = edtf.parse(date).earliest
    except edtf.NotEdtf:
        return ""
    return earliest.isoformat() if earliest else ""


@lru_cache(maxsize=1)
def _aside() -> re.Pattern[str]:
    return re.compile(
        rf"(?:, (?:{clause_words('dating-aside')}|(?P<relative>{clause_words('relative')}))"
        rf"|\s{clause_words('dating-conjunction')})\s(?!{clause_words('part-of-day')})(?=\S+\s\S)[^;:“”]{{4,90}}\Z"
        rf"|\b{clause_words('comparison')}\s[^;:“”,]{{0,60}}\Z"
        rf"|\b{clause_words('superlative')}\s[^,;:“”]{{0,60}}\bsince\s\Z"
    )


def _is_aside(text: str, start: int, time: TimeExpression, attribution: Attribution | None) -> bool:
    """A date in words that only add (“where …”, “before …”, “the first since …”, “the fee agreed in …”) dates those."""
    if attribution and attribution.cue and attribution.cue[0][1] <= time.start:
        start = max(start, attribution.cue[0][1])  # what stands before “said” adds nothing to what is said
    before = text[max(start, time.start - 120) : time.start]
    found = _aside().search(before)
    if found and (attribution is not None or not found["relative"]):
        return True
    if text.startswith(("’s", "'s"), time.end) and _OF_SOMETHING.search(before):
        return True
    reduced = _REDUCED.search(before) if len(time.edtf) < _DAY else None  # a day is nearly always the news’ own
    return reduced is not None and has_finite(before, (0, reduced.start())) and not _auxiliaries().search(reduced[1])


_DAY = len("2024-11-07")
_STRETCHES = (
    " for ",
    " from ",
    " since ",
    " until ",
    " till ",
    " through ",
    " starting ",
    " beginning ",
    " effective ",
)
_OF_SOMETHING = re.compile(r"\b(?:for|of|to|at|against|in|ahead of) \Z")
_REDUCED = re.compile(
    r"\b([a-z]{2,}) (?:[a-z]{3,14}ed|built|made|held|sent|found|born|written|given|taken|won) (?:in |on |by |at )?\Z"
)


@lru_cache(maxsize=1)
def _auxiliaries() -> re.Pattern[str]:
    """What stands before a verb that is no bare participle."""
    return re.compile(
        rf"(?:{clause_words('auxiliary')}|been|be|being|and|but|or|to|who|which|that|not|never|[a-z]+ly)\Z"
    )


def _is_of_speech(text: str, time: TimeExpression, attribution: Attribution) -> bool:
    """A date beside the cue dates the saying: “said on Tuesday that”, “On Monday, X reported”."""
    if not attribution.cue or time.type == "DURATION":
        return False
    if time.start >= attribution.cue[0][1] and _follows_cue(text, time, attribution):
        return _ends_lead_in(text, time, attribution)
    cue, source = attribution.cue[0], (attribution.source or attribution.cue)[0]
    leads = time.end <= source[0] and source[0] - time.end <= 3
    return leads and any(begin >= cue[1] for begin, _ in attribution.content)


@lru_cache(maxsize=1)
def _tensed() -> re.Pattern[str]:
    return re.compile(rf"\b{clause_words('tensed')}\b|[a-z]ed\b")


def _follows_cue(text: str, time: TimeExpression, attribution: Attribution) -> bool:
    between = text[attribution.cue[0][1] : time.start]
    return (
        len(between) < 60
        and not between.startswith(" of ")
        and not between.endswith(_STRETCHES)
        and not _CLAUSE_BETWEEN.search(between)
        and not _tensed().search(between)
    )


def _ends_lead_in(text: str, time: TimeExpression, attribution: Attribution) -> bool:
    """Whether what is said begins behind the date, and the date is no part of it."""
    behind = text[time.end : time.end + 6]
    if not _NEXT_TO_CUE.match(behind):
        return False
    is_inside = any(begin <= time.start and time.end < end - 2 for begin, end in attribution.content)
    is_near = time.start - attribution.cue[0][1] < 5
    return not is_inside or is_near or behind.lstrip(", ").startswith("that")
