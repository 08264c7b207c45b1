"""A timeline of any size: every entry on one page, no page too large, columns that tell what the cards tell."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest
from browser import Visitor
from framed_pages import write_framed
from pages_corpus import dam
from playwright.sync_api import expect
from synthetic_corpus import synthetic_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.model import Entry
from build_tools.pages.desk import Desk
from build_tools.pages.entry.cards import cards
from build_tools.pages.page import Page, Site
from build_tools.pages.render import assets, data_files
from build_tools.pages.timeline import pages as timeline_pages
from build_tools.pages.timeline.columns import columns
from build_tools.pages.timeline.days import anchor
from build_tools.pages.timeline.facets import facets
from build_tools.pages.timeline.stretches import MOST_ENTRIES, stretches

SITE = Site("Large")
ENTRIES = 420


@cache
def large() -> Corpus:
    return synthetic_corpus(ENTRIES, vocabulary=4000)


def desk_of(corpus: Corpus) -> Desk:
    return Desk(corpus, Agreement(corpus), SITE)


@cache
def pages() -> Mapping[str, Page]:
    return {page.address: page for page in all_made(timeline_pages.makers(desk_of(large())))}


def files() -> Mapping[str, bytes]:
    return data_files(large(), Agreement(large()), SITE)


def listed(*dates: str) -> Desk:
    """A dossier of entries with these dates and nothing else."""
    entries = {f"e{number}": Entry(f"e{number}", title=date, date=date) for number, date in enumerate(dates)}
    return desk_of(Corpus(entries=entries))


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_entry_of_a_large_timeline_stands_on_one_page_by_time() -> None:
    on_pages = Counter(
        identity
        for address, page in pages().items()
        if address != "timeline/index.html"
        for identity in re.findall(r'<article class="cl-card[^>]* id="([^"]+)"', page.html)
    )
    assert on_pages == Counter(list(large().entries))


def test_the_first_page_leads_to_every_other() -> None:
    first = pages()["timeline/index.html"].html
    assert {f"timeline/{link}" for link in re.findall(r'href="(days/[^"#]+)"', first)} == pages().keys() - {
        "timeline/index.html"
    }


def test_no_page_by_time_can_take_the_place_of_an_entry_s() -> None:
    assert all(re.fullmatch(r"timeline/(index|days/[\w-]+)\.html", address) for address in pages())


def test_every_page_of_a_large_timeline_is_light() -> None:
    assert max(len(gzip.compress(page.html.encode())) for page in pages().values()) < 30_000


def test_a_small_timeline_needs_no_files_beside_it() -> None:
    files = data_files(dam(), Agreement(dam()), SITE)
    assert not [name for name in files if "timeline" in name]


def test_the_same_entries_give_the_same_files() -> None:
    assert files() == files()


@pytest.mark.parametrize(
    ("dates", "keys"),
    [
        (["2023", "2024-11-05", "2025-01"], ["2023", "2024", "2025"]),
        (["2024-02-01"] * MOST_ENTRIES + ["2024-03"], ["2024-02", "2024-03"]),
        (["2024-02-01"] * MOST_ENTRIES + ["2024-02-03/.."], ["2024-02-01", "2024-02-03"]),
        (["2024-02-01"] * (MOST_ENTRIES + 1), ["2024-02-01-part-1", "2024-02-01-part-2"]),
        (["[..2024-02-01]", "soon"], ["2024", "undated"]),
    ],
)
def test_a_stretch_is_as_long_as_its_entries_allow(dates: list[str], keys: list[str]) -> None:
    desk = listed(*dates)
    parts = stretches(cards(desk.corpus.timeline, desk))
    assert [part.key for part in parts] == keys
    assert sum(len(part.cards) for part in parts) == len(dates)


def test_no_two_dates_share_an_anchor() -> None:
    dates = ["2024-11-06", "2024-11-06?", "2024-11-06~", "[..2024-11-06]", "../2024-11-06", "2024-11-06/..", "2024-11"]
    assert len({anchor(date) for date in dates}) == len(dates)


# ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_columns_tell_the_span_that_each_date_may_mean() -> None:
    desk = listed("2024-11-05", "[2024-11-05..2024-11-07]", "[..2024-11-06]", "2024-11-08/..", "soon")
    shown = cards(desk.corpus.timeline, desk)
    told = json.loads(json.dumps(columns(shown, facets(shown, desk.corpus))))
    day = (dt.date(2024, 11, 5) - dt.date(1970, 1, 1)).days
    assert told["start"] == f"{day},0,,3,"
    assert told["end"] == "0,2,1,,"
    assert told["shape"] == "dwwln"


def test_a_way_to_filter_that_leaves_everything_is_not_offered() -> None:
    desk = listed("2024-11-05", "2024-11-06")
    assert facets(cards(desk.corpus.timeline, desk), desk.corpus) == []


# ── In a browser ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The large timeline as a folder on file://."""
    return write_framed(tmp_path_factory.mktemp("large"), pages().values(), {**assets(), **files()})


