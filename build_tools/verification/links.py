"""Whether all that a site's files load and lead to is there, and nothing is loaded from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from build_tools.problems import Location, Problem
from build_tools.verification.files import SiteFiles
from build_tools.verification.markup import Address, Contents

_HARMLESS_INSIDE = ("data", "blob", "about")
_HARMLESS_LINKS = ("http", "https", "mailto", "tel", "geo", "urn", "doi")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# Only a web server shows it, for any address; so its links start at the server's root.
SERVED_ONLY = "404.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """That a link leads to a place on another page: which, and where the link stands, as label, line and column."""

    target: str
    fragment: str
    where: tuple[str, int, int]


def find_problems(name: str, contents: Contents, site: SiteFiles, asked: list[Asked]) -> Iterator[Problem]:
    """What is wrong with the addresses in a file; what only another page can tell is put to ``asked``."""
    for address, code, message, tip in _in_file(_Here(name, contents, site, asked)):
        yield Problem(Location(site.label(name), address.line, address.column), code, message, tip)


def unanswered(asked: Iterable[Asked], fragments: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """The links to places that a page has not; ``fragments``: the places of each page that was read."""
    for one in asked:
        if one.target in fragments and one.fragment not in fragments[one.target]:
            yield Problem(Location(*one.where), "fragment-broken", *_nowhere(one.target, one.fragment))


def _nowhere(target: str, fragment: str) -> tuple[str, str]:
    return f"{target} has no place called “{fragment}”", "mend the fragment, or give the target that id"


@dataclass(frozen=True, slots=True)
class _Here:
    name: str
    contents: Contents
    site: SiteFiles
    asked: list[Asked]


_Found = Iterator[tuple[Address, str, str, str]]


def _in_file(here: _Here) -> _Found:
    contents = here.contents
    if contents.rebased:
        tip = "Take the base element out: with it, the links of the page lead elsewhere on file://"
        yield contents.rebased, "base-element", f"all links of the page start at {contents.rebased.written}", tip
    for address in contents.loads.values():
        yield from _loaded(address, here)
    for address in contents.leads.values():
        yield from _led(address, here)


def _loaded(address: Address, here: _Here) -> _Found:
    scheme = scheme_of(address.written)
    if scheme in _HARMLESS_INSIDE:
        return
    if scheme:
        tip = "Ship the file with the site, or leave it out"
        yield address, "loads-from-elsewhere", f"opening the page loads {address.written}", tip
    else:
        yield from _inside(address, here)


def _led(address: Address, here: _Here) -> _Found:
    scheme = scheme_of(address.written)
    if scheme in _HARMLESS_LINKS:
        return
    if scheme:
        tip = "Link to a page of the site or to a web address"
        yield address, "link-unsafe", f"the link leads to {address.written[:80]}", tip
    else:
        yield from _inside(address, here)


def scheme_of(written: str) -> str:
    """The scheme of an address in small letters; ``https`` for one that begins with two slashes, empty for a path."""
    # Browsers drop tabs and line breaks and take a backslash for a slash before they read an address.
    plain = re.sub(r"[\t\n\r]", "", written).strip().replace("\\", "/")
    if plain.startswith("//"):
        return "https"
    match = _SCHEME.match(plain)
    return match[0][:-1].lower() if match else ""


def _inside(address: Address, here: _Here) -> _Found:
    name, site = here.name, here.site
    if name == SERVED_ONLY and address.written.startswith("/"):
        return
    try:
        parts = urlsplit(address.written)
    except ValueError:
        yield address, "link-broken", f"“{address.written}” is no address", "mend it"
        return
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if path.startswith("/") or target.startswith(".."):
        tip = "Links inside the site are relative, so that they work in any folder"
        yield address, "link-out-of-site", f"{address.written} leads out of the site's folder", tip
    elif target not in site.names:
        yield _missing(address, target, site)
    elif (wanted := _wanted(fragment)) and target != name:
        here.asked.append(Asked(target, wanted, (site.label(name), address.line, address.column)))
    elif wanted and wanted not in here.contents.fragments:
        yield address, "fragment-broken", *_nowhere(target, fragment)


def _missing(address: Address, target: str, site: SiteFiles) -> tuple[Address, str, str, str]:
    start = "" if target == "." else target + "/"
    if any(name.startswith(start) for name in site.names):
        tip = "Name the page in it: without a server, a folder shows as a bare list of files"
        return address, "link-to-folder", f"{address.written} leads to a folder", tip
    return address, "link-broken", f"{address.written} leads to {target}, which is not there", "mend or remove the link"


def _wanted(fragment: str) -> str:
    """The place that a fragment needs on its page. ``#top`` always arrives; a fragment with ``=`` is a state of the page, one
    with ``:~:`` is looked for as text.
    """
    if fragment == "top" or "=" in fragment or fragment.startswith(":~:"):
        return ""
    return fragment.partition(":~:")[0]
