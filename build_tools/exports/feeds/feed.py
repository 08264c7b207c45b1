"""A feed and its items, whatever the format. Knows no format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.exports.recorded import NEVER, Recorded


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed tells of one entry, answer or correction.

    ``id`` is a ``tag:`` address; ``address`` is relative to the site's root. ``summary`` is plain text, ``html`` its
    longer form, escaped already; empty where there is none.
    """

    id: str
    title: str
    address: str
    recorded: Recorded
    summary: str
    html: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """``path``: on the site, without its suffix; ``page``: the page that shows the same to readers; ``since``: when what
    it is about was recorded, for want of items. The latest item first.
    """

    path: str
    id: str
    title: str
    about: str
    page: str
    items: tuple[Item, ...]
    since: str = NEVER

    @property
    def updated(self) -> str:
        """When the latest of its items changed."""
        return max((item.recorded.last for item in self.items), default=self.since)


def paragraphs(lines: Iterable[str]) -> str:
    """Pieces of HTML as paragraphs, empty ones left out."""
    return "".join(f"<p>{line}</p>" for line in lines if line)
