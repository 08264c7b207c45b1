"""The timeline's filters in a real Chromium, from a folder: they narrow, count, combine and can be shared."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Visit, Visitor
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.pages.render import Site, assets, render

FRAME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="{up}assets/claimline.css">
<body data-md-color-scheme="default"><main class="md-typeset">{html}</main>
<script src="{up}assets/claimline.js"></script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pages in a bare frame, as a folder on file://."""
    folder = tmp_path_factory.mktemp("site")
    corpus = dam()
    files = dict(assets())
    for page in render(corpus, Agreement(corpus), Site("The dam")):
        files[page.address] = FRAME.format(up="../" * page.address.count("/"), html=page.html).encode()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Path(folder).as_uri() + "/"


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
    again.page.wait_for_function("!location.hash")
    assert shown(again) == ALL


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


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "page", ["index", "timeline/index", "timeline/people-moved", "questions/moved", "disagreements"]
)
def test_no_page_is_wider_than_the_screen(site: str, visit: Visitor, page: str, width: int) -> None:
    opened = visit(f"{site}{page}.html", width=width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert not opened.messages and not opened.outside
