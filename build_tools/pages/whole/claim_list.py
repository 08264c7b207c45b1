"""All claims by the day on which they were said or published: on one page while they fit, else by years and finer periods."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools.corpus import PlacedClaim
from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.pages.spread import calendar
from build_tools.pages.spread.calendar import Period, Sheet, first_day, periods
from build_tools.wording import terms, words

ADDRESS = "claims/index.html"
MOST_ON_ONE_PAGE = 100  # a claim takes half a kilobyte here: entries and speakers are named, not told


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, and where it would grow too long, a page for each period."""
    yield alone(ADDRESS, partial(_index, desk))
    if _is_spread(desk):
        yield Maker("days of claims", lambda: desk.once(sheets), lambda key: (_period(key, desk),), folder="claims/")


def _is_spread(desk: Desk) -> bool:
    return len(desk.corpus.claims) > MOST_ON_ONE_PAGE


def tree(desk: Desk) -> tuple[Period[PlacedClaim], ...]:
    """The claims by years and finer periods."""
    ordered = speech.in_order(desk.corpus.claims, desk.corpus)
    dated = ((first_day(words.said_on(one, desk.corpus)), one) for one in ordered)
    return periods(dated, most=MOST_ON_ONE_PAGE)


def outline(desk: Desk) -> tuple[Period[PlacedClaim], ...]:
    """The same without the claims: what the index tells."""
    return tuple(one.outline() for one in desk.once(tree))


def sheets(desk: Desk) -> dict[str, Sheet[PlacedClaim]]:
    """The pages of the periods, by key."""
    return calendar.sheets(desk.once(tree))


def _index(desk: Desk) -> Page:
    spread = _is_spread(desk)
    return desk.page(
        ADDRESS,
        "claims.html",
        title="All claims",
        description=f"{terms.counted(len(desk.corpus.claims), 'claim')}, by the day on which they were said or published.",
        days=[] if spread else speech.by_day(desk.corpus.claims, desk.corpus),
        periods=desk.once(outline) if spread else (),
        address_of_key=_address,
    )


def _period(key: str, desk: Desk) -> Page:
    sheet = desk.once(sheets)[key]
    label = sheet.period.label
    return desk.page(
        _address(key),
        "claims_period.html",
        title=f"Claims: {label}",
        description=f"{terms.counted(sheet.period.number, 'claim')}: {label}.",
        sheet=sheet,
        days=speech.by_day(sheet.period.things, desk.corpus),
        trail=[("All claims", ADDRESS), *((calendar.label(one), _address(one)) for one in sheet.above)],
        label_of_key=calendar.label,
        address_of_key=_address,
    )


def _address(key: str) -> str:
    return f"claims/by-day/{key}.html"
