"""What the frame is told of a page: words escaped for the places where its templates print them as they stand."""

from __future__ import annotations

import html

from build_tools.addresses import relative
from build_tools.pages.page import Page
from build_tools.text import hidden

WORDS = ("title", "description", "record", "record_address", "before", "after", "as_of")


def told(page: Page) -> dict[str, object]:
    """By the name that templates know it by, without what is empty. ``before``, ``after`` and ``feeds``: links as
    they are written on this page.
    """
    words = {
        "title": _words(page.title),
        "description": _words(page.description),
        "record": html.escape(page.record),
        "record_address": html.escape(page.record_address),
        "before": html.escape(_link(page.before, page)),
        "after": html.escape(_link(page.after, page)),
        "as_of": html.escape(page.as_of),
    }
    facts: dict[str, object] = {key: word for key, word in words.items() if word}
    if page.feeds:
        facts["feeds"] = [
            [_link(f"{path}.xml", page), _link(f"{path}.json", page), _words(title)] for path, title in page.feeds
        ]
    return {**facts, "hide": list(page.hide)}


def _words(text: str) -> str:
    """Where no mark can stand, the code point of a letter that nobody sees does."""
    return html.escape(hidden.in_words(text))


def _link(address: str, page: Page) -> str:
    return relative(address, page=page.address) if address else ""
