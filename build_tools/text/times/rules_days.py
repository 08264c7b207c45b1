"""Rules for days that are named: “Nov. 6”, “4 to 6 November 2024”, “11/06/2024”, feasts.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re

from build_tools.text.times import feasts, spans
from build_tools.text.times.calendar_words import day_number, daypart, month_number, weekday_number, year_number
from build_tools.text.times.context import NO_YEAR, Context
from build_tools.text.times.grammar import known
from build_tools.text.times.spans import Draft, Moment

# “May 3 and May 7, 2024”: both are days of 2024.
_YEAR_OF_BOTH = re.compile(
    r"\s?(?:and|to|through|until|or|–|—|-)\s?(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?,? ((?:1[5-9]|20)\d\d)(?!\d)"
)


def single_day(match: re.Match[str], context: Context) -> Draft | None:
    """“Nov. 6”, “Thursday, 7 November 2024”, “the morning of November 6”."""
    month, day = month_number(match["month"]), day_number(match["day"])
    groups = match.groupdict()
    part = "NI" if groups.get("night") else daypart(groups.get("part") or groups.get("part2"))
    year, why = _told_year(match, context)
    if not year:
        return _yearless_day(match, context, month, day, part=part)
    found = spans.real_day(year, month, day)
    if not found:
        return Draft("DATE", f"{year}-{month:02}-{day:02}", why="the calendar has no such day")
    return _day_draft(found, part, why=why)


def _told_year(match: re.Match[str], context: Context) -> tuple[int, str]:
    """The year that the words tell, and how; 0 where they do not."""
    if match["year"]:
        return year_number(match["year"]), "written with its year"
    shared = _YEAR_OF_BOTH.match(context.after)
    if shared:
        return int(shared[1]), "its year stands behind the day it is joined to"
    that_year = context.year_behind()
    if that_year:
        return that_year.day.year, f"the year named behind it, by {that_year.label}"
    if match.groupdict().get("rel") and context.published:
        step = {"last": -1, "next": 1}.get(match["rel"], 0)
        return context.published.day.year + step, f"“{match['rel']} year”, counted from {context.published.label}"
    return 0, ""


def _yearless_day(match: re.Match[str], context: Context, month: int, day: int, *, part: str) -> Draft | None:
    value = f"XXXX-{month:02}-{day:02}"
    if not context.published:
        return Draft("TIME" if part else "DATE", spans.with_part(value, part), why=NO_YEAR)
    found = None
    if match["weekday"]:
        found = _agreeing_year(month, day, weekday_number(match["weekday"]), context)
    if found:
        why = f"the year nearest to publication in which it was a {match['weekday']}"
    elif (joined := context.joined) and (found := _after(joined, month, day)):
        why = f"of the same year as the date it is joined to, {joined.label}"
    else:
        found = spans.nearest_year(month, day, context.published.day, tense=context.tense)
        why = f"the year taken from {context.published.label}, looking {context.direction}"
    if not found:
        return Draft("DATE", value, why="the calendar has no such day near the publication")
    return _day_draft(found, part, why=why, anchor=context.published.label)


def _after(joined: Moment, month: int, day: int) -> dt.date | None:
    """The day in the year of the date to which it is joined, if it comes after that one."""
    found = spans.real_day(joined.day.year, month, day)
    return found if found and found > joined.day else None


def _agreeing_year(month: int, day: int, weekday: int, context: Context) -> dt.date | None:
    assert context.published
    around = context.published.day
    years = sorted(range(around.year - 6, around.year + 3), key=lambda year: (abs(year - around.year), year))
    days = (spans.real_day(year, month, day) for year in years if 0 < year < 9999)
    return next((found for found in days if found and found.weekday() == weekday), None)


def _day_draft(day: dt.date, part: str, *, why: str, anchor: str = "") -> Draft:
    value = f"{day}"
    edtf = value
    if part == "NI":
        edtf = f"{day}/{spans.shift(day, 'D', 1)}"
        why += "; a night spans two days"
    moment = Moment(day, "day", value)
    return Draft("TIME" if part else "DATE", spans.with_part(value, part), edtf, why, anchor, moment)


def day_range(match: re.Match[str], context: Context) -> Draft | None:
    """“November 4-6”, “4 to 6 November 2024”: one expression, an interval."""
    month = month_number(match["month"])
    first, last = day_number(match["first"]), day_number(match["last"])
    if match["year"]:
        year, anchor, why = year_number(match["year"]), "", "written with its year"
    elif context.published:
        near = spans.nearest_year(month, min(last, 28), context.published.day, tense=context.tense)
        if not near:
            return None
        year, anchor, why = near.year, context.published.label, f"the year taken from {context.published.label}"
    else:
        return Draft("DURATION", f"P{max(last - first, 0) + 1}D", why=NO_YEAR)
    start, end = spans.real_day(year, month, first), spans.real_day(year, month, last)
    if not start or not end or end < start:
        return None
    moment = Moment(end, "day", f"{end}")
    return Draft("DURATION", f"P{(end - start).days + 1}D", f"{start}/{end}", f"a span of days; {why}", anchor, moment)


def iso(match: re.Match[str], context: Context) -> Draft | None:
    """“2024-11-06”, with a time or without."""
    written = match[0]
    year, month, day = int(written[:4]), int(written[5:7]), int(written[8:10])
    found = spans.real_day(year, month, day) if year else None
    if not found:
        return None
    clock = written[11:].replace(" ", "").replace("UTC", "Z")
    value = f"{found}T{clock}" if clock else f"{found}"
    moment = Moment(found, "day", f"{found}")
    return Draft("TIME" if clock else "DATE", value, f"{found}", "written in ISO 8601", moment=moment)


def slash(match: re.Match[str], context: Context) -> Draft | None:
    """“11/06/2024”: month first unless that is impossible; where both orders are possible EDTF stays empty."""
    first, second, year = (int(number) for number in match[0].split("/"))
    if year < 100:
        year = year_number(f"{year:02}", now=context.year)
    month_first, day_first = spans.real_day(year, first, second), spans.real_day(year, second, first)
    found = month_first or day_first
    if not found:
        return None
    if month_first and day_first and month_first != day_first:
        why = "unresolved: day and month could be either way round; the value takes the month first"
        return Draft("DATE", f"{found}", why=why)
    return Draft("DATE", f"{found}", f"{found}", "only one order of day and month is possible", moment=Moment(found))


def holiday(match: re.Match[str], context: Context) -> Draft | None:
    """“Christmas”, “New Year’s Eve 2023”, “last Thanksgiving”."""
    if not match["holiday"][0].isupper():
        return None
    rule = known("holiday")[re.sub(r"\s+", " ", match["holiday"].casefold().replace("’", "'"))]
    anchor = None if match["year"] else context.year_behind()
    if match["year"] or anchor:
        found = feasts.day_of(rule, anchor.day.year if anchor else int(match["year"]))
    elif context.published:
        anchor = context.published
        found = _feast_near(rule, anchor.day, (match["which"] or "").casefold(), context.tense)
    else:
        return Draft("DATE", "XXXX-XX-XX", why=NO_YEAR)
    if not found:
        return None
    why = "a feast day" + (f" by {anchor.label}" if anchor else ", with its year")
    return Draft("DATE", f"{found}", f"{found}", why, anchor.label if anchor else "", Moment(found, "day", f"{found}"))


def _feast_near(rule: str, around: dt.date, which: str, tense: str) -> dt.date | None:
    days = [
        found
        for year in (-1, 0, 1)
        if 0 < around.year + year < 9999 and (found := feasts.day_of(rule, around.year + year))
    ]
    behind, ahead = [day for day in days if day <= around], [day for day in days if day >= around]
    if which in ("last", "next"):
        return behind[-1] if which == "last" and behind else ahead[0] if which == "next" and ahead else None
    if tense.endswith("past") and behind and ahead:
        return ahead[0] if (ahead[0] - around).days <= 30 and (around - behind[-1]).days > 300 else behind[-1]
    if tense == "future" and ahead and (ahead[0] - around).days < 300:
        return ahead[0]
    return min(days, key=lambda day: (abs((day - around).days), day), default=None)
