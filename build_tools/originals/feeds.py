"""Feeds (RSS 0.9 to 2.0, RSS 1.0 as RDF, Atom 0.3 and 1.0, JSON Feed 1): an item that carries its full text is an article.

An item that carries only a summary is none: it is told with its address. Follows no link.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from build_tools.originals import json_feed
from build_tools.originals.article import Article
from build_tools.originals.feed_items import Item, article_of, outlet_of, plain
from build_tools.originals.left_out import some_of, with_remarks
from build_tools.originals.written import as_edtf, as_line
from build_tools.problems import Location, Problem, ProblemsFound

_LARGEST = 64 << 20  # bytes; a feed of a thousand long articles has ten million
_MOST_ITEMS = 20_000
_DEEPEST = 10_000  # elements within each other; unclosed ones of bad HTML count too
_NUMBERED = re.compile(rb"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,9});?")
_TAG = re.compile(rb"<(/?)[A-Za-z][^<>]*(?<!/)>")
_CLOSED = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|ul|li|h[1-6]|blockquote|img|figure)\b[^<>]{0,2000}>", re.IGNORECASE
)
_MAIL = re.compile(r"<?\b[^\s<>()@]{1,80}@[^\s<>()@]{1,80}>?")
_IN_BRACKETS = re.compile(r"\(([^()]{1,200})\)|[^()]{1,200}")
_NOT_PUBLISHED = ("draft", "private", "trash", "pending", "auto-draft", "future")


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The items with their full text. Raises ProblemsFound: no feed, an empty one, or one of summaries only."""
    if len(data) > _LARGEST or _depth(data) > _DEEPEST:
        tip = "Split it: keep some of its items in one file, the others in another."
        message = f"the feed is larger than {_LARGEST >> 20} megabytes, or nested beyond all measure"
        raise ProblemsFound([Problem(Location(name), "original-too-large", message, tip)])
    if json_feed.is_one(data):
        return _told(json_feed.items(data, name), (), name)
    feed = _parsed(data)
    if not feed.get("version") and not feed.entries:
        tip = "Save the feed itself (view its source, then save); a saved page needs the ending .html."
        raise ProblemsFound([Problem(Location(name), "feed-unknown", "this XML is no RSS, Atom or RDF feed", tip)])
    broken_at = _broken_at(feed)
    lost = broken_at and max(0, len(feed.entries) - len(_CLOSED.findall(data)))
    remarks = (_broken(feed, broken_at, name, lost=lost),) if broken_at else ()
    return _told(tuple(_items(feed, lost=lost)), remarks, name)


def _depth(data: bytes) -> int:
    """How deep its elements are nested, about: the library's work grows with the square of that."""
    deepest = depth = 0
    bare = b"".join(part.partition(b"<![CDATA[")[0] for part in data.split(b"]]>"))
    for closing in _TAG.findall(bare):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest


def _told(items: Sequence[Item], remarks: Sequence[Problem], name: str) -> tuple[Article, ...]:
    read = [(item, article_of(item)) for item in items[:_MOST_ITEMS]]
    wanting = [item.title or item.url or item.id for item, article in read if not article]
    if wanting:
        remarks = (*remarks, _summaries(wanting, len(read), name))
    if not read:
        tip = "Open its address in a browser, and save it again when it has items."
        remarks = (*remarks, Problem(Location(name), "feed-empty", "the feed has no items", tip))
    return with_remarks([article for _, article in read if article], remarks)


def _summaries(titles: Sequence[str], all: int, name: str) -> Problem:
    message = f"{len(titles)} of {all} items hold a summary and no full text, and are no articles: {some_of(titles)}"
    tip = "Open the addresses of those that you need, and save the pages (HTML) into seeds/."
    return Problem(Location(name), "feed-summary", message, tip)


def _broken_at(feed: Any) -> int:
    """The line where the XML is none, 0 where it is sound. Such a feed is read all the same, as far as it goes."""
    line = getattr(feed.get("bozo_exception"), "getLineNumber", lambda: 0)()
    return line or 0


def _broken(feed: Any, line: int, name: str, *, lost: int) -> Problem:
    what = f"the feed is no sound XML ({feed.bozo_exception.getMessage()})"
    cut = "; it ends too early, and its last item is left out" if lost else ""
    tip = "Save the feed again; or compare the texts with it."
    return Problem(Location(name, line), "feed-broken", what + cut, tip)


def _parsed(data: bytes) -> Any:
    import feedparser

    data = _NUMBERED.sub(_a_character, data)
    return feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)


def _a_character(found: re.Match[bytes]) -> bytes:
    """A reference to half of a character, or to none, stops the library: it stands for what nobody can read."""
    number = int(found[1][1:], 16) if found[1][:1] in b"xX" else int(found[1])
    return b"\xef\xbf\xbd" if 0xD800 <= number < 0xE000 or number > 0x10FFFF else found[0]


