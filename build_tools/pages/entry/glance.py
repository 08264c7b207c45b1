"""An entry at a glance: is it disputed, how many roots, in how many sources, how sharply dated. Knows no wording."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.text.edtf import Edtf, NotEdtf, parse
from build_tools.wording.standing import Standing

_MOST_DOTS = 12


@dataclass(frozen=True, slots=True)
class Glance:
    """``state`` and ``dating`` are keys of the terms ``glance`` and ``dating``; ``dating`` is empty without a date."""

    state: str
    low: int
    high: int
    sources: int
    dating: str

    @property
    def dots(self) -> bool:
        """Whether the roots are few enough to be drawn one by one."""
        return 0 < self.high <= _MOST_DOTS


def glance(standing: Standing) -> Glance:
    """What a reader should see first of an entry."""
    count = standing.backing
    return Glance(_state(standing), count.low, count.high, len(count.sources), _dating(str(standing.entry.date)))


def _state(standing: Standing) -> str:
    if standing.disputed:
        return "disputed"
    if standing.by_draft:
        return "by-draft"
    if standing.support.roots:
        return "single-root" if standing.support.high == 1 else "undisputed"
    return "expected" if standing.expected.roots else "unsupported"


def _dating(written: str) -> str:
    try:
        return dating(parse(written))
    except NotEdtf:
        return ""


def dating(date: Edtf) -> str:
    """How sharply a date is known: ``day``, ``lasted``, ``within``, ``about``, ``since`` or ``before``."""
    if date.approximate or date.uncertain:
        return "about"
    if date.form != "interval":
        return "day" if date.earliest == date.latest is not None else "within"
    if date.earliest is None:
        return "before"
    return "since" if date.latest is None else "lasted"
