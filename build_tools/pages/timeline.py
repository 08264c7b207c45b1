"""The timeline: entries under the days on which they began, with what the filters need, and the drawing above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from build_tools.model import Entry
from build_tools.pages import terms, words
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import days as days_drawn
from build_tools.pages.drawings import density
from build_tools.pages.entries import Card, cards
from build_tools.pages.page import Page
from build_tools.text import date_words, edtf
from build_tools.text.edtf import Edtf

ADDRESS = "timeline/index.html"
_MOST_MARKS = 150
_SPELT = {"?": "q", "~": "c", "%": "cq", "[": "o", "{": "a", "/": "_"}  # so that no two dates share an anchor


@dataclass(frozen=True)
class Day:
    """A heading of the timeline with its entries; ``date`` is the EDTF of the heading."""

    date: str
    anchor: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, what it is called, and how many entries have it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter, with its choices, the most frequent first."""

    key: str
    label: str
    choices: tuple[Choice, ...]


def page(desk: Desk) -> Page:
    """The page of all entries."""
    listed = cards(desk.corpus.timeline, desk)
    return desk.page(
        ADDRESS,
        "timeline.html",
        title="Timeline",
        description=f"{terms.counted(len(listed), 'entry', 'entries')} by day, with who says so.",
        days=by_day(listed),
        facets=facets(listed, desk),
        drawn=drawn(listed),
        total=len(listed),
        retracted=[entry for entry in desk.corpus.entries.values() if entry.status == "retracted"],
    )


def by_day(listed: Iterable[Card]) -> list[Day]:
    """Entries under their headings, in the order of the timeline."""
    groups: dict[str, list[Card]] = {}
    for one in listed:
        groups.setdefault(heading(one.entry), []).append(one)
    return [Day(date, anchor(date), tuple(group)) for date, group in groups.items()]


def heading(entry: Entry) -> str:
    """The EDTF date under which an entry stands: the day it began, else its date as it is, qualifiers and all."""
    try:
        date = edtf.parse(entry.date)
    except edtf.NotEdtf:
        return str(entry.date)
    if date.form == "interval" and date.parts[0].precision != "open":
        return date.parts[0].text
    return date.text


def anchor(date: str) -> str:
    """The fragment of a day's heading."""
    spelt = "".join(_SPELT.get(letter, letter) for letter in date)
    return "day-" + re.sub(r"[^\w-]+", "-", spelt).strip("-")


def drawn(listed: Iterable[Card]) -> days_drawn.Drawing | density.Density:
    """The drawing of all days: a mark for each entry, or how many began when, where marks would not fit."""
    dated = [
        days_drawn.Dated(
            date,
            title=f"{date_words.in_words(one.entry.date)}: {one.entry.title}",
            address=_day_address(one),
            disputed=one.standing.disputed,
            id=one.entry.id,
        )
        for one in listed
        if (date := _date(one.entry))
    ]
    return days_drawn.draw(dated) if len(dated) <= _MOST_MARKS else density.draw(dated)


def _day_address(one: Card) -> str:
    return f"{ADDRESS}#{anchor(heading(one.entry))}"


def _date(entry: Entry) -> Edtf | None:
    try:
        return edtf.parse(entry.date)
    except edtf.NotEdtf:
        return None


def facets(listed: Iterable[Card], desk: Desk) -> list[Facet]:
    """The filters, without those that have nothing to choose from."""
    corpus, listed = desk.corpus, list(listed)
    named: dict[str, tuple[str, Callable[[str], str]]] = {
        "actor": ("Actor", lambda key: words.actor(key, corpus).text),
        "place": ("Place", lambda key: words.name_of(corpus.places[key]) if key in corpus.places else key),
        "type": ("Kind", lambda key: words.event_type(key, corpus)),
        "source": ("Source", lambda key: words.source_title(key, corpus).text),
        "status": ("Status", lambda key: "Disputed" if key == "disputed" else terms.term("status", key).label),
    }
    made = [Facet(key, label, _choices(key, listed, name)) for key, (label, name) in named.items()]
    return [facet for facet in made if facet.choices]


def _choices(key: str, listed: Iterable[Card], name: Callable[[str], str]) -> tuple[Choice, ...]:
    counts = Counter(str(value) for one in listed for value in one.facets[key])
    choices = (Choice(value, name(value), count) for value, count in counts.items())
    return tuple(sorted(choices, key=lambda choice: (-choice.count, choice.label.casefold())))


def latest(desk: Desk, number: int) -> list[Entry]:
    """The last entries of the timeline, the latest first."""
    return list(desk.corpus.timeline)[-number:][::-1]
