"""What was known when: what each day of publication brought, and what was known at its end. Words only (``chronicle``)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from build_tools import addresses
from build_tools.agreement import State
from build_tools.chronicle.days import Chronicle, Day, EntryNews, QuestionNews
from build_tools.chronicle.publication_days import published
from build_tools.making.maker import Maker, alone
from build_tools.model import Place, Source
from build_tools.pages.desk import Desk, known
from build_tools.pages.drawings import steps
from build_tools.pages.page import Page
from build_tools.pages.question import questions
from build_tools.pages.question.stands import Position, positions
from build_tools.pages.spread import calendar
from build_tools.pages.spread.calendar import Period, Sheet, periods
from build_tools.pages.spread.parts import Part, parts
from build_tools.roots import count_roots
from build_tools.text import date_words
from build_tools.wording import standing, terms

ADDRESS = "known/index.html"
_MOST_NAMED = 12
_MOST_OF_A_DAY = 3  # sources named in the list of days
_ON_THE_INDEX = 60  # days above which the index holds the latest, and periods have pages of their own
_LATEST = 20
_ROWS = 40
# The lists on the page of a day, and how much of each has room there.
_LISTS = {"published": 40, "questions": 20, "answers": 20, "denied": 12, "grown": 40, "more": 15, "entries": 40}
_KINDS = (("sources", "Published", ""), ("claims", "New claims", ""), ("entries", "New entries", ""))


@dataclass(frozen=True)
class EntryLine:
    """An entry as the page of a day tells it; ``backing`` and ``backing_before`` are as of that day."""

    news: EntryNews
    places: tuple[Place, ...]
    backing: str
    backing_before: str


@dataclass(frozen=True)
class QuestionLine:
    """A question as the page of a day tells it; ``fresh``: the addresses of the claims that answer anew;
    ``has_reserve``: those who agree from this day on may be one root alone, or what differs are words.
    """

    news: QuestionNews
    positions: list[Position]
    fresh: frozenset[str]
    has_reserve: bool


def address(day: dt.date) -> str:
    """The page of a day, such as ``known/2024-11-07.html``."""
    return f"known/{day.isoformat()}.html"


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, of many days the pages of years and months, then each day on which something was published."""
    yield alone(ADDRESS, partial(_index, desk))
    yield Maker("days of a period", lambda: desk.once(sheets), lambda key: (_period(key, desk),), folder="known/")
    yield Maker("day of knowing", lambda: desk.once(days), lambda key: _pages(key, desk), folder="known/")


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day in the list of all: its first sources of ``published``, what it brought, into which states questions moved."""

    date: dt.date
    sources: tuple[Source, ...]
    published: int
    claims: int
    entries: int
    more: int
    moves: tuple[tuple[str, int], ...]
    at_the_latest: bool


def tree(desk: Desk) -> tuple[Period[DayRow], ...]:
    """All days by years and months."""
    rows = (_row(day) for day in desk.chronicle.days)
    return periods(
        ((row.date.isoformat(), row) for row in rows),
        most=_ROWS,
        count=lambda row: {"sources": row.published, "claims": row.claims, "entries": row.entries},
    )


def _row(day: Day) -> DayRow:
    first = day.sources[:_MOST_OF_A_DAY]
    number, entries, more = len(day.sources), len(day.entries), len(day.more)
    return DayRow(day.date, first, number, day.claims, entries, more, tuple(moves(day)), at_the_latest(day))


def sheets(desk: Desk) -> dict[str, Sheet[DayRow]]:
    """The pages of years and months, by key; none where all days stand on the index."""
    return calendar.sheets(desk.once(tree)) if len(desk.chronicle.days) > _ON_THE_INDEX else {}


def _index(desk: Desk) -> Page:
    told = desk.chronicle
    imprecise = _imprecise(told)
    spread = len(told.days) > _ON_THE_INDEX
    return desk.page(
        ADDRESS,
        "known.html",
        title="What was known when",
        description=f"What was known on each of {terms.counted(len(told.days), 'day')} of publication, and what was new.",
        rows=[_row(day) for day in (told.days[-_LATEST:] if spread else told.days)],
        number=len(told.days),
        periods=[one.outline() for one in desk.once(tree)] if spread else [],
        kinds=_KINDS,
        undated=told.undated,
        drawn=_drawn(told, desk),
        imprecise=imprecise,
        address_of_day=address,
        address_of_key=_address_of_key,
    )


def _period(key: str, desk: Desk) -> Page:
    sheet = desk.once(sheets)[key]
    return desk.page(
        _address_of_key(key),
        "known_period.html",
        title=f"What was known when: {sheet.period.label}",
        description=f"What each day of publication brought: {sheet.period.label}.",
        rows=sheet.period.things,
        sheet=sheet,
        kinds=_KINDS,
        trail=[("What was known when", ADDRESS), *((calendar.label(one), _address_of_key(one)) for one in sheet.above)],
        label_of_key=calendar.label,
        address_of_day=address,
        address_of_key=_address_of_key,
    )


def _address_of_key(key: str) -> str:
    return f"known/{key}.html"


@dataclass(frozen=True)
class Around:
    """The days of publication before and after a day, and the sources known by its end; none where they are too many."""

    before: dt.date | None
    after: dt.date | None
    sources: tuple[str, ...]


def days(desk: Desk) -> dict[str, Day]:
    """By date (ISO)."""
    return {day.date.isoformat(): day for day in desk.chronicle.days}


def around(desk: Desk) -> dict[str, Around]:
    """By date (ISO)."""
    told = desk.chronicle.days
    line = [None, *(day.date for day in told), None]
    found: dict[str, Around] = {}
    known_by_then: list[str] = []
    for at, day in enumerate(told):
        if len(known_by_then) <= _MOST_NAMED:
            known_by_then += [source.id for source in day.sources]
        few = tuple(known_by_then) if len(known_by_then) <= _MOST_NAMED else ()
        found[day.date.isoformat()] = Around(line[at], line[at + 2], few)
    return found


def _pages(key: str, desk: Desk) -> Iterator[Page]:
    """The page of a day, and of each of its lists that is too long for it the pages of the rest."""
    day, near = desk.once(days)[key], desk.once(around)[key]
    own = address(day.date)
    further = own.removesuffix(".html") + "/{}-{{}}.html"
    cut = {
        name: parts(held, own, most=most, further=further.format(name))
        for (name, most), held in zip(_LISTS.items(), _lists(day), strict=True)
    }
    first = {name: held[0] for name, held in cut.items()}
    yield _page(day, desk, own, shown=first, near=near)
    for name, held in cut.items():
        for part in held[1:]:
            yield _page(day, desk, part.address, shown={**first, name: part}, near=near, section=name)


def _lists(day: Day) -> Iterator[Sequence[Any]]:
    """What ``_LISTS`` names."""
    yield day.sources
    yield [one for one in day.questions if one.before is not one.after]
    yield [one for one in day.questions if one.before is one.after and one.fresh]
    yield [one for one in day.more if one.denials]
    yield [one for one in day.more if one.has_grown]
    yield day.more
    yield day.entries


def _page(day: Day, desk: Desk, own: str, *, shown: Mapping[str, Part[Any]], near: Around, section: str = "") -> Page:
    """``section``: the list that this further page goes on with."""
    name = date_words.day_in_words(day.date)
    page = f", page {shown[section].number}" if section else ""
    return desk.page(
        own,
        "known_day.html",
        title=f"As known on {name}{page}",
        description=f"By {name}: {totals(day)}. New on that day: {news(day)}.",
        day=day,
        name=name,
        section=section,
        shown=shown,
        totals=totals(day),
        news=news(day),
        before=near.before,
        after=near.after,
        by_sources=near.sources,
        claims_by_source=_claims_by_source(day),
        imprecise=[one for one in islice(day.sources, _LISTS["published"]) if not published(one).is_certain],
        at_the_latest=at_the_latest(day),
        lines={one: _lines(part, desk) if section in ("", one) else [] for one, part in shown.items()},
        states=states(day),
        answered=len(desk.corpus.questions) - day.totals.states.get(State.OPEN, 0),
        address_of_day=address,
    )


def _lines(part: Part[Any], desk: Desk) -> list[QuestionLine | EntryLine]:
    return [_line(one, desk) for one in part.items if not isinstance(one, Source)]


def _line(news: QuestionNews | EntryNews, desk: Desk) -> QuestionLine | EntryLine:
    return _question_line(news, desk) if isinstance(news, QuestionNews) else _entry_line(news, desk)


def at_the_latest(day: Day) -> bool:
    """Whether none of a day's sources is known to have come out on that very day."""
    return not any(published(one).is_certain for one in day.sources)


