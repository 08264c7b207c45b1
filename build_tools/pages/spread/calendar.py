"""Things with a day, spread over pages by time: a year is one page; one of too many by quarters, months, thirds of them, days, parts.

Every period keeps a page, so that an address stays when what it holds grows: of one that is cut it lists the periods within.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from build_tools.text import date_words, edtf

Thing = TypeVar("Thing")
UNDATED = "undated"
MOST = 64  # claims or entries on one page: some 50 KB of them; fewer on a page cost more in frames than they save in reading
_ONE = {"": 1}
_PART = re.compile(r"(?P<of>.+)-part-(?P<number>\d+)")
_QUARTER = re.compile(r"(?P<year>\d{4})-(?P<first>\d\d)-to-(?P<last>\d\d)")
_THIRD = re.compile(r"(?P<month>\d{4}-\d\d)-(?P<first>\d\d)-to-(?P<last>\d\d)")
_SCALES: Sequence[Callable[[str], str]] = (
    lambda day: day[:4],
    lambda day: _quarter(day),
    lambda day: day[:7],
    lambda day: _third(day),
    lambda day: day,
)


@dataclass(frozen=True)
class Period(Generic[Thing]):
    """A year, month or day (EDTF), a quarter, a third of a month, a part of a day, or UNDATED; ``counts``: how many of each kind it holds.

    ``things`` are there where they are few enough for a page; else they are ``within``.
    """

    key: str
    counts: Mapping[str, int]
    things: tuple[Thing, ...] = ()
    within: tuple[Period[Thing], ...] = ()

    @property
    def number(self) -> int:
        """How many things it holds."""
        return sum(self.counts.values())

    @property
    def label(self) -> str:
        """The period in words."""
        return label(self.key)

    @property
    def short(self) -> str:
        """The same below the period that it is part of: “Apr–Jun”, “May”, “11–20”, “3”, “part 2”."""
        if part := _PART.fullmatch(self.key):
            return f"part {part['number']}"
        if self.key == UNDATED:
            return self.label
        if third := _THIRD.fullmatch(self.key):
            return f"{int(third['first'])}–{int(third['last'])}"
        if quarter := _QUARTER.fullmatch(self.key):
            return "–".join(label(f"{quarter['year']}-{quarter[end]}")[:3] for end in ("first", "last"))
        day = edtf.parse(self.key)
        if day.earliest is None or day.precision == "year":
            return self.label
        return date_words.month_in_short(day.earliest)[:3] if day.precision == "month" else str(day.earliest.day)

    @property
    def date(self) -> str:
        """The key as EDTF, for a year, quarter, month or day."""
        quarter = _QUARTER.fullmatch(self.key)
        return f"{quarter['year']}-{quarter['first']}/{quarter['year']}-{quarter['last']}" if quarter else self.key

    def outline(self) -> Period[Thing]:
        """The same without its things: what the pages above it tell of it."""
        return Period(self.key, self.counts, (), tuple(one.outline() for one in self.within))


@dataclass(frozen=True)
class Sheet(Generic[Thing]):
    """What a page of its own tells of a period: itself, and the keys of those before and after it that hold things too.

    ``above``: the keys of the periods around it, the widest first.
    """

    period: Period[Thing]
    before: str
    after: str
    above: tuple[str, ...]


def label(key: str) -> str:
    """A key in words."""
    if part := _PART.fullmatch(key):
        return f"{label(part['of'])}, part {part['number']}"
    if third := _THIRD.fullmatch(key):
        return f"{int(third['first'])}–{int(third['last'])} {date_words.in_words(third['month'])}"
    if quarter := _QUARTER.fullmatch(key):
        first, last = (label(f"{quarter['year']}-{quarter[end]}") for end in ("first", "last"))
        return f"{first.removesuffix(quarter['year']).rstrip()}–{last}"
    return "Day not known" if key == UNDATED else date_words.in_words(key)


def first_day(date: str) -> str:
    """The first day (ISO) that an EDTF date may mean, else the last; empty if neither is known."""
    try:
        parsed = edtf.parse(date)
    except edtf.NotEdtf:
        return ""
    day = parsed.earliest or parsed.latest
    return day.isoformat() if day else ""


def periods(
    dated: Iterable[tuple[str, Thing]],
    *,
    most: int = MOST,
    count: Callable[[Thing], Mapping[str, int]] = lambda thing: _ONE,
) -> tuple[Period[Thing], ...]:
    """Things by years, with finer periods within those that hold more than ``most``; what bears no day comes last.

    ``count``: as how many of which kind a thing counts.
    """
    return tuple(_cut(list(dated), _SCALES, most, count))


def _cut(
    dated: Sequence[tuple[str, Thing]],
    scales: Sequence[Callable[[str], str]],
    most: int,
    count: Callable[[Thing], Mapping[str, int]],
) -> Iterator[Period[Thing]]:
    scale, *finer = scales
    groups: dict[str, list[tuple[str, Thing]]] = {}
    for one in dated:
        groups.setdefault(scale(one[0]) if one[0] else "", []).append(one)
    for key in sorted(groups, key=lambda key: (not key, key)):
        held = groups[key]
        things = tuple(thing for _, thing in held)
        counts = _sum(map(count, things))
        if len(things) <= most:
            yield Period(key or UNDATED, counts, things)
        else:
            within = _cut(held, finer, most, count) if finer and key else _parts(key or UNDATED, things, most, count)
            yield Period(key or UNDATED, counts, (), tuple(within))


def _sum(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)


def _quarter(day: str) -> str:
    """Three months: “2024-04-to-06”."""
    first = (int(day[5:7]) - 1) // 3 * 3 + 1
    return f"{day[:4]}-{first:02}-to-{first + 2:02}"


def _third(day: str) -> str:
    """The days 1 to 10 of a month, 11 to 20, or 21 to its end: “2024-05-01-to-10”."""
    year, month, number = (int(part) for part in day.split("-"))
    first = min((number - 1) // 10, 2) * 10 + 1
    last = first + 9 if first < 21 else calendar.monthrange(year, month)[1]
    return f"{day[:7]}-{first:02}-to-{last:02}"


def _parts(
    key: str, things: tuple[Thing, ...], most: int, count: Callable[[Thing], Mapping[str, int]]
) -> Iterator[Period[Thing]]:
    for number, start in enumerate(range(0, len(things), most), start=1):
        part = things[start : start + most]
        yield Period(f"{key}-part-{number}", _sum(map(count, part)), part)


def sheets(tree: Iterable[Period[Thing]]) -> dict[str, Sheet[Thing]]:
    """By key: the page of every period."""
    top = tuple(tree)
    leaves = [one.key for one in _leaves(top)]
    place = {key: at for at, key in enumerate(leaves)}
    return {one.key: _sheet(one, above, leaves, place.get(one.key)) for one, above in _all(top, ())}


def _sheet(one: Period[Thing], above: tuple[str, ...], leaves: list[str], at: int | None) -> Sheet[Thing]:
    if at is None:
        return Sheet(one.outline(), "", "", above)
    return Sheet(one, leaves[at - 1] if at else "", next(iter(leaves[at + 1 : at + 2]), ""), above)


def _all(tree: Iterable[Period[Thing]], above: tuple[str, ...]) -> Iterator[tuple[Period[Thing], tuple[str, ...]]]:
    for one in tree:
        yield one, above
        yield from _all(one.within, (*above, one.key))


def _leaves(tree: Iterable[Period[Thing]]) -> Iterator[Period[Thing]]:
    for one in tree:
        if one.within:
            yield from _leaves(one.within)
        else:
            yield one
