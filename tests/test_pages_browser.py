"""The timeline's filters in a real Chromium, from a folder: they narrow, count, combine and can be shared."""

from __future__ import annotations

import re

import pytest
from browser import Visit, Visitor
from framed_pages import write_framed
from pages_corpus import dam
from playwright.sync_api import expect

from build_tools.agreement import Agreement
from build_tools.pages.render import Site, assets, render


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pages in a bare frame, as a folder on file://."""
    corpus = dam()
    return write_framed(
        tmp_path_factory.mktemp("site"), render(corpus, Agreement(corpus), Site("The dam")), dict(assets())
    )


def shown(opened: Visit) -> list[str]:
    return opened.page.eval_on_selector_all(".cl-card:not([hidden])", "cards => cards.map(card => card.id)")


def choose(opened: Visit, facet: str, value: str) -> None:
    box = opened.page.locator(f'[data-facet="{facet}"]')
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.locator(f'input[value="{value}"]').click()


def count(opened: Visit, facet: str, value: str) -> str:
    return opened.page.locator(f'[data-facet="{facet}"] label:has(input[value="{value}"]) [data-count]').inner_text()


ALL = ["repairs", "dam-bursts", "people-moved"]


def test_all_entries_are_there_until_something_is_chosen(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    assert shown(opened) == ALL
    assert opened.page.locator("[data-shown]").inner_text() == "3 of 3 entries"
    assert not opened.messages and not opened.outside


def test_filters_narrow_and_combine(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    choose(opened, "place", "lower-brae")
    assert shown(opened) == ["dam-bursts", "people-moved"]
    choose(opened, "actor", "ada-finch")
    assert shown(opened) == ["people-moved"]
    assert opened.page.locator("[data-shown]").inner_text() == "1 of 3 entries"
    assert opened.page.locator(".cl-day:visible").count() == 1


def test_a_place_finds_what_happened_within_it(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    choose(opened, "place", "brae-valley")
    assert shown(opened) == ALL


def test_two_choices_of_one_kind_widen(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    choose(opened, "actor", "water-board")
    choose(opened, "actor", "mayor")
    assert shown(opened) == ["dam-bursts", "people-moved"]


def test_counts_tell_what_a_choice_would_leave(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    choose(opened, "type", "flood")
    opened.page.locator('[data-facet="actor"] summary').click()
    assert count(opened, "actor", "ada-finch") == "1"
    opened.page.locator('[data-facet="type"] summary').click()
    assert count(opened, "type", "maintenance-work") == "1"


def test_a_filtered_view_can_be_shared_and_undone(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    choose(opened, "status", "disputed")
    choose(opened, "source", "ledger")
    address = opened.page.url
    assert address.endswith("#source=ledger&status=disputed")
    again = visit(address)
    assert shown(again) == ["dam-bursts", "people-moved"]
    again.page.get_by_role("button", name="Show all").click()
    expect(again.page).to_have_url(re.compile("^[^#]*$"))
    assert shown(again) == ALL


def test_what_is_chosen_can_be_taken_back_one_by_one_or_by_going_back(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html#place=lower-brae&actor=ada-finch&from=2031-03-05")
    chips = opened.page.locator("[data-chips] button")
    assert [one.split(" ×")[0] for one in chips.all_inner_texts()] == [
        "Actor: Ada Finch",
        "Place: Lower Brae",
        "Dates: from 5 March 2031",
    ]
    chips.first.click()
    assert opened.page.url.endswith("#place=lower-brae&from=2031-03-05")
    opened.page.get_by_role("button", name="Remove filter Dates").click()
    assert shown(opened) == ["dam-bursts", "people-moved"]
    opened.page.go_back()
    assert shown(opened) == ["people-moved"]


@pytest.mark.parametrize(
    ("dates", "left"),
    [
        ("to=2030-12-31", ["repairs"]),  # under way since November 2030, end not known
        ("from=2031-03-05&to=2031-03-05", ["repairs", "people-moved"]),  # on the 4th or the 5th
        ("from=2031-03-04&to=2031-03-04", ALL),
        ("from=2031", ALL),
        ("to=2030-10", []),
    ],
)
def test_dates_leave_what_may_have_happened_then(site: str, visit: Visitor, dates: str, left: list[str]) -> None:
    assert shown(visit(f"{site}timeline/index.html#{dates}")) == left


def test_an_empty_result_says_what_to_loosen(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html#actor=mayor&type=maintenance-work")
    assert shown(opened) == []
    ways = opened.page.locator("[data-nothing] button")
    assert ways.all_inner_texts() == [
        "without Actor: The Mayor of Lower Brae: 1 entry",
        "without Kind: Maintenance work: 1 entry",
    ]
    ways.last.click()
    assert shown(opened) == ["people-moved"]


def test_the_address_of_a_view_is_copied(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html#type=flood")
    opened.page.locator("[data-copy]").click()
    expect(opened.page.locator("[data-copy]")).to_have_text("Link copied")


def test_an_address_that_names_nothing_known_shows_everything(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html#actor=nobody&x=%E0%A4%A&place")
    assert shown(opened) == ALL
    assert not opened.messages


def test_filters_work_from_the_keyboard(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    opened.page.locator('[data-facet="type"] summary').focus()
    for key in ("Enter", "Tab", "Space"):
        opened.page.keyboard.press(key)
    assert shown(opened) == ["dam-bursts", "people-moved"]
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("details.cl-facet[open]").count() == 0
    assert opened.page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_without_a_script_the_list_is_whole_and_no_dead_filter_is_shown(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html", javascript=False)
    assert opened.page.locator(".cl-card:visible").count() == 3
    assert not opened.page.locator("form.cl-filters").is_visible()


# ── The drawing ─────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_filters_leave_out_fades_in_the_drawing(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html#type=maintenance-work")
    marks = opened.page.locator("a.mark:not(.is-out)")
    assert marks.evaluate_all("marks => marks.map(mark => mark.dataset.entry)") == ["repairs"]


def test_the_drawing_zooms_by_key_and_walks_from_entry_to_entry(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    before = opened.page.locator(".cl-days-scroll svg").inner_html()
    opened.page.locator(".cl-days-scroll").focus()
    for _ in range(9):
        opened.page.keyboard.press("+")
    expect(opened.page.locator(".cl-days-window")).to_contain_text("March 2031, to scale")
    expect(opened.page.locator(".cl-days .tick text").first).to_contain_text("Mar 2031")
    expect(opened.page.get_by_role("button", name="Zoom in")).to_be_disabled()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    expect(opened.page.locator(".cl-days-told")).to_contain_text("4 March 2031: The dam above Lower Brae")
    opened.page.keyboard.press("Enter")
    assert opened.page.url.endswith("#dam-bursts")
    opened.page.get_by_role("button", name="Whole time").click()
    assert opened.page.locator(".cl-days-scroll svg").inner_html() == before
    assert not opened.messages and not opened.outside


def test_days_dragged_over_become_a_filter(site: str, visit: Visitor) -> None:
    opened = visit(site + "timeline/index.html")
    box = opened.page.locator(".cl-days-scroll svg").bounding_box()
    assert box
    opened.page.mouse.move(box["x"] + 0.001 * box["width"], box["y"] + 20)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 0.15 * box["width"], box["y"] + 30, steps=3)
    opened.page.mouse.up()
    opened.page.get_by_role("button", name="Show only these days").click()
    assert shown(opened) == ["repairs"]
    assert "#from=2030-11-01&to=2030-1" in opened.page.url


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "page", ["index", "timeline/index", "timeline/people-moved", "questions/moved", "disagreements"]
)
def test_no_page_is_wider_than_the_screen(site: str, visit: Visitor, page: str, width: int) -> None:
    opened = visit(f"{site}{page}.html", width=width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert not opened.messages and not opened.outside
