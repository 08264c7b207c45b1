"""With scripts switched off: every page is reached by links from the first one, and nothing is lost from sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from built_sites import addresses_of, of_every_kind
from playwright.sync_api import Browser, Page

from build_tools.verification.markup import read_html

# What a reader sees of the page's own text: no controls or how to use them, not the day on which the reader cites it.
SEEN = """() => {
  const pieces = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!around.closest(CONTROLS) && around.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      pieces.push(walker.currentNode.data.replace(/\\s+/g, " ").trim());
  }
  return pieces.filter(Boolean);
}""".replace(
    "CONTROLS",
    '"form, button, [role=toolbar], [role=search], output, script, style, noscript, [data-today], .cl-days-keys"',
)
OPEN = "() => { for (const one of document.querySelectorAll('main details')) one.open = true; }"


def links_of(site: Path, address: str) -> Iterator[str]:
    for written in read_html((site / address).read_text(encoding="utf-8")).leads:
        if ":" not in written and not written.startswith("/"):
            yield unquote(urljoin(f"/{address}", written).partition("#")[0].lstrip("/")) or address


@pytest.mark.parametrize("name", ["first", "flood"])
def test_every_page_is_reached_by_links(sites: Mapping[str, Path], name: str) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        fresh = {to for to in links_of(sites[name], waiting.pop()) if to.endswith(".html")} - reached
        reached |= fresh
        waiting += sorted(fresh)
    assert reached == set(addresses_of(sites[name])) - {"404.html"}


def seen_on(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(OPEN)
    return page.evaluate(SEEN)  # type: ignore[no-any-return]


def test_scripts_reveal_nothing_that_is_not_seen_without_them(chromium: Browser, sites: Mapping[str, Path]) -> None:
    with_scripts, without = (
        chromium.new_context().new_page(),
        chromium.new_context(java_script_enabled=False).new_page(),
    )
    for one in of_every_kind(sites):
        address = one.file.as_uri()
        plain = seen_on(without, address)
        assert plain or one.address == "search.html", one
        assert [piece for piece in seen_on(with_scripts, address) if piece not in plain] == [], one
    with_scripts.context.close()
    without.context.close()


def test_without_scripts_all_that_is_hidden_is_something_to_operate(
    chromium: Browser, sites: Mapping[str, Path]
) -> None:
    """Text that no reader could ever see would be a fact withheld. Of a drawing, one size is shown beside its text."""
    hidden = """() => [...document.querySelectorAll("main *")].filter((one) =>
      [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !one.checkVisibility()
      && !one.closest("form, button, script, style, template, noscript, title, svg, .cl-days-keys")
    ).map((one) => one.outerHTML.slice(0, 120))"""
    page = chromium.new_context(java_script_enabled=False).new_page()
    for one in of_every_kind(sites):
        page.goto(one.file.as_uri())
        page.evaluate(OPEN)
        assert page.evaluate(hidden) == [], one
    page.context.close()
