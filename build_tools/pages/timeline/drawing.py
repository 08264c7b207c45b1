"""The drawing of all days: a mark for each entry, or how many began when, where marks would not fit."""

from __future__ import annotations

from build_tools.corpus import Corpus
from build_tools.pages.drawings import days, density
from build_tools.pages.drawings.marks import Dated
from build_tools.pages.timeline.days import date_of
from build_tools.pages.timeline.whole import Whole
from build_tools.text import date_words, edtf
from build_tools.text.edtf import Edtf

_MOST_MARKS = 150
_MOST_PUBLISHED = 40  # days of publication: with more of them only the first and the last are told


def drawn(timeline: Whole, corpus: Corpus, *, named: bool = False) -> days.Drawing | density.Density:
    """The drawing; ``named``: with the entries' names, where there is room."""
    dated = [
        Dated(
            date,
            title=one.entry.title,
            address=timeline.address_of(one),
            disputed=one.standing.disputed,
            id=one.entry.id,
            when=date_words.in_words(one.entry.date),
        )
        for one in timeline.cards
        if (date := date_of(one.entry))
    ]
    if len(dated) > _MOST_MARKS:
        return density.draw(dated)
    return days.draw(dated, published=published(corpus), named=named)


def published(corpus: Corpus) -> list[Edtf]:
    """When the sources were published, each day once, as far as it is known."""
    dates = {date.text: date for source in corpus.sources.values() if (date := _read(source.published))}
    known = sorted((date for date in dates.values() if date.earliest and date.latest), key=lambda date: date.sort_key)
    return known if len(known) <= _MOST_PUBLISHED else [known[0], known[-1]]


def _read(date: str) -> Edtf | None:
    try:
        return edtf.parse(date)
    except edtf.NotEdtf:
        return None