def totals(day: Day) -> str:
    """“1 source, 60 claims, 20 entries”."""
    told = day.totals
    return (
        f"{terms.counted(told.sources, 'source')}, {terms.counted(told.claims, 'claim')}, "
        f"{terms.counted(told.entries, 'entry', 'entries')}"
    )


def news(day: Day) -> str:
    """What a day brought, in a few words."""
    brought = [
        (len(day.sources), "source", ""),
        (len(day.entries), "entry", "entries"),
        (len(day.more), "entry known before", "entries known before"),
    ]
    parts = [terms.counted(number, one, many) for number, one, many in brought if number]
    return f"{terms.counted(day.claims, 'claim')} from " + parts[0] + (f", on {_and(parts[1:])}" if parts[1:] else "")


def _and(parts: list[str]) -> str:
    new = [part.replace(" entr", " new entr") if "before" not in part else part for part in parts]
    return " and ".join(new)


def states(day: Day) -> list[tuple[str, int]]:
    """How many of today's questions were in each state, what is contradicted first."""
    return [(state.value, day.totals.states.get(state, 0)) for state in questions.STATE_ORDER]


def moves(day: Day) -> list[tuple[str, int]]:
    """Into which states a day moved how many questions."""
    moved = Counter(one.after for one in day.questions if one.before is not one.after)
    return [(state.value, moved[state]) for state in questions.STATE_ORDER if moved[state]]


