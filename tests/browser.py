"""Starts one Chromium for all browser tests, and opens pages that note every request to another host and every message.

Fixtures for conftest.py to import: ``chromium`` (one for the session), ``tabs`` (its pages, lent to one test after the
other), ``visit`` (a function that opens a page).
"""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from install_browser import ADVICE, find_installed
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, sync_playwright

_PACKED = frozenset({".css", ".csv", ".html", ".js", ".json", ".svg", ".xml"})
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> Path:
    """The browser to test with. Fails the test where there is none, and says what to install."""
    return find_installed() or pytest.fail(ADVICE, pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=_SWITCHES)
        yield browser
        browser.close()


@dataclass
class Visit:
    """An open page with what it asked for: ``requests`` (all), ``messages`` (console and page errors)."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    _received: int = 0

    @property
    def outside(self) -> list[str]:
        """Requests that left the site: another host or, on file://, anything but a file."""
        home = urlsplit(self.home)
        parts = ((url, urlsplit(url)) for url in self.requests)
        return [
            url
            for url, part in parts
            if part.scheme not in ("data", "blob") and (part.scheme, part.netloc) != (home.scheme, home.netloc)
        ]

    @property
    def bytes_received(self) -> int:
        """What came over the wire so far, packed as it was, with headers."""
        return self._received

    def listen(self) -> None:
        """Note from now on what the page asks for, gets and says."""
        self.page.on("request", self._asked)
        self.page.on("requestfinished", self._weigh)
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)

    def stop_listening(self) -> None:
        """What the page does from now on is no part of this visit."""
        self.page.remove_listener("request", self._asked)
        self.page.remove_listener("requestfinished", self._weigh)
        self.page.remove_listener("console", self._said)
        self.page.remove_listener("pageerror", self._failed)

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        self.messages.append(f"{message.type}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.messages.append(f"error: {error}")

    def _weigh(self, request: Request) -> None:
        if request.url.startswith("http") and not self.page.is_closed():
            sizes = request.sizes()
            self._received += sizes["responseBodySize"] + sizes["responseHeadersSize"]


class Tabs:
    """Lends pages that know nothing of who had them before: to open a new one costs most of a second of processor."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[Page]] = defaultdict(list)

    def lend(self, *, width: int, dark: bool, javascript: bool) -> Page:
        """An empty page of this width."""
        page = self._free[javascript].pop() if self._free[javascript] else self._new(javascript)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme="dark" if dark else "light", reduced_motion="reduce")
        page.set_default_timeout(10_000)
        return page

    def take_back(self, visit: Visit, *, javascript: bool) -> None:
        """Empty the page of all that its sites have laid down, and of the way it came."""
        visit.stop_listening()
        visit.page.goto("about:blank")
        orders = visit.page.context.new_cdp_session(visit.page)
        for origin in {f"{part.scheme}://{part.netloc}" for part in map(urlsplit, visit.requests)}:
            orders.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        orders.send("Page.resetNavigationHistory")
        orders.detach()
        self._free[javascript].append(visit.page)

    def _new(self, javascript: bool) -> Page:
        """In a window of its own: what lies behind another page has neither the focus nor the clipboard."""
        return self._browser.new_context(java_script_enabled=javascript).new_page()


@pytest.fixture(scope="session")
def tabs(chromium: Browser) -> Tabs:
    """The pages that tests share, one after the other."""
    return Tabs(chromium)


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser, tabs: Tabs) -> Iterator[Visitor]:
    """Opens an address: ``visit(address, width=1440, dark=False, javascript=True)``; empties the page after the test.

    ``alone`` gives a window that nobody had before and nobody has afterwards: for who tells it to run scripts of the test on
    whatever it opens later, and where Tab leads out of the page, which it does once in a window.
    """
    lent: list[tuple[Visit, bool]] = []
    alone_for: list[BrowserContext] = []

    def open_page(
        address: str, *, width: int = 1440, dark: bool = False, javascript: bool = True, alone: bool = False
    ) -> Visit:
        page = (Tabs(chromium) if alone else tabs).lend(width=width, dark=dark, javascript=javascript)
        opened = Visit(page, address)
        if alone:
            alone_for.append(page.context)
        else:
            lent.append((opened, javascript))
        opened.listen()
        page.goto(address)
        return opened

    yield open_page
    for opened, javascript in lent:
        tabs.take_back(opened, javascript=javascript)
    for context in alone_for:
        context.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing: the tests read what the browser saw."""


class _Hosting(Quiet):
    """As a host of static sites does it: text is packed, and what is not there is answered with the site's own page."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        status, file = (200, file) if file.is_file() else (404, Path(str(self.directory)) / "404.html")
        packed = file.suffix in _PACKED
        body = gzip.compress(file.read_bytes(), mtime=0) if packed else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The folder as a host of static sites serves it (gzip, own 404 page): gives its address, ending in a slash."""
    with served(folder, handler=_Hosting) as address:
        yield address


@contextmanager
def served(folder: Path, *, handler: type[http.server.SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """The folder on a local web server: gives its address, with a slash at the end."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()
