"""All that is verified of a built site, folder or zip: names, addresses, passages of texts that must stay out."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from build_tools.problems import Location, Problem, in_reading_order
from build_tools.processes import side_by_side
from build_tools.verification import links
from build_tools.verification.bundled import as_bundle
from build_tools.verification.files import SiteFiles, broken, folder, opened, reopened
from build_tools.verification.links import Asked
from build_tools.verification.markup import Contents, read_css, read_html
from build_tools.verification.passages import LONGEST, Forbidden
from build_tools.verification.standalone.verify import BROKEN_ZIP, LARGEST, Report

_MARKUP = (".html", ".htm", ".svg", ".xhtml")
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".hta", ".swf")
_RUNS = re.compile(r"<script|<foreignobject|\son[a-z]+\s*=|(?:java|vb)script\s*:", re.IGNORECASE)
_MARK = b'<div class="cl-page'  # around what every page of ours holds, whichever program frames it
_SHARES = 4  # for each process
_TEXT = (".csv", ".js", ".json", ".jsonl", ".md", ".txt", ".xml", ".yml")
_PACKED = ".csv.gz"
_NO_USE = (
    "zip-broken",
    "unreadable",
    "sums-broken",
)  # where the files themselves cannot be read, nobody looks at what is in them


def verify(
    path: Path,
    *,
    texts: Iterable[str] = (),
    allowed: Iterable[str] = (),
    longest: int = LONGEST,
    jobs: int = 1,
    signers: Path | None = None,
    report: Report | None = None,
) -> list[Problem]:
    """What is wrong with the site or bundle at ``path``: empty if nothing is.

    Of the ``texts`` (seeds) no passage of ``longest`` characters may occur, except within one of the ``allowed``
    texts (quotes). A zip is read in memory and never unpacked. ``jobs``: so many processes share the work. ``signers``: the
    keys that are trusted (ALLOWED SIGNERS of OpenSSH); ``report``: takes what was checked and what was not.
    """
    forbidden = Forbidden(tuple(texts), tuple(allowed), longest)
    with opened(path) as (site, problems):
        if site is None:
            return in_reading_order(problems)
        problems += as_bundle(path, site, forbidden.texts, signers, report or Report())
        if any(problem.code in _NO_USE for problem in problems):
            return in_reading_order(problems)
        try:
            return in_reading_order([*problems, *_in_site(path, site, forbidden, jobs)])
        except BROKEN_ZIP as error:
            return [broken(path, error)]


def not_ours(path: Path, *, known: Collection[str] = ()) -> list[Problem]:
    """The pages of a built site in a folder that Claimline did not make: they may show records as they lie in content/. ``known``:
    those that this program has just written itself, at which nobody has to look.
    """
    return list(_not_ours(folder(path), frozenset(known)))


def _not_ours(site: SiteFiles, known: frozenset[str] = frozenset()) -> Iterator[Problem]:
    others = sorted(site.names - known)
    pages = (name for name in others if name.endswith(".html") and not name.startswith("assets/"))
    if found := [name for name in pages if _MARK not in site.read(name)]:
        more = f", nor are {len(found) - 1} others" if len(found) > 1 else ""
        message = f"this page was not made by Claimline{more}: it may show a record as it lies in content/"
        tip = "Do not publish it; build again with `claimline build --force`, which loads the hook"
        yield Problem(Location(site.label(found[0])), "page-not-ours", message, tip)


@dataclass(slots=True)
class _Read:
    """What came out of some files: what is wrong, what other pages have to tell, and the places of each page."""

    problems: list[Problem] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    fragments: dict[str, frozenset[str]] = field(default_factory=dict)


def _in_site(path: Path, site: SiteFiles, forbidden: Forbidden, jobs: int) -> Iterator[Problem]:
    if "index.html" not in site.names:
        tip = "Name the folder that MkDocs built, or a zip that claimline bundle made"
        yield Problem(Location(site.label("index.html")), "site-not-built", "there is no page to start from", tip)
    yield from _not_ours(site)
    names = sorted(site.names)
    shares = min(jobs * _SHARES, len(names)) if jobs > 1 else 1
    if shares > 1:
        forbidden.prepare()
        tasks = [partial(_opened_again, path, names[at::shares], forbidden) for at in range(shares)]
        _, parts = side_by_side(lambda: None, tasks, jobs=jobs)
    else:
        parts = (_read(names, site, forbidden),)
    fragments = {name: held for part in parts for name, held in part.fragments.items()}
    for part in parts:
        yield from part.problems
        yield from links.unanswered(part.asked, fragments)


def _opened_again(path: Path, names: Iterable[str], forbidden: Forbidden) -> _Read:
    """Two processes cannot read at two places of one open zip."""
    with reopened(path) as site:
        return _read(names, site, forbidden)


def _read(names: Iterable[str], site: SiteFiles, forbidden: Forbidden) -> _Read:
    read = _Read()
    for name in names:
        read.problems += _running(name, site)
        if contents := _contents(name, site):
            read.problems += _passages(name, contents, site, forbidden)
            read.problems += links.find_problems(name, contents, site, read.asked)
            read.fragments[name] = frozenset(contents.fragments)
    return read


def _running(name: str, site: SiteFiles) -> Iterator[Problem]:
    """Pages that nobody generated, and drawings with scripts: among the assets lies what somebody has put there."""
    if name.startswith("assets/") and name.casefold().endswith(_PAGES):
        tip = "Take it out of content/assets: only pictures, pdf and csv may lie there"
        yield Problem(Location(site.label(name)), "page-among-assets", "a page lies among the assets", tip)
    elif name.casefold().endswith(".svg") and _RUNS.search(site.read(name).decode(errors="replace")):
        yield Problem(Location(site.label(name)), "drawing-runs", "this drawing holds a script", "Ship it as png")


def _contents(name: str, site: SiteFiles) -> Contents | None:
    if name.endswith(_MARKUP):
        return read_html(site.read(name).decode(errors="replace"))
    if name.endswith(".css"):
        return read_css(site.read(name).decode(errors="replace"))
    if name.endswith((*_TEXT, _PACKED)):
        content = site.read(name)
        plain = _unpacked(content) if name.endswith(_PACKED) else content
        return Contents(words=[plain.decode(errors="replace")])
    return None


def _unpacked(content: bytes) -> bytes:
    """What is no gzip, or is cut off, is looked through as it is."""
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(content)).read(LARGEST)
    except (OSError, EOFError, zlib.error):
        return content


def _passages(name: str, contents: Contents, site: SiteFiles, forbidden: Forbidden) -> Iterator[Problem]:
    if not forbidden.texts:
        return
    for excerpt in forbidden.passages_in(" ".join(contents.words)):
        message = f"a passage of {forbidden.longest} or more characters of a source stands here: “{excerpt}…”"
        tip = "Quote less of it, or split the quote"
        yield Problem(Location(site.label(name)), "passage-of-source", message, tip)
