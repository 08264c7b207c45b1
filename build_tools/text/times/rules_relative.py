"""Rules for expressions that need an anchor: weekdays, “yesterday”, “last month”, “the following day”.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from build_tools.text.times import spans
from build_tools.text.times.calendar_words import daypart, month_number, weekday_number
from build_tools.text.times.context import NO_ANCHOR, Context
from build_tools.text.times.grammar import known, listed
from build_tools.text.times.lengths import duration_value
from build_tools.text.times.rules_offset import up_to_publication
from build_tools.text.times.spans import Draft, Moment

_NEXT_WORD = re.compile(r"\s([A-Z]\w+)")


def weekday(match: re.Match[str], context: Context) -> Draft | None:
    """“Tuesday”, “overnight Tuesday”, “Thursday night”, “Fridays”, “Friday nights”."""
    title = _NEXT_WORD.match(context.after)
    if title and title[1] in listed("title-behind"):
        return None
    number = weekday_number(match["weekday"])
    part = "NI" if match["night"] else daypart(match["part"])
    if match["plural"] or match["parts"]:
        return Draft("SET", spans.with_part(f"XXXX-WXX-{number + 1}", part), why="a day that returns every week")
    if not context.published:
        return Draft("TIME" if part else "DATE", spans.with_part(f"XXXX-WXX-{number + 1}", part), why=NO_ANCHOR)
    day, why = _weekday_meant(match["weekday"], number, context.published, context)
    if why.startswith(_UNCLEAR):
        return Draft("TIME" if part else "DATE", spans.with_part(f"XXXX-WXX-{number + 1}", part), why=why)
    if (match["night"] or "").casefold().endswith("into"):
        day, why = spans.shift(day, "D", -1), f"the night that ended on {why}"
    draft = spans.resolved(day, "D", why=why, anchor=context.published, part=part)
    return _of_part(draft, day, part)


_OF_WEEK = re.compile(r",?\s(?:of\s)?(last|this|next)\sweek\b")


def _weekday_meant(name: str, number: int, published: Moment, context: Context) -> tuple[dt.date, str]:
    """The weekday of the week that is named behind it, else the nearest one in the direction of the verb."""
    named = _OF_WEEK.match(context.after)
    if named:
        monday = spans.shift(spans.monday_of(published.day), "W", _step(named[1]))
        return spans.shift(monday, "D", number), f"the {name} of “{named[1]} week”, counted from {published.label}"
    ahead = context.tense == "future"
    day = weekday_near(number, published.day, ahead=ahead)
    if not ahead and _may_be_day_after(day, published, context):
        return day, f"{_UNCLEAR}: six days before {published.label}, or the day after it, if the text was updated then"
    return day, f"the {name} {'on or after' if ahead else 'on or before'} {published.label}"


_UNCLEAR = "unresolved"
_LASTS = re.compile(r"\b(?:still|remain(?:ed|s)?)\b[^.;!?]*\Z")
_CHANGED = re.compile(
    r"\b(?:earlier|previous) version of this\b|\bthis (?:article|story|report|page) (?:was|has been) (?:updated|corrected|amended)\b"
    r"|^(?:Correction|Update|Updated|Clarification)\b[^\n]{0,20}:",
    re.IGNORECASE | re.MULTILINE,
)
_HAD = re.compile(r"\bhad\b[^.;!?]*\Z")


def _may_be_day_after(day: dt.date, published: Moment, context: Context) -> bool:
    """Whether a weekday that lies back would be before all that the text tells, and the text was changed after the day of
    its publication, or tells of what still was so.
    """
    opening = context.memory.opening
    if opening is None or (published.day - day).days != _DAYS_BACK or _HAD.search(context.before):
        return False
    if not day < opening.day <= published.day or (published.day - opening.day).days > 1:
        return False
    return _LASTS.search(context.before) is not None or _CHANGED.search(context.text) is not None


_DAYS_BACK = 6  # of the weekday that follows that of publication


def weekday_near(number: int, around: dt.date, *, ahead: bool) -> dt.date:
    """The weekday (Monday 0) on or before the day, or on or after it."""
    if ahead:
        return spans.shift(around, "D", (number - around.weekday()) % 7)
    return spans.shift(around, "D", -((around.weekday() - number) % 7))


def _of_part(draft: Draft, day: dt.date, part: str) -> Draft:
    """A night begins on its day and ends on the next."""
    if part != "NI":
        return draft
    return replace(draft, edtf=f"{day}/{spans.shift(day, 'D', 1)}", why=f"{draft.why}; a night spans two days")


def part_after(match: re.Match[str], context: Context) -> Draft | None:
    """“the morning of Tuesday”."""
    part = daypart(match["part"])
    number = weekday_number(match["weekday"])
    if not context.published:
        return Draft("TIME", spans.with_part(f"XXXX-WXX-{number + 1}", part), why=NO_ANCHOR)
    day = weekday_near(number, context.published.day, ahead=context.tense == "future")
    why = f"the {match['weekday']} by {context.published.label}"
    return _of_part(spans.resolved(day, "D", why=why, anchor=context.published, part=part), day, part)


_STANDS_ALONE = re.compile(r"\s*(?:[,.;:)”\"'’]|\Z|--|–|—|and\b|but\b|when\b)")


def dayref(match: re.Match[str], context: Context) -> Draft | None:
    """“yesterday”, “tonight”, “the same day”, “overnight”, “the day before”."""
    word = re.sub(r"\s+", " ", match["ref"].casefold())
    if word in known("near-step") and not _STANDS_ALONE.match(context.after):
        return None
    if word in known("before-step"):
        return _unit_before(known("before-step")[word], context)
    steps, anchor = _day_steps(word, context)
    part = "NI" if word in ("tonight", "overnight") else daypart(match["part"] or match["part0"])
    if not anchor:
        return Draft("TIME" if part else "DATE", "XXXX-XX-XX" + (f"T{part}" if part else ""), why=NO_ANCHOR)
    if word == "the weekend":
        saturday = weekday_near(5, anchor.day, ahead=context.tense == "future")
        return spans.resolved(saturday, "WE", why=f"the weekend by {anchor.label}", anchor=anchor)
    if anchor.grain != "day":
        return None
    day = spans.shift(anchor.day, "D", steps)
    draft = spans.resolved(day, "D", why=f"“{match['ref']}” counted from {anchor.label}", anchor=anchor, part=part)
    if word != "overnight":
        return draft
    return replace(draft, value=f"{day}TNI", edtf=f"{day}/{anchor.day}", why=f"{draft.why}; the night before")


def _unit_before(unit: str, context: Context) -> Draft | None:
    """“the year before”, “the week before”: counted from the date last named."""
    anchor = context.nearby
    if not anchor or not _STANDS_ALONE.match(context.after):
        return None
    why = f"counted from {anchor.label}"
    return spans.resolved(spans.shift(anchor.day, unit, -1), unit, why=why, anchor=anchor)


def _day_steps(word: str, context: Context) -> tuple[int, Moment | None]:
    if word in known("day-step"):
        return int(known("day-step")[word]), context.published
    return int(known("near-step").get(word, 0)), context.nearby_day


def relative(match: re.Match[str], context: Context) -> Draft | None:
    """“last week”, “this month”, “the following day”, “that year”, “late last night”, “next Tuesday”."""
    which = re.sub(r"\s+", " ", match["which"].casefold())
    what = re.sub(r"\s+", " ", match["what"].casefold())
    if _is_no_time(match, which, what):
        return None
    unit = known("unit").get({"fiscal year": "year", "weekends": "weekend"}.get(what, what))
    if which in ("the past", "past", "the last") and unit:
        value = duration_value("a", unit)
        return Draft("DURATION", value, up_to_publication(context, unit, 1), "a stretch up to publication")
    near = context.nearby_day if unit == "D" or daypart(what) else context.nearby
    anchor = near if which in listed("from-previous") else context.published
    step = _step(which)
    if not anchor:
        return Draft("DATE", spans.blank(unit or ""), why=NO_ANCHOR)
    why = f"“{match[0]}” counted from {anchor.label}"
    if daypart(what):
        return _relative_part(match, anchor, step, why)
    if unit is None:
        return _relative_weekday(match, anchor, step, why)
    if unit.startswith("T"):
        return Draft("DURATION", f"PT1{unit[1:]}", why="a stretch of time, not a date")
    if unit == "D" and anchor.grain != "day":
        return None
    draft = spans.resolved(spans.shift(anchor.day, unit, step), unit, why=why, anchor=anchor)
    return _narrowed(match, draft, unit, context)


def _is_no_time(match: re.Match[str], which: str, what: str) -> bool:
    """“This Week” is a programme; “that Sun” may be a firm; “this second” and “past day” are none."""
    if match["what"][0].isupper() and (
        match["what"].isalpha() and what in known("unit") or what.rstrip(".") in ("sun", "sat")
    ):
        return True
    return (
        what == "second"
        or which in ("past", "following")
        and what not in ("year", "decade", "week", "month", "century")
    )


def _step(which: str) -> int:
    return int(known("step").get(which, 0))


def _relative_part(match: re.Match[str], anchor: Moment, step: int, why: str) -> Draft:
    part = daypart(match["what"])
    day = spans.shift(anchor.day, "D", step)
    draft = spans.resolved(day, "D", why=why, anchor=anchor, part=part)
    return _of_part(draft, day, part)


def _relative_weekday(match: re.Match[str], anchor: Moment, step: int, why: str) -> Draft:
    word = re.split(r"\s", match["what"])[0]
    number = weekday_number(word)
    if step < 0:
        day = weekday_near(number, spans.shift(anchor.day, "D", -1), ahead=False)
    elif step > 0:
        day = weekday_near(number, spans.shift(anchor.day, "D", 1), ahead=True)
    else:
        day = spans.shift(spans.monday_of(anchor.day), "D", number)
    part = daypart(match["wdpart"])
    return _of_part(spans.resolved(day, "D", why=why, anchor=anchor, part=part), day, part)


def _narrowed(match: re.Match[str], draft: Draft, unit: str, context: Context) -> Draft:
    """“late last year” is a third of it; “earlier this month” lies before publication, “later” behind it."""
    mod, moment = (match["mod"] or "").casefold(), draft.moment
    third = known("modifier").get(mod)
    if not moment or moment.tentative or not context.published:
        return draft
    if third and unit in ("Y", "M"):
        part = spans.third_of_year(moment.day.year, third) if unit == "Y" else spans.third_of_month(moment.day, third)
        return replace(draft, edtf=part, why=f"{draft.why}; “{mod}” taken as a third of it")
    day, first, last = context.published.day, spans.first_day(moment.day, unit), spans.last_day(moment.day, unit)
    if not first <= day <= last or unit not in ("W", "M", "Y"):
        return draft
    if mod == "later":
        return replace(draft, edtf=f"[{day}..{last}]", why=f"{draft.why}; “later” than the day of publication")
    if mod == "earlier":
        return replace(draft, edtf=f"[{first}..{day}]", why=f"{draft.why}; “earlier” than the day of publication")
    return _only_past(draft, context, first) if unit == "W" else draft


def _only_past(draft: Draft, context: Context, monday: dt.date) -> Draft:
    """“was seen this week”: what is past lies between the week's first day and the day of publication."""
    if not context.tense.endswith("past") or not context.published or monday == context.published.day:
        return draft
    why = f"{draft.why}; what is past lies before the day of publication"
    return replace(draft, edtf=f"{monday}/{context.published.day}", why=why)


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
    why = f"“{match[0]}” counted from {context.published.label}"
    return spans.resolved(day, "M", why=why, anchor=context.published) if day else None
