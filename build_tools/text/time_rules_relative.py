"""Rules for expressions that need an anchor: weekdays, “last month”, “a day earlier”, “the second quarter”.

Each rule turns a match of the pattern of its name (time_grammar) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re

from build_tools.text import numerals
from build_tools.text import time_spans as spans
from build_tools.text.time_context import Context
from build_tools.text.time_grammar import known
from build_tools.text.time_rules_calendar import (
    daypart,
    month_number,
    weekday_number,
    with_part,
)
from build_tools.text.time_spans import Draft, Moment

NO_ANCHOR = "there is nothing to count from: the text has no known date of publication"
_PAST_WAYS = ("ago", "earlier", "before", "previously", "prior")
_VAGUE_NUMBERS = ("few", "couple", "several", "some", "many", "half")


def _resolved(day: dt.date, unit: str, *, why: str, anchor: Moment, part: str = "") -> Draft:
    value, edtf = spans.at_grain(day, unit)
    if anchor.tentative and edtf and "/" not in edtf:
        edtf += "~"
    moment = Moment(day, spans.grain_of(unit), edtf, anchor.tentative)
    return Draft("TIME" if part else "DATE", with_part(value, part), edtf, why, anchor.label, moment)


def weekday(match: re.Match[str], context: Context) -> Draft | None:
    """“Tuesday”, “overnight Tuesday”, “late on Thursday”, “Tuesday night”."""
    number = weekday_number(match["weekday"])
    if match["plural"]:
        return Draft("SET", f"XXXX-WXX-{number + 1}", why="a day that returns every week")
    part = "NI" if match["night"] else daypart(match["part"])
    if not context.published:
        return Draft("TIME" if part else "DATE", with_part(f"XXXX-WXX-{number + 1}", part), why=NO_ANCHOR)
    day = weekday_near(number, context.published.day, ahead=context.tense == "future")
    way = "on or after" if context.tense == "future" else "on or before"
    why = f"the {match['weekday']} {way} {context.published.label}"
    if (match["night"] or "").casefold().endswith("into"):
        day, why = spans.shift(day, "D", -1), f"the night that ended on {why}"
    draft = _resolved(day, "D", why=why, anchor=context.published, part=part)
    return _as_night(draft, day) if part == "NI" else draft


def weekday_near(number: int, around: dt.date, *, ahead: bool) -> dt.date:
    """The weekday (Monday 0) on or before the day, or on or after it."""
    if ahead:
        return spans.shift(around, "D", (number - around.weekday()) % 7)
    return spans.shift(around, "D", -((around.weekday() - number) % 7))


def _as_night(draft: Draft, day: dt.date) -> Draft:
    edtf = f"{day}/{spans.shift(day, 'D', 1)}"
    return Draft(draft.type, draft.value, edtf, f"{draft.why}; a night spans two days", draft.anchor, draft.moment)


def part_after(match: re.Match[str], context: Context) -> Draft | None:
    """“the morning of Tuesday”."""
    part = daypart(match["part"])
    number = weekday_number(match["weekday"])
    if not context.published:
        return Draft("TIME", with_part(f"XXXX-WXX-{number + 1}", part), why=NO_ANCHOR)
    day = weekday_near(number, context.published.day, ahead=context.tense == "future")
    return _resolved(
        day, "D", why=f"the {match['weekday']} by {context.published.label}", anchor=context.published, part=part
    )


def dayref(match: re.Match[str], context: Context) -> Draft | None:
    """“yesterday”, “tonight”, “the same day”, “overnight”."""
    word = re.sub(r"\s+", " ", match["ref"].casefold())
    steps, anchor = _day_steps(word, context)
    part = "NI" if word in ("tonight", "overnight") else daypart(match["part"])
    if not anchor:
        return Draft("TIME" if part else "DATE", "XXXX-XX-XX" + (f"T{part}" if part else ""), why=NO_ANCHOR)
    if word == "the weekend":
        saturday = weekday_near(5, anchor.day, ahead=context.tense == "future")
        return _resolved(saturday, "WE", why=f"the weekend by {anchor.label}", anchor=anchor)
    if anchor.grain != "day":
        return Draft("DATE", "XXXX-XX-XX", why=f"the day is not known: {anchor.label} is no single day")
    day = spans.shift(anchor.day, "D", steps)
    draft = _resolved(day, "D", why=f"“{match['ref']}” counted from {anchor.label}", anchor=anchor, part=part)
    if word != "overnight":
        return draft
    return Draft(
        draft.type, f"{day}TNI", f"{day}/{anchor.day}", f"{draft.why}; the night before", draft.anchor, draft.moment
    )


def _day_steps(word: str, context: Context) -> tuple[int, Moment | None]:
    fixed = {
        "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "overnight": -1, "the weekend": 0,
        "the day before yesterday": -2, "the day after tomorrow": 2,
    }  # fmt: skip
    if word in fixed:
        return fixed[word], context.published
    return {"the day before": -1, "the day after": 1}.get(word, 0), context.nearby


def relative(match: re.Match[str], context: Context) -> Draft | None:
    """“last week”, “this month”, “the following day”, “that year”, “late last night”, “next Tuesday”."""
    which = re.sub(r"\s+", " ", match["which"].casefold())
    what = match["what"].casefold()
    back_to_previous = which in ("that", "the same", "the previous", "the following", "the next", "the preceding")
    anchor = context.nearby if back_to_previous else context.published
    step = _step(which)
    unit = known("unit").get(what)
    if which == "the past":
        return Draft("DURATION", f"P1{unit or 'D'}", _back_from(context, unit, 1), "a stretch up to publication")
    if not anchor:
        return Draft("DATE", blank(unit or ""), why=NO_ANCHOR)
    why = f"“{match[0]}” counted from {anchor.label}"
    if daypart(what):
        return _relative_part(match, anchor, step, why)
    if unit is None:
        return _relative_weekday(match, anchor, step, why)
    if unit.startswith("T"):
        return Draft("DURATION", f"PT1{unit[1:]}", why="a stretch of time, not a date")
    if unit == "D" and anchor.grain != "day":
        return Draft("DATE", "XXXX-XX-XX", why=f"the day is not known: {anchor.label} is no single day")
    draft = _resolved(spans.shift(anchor.day, unit, step), unit, why=why, anchor=anchor)
    return _up_to_publication(match, draft, context) if step == 0 and unit in ("W", "M", "Y") else draft


def _step(which: str) -> int:
    if which.startswith(("last", "the previous", "the preceding", "this past")):
        return -1
    return 1 if which.startswith(("next", "the following", "the coming", "the next", "this coming")) else 0


def blank(unit: str) -> str:
    """The TIMEX3 value of a unit that is not resolved."""
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX")


def _relative_part(match: re.Match[str], anchor: Moment, step: int, why: str) -> Draft:
    part = daypart(match["what"])
    day = spans.shift(anchor.day, "D", step)
    draft = _resolved(day, "D", why=why, anchor=anchor, part=part)
    return _as_night(draft, day) if part == "NI" else draft


def _relative_weekday(match: re.Match[str], anchor: Moment, step: int, why: str) -> Draft:
    word = re.split(r"\s", match["what"])[0]
    number = weekday_number(word)
    if step < 0:
        day = weekday_near(number, spans.shift(anchor.day, "D", -1), ahead=False)
    elif step > 0:
        day = weekday_near(number, spans.shift(anchor.day, "D", 1), ahead=True)
    else:
        day = spans.shift(spans.monday_of(anchor.day), "D", number)
    return _resolved(day, "D", why=why, anchor=anchor, part=daypart(match["wdpart"]))


def _up_to_publication(match: re.Match[str], draft: Draft, context: Context) -> Draft:
    """“was seen this week”: what is past lies between the week's first day and the day of publication."""
    if context.tense != "past" or not context.published or not draft.moment or match["what"].casefold() != "week":
        return draft
    monday = spans.monday_of(draft.moment.day)
    if not monday < context.published.day <= spans.shift(monday, "D", 6) or context.published.tentative:
        return draft
    why = f"{draft.why}; what is past lies before the day of publication"
    return Draft(draft.type, draft.value, f"{monday}/{context.published.day}", why, draft.anchor, draft.moment)


