"""A feed and its items, whatever the format; and how the latest of many are kept. Knows no format."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

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


@dataclass
class Latest:
    """The latest items of all that come by, ``limit`` at most, so that a long dossier does not fill the memory."""

    limit: int
    _held: list[tuple[str, int, Item]] = field(default_factory=list)
    _offered: int = 0

    def offer(self, when: str, make: Callable[[], Item]) -> None:
        """Take in an item of an instant, of several of one instant the last that came; only what is kept is made."""
        self._offered += 1
        if len(self._held) < self.limit:
            heapq.heappush(self._held, (when, self._offered, make()))
        elif when >= self._held[0][0]:
            heapq.heapreplace(self._held, (when, self._offered, make()))

    @property
    def items(self) -> tuple[Item, ...]:
        """Those that were kept, the latest first."""
        return tuple(item for _, _, item in sorted(self._held, key=lambda one: one[:2], reverse=True))


def paragraphs(lines: Iterable[str]) -> str:
    """Pieces of HTML as paragraphs, empty ones left out."""
    return "".join(f"<p>{line}</p>" for line in lines if line)
