"""Curated Markdown → HTML in which no raw HTML, no script link and no foreign picture survives. Knows no records."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

_SCHEMES = frozenset({"", "http", "https", "mailto"})
_HEADINGS = {f"h{level}": f"h{min(level + 2, 6)}" for level in range(1, 7)}


@lru_cache(maxsize=65536)
def html(text: str) -> Markup:
    """Prose as HTML. Headings begin at h3, since a page has its own h1 and its sections are h2."""
    # A new reader each time: Markdown objects carry state from one text into the next.
    return Markup(Markdown(extensions=["sane_lists", "tables", _Plain()]).convert(text))  # noqa: S704 - made safe above


def with_code(text: str) -> Markup:
    """Plain words, in which what stands in backquotes is code and nothing else means anything."""
    parts = text.split("`")
    marked = (Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts))
    return Markup("").join(marked) if len(parts) % 2 else escape(text)


@lru_cache(maxsize=65536)
def first_words(text: str, limit: int = 200) -> str:
    """The first paragraph as plain text, for descriptions."""
    words = re.sub(r"\s+", " ", html(text).striptags() if text.strip() else "")
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"


def is_web_address(address: str) -> bool:
    """Whether a link may lead there from a page: http and https only."""
    try:
        parts = urlsplit(str(address).strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def host(address: str) -> str:
    """The name of the host behind a web address."""
    return urlsplit(str(address)).hostname or ""


class _Plain(Extension):
    """Takes raw HTML out of the grammar (it is then escaped like any text) and checks every link."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Guard(md), "claimline-guard", 0)


class _Guard(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = _HEADINGS.get(element.tag, element.tag)
            if element.tag == "img":
                _to_words(element)
            elif "href" in element.attrib and not _is_harmless(element.attrib["href"]):
                del element.attrib["href"]


def _to_words(image: Element) -> None:
    """A picture from elsewhere would call another host: its description stands in for it."""
    description = image.attrib.get("alt", "")
    image.attrib.clear()
    image.tag, image.text = "em", description


def _is_harmless(address: str) -> bool:
    # Browsers skip control characters and blanks inside a scheme; entities were decoded only later.
    bare = re.sub(r"[\x00-\x20\x7f]|&[#\w]+;|\x02[^\x03]*\x03", "", address)
    try:
        return urlsplit(bare).scheme.lower() in _SCHEMES and "&#" not in address
    except ValueError:
        return False
