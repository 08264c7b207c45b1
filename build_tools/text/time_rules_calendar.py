"""Rules for expressions that name the calendar: days, months, years, quarters, seasons, clock times.

Each rule turns a match of the pattern of its name (time_grammar) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import re

from build_tools.text import time_spans as spans
from build_tools.text.time_context import Context
from build_tools.text.time_grammar import known
from build_tools.text.time_spans import Draft, Moment

NO_YEAR = "the year is unknown: the text has no known date of publication"
_MIDDLE = {"early": "START", "mid": "MID", "late": "END"}
_THIRDS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}


def month_number(word: str) -> int:
    """1 to 12, of a name in full or shortened."""
    plain = word.casefold().rstrip(".")
    return int(known("month").get(plain) or known("month-short")[plain])


def weekday_number(word: str) -> int:
    """Monday is 0."""
    plain = word.casefold().rstrip(".")
    return int(known("weekday").get(plain) or known("weekday-short")[plain])


def year_number(written: str, context: Context | None = None) -> int:
    """Two digits count as the century nearest to now: 24 → 2024, 89 → 1989."""
    digits = re.sub(r"\D", "", written)
    if len(digits) > 2:
        return int(digits)
    pivot = context.published.day.year if context and context.published else 2030
    century = pivot // 100 * 100
    year = century + int(digits)
    return year - 100 if year > pivot + 5 else year


def day_number(written: str) -> int:
    """The number in “6” or “6th”."""
    return int(re.match(r"\d+", written)[0])  # type: ignore[index]


def daypart(word: str | None) -> str:
    """The TIMEX3 code of a part of the day, empty if it is none."""
    return known("daypart").get((word or "").casefold(), "")


def with_part(value: str, part: str) -> str:
    """``2024-11-06`` and ``MO`` → ``2024-11-06TMO``."""
    return f"{value}T{part}" if part else value


def single_day(match: re.Match[str], context: Context) -> Draft | None:
    """“Nov. 6”, “Thursday, 7 November 2024”, “the morning of November 6”."""
    month, day = month_number(match["month"]), day_number(match["day"])
    groups = match.groupdict()
    night = groups.get("night")
    part = "NI" if night else daypart(groups.get("part") or groups.get("part2"))
    if match["year"]:
        found = spans.real_day(year_number(match["year"]), month, day)
        if not found:
            return Draft("DATE", f"{match['year']}-{month:02}-{day:02}", why="the calendar has no such day")
        return _day_draft(found, part, why="written with its year", night=bool(night))
    return _yearless_day(match, context, month, day, part=part, night=bool(night))


def _yearless_day(
    match: re.Match[str], context: Context, month: int, day: int, *, part: str, night: bool
) -> Draft | None:
    value = f"XXXX-{month:02}-{day:02}"
    if not context.published:
        return Draft("TIME" if part else "DATE", with_part(value, part), why=NO_YEAR)
    found = None
    if match["weekday"]:
        found = _agreeing_year(month, day, weekday_number(match["weekday"]), context)
    if found:
        why = f"the year nearest to publication in which it was a {match['weekday']}"
    else:
        found = spans.nearest_year(month, day, context.published.day, tense=context.tense)
        why = f"the year taken from {context.published.label}, looking {_direction(context)}"
    if not found:
        return Draft("DATE", value, why="the calendar has no such day near the publication")
    return _day_draft(found, part, why=why, anchor=context.published.label, night=night)


def _agreeing_year(month: int, day: int, weekday: int, context: Context) -> object | None:
    assert context.published
    around = context.published.day
    years = sorted(range(around.year - 6, around.year + 3), key=lambda year: (abs(year - around.year), year))
    days = (spans.real_day(year, month, day) for year in years if 0 < year < 9999)
    return next((found for found in days if found and found.weekday() == weekday), None)


def _direction(context: Context) -> str:
    return "ahead, as the verb does" if context.tense == "future" else "back"


def _day_draft(day: object, part: str, *, why: str, anchor: str = "", night: bool = False) -> Draft:
    value = f"{day}"
    edtf = value
    if night:
        edtf = f"{day}/{spans.shift(day, 'D', 1)}"  # type: ignore[arg-type]
        why += "; a night spans two days"
    moment = Moment(day, "day", value)  # type: ignore[arg-type]
    return Draft("TIME" if part else "DATE", with_part(value, part), edtf, why, anchor, moment)


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
        year = year_number(f"{year:02}", context)
    month_first, day_first = spans.real_day(year, first, second), spans.real_day(year, second, first)
    found = month_first or day_first
    if not found:
        return None
    if month_first and day_first and month_first != day_first:
        why = "unresolved: day and month could be either way round; the value takes the month first"
        return Draft("DATE", f"{found}", why=why)
    return Draft("DATE", f"{found}", f"{found}", "only one order of day and month is possible", moment=Moment(found))


def month_year(match: re.Match[str], context: Context) -> Draft | None:
    """“August 2023”, “late March 2022”."""
    year, month = year_number(match["year"]), month_number(match["month"])
    return _month_draft(year, month, match["mod"], why="written with its year")


def _month_draft(year: int, month: int, mod: str | None, *, why: str, anchor: str = "") -> Draft | None:
    day = spans.real_day(year, month, 1)
    if not day:
        return None
    value = edtf = f"{day.isoformat()[:7]}"
    third = _MIDDLE.get((mod or "").casefold())
    if third:
        edtf = third_of_month(day, third)
        why += f"; “{mod}” taken as a third of the month"
    return Draft("DATE", value, edtf, why, anchor, Moment(day, "month", value))


def third_of_month(first: object, third: str) -> str:
    """One of the days of the first, middle or last third: ``[2024-03-21..2024-03-31]``."""
    start, end = _THIRDS[third]
    year, month = first.year, first.month  # type: ignore[attr-defined]
    while not spans.real_day(year, month, end):
        end -= 1
    return f"[{year:04}-{month:02}-{start:02}..{year:04}-{month:02}-{end:02}]"


def month_bare(match: re.Match[str], context: Context) -> Draft | None:
    """“in June”: only where the words around it make it a month; abbreviations and May, March need more."""
    word, before = match["month"], context.before.rstrip().rsplit(" ", 1)[-1].casefold().strip('“"(')
    led = before in _BEFORE_MONTH or bool(match["mod"])
    if not led and (word.casefold().rstrip(".") in _DOUBTFUL or word.casefold().rstrip(".") not in known("month")):
        return None
    if not word[0].isupper() or re.match(r"\s[A-Z][a-z]", context.after) and not led:
        return None
    if re.search(r"\b[A-Z][a-z]*\.?\s\Z", context.before) and not led:
        return None
    month = month_number(word)
    if not context.published:
        return Draft("DATE", f"XXXX-{month:02}", why=NO_YEAR)
    found = spans.nearest_year(month, 1, context.published.day, tense=context.tense, grain="month")
    if not found:
        return None
    why = f"the month nearest to {context.published.label}, looking {_direction(context)}"
    return _month_draft(found.year, month, match["mod"], why=why, anchor=context.published.label)


_BEFORE_MONTH = frozenset(
    "in since until till by from during through of for to between and before after around last this next early late "
    "mid throughout every each over".split()
)
_DOUBTFUL = frozenset("may march april august june jan dec mar sep sept jun".split())


def year(match: re.Match[str], context: Context) -> Draft | None:
    """“2023” where it is no count of things."""
    number = int(match["year"])
    after = re.match(r"\s([a-z]+)", context.after)
    lead = context.before.rstrip().rsplit(" ", 1)[-1].casefold()
    counted = after and (after[1].endswith("s") and after[1] not in _NO_PLURAL or after[1] in _COUNTED)
    if counted and lead not in _BEFORE_YEAR:
        return None
    if lead in _COUNTING or re.search(r"[$€£#№]\s?\Z", context.before):
        return None
    edtf = f"{number:04}"
    third = _MIDDLE.get((match["mod"] or "").casefold())
    if third:
        edtf = {"START": f"{number:04}-37", "MID": f"{number:04}-38", "END": f"{number:04}-39"}[third]
    why = "a year, as written" + (f"; “{match['mod']}” taken as a third of the year" if third else "")
    return Draft("DATE", f"{number:04}", edtf, why, moment=Moment(spans.real_day(number, 1, 1), "year", f"{number}"))  # type: ignore[arg-type]


_COUNTED = frozenset("people men women children square cubic more percent million billion tonnes".split())
_BEFORE_YEAR = frozenset("in since of by until during from to before after through and early late mid the".split())
_NO_PLURAL = frozenset("was has is as this its his elections".split())
_COUNTING = frozenset("about around nearly some almost over than least most approximately roughly".split())


def years_span(match: re.Match[str], context: Context) -> Draft | None:
    """“2019-2021”, “2019/20”."""
    first = int(match["first"])
    last = match["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 200:
        return None
    day = spans.real_day(end, 1, 1)
    return Draft(
        "DURATION",
        f"P{end - first}Y",
        f"{first}/{end}",
        "a span of years",
        moment=Moment(day, "year", f"{end}") if day else None,
    )  # type: ignore[arg-type]


def decade(match: re.Match[str], context: Context) -> Draft | None:
    """“the 1990s”, “the late ’80s”."""
    digits = re.sub(r"\D", "", match["decade"])
    tens = digits[:3] if len(digits) == 4 else f"19{digits[0]}" if digits[0] not in "012" else f"20{digits[0]}"
    day = spans.real_day(int(tens) * 10, 1, 1)
    return Draft("DATE", tens, f"{tens}X", "a decade, as written", moment=Moment(day, "year") if day else None)  # type: ignore[arg-type]


def century(match: re.Match[str], context: Context) -> Draft | None:
    """“the 19th century”: the years 18xx, as TIMEX3 and EDTF count it."""
    word = match["ord"].casefold()
    number = int(re.sub(r"\D", "", word) or known("ordinal-century")[word])
    return Draft("DATE", f"{number - 1:02}", f"{number - 1:02}XX", "a century, as written")


def fiscal(match: re.Match[str], context: Context) -> Draft | None:
    """“fiscal 2024”, “FY24”: whose fiscal year it is is not said, so EDTF gives the year as approximate."""
    number = year_number(match["year"], context)
    return Draft("DATE", f"FY{number}", f"{number:04}~", "a fiscal year; its first and last day are not given")


def holiday(match: re.Match[str], context: Context) -> Draft | None:
    """“Christmas”, “New Year’s Eve 2023”."""
    month, day = known("holiday")[match["holiday"].casefold().replace("’", "'")].split("-")
    if match["year"]:
        found = spans.real_day(int(match["year"]), int(month), int(day))
    elif context.published:
        found = spans.nearest_year(int(month), int(day), context.published.day, tense=context.tense)
    else:
        return Draft("DATE", f"XXXX-{month}-{day}", why=NO_YEAR)
    return (
        Draft("DATE", f"{found}", f"{found}", "a fixed feast day", moment=Moment(found, "day", f"{found}"))
        if found
        else None
    )
