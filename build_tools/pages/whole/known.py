"""What was known when: what each day of publication brought, and what was known at its end. Words only (``chronicle``)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

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
from build_tools.roots import count_roots
from build_tools.text import date_words
from build_tools.wording import standing, terms

ADDRESS = "known/index.html"
_MOST_NAMED = 12


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
    """The index, then each day on which something was published."""
    yield alone("days of knowing", partial(_index, desk))
    yield Maker(
        "day of knowing",
        lambda: (day.date.isoformat() for day in desk.chronicle.days),
        lambda key: (_page(dt.date.fromisoformat(key), desk),),
    )


def _index(desk: Desk) -> Page:
    told = desk.chronicle
    return desk.page(
        ADDRESS,
        "known.html",
        title="What was known when",
        description=f"What was known on each of {terms.counted(len(told.days), 'day')} of publication, and what was new.",
        days=told.days,
        undated=told.undated,
        drawn=_drawn(told, desk),
        imprecise=_imprecise(told),
        moves=moves,
        at_the_latest=at_the_latest,
        address_of_day=address,
    )


def _page(date: dt.date, desk: Desk) -> Page:
    days = desk.chronicle.days
    at = bisect_left(days, date, key=lambda one: one.date)
    day = days[at]
    name = date_words.day_in_words(date)
    return desk.page(
        address(day.date),
        "known_day.html",
        title=f"As known on {name}",
        description=f"By {name}: {totals(day)}. New on that day: {news(day)}.",
        day=day,
        name=name,
        totals=totals(day),
        news=news(day),
        before=days[at - 1] if at else None,
        after=days[at + 1] if at + 1 < len(days) else None,
        by_sources=_sources_so_far(days[: at + 1]),
        claims_by_source=_claims_by_source(day),
        imprecise=[one for one in day.sources if not published(one).is_certain],
        at_the_latest=at_the_latest(day),
        changed=[_question_line(one, desk) for one in day.questions if one.before is not one.after],
        confirmed=[_question_line(one, desk) for one in day.questions if one.before is one.after and one.fresh],
        denied=[one for one in map(lambda news: _entry_line(news, desk), day.more) if one.news.denials],
        grown=[_entry_line(one, desk) for one in day.more if one.has_grown],
        more=[_entry_line(one, desk) for one in day.more],
        entries=[_entry_line(one, desk) for one in day.entries],
        states=states(day),
        answered=len(desk.corpus.questions) - day.totals.states.get(State.OPEN, 0),
        address_of_day=address,
    )


def _sources_so_far(days: Iterable[Day]) -> list[str]:
    """The sources known so far, for a link that filters by them; none where they are too many."""
    first = list(islice((source.id for day in days for source in day.sources), _MOST_NAMED + 1))
    return first if len(first) <= _MOST_NAMED else []


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