def month_relative(match: re.Match[str], context: Context) -> Draft | None:
    """“last June”, “this November”."""
    month = month_number(match["month"])
    if not context.published:
        return Draft("DATE", f"XXXX-{month:02}", why=NO_ANCHOR)
    around = context.published.day
    step = _step(match["which"].casefold())
    year = around.year
    if step < 0 and month >= around.month:
        year -= 1
    if step > 0 and month <= around.month:
        year += 1
    day = spans.real_day(year, month, 1)
    return (
        _resolved(day, "M", why=f"“{match[0]}” counted from {context.published.label}", anchor=context.published)
        if day
        else None
    )


def offset(match: re.Match[str], context: Context) -> Draft | None:
    """“a day earlier”, “three weeks ago”, “72 hours later”, “two years before”."""
    way = match["way"].casefold()
    unit = unit_code(match["unit"])
    number = number_of(match["num"])
    since_publication = way in ("ago", "from now", "hence")
    anchor = context.published if since_publication else context.nearby
    if way in ("before", "after") and not re.match(r"\s*(?:[,.;:)]|\Z|he\b|she\b|it\b|they\b)", context.after):
        return Draft("DURATION", duration_value(match["num"], unit), why="the length of time before or after a thing")
    if not anchor or number is None or unit.startswith("T") and unit != "TH":
        why = NO_ANCHOR if not anchor else "how far back or ahead is not said exactly"
        return Draft("DATE", {True: "PAST_REF", False: "FUTURE_REF"}[way in _PAST_WAYS], why=why)
    steps = -number if way in _PAST_WAYS else number
    if unit == "TH":
        if number % 24:
            return Draft("TIME", f"{anchor.day}TXX", why="the hour to count from is not known")
        unit, steps = "D", steps // 24
    if unit == "D" and anchor.grain != "day":
        return Draft("DATE", "XXXX-XX-XX", why=f"the day is not known: {anchor.label} is no single day")
    day = spans.shift(anchor.day, unit, steps)
    return _resolved(day, "W" if unit == "2W" else unit, why=f"“{match[0]}” counted from {anchor.label}", anchor=anchor)


