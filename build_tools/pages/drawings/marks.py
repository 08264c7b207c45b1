"""A date as a mark: its shape tells how precisely it is known. Knows dates and lengths of words, not where marks lie."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from build_tools.text.edtf import Edtf

WIDTH = 1000
LETTER = 5.7  # the room that a letter of a label takes, in the drawing's units, by a wide sans-serif
_LONGEST_LABEL = 66
_EPOCH = dt.date(1970, 1, 1)  # from which JavaScript counts


@dataclass(frozen=True, slots=True)
class Dated:
    """What wants a mark: its date, its name, its date in words, where it leads, whether sources disagree, its id."""

    date: Edtf
    title: str
    address: str
    disputed: bool = False
    id: str = ""
    when: str = ""

    @property
    def label(self) -> str:
        """As much of its name as a drawing has room for."""
        if len(self.title) <= _LONGEST_LABEL:
            return self.title
        return self.title[:_LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(",;:–") + " …"


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis: it begins at ``x``, or stands centred over it."""

    x: float
    label: str
    is_centred: bool = False


def number_of(day: dt.date) -> int:
    """A day as scripts count them: from 1 January 1970."""
    return (day - _EPOCH).days


def shape(date: Edtf) -> str:
    """``day``, ``lasted`` (from one day to another) or ``within`` (some time within, or about)."""
    if date.approximate or date.uncertain:
        return "within"
    if date.form == "interval":
        return "lasted"
    return "day" if date.earliest == date.latest else "within"
