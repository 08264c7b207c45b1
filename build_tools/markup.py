"""Curated Markdown as the site shows it: no raw HTML, no link that runs anything, no foreign picture. Knows no records.

The one reading of Markdown for pages and rules alike. Links are judged last, in the HTML as it leaves: whatever spelling
has led there, what counts is where a browser would go.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from build_tools.text import hidden

SCHEMES = ("http:", "https:", "mailto:")
_HEADINGS = {f"h{level}": f"h{min(level + 2, 6)}" for level in range(1, 7)}
# Text never holds “<” in what the parser writes, and attributes hold neither that nor a quotation mark.
_ELEMENT = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r'\s(?:href|src|action|formaction|xlink:href)="(?P<address>[^"]*)"', re.IGNORECASE)
_SHOWN_CODE = re.compile(r"<code>([^<]*+)</code>")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffd]")
_SCHEME = re.compile(r"[^/?#:]*:")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_LEFT_OVER = re.compile(r"[^/?#&]*&[^;/?]*;")
# The library takes time that grows with the square of the lines in one block, and with more than that of its brackets; no
# prose has so many.
_LONGEST, _LONGEST_BLOCK, _MOST_LINES = 200_000, 20_000, 500
_MOST_BRACKETS, _MOST_BRACKETS_IN_ALL = 300, 3_000
_BETWEEN_BLOCKS = re.compile(r"\n[ \t]*(?=\n)")
_ESCAPED_TOO = "=$~|:"  # what ``review.escaping`` and CommonMark put a backslash before, and the library leaves one at
_DEEPEST = 8  # times that an entity may stand for another one's beginning


@dataclass(frozen=True)
class Shown:
    """Markdown as a page shows it. ``refused``: where links would have led that were taken away; ``code``: the words that
    are shown as code, in order.
    """

    html: str
    refused: tuple[str, ...] = ()
    code: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def shown(text: str) -> Shown:
    """Prose as HTML. Headings begin at h3, since a page has its own h1 and its sections are h2. What is no prose, by its
    size or by its signs, is shown as it was typed.
    """
    if _is_no_prose(text):
        return _as_typed(text)
    try:
        made = _reader().reset().convert(text)
    except RecursionError:  # nested deeper than any prose is, which may leave the reader anywhere
        _reader.cache_clear()
        return _as_typed(text)
    refused: list[str] = []
    made = _ENTITY.sub(_seen, made)
    safe = _ELEMENT.sub(lambda element: _without_unsafe(element[0], refused), made)
    return Shown(safe, tuple(refused), tuple(html.unescape(code) for code in _SHOWN_CODE.findall(safe)))


def _is_no_prose(text: str) -> bool:
    if len(text) <= _MOST_BRACKETS:  # as most is, and so need not be looked at
        return False
    if len(text) > _LONGEST or text.count("[") > _MOST_BRACKETS_IN_ALL:
        return True
    return _is_no_block(text) and any(map(_is_no_block, _BETWEEN_BLOCKS.split(text)))


def _is_no_block(block: str) -> bool:
    is_long = len(block) > _LONGEST_BLOCK or block.count("\n") > _MOST_LINES
    return is_long or block.count("[") > _MOST_BRACKETS


def _as_typed(text: str) -> Shown:
    return Shown("\n".join(f"<p>{html.escape(block)}</p>" for block in _BETWEEN_BLOCKS.split(text) if block.strip()))


@lru_cache(maxsize=1)
def _reader() -> Markdown:
    """Made once: that takes longer than most prose. ``reset`` takes away what it carries from one text into the next."""
    return Markdown(extensions=["sane_lists", "tables", _Plain()])


def followed(address: str) -> str:
    """Where a browser goes: entities turned into letters as long as there are any, what it skips left out."""
    for _ in range(_DEEPEST):
        before, address = address, html.unescape(address)
        if address == before:
            break
    return _INVISIBLE.sub("", address)


def is_harmless(address: str) -> bool:
    """Whether a link may lead there: on the site, or by a scheme that a browser opens and does not run."""
    where = followed(address)
    scheme = _SCHEME.match(where)
    if scheme:
        return scheme[0].casefold() in SCHEMES
    return not _LEFT_OVER.match(where)


def _seen(entity: re.Match[str]) -> str:
    """A letter that hides or turns others round, as itself: whoever looks for such letters looks for no entities."""
    letter = html.unescape(entity[0])
    return letter if hidden.pattern().fullmatch(letter) else entity[0]


def _without_unsafe(element: str, refused: list[str]) -> str:
    def judged(attribute: re.Match[str]) -> str:
        if is_harmless(attribute["address"]):
            return attribute[0]
        refused.append(followed(attribute["address"]))
        return ""

    return _ADDRESS.sub(judged, element)


class _Plain(Extension):
    """Takes raw HTML out of the grammar (it is then escaped like any text) and pictures off the page."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.ESCAPED_CHARS = list(dict.fromkeys([*md.ESCAPED_CHARS, *_ESCAPED_TOO]))
        md.treeprocessors.register(_Guard(md), "claimline-guard", 0)


class _Guard(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = _HEADINGS.get(element.tag, element.tag)
            if element.tag == "img":
                _to_words(element)


def _to_words(image: Element) -> None:
    """A picture from elsewhere would call another host: its description stands in for it."""
    description = image.attrib.get("alt", "")
    image.attrib.clear()
    image.tag, image.text = "em", description
