"""What a search of the usual kind costs, to hold Claimline's own against: pages that load everything and then search.

``scan``: all titles and quotes as one script, looked through word by word. ``minisearch``: an index made by MiniSearch
(https://github.com/lucaong/minisearch), where its script is at hand; nothing of it lies in this repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from build_tools.corpus import Corpus
from build_tools.text.names import fold

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><input id="box"><ol id="found"></ol>
<script>
let loaded;
function begin() {
  loaded ??= %s.reduce((before, src) => before.then(() => new Promise((done) => {
    const script = document.createElement("script");
    [script.src, script.onload] = [src, done];
    document.head.append(script);
  })), Promise.resolve()).then(() => { %s });
  return loaded;
}
const search = (words) => { %s };
// Shows ten results for each content of the box; gives how long that took.
async function typed(keys) {
  const waits = [];
  for (const words of keys) {
    const start = performance.now();
    await begin();
    const items = search(words).slice(0, 10).map((text) => Object.assign(document.createElement("li"), { textContent: text }));
    document.getElementById("found").replaceChildren(...items);
    document.body.getBoundingClientRect();
    waits.push(performance.now() - start);
  }
  return waits;
}
</script></html>"""

_SCAN = """const parts = words.toLowerCase().split(/[^\\p{L}\\p{N}]+/u).filter(Boolean), found = [];
for (let at = 0; at < folded.length; at++) {
  if (parts.every((part) => folded[at].includes(part))) found.push(texts[at]);
}
return found;"""

_MINISEARCH = """return index.search(words, { prefix: true, fuzzy: 0.2, combineWith: "AND" }).map((one) => one.text);"""


def texts(corpus: Corpus) -> Iterator[str]:
    """What both references look through: names, titles, quotes."""
    for actor in corpus.actors.values():
        yield " ".join((actor.name, *(alias.name for alias in actor.aliases)))
    for place in corpus.places.values():
        yield " ".join((place.name, *(alias.name for alias in place.aliases)))
    for entry in corpus.entries.values():
        yield entry.title
        yield from (claim.quote for claim in entry.claims)
    yield from (source.title for source in corpus.sources.values())


def scan_page(corpus: Corpus, folder: Path) -> Path:
    """A folder with a page that scans."""
    folder.mkdir()
    lines = list(texts(corpus))
    data = f"const texts={json.dumps(lines)},folded={json.dumps([fold(line) for line in lines])};"
    (folder / "texts.js").write_text(data)
    (folder / "index.html").write_text(_PAGE % ('["texts.js"]', "", _SCAN))
    return folder


def minisearch_page(corpus: Corpus, folder: Path, *, script: Path, chromium: Browser) -> Path:
    """A folder with a page that loads an index which MiniSearch has made beforehand."""
    folder.mkdir()
    (folder / "minisearch.js").write_bytes(script.read_bytes())
    options = '{ fields: ["text"], storeFields: ["text"] }'
    page = chromium.new_page()
    page.add_script_tag(path=script)
    documents = [{"id": number, "text": text} for number, text in enumerate(texts(corpus))]
    index = page.evaluate(
        f"(all) => {{ const made = new MiniSearch({options}); made.addAll(all); return JSON.stringify(made); }}",
        documents,
    )
    page.close()
    (folder / "made.js").write_text(f"const made = {json.dumps(index)};")
    begin = f"window.index = MiniSearch.loadJSON(made, {options});"
    (folder / "index.html").write_text(_PAGE % ('["minisearch.js", "made.js"]', begin, _MINISEARCH))
    return folder
