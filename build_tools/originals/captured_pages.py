"""Which captures of a web archive are articles, and what the capture adds to them: address, day, record. Reads no format
of archives itself: `warc_records` and `package` do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from build_tools.originals import html_page, pdf_file
from build_tools.originals.article import Article
from build_tools.originals.http_body import charset, media_type
from build_tools.originals.left_out import some_of
from build_tools.originals.saved_page.captures import original_address
from build_tools.originals.saved_page.charset import decoded
from build_tools.originals.unpacked import NotUnpacked, Unpacked
from build_tools.problems import Location, Problem, ProblemsFound

if TYPE_CHECKING:
    from build_tools.originals.warc_records import Captured

_PAGES, _PAPERS = ("text/html", "application/xhtml+xml"), ("application/pdf",)
_FRONT = re.compile(r"/?(?:index|home|default)?(?:\.\w{2,5})?", re.IGNORECASE)
_FEWEST_WORDS = 40  # of a page that nobody has listed: frames, notices and widgets have fewer
_LONGEST_WAY = 8  # redirects from one address to the next


@dataclass(frozen=True)
class Captures:
    """What opens each archive, by its path in the package (empty outside one), and the pages that a package lists: address
    → title; empty where every page may be an article.
    """

    archives: Mapping[str, Callable[[], Unpacked]]
    listed: Mapping[str, str] = field(default_factory=dict)


def pages_of(captures: Captures, name: str) -> tuple[list[Article], list[Problem]]:
    """The articles, in the order of their capture; and what is to be said of the rest."""
    from build_tools.originals.warc_records import records

    reading = _Reading(name, _wanted(captures) if captures.listed else None)
    for path, opened in captures.archives.items():
        with opened() as stream:
            for record in records(stream):
                reading.take(record)
            if stream.broken:
                reading.broken.append(f"{path}: {stream.broken}" if path else stream.broken)
    return reading.articles, list(reading.remarks(captures.listed))


def _wanted(captures: Captures) -> dict[str, str]:
    """Address → the listed page that it stands for: each listed one, and where it redirects to."""
    from build_tools.originals.warc_records import records

    leads: dict[str, str] = {}
    for opened in captures.archives.values():
        with opened() as stream:
            leads.update(
                (_key(one.url), _target(one))
                for one in records(stream)
                if 300 <= one.status < 400 and "location" in one.headers
            )
    wanted: dict[str, str] = {}
    for page in captures.listed:
        address = page
        for _ in range(_LONGEST_WAY):
            wanted.setdefault(_key(address), page)
            address = leads.get(_key(address), address)
    return wanted


def _key(url: str) -> str:
    return url.partition("#")[0].rstrip("/")


def _target(record: Captured) -> str:
    """Where a redirect leads; nowhere if its address is none."""
    try:
        return urljoin(record.url, record.headers["location"])
    except ValueError:
        return ""


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


@dataclass
class _Reading:
    """Goes from record to record. ``wanted``: the only addresses that matter; None: all."""

    name: str
    wanted: Mapping[str, str] | None
    articles: list[Article] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    why_not: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def take(self, record: Captured) -> None:
        """Reads the record, or counts why it is not read."""
        if record.kind == "revisit":
            self._revisit(record)
        elif reason := self._beside(record):
            self.passed[reason] += 1
        else:
            self.seen.update((record.id, f"{record.date} {record.url}"))
            try:
                self.articles += self._articles(record)
            except NotUnpacked as error:
                self._failed(record, str(error))
            except ProblemsFound as found:
                if self.wanted is None and found.problems[0].code == "original-no-article":
                    self.passed["pages without an article"] += 1
                else:
                    self._failed(record, found.problems[0].message)

    def _beside(self, record: Captured) -> str:
        """Why a record is none that an article is looked for in."""
        if self.wanted is not None and _key(record.url) not in self.wanted:
            return "of pages that its list does not name"
        if record.status not in (0, 200, 203):
            self._note(record, f"the site answered {record.status}")
            return "redirects and errors"
        if media_type(record.headers["content-type"]) not in (*_PAGES, *_PAPERS):
            self._note(record, f"it is of the type “{media_type(record.headers['content-type'])}”")
            return "pictures, scripts, data and the like"
        if self.wanted is None and _is_front_page(record.url):
            return "front pages"
        return ""

    def _articles(self, record: Captured) -> Iterator[Article]:
        document, kind = record.document(), media_type(record.headers["content-type"])
        found = pdf_file.articles(document, self.name) if kind in _PAPERS else _of_page(document, record, self.name)
        for article in found:
            if self.wanted is None and len(article.text.split()) < _FEWEST_WORDS:
                self.passed["pages without an article"] += 1
            else:
                self.read.add((self.wanted or {}).get(_key(record.url), ""))
                yield _as_captured(article, record)

    def _failed(self, record: Captured, why: str) -> None:
        self._note(record, why)
        if self.wanted is None and why:
            self.unread.append(f"{record.url} ({why})")

    def _revisit(self, record: Captured) -> None:
        """A page that was the same as when it was captured before; where that capture is not here, its text is missing."""
        id, url, date = record.refers_to
        if id in self.seen or f"{date} {url or record.url}" in self.seen:
            self.passed["captures of a page that had not changed"] += 1
        elif record.status in (0, 200) and media_type(record.headers["content-type"]) in _PAGES:
            self._failed(record, f"unchanged since {date or 'an earlier capture'}, which is in another archive")

    def _note(self, record: Captured, why: str) -> None:
        if self.wanted is not None and (page := self.wanted.get(_key(record.url))):
            self.why_not.setdefault(page, why)

    # ── what is said of the rest ────────────────────────────────────────────────────────────────────────────

    def remarks(self, listed: Mapping[str, str]) -> Iterator[Problem]:
        """What is broken, which pages could not be read, and how many records are no articles."""
        where = Location(self.name)
        if self.broken:
            tip = "Get the file again from where it was captured or stored. What was whole is read."
            yield Problem(where, "archive-broken", some_of(self.broken), tip)
        missing = [page for page in listed if page not in self.read]
        unread = [*(f"{page} ({self.why_not.get(page, 'not in the archive')})" for page in missing), *self.unread]
        if unread:
            tip = "Capture these pages anew, or save them from a browser as HTML."
            message = f"{len(unread)} captured page{'s' * (len(unread) != 1)} could not be read: {some_of(unread)}"
            yield Problem(where, "archive-page", message, tip)
        if self.passed:
            counted = ", ".join(f"{what} ({number})" for what, number in sorted(self.passed.items()))
            tip = "Nothing is to be done. A page that is wanted all the same can be saved from a browser as HTML."
            yield Problem(
                where, "archive-passed-over", f"captures that are no articles were passed over: {counted}", tip
            )


def _is_front_page(url: str) -> bool:
    parts = _parts(url)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query


def _of_page(document: bytes, record: Captured, name: str) -> tuple[Article, ...]:
    page = decoded(document, name, charset(record.headers["content-type"]))
    return (html_page.article(page, name, saved_from=record.url),)


def _as_captured(article: Article, record: Captured) -> Article:
    """With what the record tells: its id, its day, and its address where the document names none of the same site."""
    told, day = dict(article.told_by), article.retrieved
    if not day:  # a copy in another archive has the day of that
        day, told["retrieved"] = record.date, f"WARC-Date {record.date}"
    own, here = article.url, original_address(record.url)
    if own == here or not own or _site(own) != _site(here):
        own, told["url"] = here, "WARC-Target-URI"
    return replace(article, url=own, retrieved=day, part=record.id, told_by=told)


def _site(url: str) -> str:
    """The host without what stands for the same site: ``www.``, ``m.``, ``amp.``."""
    return re.sub(r"^(?:www|m|mobile|amp)\d?\.", "", (_parts(url).hostname or "").lower())
