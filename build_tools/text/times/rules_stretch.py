"""Rules for clock times, durations, sets and vague words: what has a value in TIMEX3 but seldom a date of its own.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import re

from build_tools.text.times.calendar_words import daypart, month_number, weekday_number
from build_tools.text.times.context import Context
from build_tools.text.times.grammar import known, listed, pattern_of
from build_tools.text.times.lengths import duration_value, unit_code
from build_tools.text.times.rules_days import single_day
from build_tools.text.times.rules_relative import dayref, weekday
from build_tools.text.times.spans import NOTHING, Draft, resolved, with_part


def clock(match: re.Match[str], context: Context) -> Draft | None:
    """“3 p.m. on Tuesday”, “10:30 GMT”, “4 in the morning”: the day is EDTF's, since seconds are never said."""
    hour = int(match["hour"] or match["hour2"] or match["hour3"])
    half = (match["half"] or match["half2"] or match["half3"] or "").casefold().replace(".", "")
    if match["hour"] and not half and not match["zone"]:
        if ":" not in match[0] or context.lead not in listed("before-clock"):
            return None
    if hour > 24 or half[:1] in ("a", "p", "m", "e") and hour > 12:
        return None
    if half in ("am", "pm", "morning", "afternoon", "evening"):
        hour = hour % 12 + 12 * (half not in ("am", "morning"))
    zone = known("zone").get(match["zone"] or "", "")
    return _at_clock(match, context, f"{hour:02}:{match['minute'] or '00'}", zone)


def _at_clock(match: re.Match[str], context: Context, value: str, zone: str) -> Draft:
    day = _tail_day(match, context)
    # Only world time goes into the value; other zones are told in words, as the annotation of news does.
    value += zone if zone == "Z" else ""
    told = f"a time of day, UTC{zone}" if zone and zone != "Z" else "a time of day"
    if day and day.moment:
        return Draft(
            "TIME", f"{day.value[:10]}T{value}", f"{day.moment.day}", f"{told}; {day.why}", day.anchor, day.moment
        )
    anchor = context.clock_day
    if anchor and anchor.grain == "day":
        why = f"{told}, on the day last named: {anchor.label}"
        return Draft("TIME", f"{anchor.day}T{value}", f"{anchor.day}", why, anchor.label, anchor)
    return Draft("TIME", f"XXXX-XX-XXT{value}", why=f"{told}; the day is not known")


def _tail_day(match: re.Match[str], context: Context) -> Draft | None:
    tail = match.groupdict().get("tail")
    if not tail:
        return None
    for name, rule in (("date_md", single_day), ("date_dm", single_day), ("weekday", weekday), ("dayref", dayref)):
        found = pattern_of(name).fullmatch(tail)
        if found:
            return rule(found, context)
    return None


def week_of(match: re.Match[str], context: Context) -> Draft | None:
    """“the week of March 6”."""
    day = _tail_day(match, context)
    if not day or not day.moment:
        return None
    return resolved(day.moment.day, "W", why=f"the week of that day; {day.why}", anchor=day.moment)


def military_clock(match: re.Match[str], context: Context) -> Draft | None:
    """“0600 GMT”."""
    return _at_clock(match, context, f"{match['hour']}:{match['minute']}", "Z")


def daypart_bare(match: re.Match[str], context: Context) -> Draft | None:
    """“midnight”, “noon Thursday”, “mid-afternoon yesterday”: on the day last named."""
    part = daypart(re.sub(r"^mid[ -](?=[am])", "", match["part"].casefold()))
    if context.lead == "high":
        return None
    named = _tail_day(match, context)
    anchor = named.moment if named and named.moment else context.clock_day
    if not anchor or anchor.grain != "day":
        return Draft("TIME", f"XXXX-XX-XXT{part}", why="a time of day; the day is not known")
    return Draft("TIME", with_part(f"{anchor.day}", part), f"{anchor.day}", f"on {anchor.label}", anchor.label, anchor)


_ENDS_PHRASE = re.compile(
    r"\s*(?:[^\w\s]|\Z)|\s(?:and|or|but|when|as|to|on|at|in|for|from|with|by|he|she|it|they|the|a)\b"
)


def in_daypart(match: re.Match[str], context: Context) -> Draft | None:
    """“in the morning”: of the day last named."""
    if context.lead not in ("in", "during") or not _ENDS_PHRASE.match(context.after):
        return None
    return daypart_bare_of(daypart(match["part"]), context)


def daypart_bare_of(part: str, context: Context) -> Draft:
    """A part (TIMEX3 code) of the day last named, else of the day of publication."""
    anchor = context.clock_day
    if not anchor or anchor.grain != "day":
        return Draft("TIME", f"XXXX-XX-XXT{part}", why="a part of the day; the day is not known")
    return Draft("TIME", f"{anchor.day}T{part}", f"{anchor.day}", f"on {anchor.label}", anchor.label, anchor)


_BEFORE_OR_AFTER = re.compile(r"\s(?:before|after|later|since)\b")


