"""Rules for quarters, halves and fiscal years, and for the “year-ago quarter” that results are compared with.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from build_tools.text.times import spans
from build_tools.text.times.calendar_words import is_month, month_number, year_number
from build_tools.text.times.context import NO_ANCHOR, Context
from build_tools.text.times.grammar import known, listed
from build_tools.text.times.spans import Draft, Moment
from build_tools.text.times.tense import tense_of

_STEPS = {"last": -1, "next": 1}


def quarter(match: re.Match[str], context: Context) -> Draft | None:
    """“the third quarter of 2024”, “the first half of last year”, “the year-ago third quarter”."""
    ordinal = 2 if match["ord"].casefold() == "last" else int(known("ordinal")[match["ord"].casefold()])
    half = match["unit"].casefold() == "half"
    if ordinal > (2 if half else 4) or re.match(r"-?final", context.after):
        return None
    written = match["year"] or match["year0"]
    if written:
        return _part_of_year(int(written), ordinal, half, "a part of the year, as written")
    if not context.published:
        return (
            Draft("DATE", f"XXXX-{'H' if half else 'Q'}{ordinal}", why=NO_ANCHOR) if not half or match["rel"] else None
        )
    year = context.published.day.year + _STEPS.get((match["rel"] or "").split(" ")[0].casefold(), 0)
    # “said third-quarter profit will”: the verb of speech beside it does not date the quarter.
    ahead = (tense_of("", context.after) if context.lead in listed("speech") else context.tense) == "future"
    if not match["rel"] and not ahead and _begins(ordinal, half) > context.published.day.month:
        year -= 1
    label = context.published.label
    if match["ago"]:
        return _part_of_year(year - 1, ordinal, half, f"the part of the year before, by {label}", label, compared=True)
    return _part_of_year(year, ordinal, half, f"a part of the year by {label}", label)


def _begins(ordinal: int, half: bool) -> int:
    return (ordinal - 1) * (6 if half else 3) + 1


def _part_of_year(
    year: int, ordinal: int, half: bool, why: str, anchor: str = "", *, compared: bool = False
) -> Draft | None:
    value, edtf = f"{year:04}-{'H' if half else 'Q'}{ordinal}", f"{year:04}-{(39 if half else 32) + ordinal}"
    day = None if half or compared else spans.quarter_start(year, ordinal)
    moment = Moment(day, "quarter", value) if day else None
    return Draft("DATE", value, edtf, why, anchor, moment) if 0 < year < 10000 else None


def part_of_edge(match: re.Match[str], context: Context) -> Draft | None:
    """“this year’s third quarter”, “last year’s second half”, “the 2012 third quarter”."""
    ordinal, half = int(known("ordinal")[match["ord"].casefold()]), match["unit"].casefold() == "half"
    if ordinal > (2 if half else 4):
        return None
    if match["year"]:
        return _part_of_year(int(match["year"]), ordinal, half, "a part of the year, as written")
    if not context.published:
        return Draft("DATE", f"XXXX-{'H' if half else 'Q'}{ordinal}", why=NO_ANCHOR)
    label = context.published.label
    year = context.published.day.year + _STEPS.get(match["which"].casefold(), 0)
    return _part_of_year(year, ordinal, half, f"counted from {label}", label)


def quarter_short(match: re.Match[str], context: Context) -> Draft | None:
    """“Q3 2024”, “Q3”."""
    number = int(match["q"])
    if match["year"]:
        return _part_of_year(int(match["year"]), number, False, "a quarter, as written")
    if not context.published:
        return Draft("DATE", f"XXXX-Q{number}", why=NO_ANCHOR)
    around = context.published.day
    year = around.year - (context.tense != "future" and _begins(number, False) > around.month)
    return _part_of_year(year, number, False, f"the quarter by {context.published.label}", context.published.label)


def same_period(match: re.Match[str], context: Context) -> Draft | None:
    """“the latest quarter”, “the year-ago period”, “the 2012 quarter”, “the same period last year”."""
    compares = match["rel"] or match["ago"] or match["alone"] or (match["last"] or "").casefold() == "last"
    if (match["latest"] or "").casefold() in ("same", "comparable", "corresponding") and not compares:
        return None
    spoken_of = _spoken_of(match, context)
    if spoken_of is None:
        return Draft("DATE", "XXXX-QX", why=NO_ANCHOR)
    if match["what"] and "months" in match["what"]:
        length = {"three": "P3M", "six": "P6M", "nine": "P9M"}[match["what"].split()[0].casefold()]
        return Draft("DURATION", length, why="a stretch of the year before; which months is not said")
    year = int(match["year"] or match["of"] or spoken_of.day.year - bool(compares))
    if match["what"] == "period" and not context.quarter:
        return Draft("DATE", f"{year:04}", f"{year:04}", "a part of that year; which one is not said", spoken_of.label)
    day = spans.real_day(year, spoken_of.day.month, 1)
    if day is None:
        return None
    why = f"the quarter that the text speaks of, {spoken_of.label}" + ("; the same of another year" if compares else "")
    draft = spans.resolved(day, "Q", why=why, anchor=spoken_of)
    return replace(draft, moment=None) if compares or match["year"] else draft


def _spoken_of(match: re.Match[str], context: Context) -> Moment | None:
    """The quarter last named; the latest is one that is over."""
    is_latest = (match["latest"] or "").casefold() == "latest"
    if is_latest and context.quarter and context.published and context.quarter.day > _quarter_before(context.published):
        return _ended(context)
    return context.quarter or _ended(context)


def _quarter_before(moment: Moment) -> dt.date:
    return spans.shift(moment.day, "Q", -1)


def _ended(context: Context) -> Moment | None:
    """The last quarter that was over on the day of publication: results come after it."""
    if not context.published:
        return None
    day = spans.shift(context.published.day, "Q", -1)
    first = spans.quarter_start(day.year, (day.month - 1) // 3 + 1)
    return Moment(first, "quarter", f"the last before {context.published.label}") if first else None


_ENDING = re.compile(r"\s(?:ended|ending|that ended|to|through)\s")


def stretch(match: re.Match[str], context: Context) -> Draft | None:
    """“the quarter”, “for the year”, “the fiscal year ended March 31”, “during the week”."""
    unit, adjective = match["unit"].casefold(), (match["adj"] or "").strip().casefold()
    ending = bool(_ENDING.match(context.after))
    if unit == "quarter" and match["unit"].islower():
        return _quarter_by_its_end(context) or _quarter_spoken_of(context, current=adjective == "current")
    if re.match(r"\s(?:of|that|since|before|after|when)\b|-", context.after) and not ending:
        return None
    if ending and unit == "year":
        return Draft("DURATION", "P1Y", why="a year by its last day; the length is the value")
    if not (adjective or match["fiscal"] or context.lead in listed("before-stretch")) or not match["unit"].islower():
        return None
    if not context.published:
        return Draft("DATE", spans.blank(known("unit")[unit]), why=NO_ANCHOR)
    why = f"the {unit} of {context.published.label}"
    return spans.resolved(context.published.day, known("unit")[unit], why=why, anchor=context.published)


_LAST_DAY = re.compile(r"\s(?:that\s)?(?:ended|ending|to|through)\s(?P<month>[A-Z][a-z]{2,8})\.?\s\d")


def _quarter_by_its_end(context: Context) -> Draft | None:
    """“the quarter ended July 31”: the quarter of the year whose end is nearest to that day."""
    found = _LAST_DAY.match(context.after)
    if not found or not context.published or not is_month(found["month"]):
        return None
    month = month_number(found["month"])
    last = spans.nearest_year(month, 28, context.published.day, tense="past" if "ed" in found[0] else "")
    if not last:
        return None
    inside = spans.shift_months(last.replace(day=1), -1)
    return spans.resolved(
        inside, "Q", why=f"the quarter that ends nearest to{found[0][:-1].rstrip()}", anchor=context.published
    )


def _quarter_spoken_of(context: Context, *, current: bool) -> Draft:
    spoken_of = context.quarter or _ended(context)
    if current and context.published:
        why = f"the quarter of {context.published.label}"
        return spans.resolved(context.published.day, "Q", why=why, anchor=context.published)
    if not spoken_of:
        return Draft("DATE", "XXXX-QX", why=NO_ANCHOR)
    return spans.resolved(
        spoken_of.day, "Q", why=f"the quarter that the text speaks of, {spoken_of.label}", anchor=spoken_of
    )


def fiscal(match: re.Match[str], context: Context) -> Draft | None:
    """“fiscal 2024”, “FY24”: whose fiscal year it is is not said, so EDTF gives the year as approximate."""
    number = year_number(match["year"], now=context.year)
    return Draft("DATE", f"{number:04}", f"{number:04}~", "a fiscal year; its first and last day are not given")


def year_end(match: re.Match[str], context: Context) -> Draft | None:
    """“year-end”, “by year’s end”, “month-end”: of the year of publication."""
    unit = known("unit")[match["unit"].casefold()]
    if not context.published:
        return Draft("DATE", spans.blank(unit), why=NO_ANCHOR)
    day, label = context.published.day, context.published.label
    value, _ = spans.at_grain(day, unit)
    edtf = spans.third_of_year(day.year, "END") if unit == "Y" else spans.third_of_month(day, "END")
    return Draft("DATE", value, edtf, f"the last third of the {match['unit'].casefold()} of {label}", label)
