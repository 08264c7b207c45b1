"""The pages of the timeline: one with the drawing, the filters and, where they fit, all entries; else pages by time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.timeline.columns import columns
from build_tools.pages.timeline.days import by_day
from build_tools.pages.timeline.drawing import drawn
from build_tools.pages.timeline.facets import boxes, facets
from build_tools.pages.timeline.files import FOLDER
from build_tools.pages.timeline.stretches import Stretch
from build_tools.pages.timeline.whole import ADDRESS, Whole, whole
from build_tools.wording import terms

_LATEST = 40


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The page of the whole timeline, then those of its stretches, if it is spread."""
    yield alone(ADDRESS, lambda: _whole_page(desk.once(whole), desk), is_long=True)
    yield Maker(
        "stretch",
        lambda: desk.once(_places),
        lambda key: (_stretch_page(desk.once(_places)[key], desk),),
        folder="timeline/days/",
    )


def _places(desk: Desk) -> dict[str, int]:
    """By the key of a stretch: its place among all."""
    return {stretch.key: at for at, stretch in enumerate(desk.once(whole).stretches)}


def _whole_page(timeline: Whole, desk: Desk) -> Page:
    listed, spread = timeline.cards, bool(timeline.stretches)
    ways = facets(listed, desk.corpus)
    return desk.page(
        ADDRESS,
        "timeline.html",
        title="Timeline",
        description=f"{terms.counted(len(listed), 'entry', 'entries')} by day, with who says so.",
        days=by_day(listed[-_LATEST:] if spread else listed),
        boxes=boxes(ways),
        columns="" if spread else json.dumps(columns(listed, ways), ensure_ascii=False, separators=(",", ":")),
        files=FOLDER if spread else "",
        years=_by_year(timeline.stretches),
        drawn=drawn(timeline, desk.corpus, named=True),
        total=len(listed),
        retracted=[entry for entry in desk.corpus.entries.values() if entry.status == "retracted"],
    )


def _by_year(stretches: Sequence[Stretch]) -> list[tuple[str, int, list[Stretch]]]:
    """Each year with the number of its entries and its stretches."""
    years = [(year, list(group)) for year, group in groupby(stretches, lambda stretch: stretch.year)]
    return [(year, sum(len(one.cards) for one in group), group) for year, group in years]


def _stretch_page(at: int, desk: Desk) -> Page:
    stretches = desk.once(whole).stretches
    stretch = stretches[at]
    return desk.page(
        stretch.address,
        "timeline-stretch.html",
        title=stretch.name,
        description=f"Timeline: {terms.counted(len(stretch.cards), 'entry', 'entries')}, {stretch.name}.",
        stretch=stretch,
        days=by_day(stretch.cards),
        before=stretches[at - 1] if at else None,
        after=stretches[at + 1] if at + 1 < len(stretches) else None,
    )
