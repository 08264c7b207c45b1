"""All that is verified of a built site, folder or zip: names, addresses, passages of texts that must stay out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_tools.problems import Location, Problem, in_reading_order
from build_tools.verification import links
from build_tools.verification.files import UNREADABLE, SiteFiles, broken, opened
from build_tools.verification.markup import Contents, read_css, read_html
from build_tools.verification.passages import LONGEST, Forbidden

_MARKUP = (".html", ".htm", ".svg", ".xhtml")
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".hta", ".swf")
_RUNS = re.compile(r"<script|<foreignobject|\son[a-z]+\s*=|(?:java|vb)script\s*:", re.IGNORECASE)
_MARK = b'<div class="cl-page'  # around what every page of ours holds, whichever program frames it
_TEXT = (".csv", ".js", ".json", ".jsonl", ".md", ".txt", ".xml", ".yml")


def verify(
    path: Path, *, texts: Iterable[str] = (), allowed: Iterable[str] = (), longest: int = LONGEST
) -> list[Problem]:
    """What is wrong with the site or bundle at ``path``: empty if nothing is.

    Of the ``texts`` (seeds) no passage of ``longest`` characters may occur, except within one of the ``allowed``
    texts (quotes). A zip is read in memory and never unpacked.
    """
    forbidden = Forbidden(tuple(texts), tuple(allowed), longest)
    with opened(path) as (site, problems):
        try:
            return in_reading_order([*problems, *(_in_site(site, forbidden) if site else ())])
        except UNREADABLE as error:
            return [broken(path, error)]


def not_ours(path: Path) -> list[Problem]:
    """The pages of a built site that Claimline did not make: they may show records as they lie in content/."""
    with opened(path) as (site, _):
        return [*_not_ours(site)] if site else []


def _not_ours(site: SiteFiles) -> Iterator[Problem]:
    pages = (name for name in sorted(site.names) if name.endswith(".html") and not name.startswith("assets/"))
    if found := [name for name in pages if _MARK not in site.read(name)]:
        more = f", nor are {len(found) - 1} others" if len(found) > 1 else ""
        message = f"this page was not made by Claimline{more}: it may show a record as it lies in content/"
        tip = "do not publish it; build again with `claimline build --force`, which loads the hook"
        yield Problem(Location(site.label(found[0])), "page-not-ours", message, tip)


def _in_site(site: SiteFiles, forbidden: Forbidden) -> Iterator[Problem]:
    if "index.html" not in site.names:
        tip = "name the folder that MkDocs built, or a zip that claimline bundle made"
        yield Problem(Location(site.label("index.html")), "site-not-built", "there is no page to start from", tip)
    yield from _not_ours(site)
    read: dict[str, Contents] = {}
    for name in sorted(site.names):
        yield from _running(name, site)
        contents = _contents(name, site)
        if contents:
            yield from _passages(name, contents, site, forbidden)
            contents.words.clear()
            read[name] = contents
    yield from links.find_problems(site, read)


def _running(name: str, site: SiteFiles) -> Iterator[Problem]:
    """Pages that nobody generated, and drawings with scripts: among the assets lies what somebody has put there."""
    if name.startswith("assets/") and name.casefold().endswith(_PAGES):
        tip = "take it out of content/assets: only pictures, pdf and csv may lie there"
        yield Problem(Location(site.label(name)), "page-among-assets", "a page lies among the assets", tip)
    elif name.casefold().endswith(".svg") and _RUNS.search(site.read(name).decode(errors="replace")):
        yield Problem(Location(site.label(name)), "drawing-runs", "this drawing holds a script", "ship it as png")


def _contents(name: str, site: SiteFiles) -> Contents | None:
    if name.endswith(_MARKUP):
        return read_html(site.read(name).decode(errors="replace"))
    if name.endswith(".css"):
        return read_css(site.read(name).decode(errors="replace"))
    return Contents(words=[site.read(name).decode(errors="replace")]) if name.endswith(_TEXT) else None


def _passages(name: str, contents: Contents, site: SiteFiles, forbidden: Forbidden) -> Iterator[Problem]:
    if not forbidden.texts:
        return
    for excerpt in forbidden.passages_in(" ".join(contents.words)):
        message = f"a passage of {forbidden.longest} or more characters of a source stands here: “{excerpt}…”"
        tip = "quote less of it, or split the quote"
        yield Problem(Location(site.label(name)), "passage-of-source", message, tip)
