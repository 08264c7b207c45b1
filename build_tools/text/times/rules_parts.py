"""Rules for parts of the year: seasons, “the end of …”.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import datetime as dt
import re

from build_tools.text.times import spans
from build_tools.text.times.calendar_words import month_number, spelled_year, year_number
from build_tools.text.times.context import NO_ANCHOR, Context
from build_tools.text.times.grammar import known, listed
from build_tools.text.times.spans import Draft, Moment


def season(match: re.Match[str], context: Context) -> Draft | None:
    """“last summer”, “spring 2024”; a bare season only after a preposition, since “fall” and “spring” are verbs too."""
    code = known("season")[match["season"].casefold()]
    which = re.sub(r"\s+", " ", (match["which"] or "").casefold())
    written = match["year"] or (match["spelled"] and spelled_year(match["spelled"]))
    if not which and not written and not match["rel"] and not _is_season(match, context):
        return None
    if written:
        year, anchor = int(written), None
    elif not context.published:
        return Draft("DATE", f"XXXX-{code}", why=NO_ANCHOR)
    else:
        anchor = context.nearby if which == "following" else context.published
        assert anchor
        year = _season_year(code, which, anchor.day, future=context.tense == "future")
        if match["rel"]:
            year = anchor.day.year + {"last": -1, "next": 1}.get(match["rel"], 0)
    edtf = f"{year:04}-{known('season-edtf')[code]}"
    why = "a season, as written" if not anchor else f"the {match['season']} by {anchor.label}"
    return Draft("DATE", f"{year:04}-{code}", edtf, why, anchor.label if anchor else "")


def _is_season(match: re.Match[str], context: Context) -> bool:
    """“in summer”, “over the winter”, but not “prices fall”, “the fall of the wall” and “in winter coats”."""
    has_article = match[0][:4].casefold() == "the "
    if match["season"].casefold() in ("fall", "spring") and not has_article:
        return False
    if context.lead not in listed("before-season") or re.match(r"\s(?:of|in)\b", context.after):
        return False
    return has_article or not re.match(r"\s[a-z]", context.after) or bool(_AFTER_SEASON.match(context.after))


_AFTER_SEASON = re.compile(r"\s(?:and|or|when|as|to|but|was|were|is|after|before)\b")


def _season_year(code: str, which: str, around: dt.date, *, future: bool) -> int:
    """The year in which the season begins: a winter is that of its December."""
    start_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    begun = around.month >= start_month
    latest = around.year if begun else around.year - 1
    running = around.month - start_month in (0, 1, 2) or code == "WI" and around.month < 4
    if which in ("last", "this past", "past"):
        return latest - running
    if which in ("next", "following") or future and not running:
        return latest + 1
    return latest if begun or running or which != "this" else around.year


def edge(match: re.Match[str], context: Context) -> Draft | None:
    """“the end of the year”, “the beginning of June”, “the end of 2024”."""
    mod = known("modifier").get(match["edge"].casefold(), "")
    if match["year"]:
        day, unit, anchor = spans.real_day(int(match["year"]), 1, 1), "Y", None
    elif match["month"]:
        return _edge_of_month(match, context, mod)
    else:
        unit, anchor = known("unit")[match["unit"].casefold()], context.published
        if unit.startswith("T") or unit == "2W" or unit == "D" and context.lead == "at":
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
