"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from build_tools.addresses import relative
from build_tools.exports.feeds.feed import Feed, Item
from build_tools.exports.telling import SiteFacts

_NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no letter for
_TAG = re.compile(r"<[^<>]*>")


def write(feed: Feed, site: SiteFacts) -> tuple[str, bytes]:
    """Its path on the site, and the file."""
    path = f"{feed.path}.xml"
    lines = [*_head(feed, site, path), *(line for item in feed.items for line in _entry(item, site, path)), "</feed>\n"]
    return path, "\n".join(lines).encode(errors="replace")


def _head(feed: Feed, site: SiteFacts, path: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    yield _element("id", feed.id)
    yield _element("title", feed.title)
    yield _element("subtitle", feed.about)
    yield _element("updated", feed.updated)
    yield f"<author>{_element('name', site.name or 'Claimline')}</author>"
    yield _element("generator", "Claimline")
    if site.rights:
        yield _element("rights", _TAG.sub("", site.rights))
    if site.url:
        yield f'<link rel="self" type="application/atom+xml" href="{_attribute(site.absolute(path))}"/>'
    yield _alternate(feed.page, site, path)


def _entry(item: Item, site: SiteFacts, path: str) -> Iterator[str]:
    yield "<entry>"
    yield _element("id", item.id)
    yield _element("title", item.title)
    yield _element("updated", item.recorded.last)
    if item.recorded.first:
        yield _element("published", item.recorded.first)
    yield _alternate(item.address, site, path)
    for label in item.labels:
        yield f'<category term="{_attribute(label)}"/>'
    yield _element("summary", item.summary)
    if item.html:
        yield f'<content type="html">{_text(item.html)}</content>'
    yield "</entry>"


def _alternate(address: str, site: SiteFacts, path: str) -> str:
    """The page; where the site's own address is not known, by the way from the feed to it."""
    where = site.absolute(address) if site.url else relative(address, page=path)
    return f'<link rel="alternate" type="text/html" href="{_attribute(where)}"/>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", str(text)), quote=False)


def _attribute(text: str) -> str:
    return escape(_NO_XML.sub("", str(text)))
