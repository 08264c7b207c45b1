"""Starts one Chromium for all browser tests, and opens pages that note every request to another host and every message.

Fixtures for conftest.py to import: ``chromium`` (one for the session), ``visit`` (a function that opens a page).
"""

from __future__ import annotations

import functools
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

    def note_request(self, request: Request) -> None:
        """For Playwright's ``request`` event."""
        self.requests.append(request.url)


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
        opened.page.on("request", opened.note_request)
        opened.page.on("console", lambda message: opened.messages.append(f"{message.type}: {message.text}"))
        opened.page.on("pageerror", lambda error: opened.messages.append(f"error: {error}"))
        opened.page.goto(address)
        return opened

    yield open_page
    for context in contexts:
        context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing: the tests read what the browser saw."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a local web server: gives its address, with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()
