"""Pages in the frame of the theme, byte for byte as MkDocs writes them, without asking the templates about each of them.

What the frame says of a page hangs on its folder, on which facts there are of it, and on the facts themselves, which
templates print as they stand (``frame/told.py``). So the frame is made once with marks in their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any
from urllib.parse import quote

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as Framed

from build_tools.frame.told import told
from build_tools.pages.page import Page

_MARK = "q7clmark"  # letters and digits only: whatever a template does to a word, it leaves these
_MARKS = re.compile(f"{_MARK}(\\w+?){_MARK}")
_Shape = tuple[object, ...]


class Frames:
    """The frames of one site."""

    def __init__(self, env: jinja2.Environment, config: MkDocsConfig, nav: Navigation) -> None:
        self._template = env.get_template("main.html")
        self._config, self._nav = config, nav
        self._sections = {page.url: page for page in nav.pages}
        self._named = {"index.html", *(item.url for item in _leaves(nav))}
        self._frames: dict[_Shape, list[str]] = {}

    def file(self, page: Page) -> tuple[str, bytes]:
        """The finished page with its path on the site."""
        return page.address, self.framed(page)

    def framed(self, page: Page) -> bytes:
        """The finished page."""
        facts: dict[str, Any] = told(page)
        url = quote(page.address)
        folder, _, name = url.removesuffix(".html").rpartition("/")
        feeds = facts.pop("feeds", [])
        hidden = tuple(facts.pop("hide"))
        shape = (url if url in self._named else folder, url in self._named, len(feeds), hidden, *facts)
        if shape not in self._frames:
            self._frames[shape] = self._frame(page)
        words = {**facts, "name": name, "content": page.html + page.linked_data}
        for number, feed in enumerate(feeds):
            words |= {f"feed{number}x{part}": word for part, word in enumerate(feed)}
        pieces = self._frames[shape].copy()
        pieces[1::2] = [words[key] for key in pieces[1::2]]
        return "".join(pieces).encode("utf-8", errors="xmlcharrefreplace")

    def _frame(self, page: Page) -> list[str]:
        """What stands in all pages of a shape, and between that, at odd places, the names of what is the page's own."""
        page_in_frame = self._stand_in(page)
        page_in_frame.meta = _marked(told(page))
        page_in_frame.content = _mark("content")
        page_in_frame.active = True
        html = self._template.render(get_context(self._nav, (), self._config, page_in_frame))
        page_in_frame.active = False
        return _MARKS.split(html)

    def _stand_in(self, page: Page) -> Framed:
        """The page as MkDocs knows it, for a section; else a page of another name in the same folder."""
        if page.address in self._sections:
            return copy(self._sections[page.address])
        folder, slash, _ = page.path.rpartition("/")
        path = page.path if quote(page.address) in self._named else f"{folder}{slash}{_mark('name')}.md"
        return Framed(None, File.generated(self._config, path, content=""), self._config)


def _leaves(items: Iterable[Any]) -> Iterator[Any]:
    """All pages and links of a navigation, however deep."""
    for item in items:
        yield from _leaves(item.children) if item.children else (item,)


def _marked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with marks in place of the words."""
    marked = {key: _mark(key) if isinstance(fact, str) else fact for key, fact in facts.items()}
    if feeds := facts.get("feeds"):
        marked["feeds"] = [[_mark(f"feed{number}x{part}") for part in range(3)] for number in range(len(feeds))]
    return marked


def _mark(name: str) -> str:
    return f"{_MARK}{name}{_MARK}"
