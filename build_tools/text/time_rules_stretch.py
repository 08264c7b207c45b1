"""Rules for clock times, durations, sets and vague words: what has a value in TIMEX3 but seldom a date of its own.

Each rule turns a match of the pattern of its name (time_grammar) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import re

from build_tools.text.calendar_words import daypart, month_number, weekday_number
from build_tools.text.time_context import Context
from build_tools.text.time_grammar import known, listed, patterns
from build_tools.text.time_lengths import duration_value, unit_code
from build_tools.text.time_rules_days import single_day
from build_tools.text.time_rules_relative import dayref, weekday
from build_tools.text.time_spans import Draft, with_part


def clock(match: re.Match[str], context: Context) -> Draft | None:
    """“3 p.m. on Tuesday”, “10:30 GMT”: the day is EDTF's, since seconds are never said."""
    hour = int(match["hour"] or match["hour2"])
    half = (match["half"] or match["half2"] or "").casefold().replace(".", "")
    if not half and "." in match[0].split()[0]:
        return None
    if not half and match["minute"] and context.lead not in listed("before-clock") and not match["zone"]:
        return None
    if hour > 24 or half in ("am", "pm") and hour > 12:
        return None
    hour = hour % 12 + 12 * (half == "pm") if half in ("am", "pm") else hour
    zone = known("zone").get(match["zone"] or "", "")
    return _at_clock(match, context, f"{hour:02}:{match['minute'] or '00'}{zone}")


def _at_clock(match: re.Match[str], context: Context, value: str) -> Draft:
    day = _tail_day(match, context)
    if day and day.moment:
        why = f"a time of day; {day.why}"
        return Draft("TIME", f"{day.value[:10]}T{value}", day.moment.day.isoformat(), why, day.anchor, day.moment)
    anchor = context.nearby
    if anchor and anchor.grain == "day":
        why = f"a time of day, on the day last named: {anchor.label}"
        return Draft("TIME", f"{anchor.day}T{value}", f"{anchor.day}", why, anchor.label, anchor)
    return Draft("TIME", f"XXXX-XX-XXT{value}", why="a time of day; the day is not known")


def _tail_day(match: re.Match[str], context: Context) -> Draft | None:
    tail = match.groupdict().get("tail")
    if not tail:
        return None
    for name, rule in (("date_md", single_day), ("date_dm", single_day), ("weekday", weekday), ("dayref", dayref)):
        found = patterns()[name].fullmatch(tail)
        if found:
            return rule(found, context)
    return None


def military_clock(match: re.Match[str], context: Context) -> Draft | None:
    """“0600 GMT”."""
    return _at_clock(match, context, f"{match['hour']}:{match['minute']}Z")


def daypart_bare(match: re.Match[str], context: Context) -> Draft | None:
    """“midnight”, “noon”: on the day last named."""
    part = daypart(match["part"])
    named = _tail_day(match, context)
    anchor = named.moment if named and named.moment else context.nearby
    if not anchor or anchor.grain != "day":
        return Draft("TIME", f"XXXX-XX-XXT{part}", why="a time of day; the day is not known")
    return Draft("TIME", with_part(f"{anchor.day}", part), f"{anchor.day}", f"on {anchor.label}", anchor.label, anchor)


def duration(match: re.Match[str], context: Context) -> Draft | None:
    """“for four years”, “a 10-day visit”. A bare “a second”, “a quarter” is none."""
    unit = unit_code(match["unit"])
    number = match["num"].casefold()
    if (
        number in ("some", "many")
        and unit in ("Q", "TS", "D", "WE")
        or number in ("a", "an", "one")
        and unit in ("Q", "TS")
    ):
        return None
    if number in ("a", "an") and re.match(r"\s(?:of|before|after|when|that)\b", context.after):
        return None
    value = duration_value(match["num"], unit)
    if "half" in match[0] and "and" in match[0]:
        value = re.sub(r"(\d+)", r"\1.5", value)
    return Draft("DURATION", value, why="a length of time, not a date")


def duration_plural(match: re.Match[str], context: Context) -> Draft | None:
    """“years”, “for months”, “dozens of years”: only where a preposition makes a stretch of it."""
    if not match["many"] and context.lead not in listed("before-length"):
        return None
    unit = unit_code(match["unit"])
    return Draft("DURATION", f"PTX{unit[1:]}" if unit.startswith("T") else f"PX{unit}", why="how long is not said")


def year_old(match: re.Match[str], context: Context) -> Draft | None:
    """“33-year-old”: an age, a duration in TIMEX3."""
    unit = unit_code(match["unit"])
    return Draft("DURATION", duration_value(match["num"], unit), why="an age")


def repeated(match: re.Match[str], context: Context) -> Draft | None:
    """“every day”, “twice a week”, “each Monday”."""
    each = match["each"].casefold()
    if each in ("a", "per") and not match["times"]:
        return None
    count = {"other": "2", **known("number-word")}.get((match["num"] or "1").casefold(), match["num"] or "1")
    word = match["unit"]
    why = "what returns, not a date"
    if word.casefold() in known("weekday"):
        return Draft("SET", f"XXXX-WXX-{weekday_number(word) + 1}", why=why)
    if word.casefold() in known("month"):
        return Draft("SET", f"XXXX-{month_number(word):02}", why=why)
    if daypart(word):
        return Draft("SET", f"XXXX-XX-XXT{daypart(word)}", why=why)
    if word.casefold() in known("season"):
        return Draft("SET", f"XXXX-{known('season')[word.casefold()]}", why=why)
    return Draft("SET", duration_value(count, unit_code(word)), why=why)


def vague(match: re.Match[str], context: Context) -> Draft | None:
    """“now”, “recently”, “the coming weeks”, “daily”."""
    word = re.sub(r"\s+", " ", match["vague"].casefold())
    for kind in ("present", "past", "future"):
        if word in known(kind):
            return Draft("DATE", known(kind)[word], why="when exactly is not said")
    return Draft("SET", known("set")[word], why="what returns, not a date") if _is_adverbial(context) else None


def _is_adverbial(context: Context) -> bool:
    """“daily” is no time in the name of a paper (“Daily News”)."""
    return not re.match(r"\s[A-Z]", context.after)
