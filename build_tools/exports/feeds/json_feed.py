"""A feed as JSON Feed, version 1.1 (jsonfeed.org). Addresses stand in it where the site's own is known: they have to be whole."""

from __future__ import annotations

from html import escape
from typing import Any

from build_tools.exports.feeds.feed import Feed, Item, paragraphs
from build_tools.exports.json_lines import line
from build_tools.exports.telling import SiteFacts

Json = dict[str, Any]
_VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed, site: SiteFacts) -> tuple[str, bytes]:
    """Its path on the site, and the file."""
    path = f"{feed.path}.json"
    whole = {
        "version": _VERSION,
        "title": feed.title,
        "description": feed.about,
        **({"home_page_url": site.absolute(feed.page), "feed_url": site.absolute(path)} if site.url else {}),
        "language": "en",
        "authors": [{"name": site.name or "Claimline"}],
        "items": [_item(item, site) for item in feed.items],
    }
    return path, line(whole) + b"\n"


def _item(item: Item, site: SiteFacts) -> Json:
    told = {
        "id": item.id,
        "url": site.absolute(item.address) if site.url else "",
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html or paragraphs([escape(item.summary)]),
        "date_published": item.recorded.first,
        "date_modified": item.recorded.last,
        "tags": list(item.labels),
    }
    return {key: value for key, value in told.items() if value}
