"""Which heading an entry stands under. Knows dates and cards, not pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.model import Entry
from build_tools.pages.entry.cards import Card
from build_tools.text import edtf
from build_tools.text.edtf import Edtf

_SPELT = {"?": "q", "~": "c", "%": "cq", "[": "o", "{": "a", "/": "_"}  # so that no two dates share an anchor


@dataclass(frozen=True)
class Day:
    """A heading of the timeline with its entries; ``date`` is the EDTF of the heading."""

    date: str
    anchor: str
    cards: tuple[Card, ...]


def by_day(listed: Iterable[Card]) -> list[Day]:
    """Entries under their headings, in the order of the timeline."""
    groups: dict[str, list[Card]] = {}
    for one in listed:
        groups.setdefault(heading(one.entry), []).append(one)
    return [Day(date, anchor(date), tuple(group)) for date, group in groups.items()]


def heading(entry: Entry) -> str:
    """The EDTF date under which an entry stands: the day it began, else its date as it is, qualifiers and all."""
    date = date_of(entry)
    if date is None:
        return str(entry.date)
    if date.form == "interval" and date.parts[0].precision != "open":
        return date.parts[0].text
    return date.text


def anchor(date: str) -> str:
    """The fragment of a day's heading. No entry can bear it, since no id holds an underscore."""
    spelt = "".join(_SPELT.get(letter, letter) for letter in date)
    return "day_" + re.sub(r"[^\w-]+", "-", spelt).strip("-")


def date_of(entry: Entry) -> Edtf | None:
    """An entry's date, None where it cannot be read (a check reports that)."""
    try:
        return edtf.parse(entry.date)
    except edtf.NotEdtf:
        return None
