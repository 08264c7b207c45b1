"""Pages put into frames that were made before. Knows neither MkDocs nor templates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from build_tools.frame.told import told
from build_tools.pages.page import Page

Shape = tuple[object, ...]


class FrameMissing(Exception):
    """No page of such a shape was framed before."""


@dataclass
class KeptFrames:
    """Frames by the shape of a page: pieces of HTML, and between them, at odd places, the names of what is the page's own.
    ``named``: the addresses that the navigation names.
    """

    named: Collection[str]
    frames: dict[Shape, list[str]]

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
        shape = (url if url in self.named else folder, url in self.named, len(feeds), hidden, *facts)
        words = {**facts, "name": name, "content": page.html + page.linked_data}
        for number, feed in enumerate(feeds):
            words |= {f"feed{number}x{part}": word for part, word in enumerate(feed)}
        pieces = self.frame(page, shape).copy()
        pieces[1::2] = [words[key] for key in pieces[1::2]]
        return "".join(pieces).encode("utf-8", errors="xmlcharrefreplace")

    def frame(self, page: Page, shape: Shape) -> list[str]:
        """The frame of a shape. Raises FrameMissing."""
        if shape not in self.frames:
            raise FrameMissing(page.address)
        return self.frames[shape]