def _claims_by_source(day: Day) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry_news in (*day.entries, *day.more):
        for placed in entry_news.claims:
            counts[placed.claim.source] = counts.get(placed.claim.source, 0) + 1
    return counts


def _entry_line(entry_news: EntryNews, desk: Desk) -> EntryLine:
    before = standing.backing_words(entry_news.before) if entry_news.before else ""
    places = tuple(known(entry_news.entry.places, desk.corpus.places))
    return EntryLine(entry_news, places, standing.backing_words(entry_news.after), before)


def _question_line(one: QuestionNews, desk: Desk) -> QuestionLine:
    fresh = frozenset(addresses.address_of_claim(answer.placed) for answer in one.fresh)
    agreed_today = one.after is State.AGREED and one.before is not State.AGREED
    count = count_roots((answer.claim for answer in one.answers), desk.corpus)
    told = positions(one.answers, one.question, desk.corpus)
    in_words = one.after is State.COMPATIBLE and one.question.kind == "text"
    return QuestionLine(one, told, fresh, in_words or (agreed_today and count.low == 1))


def _imprecise(told: Chronicle) -> list[Source]:
    return [source for day in told.days for source in day.sources if not published(source).is_certain]


def _drawn(told: Chronicle, desk: Desk) -> steps.Steps:
    """Sources, claims and entries over the days, each with the first and the last day on which it can have been known."""
    sources = [source for day in told.days for source in day.sources]
    spans = {source.id: _span(source) for source in sources}
    claims = [spans[placed.claim.source] for placed in desk.corpus.claims if placed.claim.source in spans]
    entries: dict[str, steps.Span] = {}
    for placed in desk.corpus.claims:
        if span := spans.get(placed.claim.source):
            entries[placed.entry.id] = _earlier(entries.get(placed.entry.id), span)
    counted = [("Sources", list(spans.values())), ("Claims", claims), ("Entries", list(entries.values()))]
    return steps.draw(counted, [day.date for day in told.days])


def _span(source: Source) -> steps.Span:
    limits = published(source)
    return limits.first, limits.last or dt.date.max


def _earlier(held: steps.Span | None, span: steps.Span) -> steps.Span:
    if held is None:
        return span
    first = None if held[0] is None or span[0] is None else min(held[0], span[0])
    return first, min(held[1], span[1])
