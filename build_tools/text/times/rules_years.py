"""Rules for months and years that are named, and what is made of them: decades, centuries.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re

from build_tools.text.times import spans
from build_tools.text.times.calendar_words import month_number, spelled_year, year_number
from build_tools.text.times.context import NO_YEAR, Context
from build_tools.text.times.grammar import known, listed
from build_tools.text.times.spans import Draft, Moment


def month_year(match: re.Match[str], context: Context) -> Draft | None:
    """“August 2023”, “late March 2022”."""
    year = year_number(match["year"]) if match["year"] else spelled_year(match["spelled"])
    month = month_number(match["month"])
    return _month_draft(year, month, match["mod"], why="written with its year")


def month_of(match: re.Match[str], context: Context) -> Draft | None:
    """“June last year”, “in early October this year”."""
    month = month_number(match["month"])
    if not context.published:
        return Draft("DATE", f"XXXX-{month:02}", why=NO_YEAR)
    step = {"last": -1, "next": 1}.get(match["which"].casefold(), 0)
    label = context.published.label
    return _month_draft(
        context.published.day.year + step, month, match["mod"], why=f"counted from {label}", anchor=label
    )


def _month_draft(year: int, month: int, mod: str | None, *, why: str, anchor: str = "") -> Draft | None:
    day = spans.real_day(year, month, 1)
    if not day:
        return None
    value = edtf = f"{day.isoformat()[:7]}"
    third = known("modifier").get((mod or "").casefold())
    if third:
        edtf = spans.third_of_month(day, third)
        why += f"; “{mod}” taken as a third of the month"
    return Draft("DATE", value, edtf, why, anchor, Moment(day, "month", value))


def month_bare(match: re.Match[str], context: Context) -> Draft | None:
    """“in June”: only where the words around it make it a month; abbreviations and May, March need more."""
    if not _is_month(match, context):
        return None
    month = month_number(match["month"])
    if not context.published:
        return Draft("DATE", f"XXXX-{month:02}", why=NO_YEAR)
    that_year = context.year_behind()
    if that_year:
        why = f"the year named behind it, by {that_year.label}"
        return _month_draft(that_year.day.year, month, match["mod"], why=why, anchor=that_year.label)
    joined = context.joined
    if joined and joined.grain == "month" and joined.day.month < month:
        why = f"of the same year as the month it is joined to, {joined.label}"
        return _month_draft(joined.day.year, month, match["mod"], why=why, anchor=joined.label)
    found = spans.nearest_year(month, 1, context.published.day, tense=context.tense, grain="month")
    if not found:
        return None
    why = f"the month nearest to {context.published.label}, looking {context.direction}"
    return _month_draft(found.year, month, match["mod"], why=why, anchor=context.published.label)


_NAME_BEHIND = re.compile(r"\s[A-Z][a-z]")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]*\.?\s\Z")
_NOUN_BEHIND = re.compile(r"\s(?!(?:of|on|in|to|for|from|by|into|and|or|through|past|was|were|is)\b)[a-z]")


def _is_month(match: re.Match[str], context: Context) -> bool:
    word = match["month"]
    if not word[0].isupper():
        return False
    plain = word.casefold().rstrip(".")
    if plain not in known("month") and not word.endswith("."):
        return False
    lead = context.lead
    if (lead in listed("before-noun") or lead.endswith(("'s", "’s"))) and _NOUN_BEHIND.match(context.after):
        return True
    if lead in listed("before-month") or match["mod"]:
        return not (plain in listed("doubtful-month") and _NAME_BEHIND.match(context.after))
    if plain not in known("month"):
        return False
    if plain in listed("doubtful-month"):
        return _is_in_list(context)
    return not _NAME_BEHIND.match(context.after) and not _NAME_BEFORE.search(context.before)


_MONTH_BEFORE = re.compile(r"\b([A-Z][a-z]{2,8})(?:,|,? and|,? or)\s\Z")
_MONTH_BEHIND = re.compile(r"(?:,|,? and|,? or)\s([A-Z][a-z]{2,8})\b")


def _is_in_list(context: Context) -> bool:
    """“March, May and July”: a month on either side makes it one."""
    before, behind = _MONTH_BEFORE.search(context.before[-16:]), _MONTH_BEHIND.match(context.after)
    return any(found is not None and found[1].casefold() in known("month") for found in (before, behind))


def year(match: re.Match[str], context: Context) -> Draft | None:
    """“2023” where it is no count of things."""
    number = int(match["year"])
    if _is_count(number, context):
        return None
    third = known("modifier").get((match["mod"] or "").casefold())
    edtf = spans.third_of_year(number, third) if third else f"{number:04}"
    why = "a year, as written" + (f"; “{match['mod']}” taken as a third of the year" if third else "")
    return Draft("DATE", f"{number:04}", edtf, why, moment=Moment(dt.date(number, 1, 1), "year", f"{number}"))


_MONEY = re.compile(r"[$€£#№]\s?\Z")
_NEXT_WORD = re.compile(r"\s([a-z]+)")


def _is_count(number: int, context: Context) -> bool:
    after = _NEXT_WORD.match(context.after)
    plural = after and after[1].endswith("s") and after[1] not in listed("no-plural")
    recent = 1900 <= number <= context.year + 50 and number % 100 != 0
    is_date = context.lead in listed("before-year") and (context.lead != "the" or 1800 <= number <= context.year + 50)
    if (plural and not recent or after and after[1] in listed("counted")) and not is_date:
        return True
    if context.lead in listed("numbered") or not 1700 <= number < 2100 and context.lead not in listed("before-year"):
        return True
    if context.lead in listed("before-count"):
        return not recent or after is not None
    return bool(_MONEY.search(context.before))


def year_spelled(match: re.Match[str], context: Context) -> Draft | None:
    """“nineteen ninety-six”, “the year two thousand”, as speech is written down."""
    if match["spelled"].casefold().startswith("two") and not match[0].casefold().startswith("the "):
        return None
    number = spelled_year(match["spelled"])
    return Draft("DATE", f"{number}", f"{number}", "a year, in words", moment=Moment(dt.date(number, 1, 1), "year"))


def years_span(match: re.Match[str], context: Context) -> Draft | None:
    """“2019-2021”, “2019/20”."""
    first = int(match["first"])
    last = match["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 200:
        return None
    day = spans.real_day(end, 1, 1)
    moment = Moment(day, "year", f"{end}") if day else None
    return Draft("DURATION", f"P{end - first}Y", f"{first}/{end}", "a span of years", moment=moment)


def decade(match: re.Match[str], context: Context) -> Draft | None:
    """“the 1990s”, “the late ’80s”."""
    digits = re.sub(r"\D", "", match["decade"] or "")
    if match["word"]:
        tens = known("decade")[match["word"].casefold()]
    else:
        tens = digits[:3] if len(digits) == 4 else f"19{digits[0]}" if digits[0] not in "012" else f"20{digits[0]}"
    day = spans.real_day(int(tens) * 10, 1, 1)
    moment = Moment(day, "year") if day else None
    return Draft("DATE", tens, f"{tens}X", "a decade, as written", moment=moment)


def century(match: re.Match[str], context: Context) -> Draft | None:
    """“the 19th century”: the years 18xx, as TIMEX3 and EDTF count it."""
    word = match["ord"].casefold()
    number = int(re.sub(r"\D", "", word) or known("ordinal-century")[word])
    return Draft("DATE", f"{number - 1:02}", f"{number - 1:02}XX", "a century, as written")
