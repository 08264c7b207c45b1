"""Where the links of prose lead inside the dossier. Links are those of the site’s pages: relative, ending in .html."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from build_tools import addresses
from build_tools.checks.prose import Link, links
from build_tools.checks.rule import Case
from build_tools.model import Actor, Entry, Place, Question, Record, Source

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SECTIONS: Mapping[str, type[Record]] = {
    "timeline": Entry,
    "sources": Source,
    "actors": Actor,
    "places": Place,
    "questions": Question,
}
_PAGE = re.compile(r"(?P<section>[a-z]+)/(?P<id>[a-z0-9-]+)\.html")
_FILE = re.compile(r"content/(?P<section>[a-z]+)/(?:[^/]+/)?(?P<id>[^/]+)\.md")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. ``path``: on the site, relative to its root; ``kind`` and ``id`` of the record whose page that
    is, ``kind`` None where it is no record’s. ``is_file``: written as the path of the record’s file, which is no page.
    """

    link: Link
    path: str
    fragment: str = ""
    kind: type[Record] | None = None
    id: str = ""
    is_file: bool = False


def targets(record: Record, case: Case) -> Iterator[Target]:
    """The links of a record’s prose that stay on the site; those that begin at the server’s root have a path with “/”."""
    if "](" not in record.body and "]:" not in record.body and "][" not in record.body:
        return
    page = page_of(record)
    for link in links(record.body):
        if link.address and not leads_outside(link.address):
            yield _target(link, record, page, case)


def leads_outside(address: str) -> bool:
    """Whether an address names a scheme or another host."""
    return bool(_SCHEME.match(address)) or address.replace("\\", "/").startswith("//")


def page_of(record: Record) -> str:
    """The page on which a record’s prose stands."""
    if type(record) in _SECTIONS.values():
        return addresses.address_of(record)
    return "about.html" if record.id == "about" else "index.html"


def _target(link: Link, record: Record, page: str, case: Case) -> Target:
    try:
        parts = urlsplit(link.address)
    except ValueError:
        return Target(link, link.address)
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        return Target(link, path, fragment)
    if path.endswith(".md"):
        file = posixpath.normpath(posixpath.join(posixpath.dirname(str(record.path)), path))
        found = _FILE.fullmatch(file)
        section = found["section"] if found else path.strip("./").partition("/")[0]
        return Target(link, file, fragment, _SECTIONS.get(section), posixpath.basename(path)[:-3], is_file=True)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    named = _PAGE.fullmatch(target)
    kind = _SECTIONS.get(named["section"]) if named else None
    if named and kind and is_record(kind, named["id"], case):
        return Target(link, target, fragment, kind, named["id"])
    return Target(link, target, fragment)


def is_record(kind: type[Record], id: str, case: Case) -> bool:
    """Whether there is such a record, read or broken."""
    return record_of(kind, id, case) is not None or (kind, id) in case.broken


def record_of(kind: type[Record], id: str, case: Case) -> Record | None:
    """The record of that kind and id, withheld and drafted ones too."""
    corpus = case.corpus
    groups: Mapping[type[Record], tuple[Mapping[str, Record], ...]] = {
        Entry: (corpus.entries, corpus.withheld),
        Source: (corpus.sources,),
        Actor: (corpus.actors,),
        Place: (corpus.places,),
        Question: (corpus.questions, corpus.drafted_questions),
    }
    return next((group[id] for group in groups[kind] if id in group), None)
