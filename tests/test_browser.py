"""The browser that tests share: what one of them leaves in it, the next one does not find."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Browser, Tabs, Visit, served

LEAVE = "localStorage.left = sessionStorage.left = document.cookie = 'left=1'; history.pushState(null, '', '#left')"
LOOK = "() => [localStorage.left, sessionStorage.left, document.cookie, window.left, history.length, location.hash]"


@pytest.mark.parametrize("way", ["folder", "served"])
def test_a_page_that_was_lent_knows_nothing_of_who_had_it_before(chromium: Browser, tmp_path: Path, way: str) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><link rel=icon href='data:,'><p>A page.")
    tabs = Tabs(chromium)
    with served(tmp_path) as home:
        address = (tmp_path / "page.html").as_uri() if way == "folder" else f"{home}page.html"
        told, pages = [], []
        for dark in (True, False):
            one = Visit(tabs.lend(width=390 if dark else 1440, dark=dark, javascript=True), address)
            one.listen()
            one.page.goto(address)
            told.append(
                (one.page.evaluate(LOOK), one.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
            )
            one.page.evaluate(LEAVE + "; window.left = 1; console.log('left')")
            one.page.emulate_media(media="print")
            tabs.take_back(one, javascript=True)
            pages.append(one.page)
            assert one.messages == ["log: left"] and address in one.requests
        pages[0].context.close()
    assert pages[0] is pages[1] and [dark for _, dark in told] == [True, False]
    assert told[0][0] == told[1][0]