def test_a_large_timeline_loads_nothing_before_its_reader_filters_and_little_then(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    assert not [address for address in opened.requests if "/assets/timeline/" in address]
    opened.page.locator('[data-facet="actor"] summary').click()
    search = opened.page.get_by_label("Find actor")
    name = large().actors["actor-7"].name
    search.fill(name.lower())
    opened.page.locator('[data-facet="actor"] input[value="actor-7"]').click()
    expect(opened.page.locator("[data-claimline-results] .cl-card").first).to_be_visible()
    expected = [one.id for one in large().timeline if _has_actor(one, "actor-7")]
    assert opened.page.locator("[data-shown]").inner_text() == f"{len(expected)} of {ENTRIES} entries"
    assert opened.page.url.endswith("#actor=actor-7")
    links = opened.page.locator("[data-claimline-results] .cl-card-title a")
    expect(links).to_have_count(min(30, len(expected)))
    assert links.evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
        f"{identity}.html" for identity in expected[:30]
    ]
    if len(expected) > 30:
        opened.page.get_by_role("button", name="Show").last.click()
        expect(links).to_have_count(min(60, len(expected)))
    assert not opened.messages and not opened.outside


def _has_actor(entry: Entry, actor: str) -> bool:
    return actor in entry.actors or any(claim.named_speaker == actor for claim in entry.claims)


def test_what_the_filters_replace_is_met_by_nobody_and_is_back_without_them(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html#actor=actor-7")
    links = opened.page.locator("[data-claimline-results] .cl-card-title a")
    by_time = opened.page.get_by_role("navigation", name="All entries by time")
    expect(links.first).to_be_visible()
    expect(by_time).to_have_count(0)
    opened.page.locator("[data-copy]").focus()
    opened.page.keyboard.press("Tab")  # the chip of what is chosen
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("Boolean(document.activeElement.closest('[data-claimline-results]'))")
    opened.page.get_by_role("button", name="Show all").click()
    expect(by_time).to_be_visible()
    expect(links).to_have_count(0)


def test_a_large_drawing_zooms_down_to_single_entries(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    opened.page.locator(".cl-days-scroll").focus()
    for _ in range(6):
        shown = opened.page.locator(".cl-days-window").inner_text()
        opened.page.keyboard.press("+")
        expect(opened.page.locator(".cl-days-window")).not_to_have_text(shown)
    expect(opened.page.locator("a.mark").first).to_be_visible()
    opened.page.keyboard.press("ArrowDown")
    address = opened.page.evaluate("document.activeElement.getAttribute('href')")
    assert re.fullmatch(r"entry-\d+\.html", address)
    assert not opened.messages


def test_without_a_script_the_pages_by_time_hold_everything(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html", javascript=False)
    assert not opened.page.locator("form.cl-filters, .cl-days-tools").locator("visible=true").count()
    opened.page.locator(".cl-stretches a").first.click()
    assert opened.page.locator(".cl-card:visible").count() > 1
    opened.page.get_by_role("link", name="→").first.click()
    assert opened.page.locator(".cl-card:visible").count() > 1