def duration(match: re.Match[str], context: Context) -> Draft | None:
    """“for four years”, “a 10-day visit”. A bare “a second”, “a quarter” is none; “a day” only as a length."""
    unit, number, written = unit_code(match["unit"]), match["num"].casefold(), match[0]
    if (
        unit == "WE"
        and number in ("a", "one")
        or unit == "Q"
        and ("-" in written or number in ("a", "an", "one", "half a"))
    ):
        return None
    if number in ("a", "an", "one", "many") and unit == "TS" or match["unit"][0].isupper() and not written.isupper():
        return None
    if number in ("a", "an") and (written.endswith("-long") or not match["half"] and not _is_length(context)):
        return None
    if number == "one" and unit == "D" and "-" not in written and context.lead not in listed("before-length"):
        return None
    value = duration_value(match["num"], unit, half=bool(match["half"]))
    return Draft("DURATION", value, why="a length of time, not a date")


def _is_length(context: Context) -> bool:
    """“within a week”, “a month after”, but not “on a day of mourning” or “what a year”."""
    behind = bool(_BEFORE_OR_AFTER.match(context.after))
    return behind or context.lead in listed("before-length") and not re.match(r"\s(?:when|that)\b", context.after)


def duration_plural(match: re.Match[str], context: Context) -> Draft | None:
    """“for months”, “weeks of talks”, “days before the vote”, “decades-long”: only where it is a stretch of time."""
    word = match["unit"] or match["long"]
    if not match["long"] and not _is_stretch(match, context):
        return None
    unit = unit_code(word)
    number = "a" if match["long"] and not word.casefold().endswith("s") else "several"
    return Draft(
        "DURATION", duration_value(number, unit), why="how long is not said" if number != "a" else "a length of time"
    )


def _is_stretch(match: re.Match[str], context: Context) -> bool:
    if context.lead in listed("before-length") and context.lead != "of" or match["or"]:
        return not re.match(r"[’']", context.after)
    if match["ahead"]:
        return context.lead == "the"
    return context.lead not in _EDGES_OF_TIME and bool(
        re.match(r"\s(?:before|after|later|of|following|since|leading|to come|that followed)\b", context.after)
    )


_EDGES_OF_TIME = frozenset(
    ("early", "late", "small", "wee", "first", "last", "final", "closing", "opening", "these", "those")
)


def age(match: re.Match[str], context: Context) -> Draft | None:
    """“33-year-old”, “52 years old”, “24 hours a day” place nothing in time."""
    return NOTHING


_PLURAL_BEFORE = re.compile(r"(?:\b(?:million|billion|trillion|percent)|\b[a-z]{2,20}s|%|\$[\d.,]{1,12})\s\Z")


def repeated(match: re.Match[str], context: Context) -> Draft | None:
    """“every day”, “twice a week”, “each Monday”, “$2 billion a year”."""
    each, word = match["each"].casefold(), match["unit"]
    plain = re.sub(r"s\Z", "", word.casefold())
    if each in ("a", "an", "per") and not match["times"] and not _is_rate(context, plain, each):
        return None
    count = {"other": "2", "second": "2", "third": "3", **known("number-word")}.get(
        (match["num"] or "1").casefold(), match["num"] or "1"
    )
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


def _is_rate(context: Context, unit: str, each: str) -> bool:
    """“interviews a day”, “$1 billion a year”; not “as a day of prayer”."""
    if unit not in ("day", "week", "month", "year", "hour", "minute"):
        return False
    if re.match(r"\s(?:ago|earlier|later|before|after|of|when|that|or|and a half|from)\b|-", context.after):
        return False
    lead = context.lead
    return bool(_PLURAL_BEFORE.search(context.before)) and lead not in listed("before-length") and lead not in _NO_COUNT


_NO_COUNT = frozenset(
    ("is", "was", "as", "this", "has", "its", "his", "us", "plus", "yes", "perhaps", "takes", "lasts")
)


def vague(match: re.Match[str], context: Context) -> Draft | None:
    """“now”, “recently”, “the coming weeks”, “daily”."""
    word = re.sub(r"\s+", " ", match["vague"].casefold())
    for kind in ("present", "past", "future"):
        if word in known(kind):
            if not _is_vague(word, context):
                return None
            return Draft("DATE", known(kind)[word], why="when exactly is not said")
    return Draft("SET", known("set")[word], why="what returns, not a date") if _is_adverbial(context) else None


_NUMBER_BEHIND = re.compile(r"\s(?:\d|few|several|couple|two|three|four|five|six|seven|eight|nine|ten)")


def _is_vague(word: str, context: Context) -> bool:
    """“the past” and “the future” stand alone; “recent” and “current” stand before a noun."""
    if word in ("the past", "the future"):
        return not re.match(r"\s(?:of|tense)\b|-|[’']s", context.after) and not _NUMBER_BEHIND.match(context.after)
    if word in ("recent", "current"):
        return context.lead not in ("most", "more", "is", "was", "as") and bool(re.match(r"\s[a-zA-Z]", context.after))
    return not re.match(r"-\w", context.after)


def _is_adverbial(context: Context) -> bool:
    """“daily” is no time in the name of a paper (“Daily News”)."""
    return not re.match(r"\s[A-Z]", context.after)
