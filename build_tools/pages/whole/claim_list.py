"""All claims by the day on which they were said or published: on one page while they fit, else by years, months and days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.pages.spread import calendar
from build_tools.pages.spread.calendar import Period, Sheet, first_day, periods
from build_tools.pages.spread.parts import parts
from build_tools.text import date_words
from build_tools.wording import dates, terms

ADDRESS = "claims/index.html"
MOST_ON_ONE_PAGE = 100
_CLAIMS = 60  # on the page of a day
_DAYS = 40  # on the page of a year or month


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, and where it would grow too long, a page for each year, month and day."""
    yield alone(ADDRESS, partial(_index, desk))
    if _is_spread(desk):
        yield Maker("days of claims", lambda: desk.once(sheets), lambda key: (_period(key, desk),), folder="claims/")
        yield Maker("claims of a day", lambda: desk.once(_days), lambda key: _pages(key, desk), folder="claims/")


def _is_spread(desk: Desk) -> bool:
    return len(desk.corpus.claims) > MOST_ON_ONE_PAGE


def _days(desk: Desk) -> dict[str, speech.Day]:
    """By the address of their pages."""
    return {_address(day): day for day in speech.by_day(desk.corpus.claims, desk.corpus)}


def _heads(desk: Desk) -> dict[str, speech.Head]:
    """The same without their claims: what other pages tell of a day."""
    return {address: day.head for address, day in desk.once(_days).items()}


def tree(desk: Desk) -> tuple[Period[speech.Head], ...]:
    """The days by years and months."""
    dated = ((first_day(head.date), head) for head in desk.once(_heads).values())
    return periods(dated, most=_DAYS, count=lambda head: {"": head.number})


def sheets(desk: Desk) -> dict[str, Sheet[speech.Head]]:
    """The pages of years and months, by key."""
    return calendar.sheets(desk.once(tree))


def _index(desk: Desk) -> Page:
    spread = _is_spread(desk)
    return desk.page(
        ADDRESS,
        "claims.html",
        title="All claims",
        description=f"{terms.counted(len(desk.corpus.claims), 'claim')}, by the day on which they were said or published.",
        days=[] if spread else list(desk.once(_days).values()),
        periods=[one.outline() for one in desk.once(tree)] if spread else [],
        address_of_key=_address_of_key,
    )


def _period(key: str, desk: Desk) -> Page:
    sheet = desk.once(sheets)[key]
    above = [(calendar.label(one), _address_of_key(one)) for one in sheet.above]
    label = sheet.period.label
    return desk.page(
        _address_of_key(key),
        "claims_period.html",
        title=f"Claims: {label}",
        description=f"{terms.counted(sheet.period.number, 'claim')}: {label}.",
        sheet=sheet,
        trail=[("All claims", ADDRESS), *above],
        label_of_key=calendar.label,
        address_of_key=_address_of_key,
        address_of_day=_address,
    )


def _pages(address: str, desk: Desk) -> Iterator[Page]:
    day = desk.once(_days)[address]
    before, after = desk.once(_neighbours)[address]
    name = date_words.in_words(day.date) if day.date else "a day that is not known"
    name = f"published {name}" if day.published else f"of {name}"
    for part in parts(day.claims, address, most=_CLAIMS):
        yield desk.page(
            part.address,
            "claims_day.html",
            title=f"Claims {name}" + (f", page {part.number}" if part.number > 1 else ""),
            description=f"{terms.counted(len(day.claims), 'claim')} {name}.",
            day=day,
            part=part,
            before=before,
            after=after,
            address_of_day=_address,
        )


def _neighbours(desk: Desk) -> dict[str, tuple[speech.Head | None, speech.Head | None]]:
    """By the address of a day: those before and after it."""
    days = desk.once(_heads)
    line = [None, *days.values(), None]
    return {address: (line[at], line[at + 2]) for at, address in enumerate(days)}


def _address(day: speech.Day | speech.Head) -> str:
    return f"claims/{'published-' if day.published else ''}{dates.as_fragment(day.date)}.html"


def _address_of_key(key: str) -> str:
    return f"claims/by-day/{key}.html"
