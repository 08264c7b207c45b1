"""With scripts switched off: every page is reached by links from the first one, and nothing is lost from sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from built_sites import PageOf, addresses_of, of_every_class
from playwright.sync_api import Browser

from build_tools.verification.markup import read_html

# What a reader sees of the page's own text: no controls or how to use them, not the day on which the reader cites it, nor
# the citation once more in formats for programs.
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
    '"form, button, [role=toolbar], [role=search], output, script, style, noscript, [data-today], .cl-formats, .cl-days-keys"',
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


# Text that no reader could ever see would be a fact withheld. Of a drawing, one size is shown beside its text.
HIDDEN = """() => [...document.querySelectorAll("main *")].filter((one) =>
  [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !one.checkVisibility()
  && !one.closest("form, button, script, style, template, noscript, title, svg, .cl-days-keys")
).map((one) => one.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Looked:
    """What a reader sees of a page with scripts and without, and what stays hidden without."""

    page: PageOf
    with_scripts: Sequence[str]
    without: Sequence[str]
    hidden: Sequence[str]


@pytest.fixture(scope="module")
def looks(chromium: Browser, sites: Mapping[str, Path]) -> Sequence[Looked]:
    """Pages that show every part that any page has, with everything opened."""
    running, still = (chromium.new_context(java_script_enabled=on).new_page() for on in (True, False))
    looks = []
    for one in of_every_class(sites):
        for page in (running, still):
            page.goto(one.file.as_uri())
            page.evaluate(OPEN)
        looks.append(Looked(one, running.evaluate(SEEN), still.evaluate(SEEN), still.evaluate(HIDDEN)))
    running.context.close()
    still.context.close()
    return looks


def test_scripts_reveal_nothing_that_is_not_seen_without_them(looks: Sequence[Looked]) -> None:
    for look in looks:
        assert look.without or look.page.address == "search.html", look.page
        assert [piece for piece in look.with_scripts if piece not in look.without] == [], look.page


def test_without_scripts_all_that_is_hidden_is_something_to_operate(looks: Sequence[Looked]) -> None:
    assert {look.page: look.hidden for look in looks if look.hidden} == {}
