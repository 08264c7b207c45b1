"""Rules for parts of the year: seasons, quarters, halves, “the end of …”.

Each rule turns a match of the pattern of its name (time_grammar) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re

from build_tools.text import time_spans as spans
from build_tools.text.calendar_words import month_number, year_number
from build_tools.text.time_context import NO_ANCHOR, Context
from build_tools.text.time_grammar import known, listed
from build_tools.text.time_spans import Draft, Moment


def season(match: re.Match[str], context: Context) -> Draft | None:
    """“last summer”, “spring 2024”; a bare season only after a preposition, since “fall” and “spring” are verbs too."""
    code = known("season")[match["season"].casefold()]
    which = (match["which"] or "").casefold()
    bare = not which and not match["year"]
    if bare and (context.lead not in listed("before-season") or context.after[:1].isalpha()):
        return None
    if bare and match["season"].casefold() in ("fall", "spring") and "the" not in match[0].casefold():
        return None
    if match["year"]:
        year, anchor = int(match["year"]), None
    elif not context.published:
        return Draft("DATE", f"XXXX-{code}", why=NO_ANCHOR)
    else:
        anchor = context.published
        year = _season_year(code, which, anchor.day, future=context.tense == "future")
    edtf = f"{year:04}-{known('season-edtf')[code]}"
    why = "a season, as written" if not anchor else f"the {match['season']} by {anchor.label}"
    return Draft("DATE", f"{year:04}-{code}", edtf, why, anchor.label if anchor else "")


def _season_year(code: str, which: str, around: dt.date, *, future: bool) -> int:
    start_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begun = around.month >= start_month
    if which == "last":
        ended = around.month >= start_month + 3 or code == "WI" and not begun
        return around.year if ended and code != "WI" else around.year - 1
    if which == "next" or future:
        return around.year + begun
    return around.year if begun or which == "this" else around.year - 1


def quarter(match: re.Match[str], context: Context) -> Draft | None:
    """“the third quarter of 2024”, “the first half of last year”."""
    ordinal = int(known("ordinal")[match["ord"].casefold()])
    half = match["unit"].casefold() == "half"
    if half and ordinal > 2:
        return None
    code = f"H{ordinal}" if half else f"Q{ordinal}"
    if match["year"]:
        year, anchor = int(match["year"]), ""
    elif context.published:
        step = {"last": -1, "next": 1}.get((match["rel"] or "this").split()[0].casefold(), 0)
        anchor = context.published.label
        year = context.published.day.year + step
        if not match["rel"] and context.tense != "future" and _begins(ordinal, half) > context.published.day.month:
            year -= 1
    else:
        return Draft("DATE", f"XXXX-{code}", why=NO_ANCHOR) if not half or match["rel"] else None
    edtf = f"{year:04}-{(39 if half else 32) + ordinal}"
    return Draft("DATE", f"{year:04}-{code}", edtf, "a part of the year" + (f" by {anchor}" if anchor else ""), anchor)


def _begins(ordinal: int, half: bool) -> int:
    return (ordinal - 1) * (6 if half else 3) + 1


def quarter_short(match: re.Match[str], context: Context) -> Draft | None:
    """“Q3 2024”, “Q3”."""
    number = int(match["q"])
    if match["year"]:
        return Draft("DATE", f"{match['year']}-Q{number}", f"{match['year']}-{32 + number}", "a quarter, as written")
    if not context.published:
        return Draft("DATE", f"XXXX-Q{number}", why=NO_ANCHOR)
    around = context.published.day
    year = around.year - (context.tense != "future" and _begins(number, False) > around.month)
    label = context.published.label
    return Draft("DATE", f"{year}-Q{number}", f"{year}-{32 + number}", f"the quarter by {label}", label)


def edge(match: re.Match[str], context: Context) -> Draft | None:
    """“the end of the year”, “the beginning of June”, “the end of 2024”."""
    mod = known("modifier").get(match["edge"].casefold(), "")
    if match["year"]:
        day, unit, anchor = spans.real_day(int(match["year"]), 1, 1), "Y", None
    elif match["month"]:
        return _edge_of_month(match, context, mod)
    else:
        unit, anchor = known("unit")[match["unit"].casefold()], context.published
        if unit.startswith("T") or unit == "2W":
            return None
        step = {"last": -1, "next": 1}.get(match["which"].casefold(), 0)
        if not anchor:
            return Draft("DATE", spans.blank(unit), why=NO_ANCHOR)
        day = spans.shift(anchor.day, unit, step)
    if not day:
        return None
    value, edtf = spans.at_grain(day, unit)
    if unit == "Y":
        edtf = spans.third_of_year(day.year, mod)
    elif unit == "M":
        edtf = spans.third_of_month(day, mod)
    why = f"“{match['edge']}” taken as a third of it" + (f"; counted from {anchor.label}" if anchor else "")
    return Draft("DATE", value, edtf, why, anchor.label if anchor else "", Moment(day, spans.grain_of(unit), value))


def _edge_of_month(match: re.Match[str], context: Context, mod: str) -> Draft | None:
    month = month_number(match["month"])
    if match["myear"]:
        day = spans.real_day(year_number(match["myear"]), month, 1)
    elif context.published:
        day = spans.nearest_year(month, 1, context.published.day, tense=context.tense, grain="month")
    else:
        return Draft("DATE", f"XXXX-{month:02}", why=NO_ANCHOR)
    if not day:
        return None
    why, value = f"“{match['edge']}” taken as a third of the month", day.isoformat()[:7]
    return Draft("DATE", value, spans.third_of_month(day, mod), why, moment=Moment(day, "month", value))
