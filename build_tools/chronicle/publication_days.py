"""When a source came out, as honestly as its record says: the first and the last day on which it can have been."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from build_tools.model import Source
from build_tools.text import edtf


@dataclass(frozen=True, slots=True)
class Published:
    """``last``: known by then at the latest, None where that is not known; ``first``: as early as then, None if open."""

    first: dt.date | None
    last: dt.date | None

    @property
    def is_certain(self) -> bool:
        """Whether only one day is possible."""
        return self.first is not None and self.first == self.last

    def may_precede(self, day: dt.date) -> bool:
        """Whether it can have come out by the end of ``day``, though it is counted only from a later one."""
        return self.last is not None and self.last > day and (self.first is None or self.first <= day)


def published(source: Source | None) -> Published:
    """The limits of a source's day of publication; both None where it has none that can be read."""
    try:
        date = edtf.parse(source.published) if source else None
    except edtf.NotEdtf:
        date = None
    return Published(date.earliest, date.latest) if date else Published(None, None)
