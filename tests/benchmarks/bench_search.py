"""Search in a dossier of 10,000 entries and 40,000 claims: what it weighs and how soon it answers.

The browser loads the index from file://; sizes are of the files as they lie on disk. Prints figures, judges none but
the weight of a first search. Run it alone: ``.venv/bin/python -m pytest -s tests/benchmarks/bench_search.py``
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

import pytest
from browser import Visit, Visitor
from synthetic_corpus import synthetic_corpus

from build_tools.corpus import Corpus
from build_tools.search.index import assets, index_files

ENTRIES = 10_000
MOST_BYTES = 1_000_000  # loaded for a first search

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<link rel="stylesheet" href="assets/search/search.css"><nav class="md-header__inner"></nav>
<script src="assets/search/search.js"></script></html>"""

# From the key to the results on the screen, for each of several contents of the box. What is asked again and again
# meanwhile is a message to itself: a timer would be held back by the browser.
_TYPE = """async (typed) => {
  const box = document.querySelector(".cl-search__input"), results = document.querySelector(".cl-search__results");
  const turn = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  const waits = [];
  for (const words of typed) {
    const start = performance.now();
    box.value = words;
    box.dispatchEvent(new Event("input"));
    while (results.dataset.query !== words) await turn();
    results.getBoundingClientRect();
    waits.push(performance.now() - start);
  }
  return waits;
}"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return synthetic_corpus(ENTRIES)


@pytest.fixture(scope="module")
def site(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    (folder / "assets/search").mkdir(parents=True)
    for name, data in {**assets(), **index_files(corpus), "index.html": _PAGE.encode()}.items():
        (folder / name).write_bytes(data)
    return folder


def loaded(opened: Visit) -> int:
    """Bytes of the search files that the page has loaded."""
    paths = {unquote(urlsplit(url).path) for url in opened.requests}
    return sum(Path(path).stat().st_size for path in paths if "/assets/search/" in path)


def queries(corpus: Corpus) -> dict[str, str]:
    entry = corpus.entries[f"entry-{ENTRIES // 2}"]
    quote = entry.claims[0].quote.split()
    titles = Counter(" ".join(one.title.lower() for one in corpus.entries.values()).split())
    actor = corpus.actors[entry.actors[0]]
    return {
        "words of a title": " ".join(entry.title.split()[:3]),
        "an alias": actor.aliases[0].name,
        "a number": quote[-1],
        "a phrase": f'"{" ".join(quote[2:6])}"',
        "a frequent word": next(word for word, _ in titles.most_common() if len(word) > 3),
        "a typing error": actor.name[:3] + actor.name[4:],
    }


def opened_box(visit: Visitor, site: Path) -> Visit:
    opened = visit((site / "index.html").as_uri())
    assert loaded(opened) < 40_000, "nothing of the index is loaded before the reader searches"
    opened.page.focus(".cl-search__input")
    opened.page.wait_for_function("() => window.__claimline_search__.engine")
    opened.page.evaluate("() => window.__claimline_search__.engine.then(() => true)")
    return opened


def test_every_search_is_light_and_finds(visit: Visitor, site: Path, corpus: Corpus) -> None:
    for name, words in queries(corpus).items():
        opened = opened_box(visit, site)
        (wait,) = opened.page.evaluate(_TYPE, [words])
        shown = opened.page.locator("#cl-search-list [role=option]").count()
        print(f"{name}: “{words}”: {loaded(opened) / 1000:.0f} kB, {wait:.0f} ms from nothing, {shown} shown")
        assert shown, name
        assert loaded(opened) <= MOST_BYTES, name
        assert opened.messages == []
        opened.page.context.close()


def test_how_soon_a_key_is_answered(visit: Visitor, site: Path, corpus: Corpus) -> None:
    """From each key to its results, for every query typed out."""
    every: list[float] = []
    for name, words in queries(corpus).items():
        opened = opened_box(visit, site)
        waits = opened.page.evaluate(_TYPE, [words[: length + 1] for length in range(len(words))])
        kilobytes = loaded(opened) / 1000
        print(f"{name}: {len(waits)} keys: {median(waits):.0f} ms, slowest {max(waits):.0f}, {kilobytes:.0f} kB")
        every += waits
        opened.page.context.close()
    print(f"all: median {median(every):.0f} ms over {len(every)} keys, slowest {max(every):.0f} ms")
