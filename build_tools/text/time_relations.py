"""“since”, “until”, “by”, “after” before a date: they open it on one side. Knows no rule and no document."""

from __future__ import annotations

import re

from build_tools.text.time_spans import Draft

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


def opened(draft: Draft, before: str) -> tuple[str, str]:
    """The EDTF of a draft and why: open on one side where the words before it say so; its value stays its own."""
    if (
        not draft.edtf
        or draft.type not in ("DATE", "TIME")
        or not _RELATING.intersection(before[-25:].casefold().split())
    ):
        return draft.edtf, draft.why
    found = _RELATION.search(before[-40:])
    if not found or "/" in draft.edtf or _CLOCK.search(draft.value) or (found["until"] or "").casefold() == "as of":
        return draft.edtf, draft.why
    first, last = _ends(draft.edtf)
    date = f"../{last}" if found["until"] else f"{first}/.."
    return date, f"{draft.why}; “{found[0].strip()}” leaves one end open"


def _ends(date: str) -> tuple[str, str]:
    """First and last of a set; of any other date the date itself, twice."""
    if date[0] not in "[{":
        return date, date
    first, _, last = date.strip("[]{}").partition("..")
    return first, last
