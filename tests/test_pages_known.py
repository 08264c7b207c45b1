"""What was known when: what the page of a day says, and how it is drawn."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.model import Source
from build_tools.pages.drawings import steps
from build_tools.pages.render import Page, Site, render


def made(*more: Source) -> dict[str, Page]:
    corpus = dam()
    corpus = dataclasses.replace(corpus, sources={**corpus.sources, **{one.id: one for one in more}})
    return {page.path: page for page in render(corpus, Agreement(corpus), Site("The dam"))}


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_each_day_of_publication_says_what_came_with_it() -> None:
    page = words(made()["known/2031-03-05.md"].html)
    assert "Known by the end of this day: 1 source, 5 claims, 2 entries." in page
    assert "450 people had been moved" not in page, "a new entry is told in its own words, on its own page"
    assert "May have been out by this day, but counted later: Brief on the dam" in page


def test_a_later_day_tells_what_moved_since() -> None:
    page = words(made()["known/2031-03-31.md"].html)
    assert "At the latest: the source of this day came out possibly March 2031" in page
    assert "das Wehr ist gebrochen" in page, "a new claim to an entry that was known"
    assert "about 200 people" in page and "Repairs at the dam are under way" in page


def test_a_day_leads_to_what_its_sources_tell_on_the_timeline() -> None:
    day = made()["known/2031-03-31.md"].html
    assert 'href="../timeline/index.html#source=ledger,brief"' in day
    assert 'href="../timeline/index.html#to=2031-03-31"' in day


def test_a_day_leads_to_the_days_beside_it() -> None:
    assert 'rel="next" href="2031-03-31.html"' in made()["known/2031-03-05.md"].html
    assert 'rel="prev" href="2031-03-05.html"' in made()["known/2031-03-31.md"].html


def test_what_has_no_day_is_said_to_have_none() -> None:
    assert "Day not known" in made(Source("note", title="An undated note"))["known/index.md"].html
    assert "Day not known" not in made()["known/index.md"].html


def test_steps_tell_what_was_known_at_the_latest_from_what_may_have_been() -> None:
    first, last = dt.date(2031, 3, 1), dt.date(2031, 3, 11)
    (band,) = steps.draw([("Claims", [(first, first), (first, last)])], [first, last]).bands
    assert band.total == 2
    assert len(re.findall("V", band.sure)) == 3, "two steps up and the way down"
    assert len(re.findall("V", band.possible)) == 2, "both may have been known on the first day"


def test_steps_of_certain_days_draw_no_doubt_and_nothing_draws_nothing() -> None:
    day = dt.date(2031, 3, 1)
    assert steps.draw([("Claims", [(day, day)])], [day]).bands[0].possible == ""
    assert steps.draw([("Claims", [])], []).bands == ()


def test_labels_below_the_steps_do_not_crowd() -> None:
    days = [dt.date(2031, 1, 1) + dt.timedelta(days=7 * week) for week in range(60)]
    ticks = steps.draw([("Claims", [(day, day) for day in days])], days).ticks
    assert 3 < len(ticks) <= 8
    assert all(after.x - before.x >= 12 for before, after in zip(ticks, ticks[1:], strict=False))
