"""The first page: what this is, what is contested and agreed in words, how much there is, the latest, where to go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from build_tools.model import Source
from build_tools.pages.desk import Desk
from build_tools.pages.entry.cards import cards
from build_tools.pages.page import Page
from build_tools.pages.question import questions
from build_tools.pages.timeline.drawing import drawn
from build_tools.pages.timeline.whole import latest, whole
from build_tools.pages.whole import known
from build_tools.pages.whole.gist import gist
from build_tools.roots import count_roots
from build_tools.text import edtf
from build_tools.wording import words

_LATEST = 8
_QUESTIONS = 6
_FIRST_PARAGRAPH = re.compile(r"\A\s*(?P<words>[\w“\"‘'*_\[(][^\n]*(?:\n[^\n]+)*)(?:\n\s*\n|\s*\Z)")
_TOP_HEADING = re.compile(r"\A\s*+#\s++(?P<title>[^\n]+)\n+")


def page(desk: Desk) -> Page:
    """The page at the site's root."""
    corpus = desk.corpus
    body = corpus.home.body if corpus.home else ""
    heading = _TOP_HEADING.match(body)
    intro, rest = _intro(_TOP_HEADING.sub("", body))
    days = published(corpus.sources.values())
    timeline = desk.once(whole)
    return desk.page(
        "index.html",
        "home.html",
        title=heading["title"].strip() if heading else desk.site.name,
        description=desk.site.description or desk.site.name,
        intro=intro,
        body=rest,
        published=days,
        between=len(corpus.sources) > 2,
        roots=_roots(desk),
        gist=gist(desk),
        disputed=sum(card.standing.disputed for card in timeline.cards),
        questions_shown=_first_questions(desk),
        latest=cards(latest(desk, _LATEST), desk),
        newest=_newest(desk),
        drawn=drawn(timeline, corpus, named=True),
        drafts=sum(entry.status == "draft" for entry in corpus.timeline),
    )


def _intro(body: str) -> tuple[str, str]:
    """The first paragraph of the record's own words, and what follows; no paragraph where they begin otherwise."""
    first = _FIRST_PARAGRAPH.match(body)
    return (first["words"], body[first.end() :]) if first else ("", body)


def _roots(desk: Desk) -> str:
    return words.root_number(count_roots((placed.claim for placed in desk.corpus.claims), desk.corpus))


def _first_questions(desk: Desk) -> list[questions.FindingView]:
    """The questions that say most about where sources stand: contradicted before compatible before the rest."""
    findings = sorted(desk.agreement.findings.values(), key=lambda one: questions.STATE_ORDER.index(one.state))
    return [questions.view(one, desk) for one in findings[:_QUESTIONS]]


def _newest(desk: Desk) -> dict[str, object]:
    """The last day on which something was published, and what it brought; empty where no day is known."""
    if not desk.chronicle.days:
        return {}
    day = desk.chronicle.days[-1]
    return {
        "address": known.address(day.date),
        "date": day.date.isoformat(),
        "late": known.at_the_latest(day),
        "news": known.news(day),
        "sources": day.sources[:3],
    }


def published(sources: Iterable[Source]) -> list[str]:
    """When the sources were published (EDTF): each day where there are two at most, else the first and the last."""
    days = sorted({str(one.published) for one in sources if one.published}, key=_by_last_day)
    return [days[0], days[-1]] if len(days) > 1 else days


def _by_last_day(date: str) -> tuple[object, ...]:
    try:
        return (0, edtf.parse(date).latest or dt.date.max, date)
    except edtf.NotEdtf:
        return (1, dt.date.max, date)
