"""Finds time expressions and resolves them: TIMEX3 (TimeML 1.2.1, as TempEval-3 uses it) and EDTF beside it.

Knows no actors and no records. Every expression says by which words and which rule it got its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.model import Document
from build_tools.text import edtf
from build_tools.text.times import context, grammar
from build_tools.text.times import rules_business as business
from build_tools.text.times import rules_days as days
from build_tools.text.times import rules_offset as offset
from build_tools.text.times import rules_parts as parts
from build_tools.text.times import rules_relative as relative
from build_tools.text.times import rules_stretch as stretch
from build_tools.text.times import rules_years as years
from build_tools.text.times.context import Context
from build_tools.text.times.memory import Memory
from build_tools.text.times.relations import opened
from build_tools.text.times.spans import Draft, Moment
from build_tools.text.times.tense import is_of_saying

Rule = Callable[["re.Match[str]", Context], Draft | None]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a text's times are counted from: its date of publication (EDTF, may be empty) and why it is that.

    ``called``: what the day is, where it is another one, such as that on which somebody said the words.
    """

    published: str = ""
    why: str = ""
    called: str = "the date of publication"

    @property
    def moment(self) -> Moment | None:
        """The day to count from: the last possible day; of a date left open its first, marked as tentative."""
        try:
            date = edtf.parse(self.published)
        except edtf.NotEdtf:
            return None
        day = date.latest or date.earliest
        sure = date.form == "date" and date.precision in ("day", "time") and not (date.approximate or date.uncertain)
        label = self.called if sure else f"a publication that is only known as {self.published}"
        return Moment(day, "day", f"{label}, {day}" if sure else label, not sure) if day else None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression: half-open offsets in code points; ``type`` and ``value`` of TIMEX3; ``edtf`` if resolved.

    ``anchor``: what it was resolved against, in words; ``why``: which rule gave the value, or why there is none.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str = ""
    anchor: str = ""
    why: str = ""


def find_times(document: Document, anchor: Anchor) -> tuple[TimeExpression, ...]:
    """All time expressions of the text, in order, without overlap."""
    read = _Reader(document.text, anchor.moment)
    found = [expression for expression in grammar.scan(document.text, read) if expression.type]
    return tuple(_joined(document.text, found))


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """What reads the matches of each pattern, by the name of the rule."""
    return {
        "iso": days.iso, "slash": days.slash, "days_md": days.day_range, "days_dm": days.day_range,
        "date_md": days.single_day, "date_dm": days.single_day, "holiday": days.holiday,
        "month_year": years.month_year, "month_of": years.month_of, "month_bare": years.month_bare,
        "year": years.year, "year_spelled": years.year_spelled, "years_span": years.years_span,
        "decade": years.decade, "century": years.century,
        "clock": stretch.clock, "military_clock": stretch.military_clock, "daypart_bare": stretch.daypart_bare,
        "in_daypart": stretch.in_daypart, "age": stretch.age, "duration": stretch.duration,
        "duration_plural": stretch.duration_plural, "set": stretch.repeated, "vague": stretch.vague,
        "quarter": business.quarter, "part_of_edge": business.part_of_edge, "quarter_short": business.quarter_short,
        "same_period": business.same_period, "stretch": business.stretch, "fiscal": business.fiscal,
        "year_end": business.year_end,
        "edge": parts.edge, "week_of": stretch.week_of, "season": parts.season,
        "offset": offset.offset, "span_of": offset.span_of,
        "month_relative": relative.month_relative, "relative": relative.relative, "part_after": relative.part_after,
        "weekday": relative.weekday, "dayref": relative.dayref,
    }  # fmt: skip


