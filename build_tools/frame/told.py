"""What the frame is told of a page: words escaped for the places where its templates print them as they stand."""

from __future__ import annotations

import html

from build_tools.addresses import relative
from build_tools.pages.page import Page

# In a string of CSS, so written that nothing in it ends the string or the element around it.
_IN_CSS = str.maketrans({"\\": "\\\\", "\n": " ", "<": r"\3c ", ">": r"\3e ", '"': r"\22 ", "'": r"\27 ", "&": r"\26 "})
WORDS = ("title", "running", "description", "record", "record_address", "before", "after", "as_of")


def told(page: Page) -> dict[str, object]:
    """By the name that templates know it by, without what is empty. ``running``: the title for the foot of a printed page;
    ``before``, ``after`` and ``feeds``: links as they are written on this page.
    """
    words = {
        "title": html.escape(page.title),
        "running": page.title.translate(_IN_CSS),
        "description": html.escape(page.description),
        "record": html.escape(page.record),
        "record_address": html.escape(page.record_address),
        "before": html.escape(_link(page.before, page)),
        "after": html.escape(_link(page.after, page)),
        "as_of": html.escape(page.as_of),
    }
    facts: dict[str, object] = {key: word for key, word in words.items() if word}
    if page.feeds:
        facts["feeds"] = [
            [_link(f"{path}.xml", page), _link(f"{path}.json", page), html.escape(title)] for path, title in page.feeds
        ]
    return {**facts, "hide": list(page.hide)}


def _link(address: str, page: Page) -> str:
    return relative(address, page=page.address) if address else ""
