"""Prose is plain Markdown: no HTML, no script links, no pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.prose import Link, links, without_code, written
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record
from build_tools.problems import Level

CODE = "prose-unsafe"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Write it in Markdown (*emphasis*, [words](https://…)), or put it in `backquotes` to show it as it stands."

_TAG = re.compile(r"(?<!\\)<(?:[a-zA-Z/!?][^\n>]{0,200}>?)")
_AUTOLINK = re.compile(r"<(?:[a-z][a-z0-9+.&#;-]{1,40}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SCHEME = re.compile(r"[^/?#:]*:")
_SAFE = ("http:", "https:", "mailto:")


def find(case: Case) -> Iterator[Finding]:
    """HTML tags and comments; links with another scheme than http, https and mailto, however it is spelt (entities,
    backslashes, invisible letters, by reference, between angle brackets); pictures, which pages do not show.
    """
    for record in case.records():
        if "<" in record.body:
            yield from _tags(record)
        for link in links(record.body):
            if finding := _judged(record, link):
                yield finding


def _tags(record: Record) -> Iterator[Finding]:
    prose = _AUTOLINK.sub(lambda found: " " * len(found[0]), without_code(record.body))
    prose = _angled_targets(prose)
    for tag in _TAG.finditer(prose):
        yield Finding(
            record, written(record, *tag.span()), f"“{tag[0].strip()[:60]}” is HTML, which prose does not hold"
        )


def _angled_targets(prose: str) -> str:
    """“[words](<address>)”: these brackets belong to the link, which is judged by itself."""
    return re.sub(
        r"(\]\(\s*|\]:[ \t]*)<[^<>\n]*>", lambda found: found[1] + " " * (len(found[0]) - len(found[1])), prose
    )


def _judged(record: Record, link: Link) -> Finding | None:
    where = written(record, link.start, link.end)
    address = _INVISIBLE.sub("", link.address)
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].casefold() not in _SAFE:
        tip = "Link to a page of the site or to a web address (https://…)."
        return Finding(
            record,
            where,
            f"“{_shortened(where)}” is a link of the kind “{scheme[0][:30]}”, which prose does not hold",
            tip,
        )
    if link.is_picture:
        tip = "Pages show no pictures, but their descriptions. Link to the file: [words](../assets/file.png)."
        return Finding(record, where, f"“{_shortened(where)}” is a picture, which no page shows", tip, Level.WARNING)
    return None


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:57] + "…"
