"""All claims by the day on which they were said or published: on one page while they fit, else on a page for each day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.text import date_words
from build_tools.wording import dates, terms

ADDRESS = "claims/index.html"
MOST_ON_ONE_PAGE = 400


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, and where it would grow too long, a page for each day."""
    yield alone("claims", partial(_index, desk))
    if _is_spread(desk):
        yield Maker("claims of a day", lambda: desk.once(_days), lambda key: (_page(key, desk),))


def _is_spread(desk: Desk) -> bool:
    return len(desk.corpus.claims) > MOST_ON_ONE_PAGE


def _days(desk: Desk) -> dict[str, speech.Day]:
    """By the address of their pages."""
    return {_address(day): day for day in speech.by_day(desk.corpus.claims, desk.corpus)}


def _index(desk: Desk) -> Page:
    return desk.page(
        ADDRESS,
        "claims.html",
        title="All claims",
        description=f"{terms.counted(len(desk.corpus.claims), 'claim')}, by the day on which they were said or published.",
        days=list(desk.once(_days).values()),
        spread=_is_spread(desk),
        address_of_day=_address,
    )


def _page(address: str, desk: Desk) -> Page:
    day = desk.once(_days)[address]
    before, after = desk.once(_neighbours)[address]
    name = date_words.in_words(day.date) if day.date else "a day that is not known"
    name = f"published {name}" if day.published else f"of {name}"
    return desk.page(
        address,
        "claims_day.html",
        title=f"Claims {name}",
        description=f"{terms.counted(len(day.claims), 'claim')} {name}.",
        day=day,
        before=before,
        after=after,
        address_of_day=_address,
    )


def _neighbours(desk: Desk) -> dict[str, tuple[speech.Day | None, speech.Day | None]]:
    """By the address of a day: those before and after it."""
    days = desk.once(_days)
    line = [None, *days.values(), None]
    return {address: (line[at], line[at + 2]) for at, address in enumerate(days)}


def _address(day: speech.Day) -> str:
    return f"claims/{'published-' if day.published else ''}{dates.as_fragment(day.date)}.html"
