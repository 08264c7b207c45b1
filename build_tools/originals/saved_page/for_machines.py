"""The text of an article that a page holds for search engines (JSON-LD ``articleBody``), where it shows none or little of it."""

from __future__ import annotations

import re

from build_tools.originals.saved_page.blocks import blocks, clean
from build_tools.originals.saved_page.edges import condensed
from build_tools.originals.saved_page.linked_data import Thing
from build_tools.problems import Level, Location, Problem

_SHORTEST = 300
_LONGER, _MUCH_LONGER = 1.3, 3
_TAG = re.compile(r"<(?:p|br|div|strong|a|h\d|ul|li)\b", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-zа-яё][.!?])(?=[A-ZА-ЯЁ«“])")


def fuller_text(thing: Thing, shown: str, *, says_cut: bool = False) -> str:
    """The text for search engines, if the one that the page shows is absent or a small part of it; else nothing.
    ``says_cut``: the page itself says that it shows a part only.
    """
    body = thing.get("articleBody")
    if not isinstance(body, str) or len(body) < _SHORTEST:
        return ""
    text = _paragraphs(body)
    letters = condensed(text)
    beginnings = [condensed(part)[:40] for part in shown.split("\n\n") if len(part) >= 40]
    is_the_same = not shown or any(beginning in letters for beginning in beginnings)
    return text if is_the_same and len(text) > (_LONGER if says_cut else _MUCH_LONGER) * len(shown) else ""


def _paragraphs(body: str) -> str:
    """Its paragraphs, parted by empty lines. Some writers put the tags in, others leave nothing between sentences."""
    from lxml import etree, html

    if _TAG.search(body):
        try:
            return "\n\n".join(block.text for block in blocks(html.fragment_fromstring(body, create_parent="div")))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return ""
    parts = (clean(part) for part in _GLUED.sub("\n", _unescaped(body)).split("\n"))
    return "\n\n".join(part for part in parts if part)


def _unescaped(text: str) -> str:
    """Character references read: many writers leave them in JSON."""
    import html

    return html.unescape(text)


def warning(shown: str, name: str) -> Problem:
    """That the text is not the one that the page shows (``original-cut-short``)."""
    how_much = "only the beginning of the article" if shown else "no text of the article"
    message = f"the page shows {how_much}; the text is the one that it holds for search engines (JSON-LD articleBody)"
    tip = "Compare it with the article where it can be read whole: paragraphs, headings and quotations may differ."
    return Problem(Location(name), "original-cut-short", message, tip, Level.WARNING)