def unit_code(word: str) -> str:
    """The code of a unit, singular or plural."""
    plain = word.casefold()
    units = known("unit")
    return units.get(plain) or units.get(plain.removesuffix("s")) or units[plain.removesuffix("ies") + "y"]


def number_of(word: str) -> int | None:
    """The whole number a word says; None where it is vague (“a few”) or broken."""
    plain = word.casefold()
    if any(vague in plain for vague in _VAGUE_NUMBERS):
        return None
    if plain in ("a", "an"):
        return 1
    found = numerals.value(plain)
    return int(found) if found is not None and found == int(found) else None


def duration_value(number_word: str, unit: str) -> str:
    """TIMEX3 value of a stretch: ``P3D``, ``PT72H``, ``PXM``."""
    found = numerals.value(number_word.casefold()) if number_of(number_word) is None else None
    number = number_of(number_word)
    if number is not None:
        count = str(number)
    else:
        count = numerals.plain(found) if found and "half" not in number_word.casefold() else "X"
    if unit == "2W":
        count, unit = (str(2 * number) if number else "X"), "W"
    return f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"


def span_of(match: re.Match[str], context: Context) -> Draft | None:
    """“the last three months”, “the next two years”: stretches up to, or from, publication."""
    unit = unit_code(match["unit"])
    number = number_of(match["num"])
    value = duration_value(match["num"], unit)
    which = match["which"].casefold()
    if not context.published or number is None or unit.startswith("T") or which in ("first", "final", "previous"):
        return Draft("DURATION", value, why="a stretch of time; where it lies is not said")
    if which in ("last", "past"):
        edtf = _back_from(context, unit, number)
    else:
        edtf = f"{context.published.day}/{spans.shift(context.published.day, unit, number)}"
    return Draft("DURATION", value, edtf, f"a stretch counted from {context.published.label}", context.published.label)


def _back_from(context: Context, unit: str | None, number: int) -> str:
    if not context.published or not unit or unit.startswith("T"):
        return ""
    start = spans.shift(context.published.day, unit, -number)
    return f"{start}/{context.published.day}" if start < context.published.day else ""
