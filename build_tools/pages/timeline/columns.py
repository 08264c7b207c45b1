"""The timeline as columns: what the script needs to filter, count and draw all entries, and nothing else.

Entries are numbered in the order of the timeline; every column tells them in that order, split by commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_tools.pages.drawings.marks import number_of, shape
from build_tools.pages.entry.cards import Card
from build_tools.pages.timeline.days import date_of
from build_tools.pages.timeline.facets import Facet

_LETTERS = {"day": "d", "lasted": "l", "within": "w"}


def columns(listed: Sequence[Card], facets: Iterable[Facet]) -> dict[str, object]:
    """``start``: days from the start before (empty: open); ``end``: days from its own start, or from that before.

    ``shape``: a letter each (d day, l lasted, w some time within, n without a date). ``disputed``: 1 or 0 each.
    ``facets``: keys and labels of the choices, and for each entry the numbers of those that it has.
    """
    return {
        "total": len(listed),
        **_spans(listed),
        "shape": "".join(_shape(one) for one in listed),
        "disputed": "".join(str(int(one.standing.disputed)) for one in listed),
        "facets": [_facet(facet, listed) for facet in facets],
    }


def _facet(facet: Facet, listed: Iterable[Card]) -> dict[str, object]:
    number = {key: str(at) for at, (key, _) in enumerate(facet.choices)}
    return {
        "key": facet.key,
        "box": facet.box,
        "label": facet.label,
        "keys": [key for key, _ in facet.choices],
        "labels": [label for _, label in facet.choices],
        "of": ",".join(" ".join(number[str(value)] for value in one.facets[facet.key]) for one in listed),
    }


def _spans(listed: Iterable[Card]) -> dict[str, str]:
    before = 0
    starts, ends = [], []
    for one in listed:
        date = date_of(one.entry)
        start, end = [number_of(day) if day else None for day in (date.earliest, date.latest)] if date else (None, None)
        starts.append("" if start is None else str(start - before))
        before = before if start is None else start
        ends.append("" if end is None else str(end - before))
    return {"start": ",".join(starts), "end": ",".join(ends)}


def _shape(one: Card) -> str:
    date = date_of(one.entry)
    return _LETTERS[shape(date)] if date else "n"
