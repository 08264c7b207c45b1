"""What the benchmarks do in a browser: type a query letter by letter, tick a choice, weigh what was loaded and is held."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<link rel="stylesheet" href="assets/search/search.css"><nav class="md-header__inner"></nav>
<script src="assets/search/search.js"></script>
<script>
// From each key to its results on the screen; the first key comes together with the focus.
async function typed(keys) {
  const box = document.querySelector(".cl-search__input"), results = document.querySelector(".cl-search__results");
  const waits = [];
  for (const words of keys) {
    const start = performance.now();
    box.focus();
    const shown = new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (results.dataset.query === words) { observer.disconnect(); done(); }
      }).observe(results, { attributes: true, attributeFilter: ["data-query"] });
    });
    box.value = words;
    box.dispatchEvent(new Event("input"));
    await shown;
    results.getBoundingClientRect();
    waits.push(performance.now() - start);
  }
  return waits;
}
</script></html>"""


# Ticks a choice in its open box, as people do, and waits for the frame that shows what it leaves. A frame's callbacks run
# before it is laid out and painted; a message to itself that is sent from one arrives after that, as the next frame does.
CHOOSE = """async ([facet, value]) => {
  const turn = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const results = document.querySelector("[data-claimline-results]");
  const box = document.querySelector(`[data-facet="${facet}"]`);
  if (!box.open) box.querySelector("summary").click();
  for (let quiet = 0; quiet < 6; quiet++) await frame();
  const input = box.querySelector(`input[value="${value}"]`); // a box that is opened has its choices made anew
  const isLarge = document.querySelector("[data-files]");
  const isShown = () => !isLarge || (input.checked ? !results.hidden && results.dataset.upTo !== undefined : results.hidden);
  delete results.dataset.upTo;
  const start = performance.now();
  input.click();
  do await frame(); while (!isShown());
  const answered = performance.now();
  await Promise.race([turn(), frame()]);
  return { answered: answered - start, painted: performance.now() - start };
}"""


@dataclass
class Session:
    """One query typed out by a browser that knows nothing: milliseconds a key, bytes and files, megabytes of heap."""

    waits: list[float]
    paths: set[str]
    heap: float
    processor: float

    def weight(self, site: Path, *, zipped: bool = False) -> int:
        """Bytes of all files that were loaded."""
        files = [(site / path).read_bytes() for path in self.paths]
        return sum(len(gzip.compress(data, 6)) if zipped else len(data) for data in files)


def session(chromium: Browser, address: str, words: str, *, slowed: int = 1) -> Session:
    """Type a query on the page at ``address``; ``slowed``: how many times slower than it is the processor seems."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page, paths = context.new_page(), set[str]()
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.goto(address + "index.html")
    page.wait_for_timeout(300)  # the browser goes on making the page for a while
    home = unquote(urlsplit(address).path)
    page.on("request", lambda request: paths.add(unquote(urlsplit(request.url).path).removeprefix(home)))
    before = _processor()
    waits = page.evaluate("typed", [words[: length + 1] for length in range(len(words))])
    processor = _processor() - before
    result = Session(waits, paths, heap(page), processor)
    context.close()
    return result


def heap(page: Page) -> float:
    """Megabytes that scripts hold, when all is cleared away that can be."""
    client = page.context.new_cdp_session(page)
    client.send("HeapProfiler.collectGarbage")
    return float(client.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def _processor() -> float:
    """Milliseconds of processor time that all processes started from here have used (Linux; elsewhere 0)."""
    if not Path("/proc/self/schedstat").exists():
        return 0.0
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    ours, total = {os.getpid()}, 0.0
    for process in sorted(parents):
        if parents[process] in ours:
            ours.add(process)
            total += _of_threads(process)
    return total


def _of_threads(process: int) -> float:
    total = 0.0
    for stat in Path(f"/proc/{process}/task").glob("*/schedstat"):
        try:
            total += int(stat.read_text().split()[0]) / 1e6
        except OSError:
            continue
    return total


class _Compressing(http.server.SimpleHTTPRequestHandler):
    """A server as sites have it: keeps connections, compresses."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for an acknowledgement

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        body = _compressed(path) if path.is_file() else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@functools.cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def compressing(folder: Path) -> Iterator[str]:
    """The address of a server of the folder."""
    handler = functools.partial(_Compressing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
