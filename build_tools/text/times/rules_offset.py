"""Rules for times so many units away: “a day earlier”, “three weeks ago”, “the last three months”.

Each rule turns a match of the pattern of its name (time_patterns) into a Draft, or None where it is no time at all.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.text.times import spans
from build_tools.text.times.context import NO_ANCHOR, Context
from build_tools.text.times.grammar import listed
from build_tools.text.times.lengths import duration_value, number_of, unit_code
from build_tools.text.times.spans import Draft, Moment

_STANDS_ALONE = re.compile(r"\s*(?:[,.;:)”\"']|\Z|when\b)")
_FROM_PUBLICATION = ("ago", "from now", "hence")


def offset(match: re.Match[str], context: Context) -> Draft | None:
    """“a day earlier”, “three weeks ago”, “72 hours later”, “two years before.”"""
    way = re.sub(r"\s+", " ", match["way"].casefold())
    if way not in ("ago", "earlier", "later", "from now", "hence") and not _STANDS_ALONE.match(context.after):
        return None
    unit, number = unit_code(match["unit"]), number_of(match["num"]) if match["num"] else None
    if way == "later" and (
        number is None or match["half"] or unit.startswith("T") and not (unit == "TH" and number % 24 == 0)
    ):
        return None  # a stretch of time, and where it ends is not known
    back = way in listed("way-back")
    anchor = (
        context.published if way in _FROM_PUBLICATION else context.nearby_day if unit in ("D", "TH") else context.nearby
    )
    if unit == "Y" and back and number == 1 and context.compared and not match["half"]:
        return _year_before(match, context.compared)
    if not anchor or number is None or match["half"] or unit.startswith("T") and unit != "TH":
        why = "how far back or ahead is not said exactly" if anchor else NO_ANCHOR
        return Draft("DATE", "PAST_REF" if back else "FUTURE_REF", why=why)
    return _stepped(match, anchor, unit, -number if back else number)


def _year_before(match: re.Match[str], compared: Moment) -> Draft:
    why = f"“{match[0]}” counted from what the text gives figures of, {compared.label}"
    unit = "Q" if compared.grain == "quarter" else "M"
    draft = spans.resolved(spans.shift(compared.day, "Y", -1), unit, why=why, anchor=compared)
    return replace(draft, moment=None)


def _stepped(match: re.Match[str], anchor: Moment, unit: str, steps: int) -> Draft:
    if unit == "TH":
        if steps % 24:
            return Draft("TIME", f"{anchor.day}TXX", why="the hour to count from is not known")
        unit, steps = "D", steps // 24
    if unit == "D" and anchor.grain != "day":
        return Draft("DATE", "XXXX-XX-XX", why=f"the day is not known: {anchor.label} is no single day")
    day, why = spans.shift(anchor.day, unit, steps), f"“{match[0]}” counted from {anchor.label}"
    draft = spans.resolved(day, "W" if unit == "2W" else unit, why=why, anchor=anchor)
    # What is compared with goes back once: the next “a year earlier” means the same year again.
    return draft if unit in ("D", "W") else replace(draft, moment=None)


def span_of(match: re.Match[str], context: Context) -> Draft | None:
    """“the last three months”, “the next two years”: stretches up to, or from, publication."""
    unit = unit_code(match["unit"])
    number = number_of(match["num"])
    value = duration_value(match["num"], unit)
    which = match["which"].casefold()
    if which == "last" and context.lead in listed("before-verb") and "the" not in match[0][:4].casefold():
        return None
    if (
        not context.published
        or number is None
        or unit.startswith("T")
        or which not in ("last", "past", "next", "coming")
    ):
        return Draft("DURATION", value, why="a stretch of time; where it lies is not said")
    if which in ("last", "past"):
        edtf = up_to_publication(context, unit, number)
    else:
        edtf = f"{context.published.day}/{spans.shift(context.published.day, unit, number)}"
    return Draft("DURATION", value, edtf, f"a stretch counted from {context.published.label}", context.published.label)


def up_to_publication(context: Context, unit: str | None, number: int) -> str:
    """So many units up to the day of publication as EDTF; empty where there is no such day or the unit is short."""
    if not context.published or not unit or unit.startswith("T"):
        return ""
    start = spans.shift(context.published.day, unit, -number)
    return f"{start}/{context.published.day}" if start < context.published.day else ""
