"""Search and timeline as a reader meets them, in Chromium: `python -m tests.benchmarks browser`.

Every key of queries of many kinds counts, each typed in a browser that has seen nothing yet; of a query counts its slowest
key. Times are of the clock: of several runs the median.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from urllib.parse import unquote

from playwright.sync_api import Browser, sync_playwright

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.making.maker import all_made
from build_tools.pages import render
from build_tools.pages.desk import Desk
from build_tools.pages.page import Site
from build_tools.pages.timeline import pages as timeline_pages
from build_tools.published import for_readers
from build_tools.search.index import assets, index_files
from tests.benchmarks.ground import Ground
from tests.benchmarks.in_chromium import CHOOSE, PAGE, Session, compressing, heap, session
from tests.benchmarks.row import Row, Step
from tests.framed_pages import write_framed
from tests.install_browser import ADVICE, find_installed

_SLOWED = 4
_MOST_KB, _MOST_MS, _MOST_SLOWED_MS = 1000, 100, 300
_TIMELINE_KB, _TIMELINE_MS = 300, 100
_MOST_OPENING = 3.0  # seconds


def steps(ground: Ground) -> Iterator[Step]:
    """All rows of the browser but the opening of the zip, which `bench_build` has."""
    browser = find_installed()
    if not browser:
        raise RuntimeError(ADVICE)
    corpus = for_readers(open_dossier(ground.dossier).corpus)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        yield Step(
            "search in Chromium",
            lambda: _of_search(chromium, corpus, ground.folder / "search", runs=len(ground.times(3))),
        )
        yield Step(
            "timeline in Chromium",
            lambda: _of_timeline(chromium, corpus, ground.folder / "timeline", runs=1 + len(ground.times(4))),
        )
        chromium.close()


# ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────


def queries(corpus: Corpus) -> Sequence[str]:
    """Of every kind that people type: names and other names, rare and frequent words, numbers, days, phrases, errors."""
    entries = [entry for entry in corpus.entries.values() if entry.claims and entry.actors]
    some = [entries[len(entries) * part // 4] for part in (1, 2, 3)]
    by_fame = sorted(corpus.actors.values(), key=lambda one: -len(corpus.claims_by_speaker.get(one.id, ())))
    names = [
        by_fame[0].name,
        by_fame[len(by_fame) // 2].name,
        *(one.aliases[0].name for one in by_fame[:40] if one.aliases),
    ]
    frequent = Counter(word for one in some for word in one.claims[0].quote.lower().split() if len(word) > 3)
    quotes = [one.claims[0].quote.split() for one in some]
    return [
        *names[:3],
        corpus.places[some[0].places[0]].name if some[0].places else some[0].title,
        *(" ".join(one.title.split()[:4]) for one in some[:2]),
        *(word for word, _ in frequent.most_common(2)),
        some[0].date[:10],
        f'"{" ".join(quotes[1][1:4])}"',
        by_fame[1].name[:3] + by_fame[1].name[4:],
        max(quotes[2], key=len),
    ]


def _of_search(chromium: Browser, corpus: Corpus, folder: Path, *, runs: int) -> Iterator[Row]:
    (folder / "assets/search").mkdir(parents=True)
    for name, data in {**assets(), **dict(index_files(corpus)), "index.html": PAGE.encode()}.items():
        (folder / name).write_bytes(data)
    asked = queries(corpus)
    with compressing(folder) as hosted:
        for where, address in (("file://", folder.as_uri() + "/"), ("hosted", hosted)):
            for slowed, most in ((1, _MOST_MS), (_SLOWED, _MOST_SLOWED_MS)):
                made = [[session(chromium, address, one, slowed=slowed) for _ in range(runs)] for one in asked]
                yield _keys(f"search, {where}{', CPU slowed 4 times' if slowed > 1 else ''}: key to result", made, most)
                worst = max(wait for each in made for one in each for wait in one.waits)
                print(
                    f"search, {where}, slowed {slowed} times: the slowest of all keys {worst:.0f} ms", file=sys.stderr
                )
            loaded = [one[0].weight(folder, zipped=where == "hosted") / 1000 for one in made]
            yield Row(f"search, {where}: loaded for a whole query", loaded, "kB", _MOST_KB)


def _keys(name: str, made: Sequence[Sequence[Session]], most: int) -> Row:
    """The slowest key of each query, of its repetitions the median."""
    slowest = [max(map(median, zip(*(one.waits for one in each), strict=True))) for each in made]
    name = f"{name}, slowest of each of {len(made)} queries (median of {len(made[0])} times)"
    return Row(name, slowest, "ms", most, memory=max(one.heap for each in made for one in each))


def opening(site: Path, typed: str, *, runs: int = 3) -> Row:
    """A whole site (the zip, unpacked): from its front page's address on file:// to the first result of what is typed at once."""
    waits = []
    with sync_playwright() as playwright:
        for _ in range(runs):
            chromium = playwright.chromium.launch(
                executable_path=find_installed(), args=["--no-sandbox", "--disable-gpu"]
            )
            page, start = chromium.new_page(), time.perf_counter()
            page.goto((site / "index.html").as_uri(), wait_until="commit")
            page.fill(".cl-search__input", typed)
            page.wait_for_selector("#cl-search-list [role=option]")
            waits.append(time.perf_counter() - start)
            chromium.close()
    return Row(
        f"the zip, unpacked: from opening it on file:// to the first result of “{typed}”", waits, "s", _MOST_OPENING
    )


# ── Timeline ────────────────────────────────────────────────────────────────────────────────────────────────


def _of_timeline(chromium: Browser, corpus: Corpus, folder: Path, *, runs: int) -> Iterator[Row]:
    agreement, site = Agreement(corpus), Site("Large")
    pages = list(all_made(timeline_pages.makers(Desk(corpus, agreement, site))))
    files: Mapping[str, bytes] = {**render.assets(), **render.data_files(corpus, agreement, site)}
    address = write_framed(folder, pages, files)
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWED})
    page.set_default_timeout(120_000)
    asked = set[str]()
    page.on("request", lambda request: asked.add(unquote(request.url).removeprefix(address)))
    page.goto(f"{address}{pages[0].address}", wait_until="networkidle")
    first = sum(len(gzip.compress((folder / path).read_bytes())) for path in asked if (folder / path).is_file())
    yield Row("timeline: first load without the site's frame, packed", [first / 1000], "kB", _TIMELINE_KB)
    choices = []
    for facet in ("type", "status", "actor"):
        page.locator(f'[data-facet="{facet}"] summary').click()
        inputs = page.locator(f'[data-facet="{facet}"] input[value]')
        inputs.first.wait_for(state="attached")
        choices += [[facet, str(one.get_attribute("value"))] for one in inputs.all()[:2]]
    waits = [[page.evaluate(CHOOSE, one)["painted"] for _ in range(2 * runs)] for one in choices]  # on, off, on …
    name = "timeline, CPU slowed 4 times: choice to picture"
    first = [each[0] for each in waits]  # with all that it needs still on the disk
    each = [median(some) for one in waits for some in (one[2::2], one[1::2])]
    told = f"{len(choices)} choices made and taken back (median of {runs} times)"
    yield Row(f"{name}, {told}", each, "ms", _TIMELINE_MS, memory=heap(page))
    yield Row(f"{name}, each for the first time, its cards not loaded", first, "ms", None)
    page.close()
