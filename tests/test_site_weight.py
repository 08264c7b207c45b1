"""What a page costs its reader: bytes and requests of a first load, nothing from elsewhere, nothing that jumps."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from browser import Visit, Visitor, hosted
from built_sites import addresses_of, of_every_class
from playwright.sync_api import Browser

from build_tools.verification.markup import read_html

MOST_BYTES = 300_000
MOST_REQUESTS = 15
MOST_SHIFT = 0.01
MOST_SHIFT_IN_A_FOLDER = 0.1  # there fonts may come a moment later; 0.1 is what Web Vitals call good
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = (
    """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"""
)


@cache
def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


def loaded_by(site: Path, address: str) -> Iterator[Path]:
    yield site / address
    for written in read_html((site / address).read_text(encoding="utf-8")).loads:
        if not written.startswith(("data:", "http://", "https://", "/")):
            yield site / unquote(urljoin(f"/{address}", written.partition("#")[0])).lstrip("/")


def test_no_page_names_more_than_a_first_load_may_cost(sites: Mapping[str, Path]) -> None:
    for site in sites.values():
        for address in addresses_of(site):
            files = set(loaded_by(site, address))
            assert len(files) <= MOST_REQUESTS, address
            assert sum(map(packed, files)) <= MOST_BYTES, address


def test_a_first_load_is_small_and_asks_nobody_else(chromium: Browser, sites: Mapping[str, Path]) -> None:
    """Over HTTP, packed as hosts do it; each page at an address of its own, of which the browser has nothing yet."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    for one in of_every_class({"first": sites["first"]}):
        with hosted(sites["first"]) as home:
            opened = Visit(page, home)
            opened.listen()
            page.goto(home + one.address, wait_until="load")
            page.evaluate(SETTLED)
            opened.stop_listening()
        assert opened.outside == [] and opened.messages == [], one
        assert 5 < len(opened.requests) <= MOST_REQUESTS, (one, opened.requests)
        assert 50_000 < opened.bytes_received <= MOST_BYTES, (one, opened.bytes_received)
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_while_a_page_opens(chromium: Browser, sites: Mapping[str, Path], width: int) -> None:
    """From a folder and from a server, on a desk and on a phone."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    with hosted(sites["flood"]) as home:
        for one in of_every_class(sites):
            lost = one.address == "404.html"  # its links begin at the root of the address that it is served at
            page.goto(home + one.address if one.site == "flood" else one.file.as_uri(), wait_until="load")
            page.evaluate(SETTLED)
            most = MOST_SHIFT if one.site == "flood" else MOST_SHIFT_IN_A_FOLDER
            assert lost or page.evaluate("window.shifted") < most, one
    context.close()


def test_who_wants_no_motion_gets_none(visit: Visitor, sites: Mapping[str, Path]) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
      return style.scrollBehavior === "smooth" || (style.animationName !== "none" && lasts(style.animationDuration));
    }).map((one) => one.outerHTML.slice(0, 80))"""
    for address in ("index.html", "timeline/index.html"):
        assert visit((sites["first"] / address).as_uri()).page.evaluate(moving) == []


def test_nothing_is_shipped_that_no_page_loads(sites: Mapping[str, Path]) -> None:
    """Material brings scripts and translations of a search that this site does not use: 2.5 MB."""
    for site in sites.values():
        assert not list(site.glob("assets/javascripts/**/*")) and not list(site.rglob("*.map"))
