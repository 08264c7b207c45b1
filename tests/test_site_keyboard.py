"""Walks pages with the Tab key alone: everything is reached in its order, seen where it is, and nothing holds on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import Visit, Visitor
from playwright.sync_api import Page, expect

# All that Tab should stop at, in the order of the page. A details that is shut shows its summary only.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
  .map((one) => { one.dataset.stop ??= String(window.stops = (window.stops || 0) + 1); return one.dataset.stop; })"""
# Where focus is, whether that can be seen (on itself or on what is drawn around it), and whether anything covers it.
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = (place) => { const style = getComputedStyle(place);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1; };
  const field = one.closest("[class*=__field]");
  const box = one.getBoundingClientRect();
  const onTop = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 40));
  const covered = onTop && !one.contains(onTop) && !onTop.contains(one) && onTop.closest("header");
  return { stop: one.dataset.stop || one.outerHTML.slice(0, 80), seen: shown(one) || (field !== null && shown(field)),
           covered: Boolean(covered), inView: box.bottom > 0 && box.top < innerHeight,
           html: one.outerHTML.slice(0, 120) };
}"""


# The page itself notes where each key has led: to ask it after every one takes as long again.
NOTE = f"""() => {{
  window.told = [];
  addEventListener("keyup", ({{ key }}) => {{ if (key === "Tab") told.push(({HERE})()); }}, true);
}}"""


def walk(page: Page, key: str = "Tab") -> list[dict[str, object]]:
    """Where the key leads, from the first stop to the last, after which nothing has the focus."""
    stops = page.evaluate(STOPS)
    page.evaluate(NOTE)
    for _ in stops:
        page.keyboard.press(key)
    told = page.evaluate("told")
    page.keyboard.press(key)
    assert page.evaluate(HERE) is None, "there are more stops than the page tells of, or focus goes round and round"
    return [here for here in told if here]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("address", ["index.html", "timeline/first-clash-in-kursk-region.html", "timeline/index.html"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    visit: Visitor, sites: Mapping[str, Path], address: str, width: int
) -> None:
    opened = visit((sites["first"] / address).as_uri(), width=width, alone=True)
    expected = opened.page.evaluate(STOPS)
    told = walk(opened.page)
    assert [one["stop"] for one in told] == expected
    assert [one["html"] for one in told if not one["seen"]] == []
    assert [one["html"] for one in told if one["covered"] or not one["inView"]] == []


def test_going_back_nothing_lies_under_the_masthead(visit: Visitor, sites: Mapping[str, Path]) -> None:
    opened = visit((sites["first"] / "timeline/first-clash-in-kursk-region.html").as_uri(), alone=True)
    told = walk(opened.page, "Shift+Tab")
    assert told and [one["html"] for one in told if one["covered"]] == []


def test_the_first_stop_leads_to_the_content(visit: Visitor, sites: Mapping[str, Path]) -> None:
    for address in ("index.html", "sources/index.html"):
        opened = visit((sites["first"] / address).as_uri())
        opened.page.keyboard.press("Tab")
        link = opened.page.locator(":focus")
        expect(link).to_have_text("Skip to content")
        expect(link).to_be_in_viewport()
        opened.page.keyboard.press("Enter")
        opened.page.keyboard.press("Tab")
        assert opened.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def focused(opened: Visit) -> str:
    return str(opened.page.evaluate("document.activeElement.className || document.activeElement.tagName"))


def test_sections_open_and_close_from_the_keyboard_on_a_phone(visit: Visitor, sites: Mapping[str, Path]) -> None:
    opened = visit((sites["first"] / "index.html").as_uri(), width=390)
    sections, menu = opened.page.locator("#cl-sections"), opened.page.get_by_role("button", name="Sections")
    expect(sections).to_be_hidden()
    menu.focus()
    opened.page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.querySelector('#cl-sections').contains(document.activeElement)")
    opened.page.keyboard.press("Escape")
    expect(sections).to_be_hidden()
    assert "cl-menu" in focused(opened)


def test_escape_closes_what_the_reader_opened(visit: Visitor, sites: Mapping[str, Path]) -> None:
    opened = visit((sites["first"] / "timeline/index.html").as_uri())
    opened.page.locator("details.cl-facet summary").first.focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("details.cl-facet[open]")).to_have_count(1)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("details.cl-facet[open]")).to_have_count(0)
    assert focused(opened) == "SUMMARY"
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("Kursk")
    expect(opened.page.locator("#cl-search-list [role=option]").first).to_be_visible()
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#cl-search-list")).to_be_hidden()


def test_the_choice_of_dark_pages_holds_from_page_to_page(visit: Visitor, sites: Mapping[str, Path]) -> None:
    opened = visit((sites["first"] / "index.html").as_uri())
    switch = opened.page.get_by_role("button", name="Dark colours")
    switch.focus()
    opened.page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    opened.page.goto((sites["first"] / "data.html").as_uri())
    assert opened.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