class _Reader:
    """Reads one text from its first expression to its last, and remembers what was named before."""

    def __init__(self, text: str, published: Moment | None) -> None:
        self._text = text
        self._published = published
        self._rules = rules()
        self._memory = Memory()
        self._end = 0

    def __call__(self, name: str, match: re.Match[str]) -> TimeExpression | None:
        """The expression, one without a type where the words are no time, None where another rule may try."""
        start, end = match.span()
        before, after = context.around(self._text, start, end)
        draft = self._rules[name](match, Context(self._text, start, self._published, self._memory, before, after))
        if draft is None:
            return None
        of_saying = draft.moment is not None and draft.moment.grain == "day" and is_of_saying(before)
        self._memory.note(end, draft, of_saying=of_saying)
        bound = _bound_before(before, match) if draft.type == "DURATION" or name == "offset" else 0
        start = max(start - bound, self._end)
        self._end = end
        return _expression(self._text[start:end].rstrip(), start, draft, before)


_BOUND = re.compile(
    r"\b(?:nearly|almost|(?:no |not )?(?:more|less|fewer) than|at least|at most|up to|over)\s\Z", re.IGNORECASE
)
_BOUNDING = ("nearly ", "almost ", "than ", "least ", "most ", "to ", "over ")
_VAGUE_NUMBER = re.compile(r"several|some|many", re.IGNORECASE)


def _bound_before(before: str, match: re.Match[str]) -> int:
    """How long the words are that bound a length and belong to it: “nearly”, “at least”; “the” before a plural."""
    found = _BOUND.search(before[-14:]) if before.endswith(_BOUNDING) else None
    if found:
        is_loose = _VAGUE_NUMBER.match(match[0]) or found[0][0] in "oO" and not match[0].startswith(("a ", "an "))
        return 0 if is_loose else len(found[0])
    is_plural = match[0].endswith(("s", " ahead")) and "-" not in match[0] and match[0][0].isalnum() and " " in match[0]
    return 4 if is_plural and before[-4:] in ("the ", "The ") else 0


def _expression(written: str, start: int, draft: Draft, before: str) -> TimeExpression:
    date, why = _readable(*opened(draft, before))
    return TimeExpression(
        start=start,
        end=start + len(written),
        text=written,
        type=draft.type,
        value=draft.value,
        edtf=date,
        anchor=draft.anchor,
        why=why,
    )


def _readable(date: str, why: str) -> tuple[str, str]:
    """Counting back from the first year there is leads to dates that EDTF has no word for here."""
    try:
        return (date and edtf.parse(date).text), why
    except edtf.NotEdtf:
        return "", "the date lies outside the years that can be written"


_BETWEEN = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the )?|\s?[–—-]\s?")


def _joined(text: str, found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """“between X and Y”, “from X to Y”: both ends get the interval as their EDTF."""
    index = 0
    while index < len(found):
        pair = found[index : index + 2]
        interval = _interval(text, *pair) if len(pair) == 2 else ""
        if interval:
            why = "; first and last of a span that both words name together"
            yield from (replace(end, edtf=interval, why=end.why + why) for end in pair)
            index += 2
        else:
            yield found[index]
            index += 1


def _interval(text: str, first: TimeExpression, second: TimeExpression) -> str:
    if second.start - first.end > 20 or not (_is_led(text, first) or _are_years(text, first, second)):
        return ""
    between = text[first.end : min(second.start, first.end + 20)]
    if not _BETWEEN.fullmatch(between) or "and" in between and _lead(text, first) == "from":
        return ""
    start, end = first.edtf, second.edtf.removeprefix("../")
    whole = start and end and start != end and not any(mark in start + end for mark in "/[{")
    return f"{start}/{end}" if whole and _is_edtf(f"{start}/{end}") else ""


def _is_led(text: str, first: TimeExpression) -> bool:
    return _lead(text, first) in ("between", "from")


def _lead(text: str, first: TimeExpression) -> str:
    return text[max(0, first.start - 12) : first.start].rstrip().rpartition(" ")[2].casefold()


def _are_years(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    between = text[first.end : second.start].strip() if second.start - first.end < 20 else ""
    return first.value.isdigit() and second.value.isdigit() and between in ("to", "–", "-")


def _is_edtf(written: str) -> bool:
    try:
        return bool(edtf.parse(written))
    except edtf.NotEdtf:
        return False
