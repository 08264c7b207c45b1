"""Pages in the frame of the theme, byte for byte as MkDocs writes them, without asking the templates about each of them.

What the frame says of a page hangs on its folder, on which facts there are of it, and on the facts themselves, which
templates print as they stand (``frame/told.py``). So the frame is made once with marks in their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import Any
from urllib.parse import quote

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as Framed

from build_tools.accelerate.kept_frames import KeptFrames, Shape
from build_tools.frame.told import told
from build_tools.pages.page import Page

_MARK = "q7clmark"  # letters and digits only: whatever a template does to a word, it leaves these
_MARKS = re.compile(f"{_MARK}(\\w+?){_MARK}")


class Frames(KeptFrames):
    """The frames of one site, made when they are first asked for. ``learnt`` is told of each."""

    def __init__(
        self,
        env: jinja2.Environment,
        config: MkDocsConfig,
        nav: Navigation,
        learnt: Callable[[tuple[Shape, list[str]]], None] = lambda _: None,
    ) -> None:
        super().__init__({"index.html", *(item.url for item in _leaves(nav))}, {})
        self._template = env.get_template("main.html")
        self._config, self._nav = config, nav
        self._sections = {page.url: page for page in nav.pages}
        self._learnt = learnt

    def frame(self, page: Page, shape: Shape) -> list[str]:
        """Made by the theme's templates once."""
        if shape not in self.frames:
            self.frames[shape] = self._frame(page)
            self._learnt((shape, self.frames[shape]))
        return self.frames[shape]

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
        path = page.path if quote(page.address) in self.named else f"{folder}{slash}{_mark('name')}.md"
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
