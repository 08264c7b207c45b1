"""The pages that belong to no record: how to read the site, its data, what it is, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from build_tools.making.maker import Maker, alone
from build_tools.model import Download
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.record import record_history
from build_tools.pages.whole.home import published

# What dates look like to readers: EDTF, and what the words that are made of it mean.
_DATES = (
    ("2031-03-04", "on that day"),
    ("[2031-03-04,2031-03-05]", "on one of the two days; nobody says on which"),
    ("2031-03-04/2031-03-05", "it lasted from one day to the other"),
    ("[2031-03-02..2031-03-07]", "on a day of that span; nobody says on which"),
    ("2031-03", "in that month; no day is known"),
    ("2030-11/..", "it began then; it goes on, or nobody gives an end"),
    ("[..2031-03-07]", "on that day or before it"),
    ("2031-03-04?", "the source is not sure, or the day is read from its context"),
    ("2031-03~", "about then"),
)


def makers(desk: Desk, version: str) -> Iterator[Maker[Page]]:
    """All but the page of data. ``version`` of the program."""
    yield alone("methodology.html", partial(_method, desk))
    yield alone("about.html", partial(_about, desk, version))
    yield alone("search.html", partial(_search, desk))


def _method(desk: Desk) -> Page:
    return desk.page(
        "methodology.html",
        "methodology.html",
        title="How to read this site",
        description="Roots and how they are counted, stances, agreement, dates; what is not known; and a glossary.",
        date_examples=_DATES,
    )


def _search(desk: Desk) -> Page:
    return desk.page("search.html", "search.html", title="Search", description=f"Search {desk.site.name}.")


def data(desk: Desk, downloads: Sequence[Download], about_cells: str) -> Page:
    """The page that lists the downloads. ``about_cells``: how a cell is written that a spreadsheet would run."""
    return desk.page(
        "data.html",
        "data.html",
        tells_as_of=True,
        title="Data",
        description=f"{desk.site.name} to take away: every file, what it holds, and what its columns mean.",
        groups=[(group, list(held)) for group, held in groupby(downloads, key=lambda one: one.group)],
        about_cells=about_cells,
        rights=desk.site.rights,
    )


def _about(desk: Desk, version: str) -> Page:
    corpus = desk.corpus
    reviewers = Counter(str(name) for entry in corpus.timeline for name in entry.reviewed_by)
    return desk.page(
        "about.html",
        "about.html",
        tells_as_of=True,
        title="About this dossier",
        description=f"Who makes {desk.site.name}, how to correct it, add to it and cite it.",
        body=corpus.about.body if corpus.about else "",
        reviewers=reviewers.most_common(12),
        drafts=sum(entry.status == "draft" for entry in corpus.timeline),
        published=published(corpus.sources.values()),
        between=len(corpus.sources) > 2,
        rights=desk.site.rights,
        form=record_history.form(desk.site),
        version=version,
    )
