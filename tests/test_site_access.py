"""axe-core over every kind of page of built sites, light and dark, wide and narrow, closed and opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Visitor, hosted
from built_sites import of_every_class, richest_of_every_kind
from playwright.sync_api import Browser, Page, expect

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast", "link-in-text-block")
ALL = {"runOnly": {"type": "tag", "values": WCAG}}
COLOURS = {"runOnly": {"type": "rule", "values": OF_COLOURS}}
ALL_BUT_COLOURS = {**ALL, "rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
RUN = """async ([rules, places]) => {
  const found = await axe.run(places ?? document, { ...rules, resultTypes: ["violations"], selectors: false });
  const told = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`);
  return found.violations.flatMap(told);
}"""
# Of an accordion, whose parts close each other, the last one stays open: as many as a reader can have open at once.
OPEN = "() => { for (const one of document.querySelectorAll('main details')) one.open = true; }"
# To weigh every word against its ground is four fifths of what axe costs. Words whose elements, and all around them, are of
# the same classes and colours come out the same: of each such look the first one is weighed.
WEIGH = """async ([rules, known]) => {
  const seen = new Set(known), keys = new Map(), fresh = new Map();
  const speaks = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const key = (one) => {
    if (!one) return "";
    if (!keys.has(one)) {
      const style = getComputedStyle(one);
      const own = [one.tagName, one.getAttribute("class"), speaks(one), style.color, style.backgroundColor,
        style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textDecorationLine];
      keys.set(one, `${key(one.parentElement)}\n${own.join("|")}`);
    }
    return keys.get(one);
  };
  for (const one of document.body.querySelectorAll("*"))
    if ((speaks(one) || one.matches("input, select, textarea")) && one.checkVisibility() && !seen.has(key(one)))
      if (!fresh.has(key(one))) fresh.set(key(one), one);
  const run = RUN;
  return [[...fresh.keys()], fresh.size ? await run([rules, { include: [...fresh.values()] }]) : []];
}""".replace("RUN", RUN)


def violations(page: Page, rules: Mapping[str, object] = ALL) -> list[str]:
    return page.evaluate(RUN, [rules, None])  # type: ignore[no-any-return]


def faults_of_colour(page: Page, known: set[str]) -> list[str]:
    """What axe finds in the looks that are not known yet; now they are."""
    looks, found = page.evaluate(WEIGH, [COLOURS, sorted(known)])
    known.update(looks)
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_any_kind_of_page(chromium: Browser, sites: Mapping[str, Path], width: int) -> None:
    """With everything opened: at a desk pages of every kind, the rules on colours in light and in dark; on a phone pages that
    together show every part that any page has.
    """
    context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    context.add_init_script(Axe().axe_script)
    page = context.new_page()
    faults: dict[str, list[str]] = {}
    parts, light, dark = of_every_class(sites), set[str](), set[str]()
    with hosted(sites["first"]) as home:
        for one in dict.fromkeys([*parts, *richest_of_every_kind(sites)] if width == 1440 else parts):
            page.emulate_media(color_scheme="light")
            page.goto(home + one.address if one.site == "first" else one.file.as_uri())
            page.evaluate(OPEN)
            faults[f"{one.site}/{one.address}"] = violations(page, ALL_BUT_COLOURS)
            faults[f"{one.site}/{one.address}, light"] = faults_of_colour(page, light)
            if width == 1440:
                page.emulate_media(color_scheme="dark")
                page.wait_for_selector("body[data-md-color-scheme='slate']")
                faults[f"{one.site}/{one.address}, dark"] = faults_of_colour(page, dark)
    context.close()
    assert {where: told for where, told in faults.items() if told} == {}
    assert len(light) > 1000 and len(dark) == (len(light) if width == 1440 else 0)


def test_axe_finds_nothing_while_the_reader_searches_or_looks_for_a_section(
    visit: Visitor, sites: Mapping[str, Path]
) -> None:
    for width, dark in ((1440, False), (390, True)):
        opened = visit((sites["first"] / "index.html").as_uri(), width=width, dark=dark)
        opened.page.evaluate(Axe().axe_script)
        if width == 390:
            opened.page.get_by_role("button", name="Sections").click()
            assert violations(opened.page) == []
            opened.page.keyboard.press("Escape")
        opened.page.keyboard.press("/")
        opened.page.keyboard.type("Kursk")
        expect(opened.page.locator("#cl-search-list [role=option]").first).to_be_visible()
        opened.page.keyboard.press("ArrowDown")
        assert violations(opened.page) == []
        searched = visit((sites["first"] / "search.html").as_uri() + "#q=Kursk", width=width, dark=dark)
        expect(searched.page.locator(".cl-page__results a").first).to_be_visible()
        searched.page.evaluate(Axe().axe_script)
        assert violations(searched.page) == []
