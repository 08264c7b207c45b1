"""JSON Feed 1 and 1.1 (jsonfeed.org): its items, as `feed_items` takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from build_tools.originals.feed_items import Item, outlet_of
from build_tools.problems import Location, Problem, ProblemsFound

_MARK = b"jsonfeed.org/version/"


def is_one(data: bytes) -> bool:
    """Whether the file is JSON and names the format's version at its beginning or anywhere in its first lines."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _MARK in data[:4096].replace(b"\\/", b"/")


def items(data: bytes, name: str) -> tuple[Item, ...]:
    """The items of the feed. Raises ProblemsFound where the file is no JSON; what is of a wrong shape is left out."""
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        tip = "Save the feed again: it may have been cut off."
        where = Location(name, getattr(error, "lineno", 1), getattr(error, "colno", 1))
        raise ProblemsFound([Problem(where, "feed-broken", f"the feed is no sound JSON ({error})", tip)]) from None
    held = feed.get("items") if isinstance(feed, dict) else None
    listed = held if isinstance(held, list) else []
    return tuple(_items([one for one in listed if isinstance(one, dict)], feed))


def _items(listed: list[dict[str, Any]], feed: dict[str, Any]) -> Iterator[Item]:
    outlet = outlet_of(_text(feed, "title"), _text(feed, "home_page_url"))
    for number, item in enumerate(listed, 1):
        key = next((key for key in ("content_html", "content_text", "summary") if _text(item, key)), "")
        authors, whose = _authors(item), "item authors"
        if not authors:
            authors, whose = _authors(feed), "feed authors"
        dated = "date_published" if _text(item, "date_published") else "date_modified"
        spoken = (item, "item language") if _text(item, "language") else (feed, "feed language")
        found = {
            "title": (_text(item, "title"), "item title"),
            "authors": (authors, whose),
            "publisher": (outlet, "feed title"),
            "published": (_text(item, dated), f"item {dated} “{_text(item, dated)}”"),
            "language": (_text(spoken[0], "language"), spoken[1]),
            "url": (_text(item, "url") or _text(item, "external_url"), "item url"),
        }
        yield Item(
            id=_text(item, "id") or _text(item, "url") or f"item {number}",
            body=_text(item, key) if key else "",
            is_html=key == "content_html",
            body_from="summary" if key in ("summary", "") else "content",
            outlet=outlet,
            told_by={field: where for field, (value, where) in found.items() if value},
            **{field: value for field, (value, _) in found.items()},  # type: ignore[arg-type]
        )


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    return str(value) if isinstance(value, str | int) else ""


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    """Version 1.1 has a list, version 1 one author."""
    listed = holder.get("authors")
    people = listed if isinstance(listed, list) else [holder.get("author")]
    return tuple(name for one in people if isinstance(one, dict) and (name := _text(one, "name")))
