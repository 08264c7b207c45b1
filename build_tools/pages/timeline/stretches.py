"""How the entries are spread over pages by time, so that no page grows beyond what loads at once.

A year is one page; a year of too many entries is cut into months, a month into thirds, those into days, a day into parts.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_tools.pages.entry.cards import Card
from build_tools.pages.timeline.days import date_of
from build_tools.text import date_words

FOLDER = "timeline/days/"  # no entry's page can lie there: ids hold no slash
MOST_ENTRIES = 75


@dataclass(frozen=True)
class Stretch:
    """The entries that began, or may first have begun, within a stretch of time.

    ``name``: what it is called; ``short``: the same where its year is told.
    """

    key: str
    name: str
    short: str
    year: str
    cards: tuple[Card, ...]

    @property
    def address(self) -> str:
        """Its page."""
        return f"{FOLDER}{self.key}.html"


def stretches(listed: Sequence[Card]) -> list[Stretch]:
    """All entries in stretches of at most MOST_ENTRIES, in the order of the timeline."""
    return [part for _, group in groupby(listed, _year) for part in _cut(tuple(group), 0)]


def begun(card: Card) -> dt.date | None:
    """The first day an entry may mean, or the last where its beginning is open: its place on the timeline."""
    date = date_of(card.entry)
    return (date.earliest or date.latest) if date else None


def _year(card: Card) -> int | None:
    day = begun(card)
    return day.year if day else None


def _cut(group: tuple[Card, ...], scale: int) -> Iterator[Stretch]:
    day = begun(group[0])
    if day is None:
        yield from _parts(group, "undated", ("Without a date that can be read", "all"), "")
    elif len(group) > MOST_ENTRIES and scale < len(_SCALES) - 1:
        finer = _SCALES[scale + 1].number
        for _, part in groupby(group, lambda card: finer(begun(card) or day)):
            yield from _cut(tuple(part), scale + 1)
    else:
        yield from _parts(group, _SCALES[scale].key(day), _SCALES[scale].names(day), f"{day.year:04}")


def _parts(group: tuple[Card, ...], key: str, names: tuple[str, str], year: str) -> Iterator[Stretch]:
    name, short = names
    if len(group) <= MOST_ENTRIES:
        yield Stretch(key, name, short, year, group)
        return
    for number, start in enumerate(range(0, len(group), MOST_ENTRIES), start=1):
        part = group[start : start + MOST_ENTRIES]
        yield Stretch(f"{key}-part-{number}", f"{name}, part {number}", f"{short}, part {number}", year, part)


def _third(day: dt.date) -> tuple[int, int]:
    """The days of its month between which a day lies: 1 to 10, 11 to 20, 21 to the end."""
    first = min((day.day - 1) // 10, 2) * 10 + 1
    return first, first + 9 if first < 21 else calendar.monthrange(day.year, day.month)[1]


def _third_key(day: dt.date) -> str:
    first, last = _third(day)
    return f"{day.year:04}-{day.month:02}-{first:02}-to-{last:02}"


def _third_names(day: dt.date) -> tuple[str, str]:
    first, last = _third(day)
    return (
        f"{first}–{last} {calendar.month_name[day.month]} {day.year}",
        f"{first}–{last} {calendar.month_abbr[day.month]}",
    )


@dataclass(frozen=True)
class _Scale:
    """A unit of time: which one a day lies in, the key of its page, and its names."""

    number: Callable[[dt.date], int]
    key: Callable[[dt.date], str]
    names: Callable[[dt.date], tuple[str, str]]


_SCALES = (
    _Scale(lambda day: day.year, lambda day: f"{day.year:04}", lambda day: (str(day.year), "all")),
    _Scale(
        lambda day: day.year * 12 + day.month,
        lambda day: f"{day.year:04}-{day.month:02}",
        lambda day: (f"{calendar.month_name[day.month]} {day.year}", calendar.month_abbr[day.month]),
    ),
    _Scale(lambda day: _third(day)[0], lambda day: _third_key(day), lambda day: _third_names(day)),
    _Scale(
        dt.date.toordinal,
        dt.date.isoformat,
        lambda day: (date_words.day_in_words(day), date_words.day_in_short(day)),
    ),
)
