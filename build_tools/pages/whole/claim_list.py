"""All claims by the day on which they were said or published: on one page while they fit, else on a page for each day."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.pages.desk import Desk
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.text import date_words
from build_tools.wording import dates, terms

ADDRESS = "claims/index.html"
MOST_ON_ONE_PAGE = 400


def pages(desk: Desk) -> Iterator[Page]:
    """The index, and where it would grow too long, a page for each day."""
    days = speech.by_day(desk.corpus.claims, desk.corpus)
    spread = len(desk.corpus.claims) > MOST_ON_ONE_PAGE
    yield desk.page(
        ADDRESS,
        "claims.html",
        title="All claims",
        description=f"{terms.counted(len(desk.corpus.claims), 'claim')}, by the day on which they were said or published.",
        days=days,
        spread=spread,
        address_of_day=_address,
    )
    for number, day in enumerate(days if spread else ()):
        yield _page(day, desk, before=days[number - 1] if number else None, after=next(iter(days[number + 1 :]), None))


def _page(day: speech.Day, desk: Desk, *, before: speech.Day | None, after: speech.Day | None) -> Page:
    name = date_words.in_words(day.date) if day.date else "a day that is not known"
    name = f"published {name}" if day.published else f"of {name}"
    return desk.page(
        _address(day),
        "claims_day.html",
        title=f"Claims {name}",
        description=f"{terms.counted(len(day.claims), 'claim')} {name}.",
        day=day,
        before=before,
        after=after,
        address_of_day=_address,
    )


def _address(day: speech.Day) -> str:
    return f"claims/{'published-' if day.published else ''}{dates.as_fragment(day.date)}.html"