# ── one item ────────────────────────────────────────────────────────────────────────────────────────────────


def _items(feed: Any, *, lost: int) -> Iterator[Item]:
    entries = feed.entries[: len(feed.entries) - lost]
    for number, entry in enumerate(entries, 1):
        if entry.get("wp_status") in _NOT_PUBLISHED or entry.get("wp_post_type", "post") not in ("post", "page"):
            continue  # an export of WordPress holds drafts, menus and pictures too
        yield _item(entry, feed.feed, f"item {number}", atom=str(feed.get("version")).startswith("atom"))


def _item(entry: Any, feed: Any, place: str, *, atom: bool) -> Item:
    body, is_html, body_from = _body(entry, atom=atom)
    found = {
        "title": _first((entry, "title", "item title")),
        "authors": _authors(entry, feed, atom=atom),
        "publisher": _publisher(entry, feed),
        "published": _published(entry),
        "language": _language(entry, feed),
        "url": _first((entry, "feedburner_origlink", "feedburner:origLink"), (entry, "link", "item link")),
    }
    return Item(
        id=str(entry.get("id") or entry.get("link") or place),
        body=body,
        is_html=is_html,
        body_from=body_from,
        outlet=outlet_of(str(feed.get("title", "")), str(feed.get("link", ""))),
        told_by={key: where for key, (value, where) in found.items() if value},
        **{key: value for key, (value, _) in found.items()},  # type: ignore[arg-type]
    )


def _first(*choices: tuple[Any, str, str]) -> tuple[str, str]:
    """The first value that is there, with the words for where it was found."""
    return next(((str(value), where) for holder, key, where in choices if (value := dict.get(holder, key))), ("", ""))


def _body(entry: Any, *, atom: bool) -> tuple[str, bool, str]:
    """The longest text of the item, whether it is HTML, and what the feed calls it."""
    contents = [one for one in entry.get("content", ()) if one.get("value", "").strip()]
    if contents:
        best = max(contents, key=lambda one: len(one["value"]))
        return best["value"], _is_html(best), "content"
    detail = entry.get("summary_detail") or {}
    return str(detail.get("value", "")), _is_html(detail), "summary" if atom else "description"


def _is_html(detail: Any) -> bool:
    told = detail.get("type", "")
    return "html" in told or bool(_MARKUP.search(detail.get("value", "")))


def _authors(entry: Any, feed: Any, *, atom: bool) -> tuple[tuple[str, ...], str]:
    """The item's authors; in Atom, the feed's where the item names none (RFC 4287, § 4.2.1)."""
    own = _names(entry.get("authors", ()), str(entry.get("author") or ""))
    if own or not atom:
        return own, "item author"
    return _names((entry.get("source") or {}).get("authors", ())) or _names(feed.get("authors", ())), "feed author"


def _names(people: Sequence[Any], written: str = "") -> tuple[str, ...]:
    """Names of people. RSS writes “mail@address (Name)”, which the library tells apart for old domains only."""
    if "@" in written and len(people) < 2:
        bare = _MAIL.sub(" ", written)
        return tuple(
            filter(None, (as_line((found[1] or found[0]).strip(" ,;()")) for found in _IN_BRACKETS.finditer(bare)))
        )
    named = (as_line(str(one.get("name", ""))) for one in people)
    return tuple(dict.fromkeys(name for name in named if name and "@" not in name))


def _publisher(entry: Any, feed: Any) -> tuple[str, str]:
    """Who published the item: the source that it was taken from, where it names one; else the feed."""
    source = entry.get("source") or {}
    if title := source.get("title", ""):
        return outlet_of(str(title), str(source.get("href") or source.get("link") or "")), "item source"
    if own := _first((entry, "publisher", "item dc:publisher"), (feed, "publisher", "feed dc:publisher"))[0]:
        return plain(own), "dc:publisher"
    return outlet_of(str(feed.get("title", "")), str(feed.get("link", ""))), "feed title"


def _published(entry: Any) -> tuple[str, str]:
    """The day in the zone that the feed writes; one in an unusual form as the library reads it, in UTC."""
    for key in ("published", "updated", "created"):
        written = as_line(str(dict.get(entry, key) or ""))
        if as_edtf(written):
            return as_edtf(written), f"item {key} “{written}”"
        if read := dict.get(entry, f"{key}_parsed"):
            return dt.date(*read[:3]).isoformat(), f"item {key} “{written}”"
        if written:
            return written, f"item {key}"
    return "", ""


def _language(entry: Any, feed: Any) -> tuple[str, str]:
    own = [one.get("language") for one in (*entry.get("content", ()), entry.get("title_detail") or {})]
    told = next((str(one) for one in own if one), "")
    own_language = told or str(entry.get("language") or entry.get("dc_language") or "")
    return (own_language, "item language") if own_language else _first((feed, "language", "feed language"))
