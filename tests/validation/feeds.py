"""Atom and JSON Feed: read by two feed readers, and held against what RFC 4287 and JSON Feed 1.1 demand beyond those."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import atoma
import feedparser
from lxml import etree

from .judging import Examination, Validator

ATOM = "http://www.w3.org/2005/Atom"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9/._~:@%-]+")  # RFC 4151, without what is never made here
_PARTS = ("id", "title", "subtitle", "updated", "author", "generator", "rights", "link", "entry")
# What RFC 4287 says that a document MUST have, as far as a program can see it: where, XPath that must be true, section.
MUSTS = (
    ("/a:feed", "count(a:id)=1 and count(a:title)=1 and count(a:updated)=1", "4.1.1"),
    ("/a:feed", "a:author/a:name or not(a:entry[not(a:author)])", "4.1.1"),
    ("/a:feed", "count(a:generator)<=1 and count(a:subtitle)<=1 and count(a:rights)<=1", "4.1.1"),
    ("/a:feed", "count(a:link[@rel='alternate'])<=1", "4.1.1"),
    ("//a:entry", "count(a:id)=1 and count(a:title)=1 and count(a:updated)=1", "4.1.2"),
    ("//a:entry", "count(a:content)<=1 and count(a:summary)<=1 and count(a:published)<=1", "4.1.2"),
    ("//a:entry", "a:content or a:link[@rel='alternate']", "4.1.2"),
    ("//a:entry", "count(a:link[@rel='alternate'])<=1", "4.1.2"),
    ("//a:content", "@type='html' and not(*)", "4.1.3.3"),
    ("//a:category", "string-length(@term)>0", "4.2.2.1"),
    ("//a:link", "string-length(@href)>0", "4.2.7.1"),
    ("//a:author", "count(a:name)=1 and string-length(a:name)>0", "3.2.1"),
    ("//a:id", "string-length(.)>0 and not(*)", "4.2.6"),
    ("/a:feed", f"not(*[not({' or '.join(f'self::a:{name}' for name in _PARTS)})])", "4.1.1"),
)  # fmt: skip


def check_atom(on: Examination) -> None:
    """Each feed keeps the standard, and both readers read it whole."""
    for path in on.paths():
        content = on.read(path)
        tree = etree.fromstring(content).getroottree()
        for where, must, section in MUSTS:
            holds = all(one.xpath(must, namespaces={"a": ATOM}) for one in tree.xpath(where, namespaces={"a": ATOM}))
            on.must(holds, f"{path}: RFC 4287 § {section}: {where}: {must}")
        read = feedparser.parse(content)
        on.must(not read.bozo and read.version == "atom10", f"{path}: feedparser takes it for {read.version!r}")
        on.must(len(atoma.parse_atom_bytes(content).entries) == len(read.entries), f"{path}: two readers differ")
        on.must(len({one.id for one in read.entries}) == len(read.entries), f"{path}: two entries have one id")
        for one in read.entries:
            on.must(one.title and one.summary, f"{path}: {one.id} says nothing")
            on.must(TAG.fullmatch(one.id) and INSTANT.fullmatch(one.updated), f"{path}: {one.id}, {one.updated}")
            on.must(one.published <= one.updated <= read.feed.updated, f"{path}: {one.id} is older than it is")
        on.counted.update({"feeds": 1, "items": len(read.entries)})


def check_json(on: Examination) -> None:
    """Each feed keeps the specification and tells what its twin in Atom tells."""
    for path in on.paths("data/feeds/*.json", "data/feeds/*/*.json"):
        feed, read = on.load(path), atoma.parse_json_feed_bytes(on.read(path))
        on.must(read.version == "https://jsonfeed.org/version/1.1" and read.title, f"{path}: {read.version}")
        on.must(isinstance(feed.get("items"), list) and "author" not in feed, f"{path}: not of version 1.1")
        on.must(all(one.get("name") for one in feed["authors"]), f"{path}: an author without a name")
        addresses = [one[key] for one in (feed, *feed["items"]) for key in _ADDRESSES if key in one]
        on.must(all(urlsplit(one).scheme == "https" for one in addresses), f"{path}: {addresses[:3]} are no addresses")
        for item in feed["items"]:
            on.faults += [f"{path}: {item.get('id')}: {fault}" for fault in _of_item(item)]
        told = [
            (one.id_, one.title, item["date_modified"]) for one, item in zip(read.items, feed["items"], strict=True)
        ]
        twin = feedparser.parse(on.files[path.removesuffix(".json") + ".xml"])
        on.must(told == [(one.id, one.title, one.updated) for one in twin.entries], f"{path}: not what Atom tells")
        on.counted.update({"feeds": 1, "items": len(read.items)})


_ADDRESSES = ("home_page_url", "feed_url", "url")


def _of_item(item: Any) -> list[str]:
    faults = ["no content"] if not (item.get("content_html") or item.get("content_text")) else []
    faults += [key for key in ("date_published", "date_modified") if not INSTANT.fullmatch(str(item.get(key)))]
    return faults + ["tags that are no words"] * (not all(isinstance(one, str) for one in item.get("tags", [])))


FEEDS = (
    Validator("Atom", ("data/feeds/*.xml", "data/feeds/*/*.xml"), ("feedparser", "atoma", "lxml"), check_atom),
    Validator(
        "JSON Feed",
        ("data/feeds/*.json", "data/feeds/*/*.json"),
        ("atoma",),
        check_json,
        beside=("data/feeds/*.xml", "data/feeds/*/*.xml"),
    ),
)
