"""All claims by the day on which they were said: on one page while they fit, else on a page for each day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.corpus import PlacedClaim
from build_tools.pages import terms
from build_tools.pages.actors import by_day
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.text import date_words

ADDRESS = "claims/index.html"
MOST_ON_ONE_PAGE = 400
_SPELT = {"?": "q", "~": "c", "%": "cq", "[": "o", "{": "a", "/": "_"}  # so that no two dates share an address


@dataclass(frozen=True)
class SaidDay:
    """The claims of one date (EDTF, empty where it is not known); ``address``: where they stand."""

    date: str
    claims: Sequence[PlacedClaim]
    anchor: str
    address: str


def pages(desk: Desk) -> Iterator[Page]:
    """The index, and where it would grow too long, a page for each day."""
    groups = by_day(desk.corpus.claims, desk)
    spread = len(desk.corpus.claims) > MOST_ON_ONE_PAGE
    days = [_day(date, claims, spread=spread) for date, claims in groups]
    yield desk.page(
        ADDRESS,
        "claims.html",
        title="All claims",
        description=f"{terms.counted(len(desk.corpus.claims), 'claim')}, by the day on which they were said.",
        days=days,
        spread=spread,
    )
    for number, day in enumerate(days if spread else ()):
        yield desk.page(
            day.address,
            "claims_day.html",
            title=f"Claims of {_name(day.date)}",
            description=f"{terms.counted(len(day.claims), 'claim')} of {_name(day.date)}.",
            day=day,
            before=days[number - 1] if number else None,
            after=days[number + 1] if number + 1 < len(days) else None,
        )


def _day(date: str, claims: Sequence[PlacedClaim], *, spread: bool) -> SaidDay:
    spelt = "".join(_SPELT.get(letter, letter) for letter in date)
    key = re.sub(r"[^\w-]+", "-", spelt, flags=re.ASCII).strip("-") or "day-not-known"
    return SaidDay(date, claims, f"said-{key}", f"claims/{key}.html" if spread else f"{ADDRESS}#said-{key}")


def _name(date: str) -> str:
    return date_words.in_words(date) if date else "a day that is not known"
