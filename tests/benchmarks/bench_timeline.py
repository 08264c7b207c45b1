"""A timeline of 10,000 entries: what its pages weigh, and how soon a choice shows what it leaves.

Beside it, in the same run, the naive page that holds every card: the ratio counts, since times are those of this machine.
Run it alone: ``.venv/bin/python -m pytest -s tests/benchmarks/bench_timeline.py``
"""

from __future__ import annotations

import dataclasses
import gzip
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

import pytest
from browser import Visit, Visitor
from framed_pages import write_framed
from synthetic_corpus import synthetic_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.model import Entry, EventType
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page, Site
from build_tools.pages.render import assets, data_files
from build_tools.pages.timeline import pages as timeline_pages
from build_tools.pages.timeline import whole
from tests.benchmarks.in_chromium import CHOOSE

ENTRIES = 10_000
MOST_FIRST_LOAD = 300_000  # of issue 4, frame and fonts included
TYPES = ("attack", "statement", "treaty", "election", "aid", "trial", "visit", "flood")


@dataclass(frozen=True)
class Built:
    """A timeline as a folder: its address, and what its first page weighs with gzip."""

    address: str
    first_page: int


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Entries of several kinds and statuses, some of them spans; 27 years long."""
    made, chance = synthetic_corpus(ENTRIES), random.Random(11)
    return dataclasses.replace(
        made,
        entries={key: _varied(entry, chance) for key, entry in made.entries.items()},
        types={key: EventType(key, label=key.capitalize()) for key in TYPES},
    )


def _varied(entry: Entry, chance: random.Random) -> Entry:
    form = chance.choices(["{}", "{}/..", "[..{}]", "{}~"], weights=[90, 2, 4, 4])[0]
    status = chance.choices(["reviewed", "draft"], weights=[9, 1])[0]
    return dataclasses.replace(entry, type=chance.choice(TYPES), status=status, date=form.format(entry.date))


@pytest.fixture(scope="module")
def spread(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """As it is built."""
    pages = _pages(corpus)
    files = data_files(corpus, Agreement(corpus), Site("Large"))
    sizes = {page.address: _gzipped(page.html.encode()) for page in pages}
    first, *rest = sizes.values()
    cards = [_gzipped(content) for name, content in files.items() if "cards" in name]
    print(f"\nfirst page {first:,} bytes with gzip; {len(rest)} pages by time of {max(rest):,} at most")
    print(f"columns {_gzipped(files['assets/timeline/columns.js']):,}; {len(cards)} pieces of {max(cards):,} at most")
    return Built(write_framed(tmp_path_factory.mktemp("spread"), pages, {**assets(), **files}), first)


@pytest.fixture(scope="module")
def naive(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """All on one page, as a small timeline is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "MOST_ON_ONE_PAGE", ENTRIES)
        (page,) = _pages(corpus)
    weight = _gzipped(page.html.encode())
    print(f"\nthe naive page: {weight:,} bytes with gzip")
    yield Built(write_framed(tmp_path_factory.mktemp("naive"), [page], assets()), weight)


def _pages(corpus: Corpus) -> list[Page]:
    return list(all_made(timeline_pages.makers(Desk(corpus, Agreement(corpus), Site("Large")))))


def _gzipped(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


def _memory(opened: Visit) -> float:
    """Megabytes of the script's heap."""
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


def _elements(opened: Visit) -> int:
    return int(opened.page.evaluate("document.getElementsByTagName('*').length"))


def _first_use(opened: Visit) -> float:
    """Milliseconds from the click on a box to its choices."""
    return float(
        opened.page.evaluate(
            """async () => {
  const box = document.querySelector('[data-facet="type"]');
  const start = performance.now();
  box.querySelector("summary").click();
  while (!box.querySelector("label")) await new Promise((done) => setTimeout(done));
  return performance.now() - start;
}"""
        )
    )


def _choices(opened: Visit) -> list[tuple[str, str]]:
    """Choices that leave many, few and very few entries, one after the other and together."""
    for box in ("actor", "place", "status"):
        opened.page.locator(f'[data-facet="{box}"] summary').click()
        opened.page.locator(f'[data-facet="{box}"] label').first.wait_for()
    return [("type", "treaty"), ("status", "draft"), ("type", "treaty"), ("status", "draft"), ("type", "aid")]


def _measured(name: str, built: Built, visit: Visitor) -> Mapping[str, float]:
    opened = visit(built.address + "assets/claimline.css")
    opened.page.set_default_timeout(120_000)  # the naive page takes longer to load than any test would wait
    opened.page.goto(built.address + "timeline/index.html")
    loading = opened.page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    before, elements = _memory(opened), _elements(opened)
    first_use = _first_use(opened)
    waits = [opened.page.evaluate(CHOOSE, list(choice)) for choice in _choices(opened) * 4]
    typical = {key: median(wait[key] for wait in waits) for key in waits[0]}
    worst = max(wait["painted"] for wait in waits)
    print(
        f"\n{name}: loaded in {loading:.0f} ms; {elements:,} elements, heap {before:.1f} MB, {_memory(opened):.1f} MB "
        f"after use\n  first box opens in {first_use:.0f} ms; a choice: painted "
        f"in {typical['painted']:.0f} ms (slowest {worst:.0f})"
    )
    assert opened.messages == []
    return {**typical, "loading": loading, "elements": elements}


def test_how_soon_a_choice_shows_what_it_leaves(visit: Visitor, spread: Built, naive: Built) -> None:
    ours = _measured("spread", spread, visit)
    theirs = _measured("naive", naive, visit)
    ratios = {key: f"{theirs[key] / ours[key]:.1f}" for key in ours}
    print(f"\nnaive / spread: {ratios}, bytes {naive.first_page / spread.first_page:.1f}")


def test_the_first_page_leaves_room_for_its_frame(spread: Built) -> None:
    weight = spread.first_page + sum(_gzipped(content) for content in assets().values())
    print(f"\nfirst page with the site's own style, script, fonts: {weight:,} bytes with gzip")
    assert weight < MOST_FIRST_LOAD
