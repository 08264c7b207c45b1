"""The pages that belong to no record: home, methodology, data, search."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from build_tools.agreement import State
from build_tools.model import Source
from build_tools.pages import questions
from build_tools.pages.cards import cards
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.timeline.drawing import drawn
from build_tools.pages.timeline.whole import latest, whole
from build_tools.roots import count_roots
from build_tools.text import edtf

Columns = Mapping[str, Mapping[str, str]]
_LATEST = 8
_QUESTIONS = 6
_TOP_HEADING = re.compile(r"\A\s*#\s+(?P<title>[^\n]+)\n+")


def pages(desk: Desk, columns: Columns, about_cells: str) -> Iterator[Page]:
    """All of them; ``columns`` says what each column of each download holds, ``about_cells`` how cells are written."""
    yield home(desk)
    yield desk.page("methodology.html", "methodology.html", title="How to read this site", description="Methodology.")
    yield desk.page(
        "data.html",
        "data.html",
        title="Data",
        description="The whole dossier as CSV and JSON, and what the columns mean.",
        tables=columns,
        about_cells=about_cells,
    )
    yield desk.page("search.html", "search.html", title="Search", description=f"Search {desk.site.name}.")


def home(desk: Desk) -> Page:
    """The first page: what the dossier holds and as of when, the latest, the disputed."""
    corpus = desk.corpus
    body = corpus.home.body if corpus.home else ""
    heading = _TOP_HEADING.match(body)
    roots = count_roots((placed.claim for placed in corpus.claims), corpus)
    groups = questions.by_state(desk)
    published = _published(corpus.sources.values())
    return desk.page(
        "index.html",
        "home.html",
        title=heading["title"].strip() if heading else desk.site.name,
        description=desk.site.description or desk.site.name,
        body=_TOP_HEADING.sub("", body),
        published=published,
        between=len(corpus.sources) > 2,
        roots=str(roots.high) if roots.low == roots.high else f"{roots.low}–{roots.high}",
        contradicted=sum(len(group) for state, group in groups if state == State.CONTRADICTED.value),
        questions_shown=[view for _, group in groups for view in group][:_QUESTIONS],
        latest=cards(latest(desk, _LATEST), desk),
        drawn=drawn(whole(desk), corpus, named=True),
        drafts=sum(entry.status == "draft" for entry in corpus.timeline),
    )


def _published(sources: Iterable[Source]) -> list[str]:
    """When the sources were published (EDTF): each day where there are two at most, else the first and the last."""
    days = sorted({str(one.published) for one in sources if one.published}, key=_by_last_day)
    return [days[0], days[-1]] if len(days) > 1 else days


def _by_last_day(date: str) -> tuple[object, ...]:
    try:
        return (0, edtf.parse(date).latest or dt.date.max, date)
    except edtf.NotEdtf:
        return (1, dt.date.max, date)
