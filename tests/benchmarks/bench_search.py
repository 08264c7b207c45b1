"""Search in a dossier of 10,000 entries and 40,000 claims: what it weighs, and how soon it answers every single key.

Thirty queries are typed letter by letter, each in a browser that has seen nothing yet, on file:// and from a server that
compresses; the same is asked of searches of the usual kind (``search_references.py``) in the same run. Where other work
goes on meanwhile, times of the clock are too long: each key counts with the least of its repetitions, and the
processor time of the whole browser is told beside it (on Linux ``chrt -r 1`` before the command gives it the machine,
and ``REPEATED=1`` is enough then). Prints figures, judges none but the weight of a first search.

``.venv/bin/python -m pytest -s tests/benchmarks/bench_search.py``; with ``MINISEARCH=…/dist/umd/index.js`` (from
``npm pack minisearch``) that is measured too.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import pytest
from playwright.sync_api import Browser
from search_references import minisearch_page, scan_page
from synthetic_corpus import synthetic_corpus

from build_tools.corpus import Corpus
from build_tools.search.index import assets, index_files
from tests.benchmarks.in_chromium import PAGE, Session, compressing, session

ENTRIES = 10_000
MOST_BYTES = 1_000_000  # loaded for a first search
REPEATED = int(os.environ.get("REPEATED", "3"))

# ── What is asked ───────────────────────────────────────────────────────────────────────────────────────────


def queries(corpus: Corpus) -> dict[str, list[str]]:
    """Thirty, by sort: some are long, some hold errors; each is typed from its first letter."""
    entries = [corpus.entries[f"entry-{ENTRIES * part // 7}"] for part in range(1, 6)]
    quotes = [entry.claims[0].quote.split() for entry in entries]
    actors = [corpus.actors[entry.actors[0]] for entry in entries]
    titles = Counter(" ".join(one.title.lower() for one in corpus.entries.values()).split())
    frequent = [word for word, _ in titles.most_common() if len(word) > 3]
    return {
        "names": [actor.name for actor in actors],
        "aliases": [actor.aliases[0].name for actor in actors[:3]],
        "places": [corpus.places[entry.places[0]].name for entry in entries[:3]],
        "words of a title": [" ".join(entry.title.split()[:3]) for entry in entries[:4]],
        "frequent words": frequent[:3],
        "numbers": [quotes[0][-1], quotes[1][-1].replace(",", " ")],
        "dates": ["6 November 2024", "2010-03-14"],
        "phrases": [f'"{" ".join(quote[2:5])}"' for quote in quotes[:3]],
        "typing errors": [actor.name[:3] + actor.name[4:] for actor in actors[:3]],
        "another script": [actor.name.lower().translate(_CYRILLIC) for actor in actors[3:5]],
    }


_CYRILLIC = str.maketrans("abdefghiklmnoprstvz", "абдефґгікл" + "мнопрствз")


# ── What is measured ────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Figures:
    """Many sessions of one search."""

    name: str
    sessions: list[Session] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # per key, the least of its repetitions
    firsts: list[float] = field(default_factory=list)  # of these, the first key of each query
    every: list[float] = field(default_factory=list)  # with all repetitions

    def add(self, repeated: list[Session]) -> None:
        least = [min(times) for times in zip(*(one.waits for one in repeated), strict=True)]
        self.sessions.append(min(repeated, key=lambda one: one.processor))
        self.waits += least
        self.firsts.append(least[0])
        self.every += [wait for one in repeated for wait in one.waits]

    def spread(self, waits: list[float]) -> str:
        ninety_fifth = quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
        return f"{median(waits):.0f} / {ninety_fifth:.0f} / {max(waits):.0f}"

    def report(self, site: Path) -> None:
        raw = [one.weight(site) / 1000 for one in self.sessions]
        zipped = [one.weight(site, zipped=True) / 1000 for one in self.sessions]
        keys = sum(len(one.waits) for one in self.sessions)
        print(f"\n{self.name}: {len(self.sessions)} queries, {keys} keys; 50 % / 95 % / most")
        print(f"  every key      {self.spread(self.waits)} ms (with all repetitions {self.spread(self.every)})")
        print(f"  first keys     {self.spread(self.firsts)} ms, together with the focus")
        print(f"  processor      {sum(one.processor for one in self.sessions) / keys:.0f} ms a key, the whole browser")
        print(f"  a query loads  {self.spread(raw)} kB as it lies, {self.spread(zipped)} kB compressed")
        print(f"  in files       {self.spread([float(len(one.paths)) for one in self.sessions])}")
        print(f"  heap after it  {self.spread([one.heap for one in self.sessions])} MB")


# ── The worlds ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return synthetic_corpus(ENTRIES)


@pytest.fixture(scope="module")
def site(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    (folder / "assets/search").mkdir(parents=True)
    for name, data in {**assets(), **dict(index_files(corpus)), "index.html": PAGE.encode()}.items():
        (folder / name).write_bytes(data)
    return folder


def measured(name: str, *, chromium: Browser, address: str, asked: dict[str, list[str]]) -> Figures:
    figures = Figures(name)
    for sort, listed in asked.items():
        for words in listed:
            repeated = [session(chromium, address, words) for _ in range(REPEATED)]
            figures.add(repeated)
            last = figures.sessions[-1]
            slowest = max(figures.waits[-len(words) :])
            print(f"  {sort}: “{words}”: {len(words)} keys, slowest {slowest:.0f} ms, {len(last.paths)} files")
    return figures


# ── Figures ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_how_soon_every_key_is_answered_and_what_a_query_loads(chromium: Browser, site: Path, corpus: Corpus) -> None:
    asked = queries(corpus)
    on_disk = measured("on file://", chromium=chromium, address=site.as_uri() + "/", asked=asked)
    with compressing(site) as address:
        hosted = measured("from a server", chromium=chromium, address=address, asked=asked)
    on_disk.report(site)
    hosted.report(site)
    assert max(one.weight(site, zipped=True) for one in hosted.sessions) <= MOST_BYTES


def test_against_searches_that_load_everything(chromium: Browser, site: Path, corpus: Corpus, tmp_path: Path) -> None:
    asked = {sort: listed[:1] for sort, listed in queries(corpus).items() if sort in ("names", "words of a title")}
    own = measured("own", chromium=chromium, address=site.as_uri() + "/", asked=asked)
    others = {"scan": scan_page(corpus, tmp_path / "scan")}
    if script := os.environ.get("MINISEARCH"):
        others["minisearch"] = minisearch_page(corpus, tmp_path / "mini", script=Path(script), chromium=chromium)
    own.report(site)
    for name, folder in others.items():
        other = measured(name, chromium=chromium, address=folder.as_uri() + "/", asked=asked)
        other.report(folder)
        print(
            f"  {name} : own = {median(other.firsts) / median(own.firsts):.1f} in time to the first key, "
            f"{median(other.waits) / median(own.waits):.1f} in time of a key, "
            f"{other.sessions[0].weight(folder) / own.sessions[0].weight(site):.0f} in bytes, "
            f"{other.sessions[0].heap / own.sessions[0].heap:.0f} in memory"
        )


@pytest.mark.parametrize("entries", [1_250, 2_500, 5_000, 10_000])
def test_making_the_index_takes_time_and_room_in_proportion(entries: int) -> None:
    corpus = synthetic_corpus(entries)
    start = time.process_time()
    files = dict(index_files(corpus))
    spent, things = time.process_time() - start, entries * 5
    size = sum(map(len, files.values()))
    print(
        f"\n{entries:,} entries: {spent:.1f} s of processor time, {1e6 * spent / things:.0f} µs a thing, "
        f"{size / 1e6:.1f} MB in {len(files):,} files, {size / things:.0f} bytes a thing"
    )
