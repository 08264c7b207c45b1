"""“since”, “until”, “by”, “after” before a date: they open it on one side. Knows no rule and no document."""

from __future__ import annotations

import re

from build_tools.text.times.spans import Draft

_RELATION = re.compile(
    r"\b(?P<since>since|starting|beginning)(?: (?:at least|around|about|early|late|the))?\s+\Z|"
    r"\b(?P<until>until|till|through|up to|by|no later than|as of|before|prior to|ahead of)(?: (?:at least|the))?\s+\Z|"
    r"\b(?P<after>after)(?: the)?\s+\Z",
    re.IGNORECASE,
)


_RELATING = frozenset(
    ("since", "starting", "beginning", "until", "till", "through", "to", "by", "than", "of", "before", "after")
)
_CLOCK = re.compile(r"T\d\d")
_NO_LATER = frozenset(("by", "no later than"))
_ABOUT = ("around ", "about ", "circa ", "roughly ", "approximately ")


def opened(draft: Draft, before: str) -> tuple[str, str]:
    """The EDTF of a draft and why: open on one side, or approximate, where the words before it say so.

    Its value stays its own. A time of day or a night is only opened by “by”: what happened before noon, or since the
    night, may as well have been on that day.
    """
    if draft.type == "DATE" and draft.edtf and before[-14:].endswith(_ABOUT):
        return _about(draft)
    if (
        not draft.edtf
        or draft.type not in ("DATE", "TIME")
        or not _RELATING.intersection(before[-25:].casefold().split())
    ):
        return draft.edtf, draft.why
    found = _RELATION.search(before[-40:])
    until = (found["until"] or "").casefold() if found else ""
    of_part = draft.type == "TIME" and until in _NO_LATER
    if not found or until == "as of" or not of_part and ("/" in draft.edtf or _CLOCK.search(draft.value)):
        return draft.edtf, draft.why
    first, last = _ends(draft.edtf)
    date = f"../{last}" if found["until"] else f"{first}/.."
    return date, f"{draft.why}; “{found[0].strip()}” leaves one end open"


def _about(draft: Draft) -> tuple[str, str]:
    if any(mark in draft.edtf for mark in "/[{~"):
        return draft.edtf, draft.why
    return f"{draft.edtf}~", f"{draft.why}; approximate, by its words"


def _ends(date: str) -> tuple[str, str]:
    """First and last of a set or a span; of any other date the date itself, twice."""
    if "/" in date:
        first, _, last = date.partition("/")
        return first, last
    if date[0] not in "[{":
        return date, date
    first, _, last = date.strip("[]{}").partition("..")
    return first, last
