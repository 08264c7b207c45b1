"""One item of a feed → an article, if it carries one: full text is told from summary, and what the feed hung on is left.

Knows no XML and no JSON; `feeds` and `json_feed` do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from build_tools.originals.article import Article
from build_tools.originals.rendered import plain_words
from build_tools.originals.running_text import paragraphs
from build_tools.originals.written import as_line
from build_tools.text import tables
from build_tools.text.names import fold

_TABLES = Path(__file__).parent / "tables"
_FEWEST = {"content": 25, "description": 120, "summary": 300}  # words below which it is taken for a summary
_FEWEST_OF_A_POST = 5  # the same of a post in a channel or on a social network, which has no title of its own
_MORE_THAN_ITS_TITLE = 8  # words
_CUT_OFF = 400  # words below which a text that breaks off, or says “read more”, is one
_TAIL_LINES = 4
_PARTS_OF_A_TITLE = re.compile(r"(?<!\s)\s+[|»·•–—:-]+\s+|:\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says in one item. ``body`` with ``is_html``; ``body_from``: content, description or summary.

    ``outlet``: the names of the feed, best first. The other fields are those of Article; ``told_by`` too.
    """

    id: str
    title: str = ""
    body: str = ""
    is_html: bool = True
    body_from: str = "content"
    outlet: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    told_by: Mapping[str, str] = field(default_factory=dict)


def article_of(item: Item) -> Article | None:
    """The item as an article; None where it holds a summary only."""
    text = _without_tails(plain_words(item.body) if item.is_html else paragraphs(item.body), item.outlet)
    words = len(text.split())
    fewest = _FEWEST_OF_A_POST if _is_post(plain(item.title), text) else _FEWEST[item.body_from]
    if words < fewest or (words < _CUT_OFF and _breaks_off(text)):
        return None
    return Article(
        text=text,
        title=plain(item.title),
        authors=item.authors,
        publisher=item.publisher,
        published=item.published,
        language=item.language,
        url=item.url,
        part=item.id,
        told_by=item.told_by,
    )


def _is_post(title: str, text: str) -> bool:
    """Whether the item has no title, or one that only repeats how its text begins: then the text is all there is. A headline
    that stands there again with the outlet's name behind it is no post.
    """
    begin, whole = fold(title.rstrip("….")).strip(), fold(" ".join(text.split()))
    if not begin or not whole.startswith(begin):
        return not begin
    more = len(whole.split()) - len(begin.split())
    is_ended = more != 1 and text.rstrip().endswith((".", "!", "?"))
    return title.endswith(("…", "...")) or more >= _MORE_THAN_ITS_TITLE or is_ended


def plain(title: str) -> str:
    """A title without the markup that some feeds put into it."""
    return as_line(plain_words(title)) if re.search(r"<\w|&#?\w+;", title) else as_line(title)


def _breaks_off(text: str) -> bool:
    last = text.rstrip().rpartition("\n")[2].casefold()
    after = re.split(r"(?<=[.!?…\])])\s+", last)[-1]
    return any(_cut_off().fullmatch(one) for one in (last[-400:], after))


@cache
def _cut_off() -> re.Pattern[str]:
    return re.compile("|".join(row[0] for row in tables.rows(_TABLES / "cut_off.tsv")))


def _without_tails(text: str, outlet: str) -> str:
    lines = text.rstrip().split("\n")
    for _ in range(_TAIL_LINES):
        if len(lines) > 1 and _is_tail(lines[-1].strip(), outlet):
            lines = "\n".join(lines[:-1]).rstrip().split("\n")
    return "\n".join(lines)


def _is_tail(line: str, outlet: str) -> bool:
    told, own = line.casefold(), outlet.casefold()
    return any(
        pattern.fullmatch(told) and (not mark or bool(own) and own in told)
        for pattern, mark in _tails()
        if len(told) < 600
    )


@cache
def _tails() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row[0]), row[1] if len(row) > 1 else "") for row in tables.rows(_TABLES / "feed_tails.tsv")
    )


def outlet_of(title: str, address: str) -> str:
    """The outlet's name in a feed's title: of “Alder Herald | World”, the part that its address bears out; else the whole."""
    name, host = plain(title), _host(address)
    parts = [part for part in _PARTS_OF_A_TITLE.split(name) if part]
    labels, whole = re.split(r"[.-]", host) if host else [], re.sub(r"[^a-z0-9]", "", host)
    borne_out = [
        part for part in parts if _letters(part) in labels or len(_letters(part)) > 3 and _letters(part) in whole
    ]
    initials = (part for part in parts if _initials(part) in labels)
    return max(borne_out, key=len, default="") or next(initials, "") or name


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name).removeprefix("the "))


def _initials(name: str) -> str:
    words = fold(name).split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
