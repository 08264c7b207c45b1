"""Several browsers at once walk through one site: a processor each. Knows addresses, and what a browser met."""

from __future__ import annotations

import functools
import multiprocessing
import operator
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from attack_browser import Seen, walk
from browser import Quiet, find_chromium, served
from playwright.sync_api import sync_playwright

CREW = min(2, os.cpu_count() or 1)
NARROW, WIDE = 390, 1280


class _Lasting(Quiet):
    """A host whose style sheets a browser keeps from page to page, as it does with any real one."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Adds how long."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


@contextmanager
def both_ways(site: Path) -> Iterator[Sequence[tuple[str, str, int]]]:
    """How a site is read, where its addresses begin, and how wide the screen is: from a host and from a folder."""
    with served(site, handler=_Lasting) as home:
        yield (("hosted", home, WIDE), ("in a folder, as on a phone", f"{site.as_uri()}/", NARROW))


def walk_together(
    addresses: Sequence[str], *, queries: Sequence[str] = (), search: str = "", seconds: float, width: int = WIDE
) -> Seen:
    """As ``walk`` does, all browsers together: each takes every so manieth page and query."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(CREW, mp_context=spawning) as crew:
        shares = [
            crew.submit(_share, addresses[one::CREW], queries[one::CREW], search, seconds, width) for one in range(CREW)
        ]
        return functools.reduce(operator.add, (share.result() for share in shares))


def _share(addresses: Sequence[str], queries: Sequence[str], search: str, seconds: float, width: int) -> Seen:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        return walk(browser, addresses, queries=queries, search=search, seconds=seconds, width=width)
