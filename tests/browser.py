"""Starts one Chromium for all browser tests, and opens pages that note every request to another host and every message.

Fixtures for conftest.py to import: ``chromium`` (one for the session), ``visit`` (a function that opens a page).
"""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from install_browser import ADVICE, find_installed
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

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
    """One browser for the whole session; each page has a context of its own, so that nothing carries over."""
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
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfinished", self._weigh)
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))

    def _weigh(self, request: Request) -> None:
        if request.url.startswith("http"):
            sizes = request.sizes()
            self._received += sizes["responseBodySize"] + sizes["responseHeadersSize"]


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    """Opens an address: ``visit(address, width=1440, dark=False, javascript=True)``; closes it after the test."""
    contexts: list[BrowserContext] = []

    def open_page(address: str, *, width: int = 1440, dark: bool = False, javascript: bool = True) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        opened = Visit(context.new_page(), address)
        opened.page.set_default_timeout(10_000)
        opened.listen()
        opened.page.goto(address)
        return opened

    yield open_page
    for context in contexts:
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
