"""The headline of a page and the name of its outlet, out of the four places that give one and seldom agree to the letter."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from build_tools.originals.saved_page import linked_data
from build_tools.originals.saved_page.edges import condensed
from build_tools.originals.saved_page.told import Marks, Told, first
from build_tools.originals.written import as_line

_SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|–—·•»›:/-]+\s+|[|»]\s*)|[|»]\s*")
_CUT = re.compile(r"(?:(?<!\s)\s+)?(?:…|\.\.\.)\Z")
_OUTLET = re.compile(r"NewsMediaOrganization|Organization|WebSite|Corporation|NGO|GovernmentOrganization")


def title(marks: Marks, address: str) -> Told:
    """The headline: one that two places agree on, as the page shows it before others; else by the worth of the places.

    The name of the outlet behind a stroke is no part of it.
    """
    outlet = publisher(marks).says
    places = [
        Told(marks.heading, "the page's h1"),
        *marks.linked("headline"),
        *marks.meta("og:title", "twitter:title", "dc.title", "parsely-title", "citation_title", "headline"),
        Told(marks.document_title, "the page's title"),
    ]
    places = [Told(as_line(without_outlet(one.says, outlet, address)), one.where) for one in places]
    places = [one for one in places if one.says and condensed(one.says) != condensed(outlet)]
    agreed = (one for one in places if any(_agree(one, other) for other in places if other is not one))
    by_worth = sorted(places, key=lambda one: one.where == "the page's h1")
    return next(agreed, None) or first(by_worth)


def all_titles(marks: Marks) -> tuple[str, ...]:
    """Every headline that the page gives anywhere, for knowing it in the text."""
    told = (*marks.linked("headline", "alternativeHeadline", "name"), *marks.meta("og:title", "twitter:title"))
    return tuple(dict.fromkeys(filter(None, (marks.heading, *(one.says for one in told), marks.document_title))))


def without_outlet(written: str, outlet: str, address: str) -> str:
    """“Bridge closed | The Herald” → “Bridge closed”, where the part behind the last stroke is the outlet or its address."""
    for _ in range(3):
        strokes = list(_SEPARATOR.finditer(written))
        if not strokes:
            break
        head, tail = written[: strokes[-1].start()], written[strokes[-1].end() :]
        if not head.strip() or not _is_outlet(tail, outlet, address, "|" in strokes[-1][0]):
            break
        written = head
    return written


def _is_outlet(tail: str, outlet: str, address: str, is_bar: bool) -> bool:
    letters, known = condensed(tail), condensed(outlet)
    host = condensed(_host(address))
    if known and (letters == known or (len(letters) > 3 and (letters in known or known in letters))):
        return len(tail.split()) <= 8
    if len(letters) > 3 and host and (letters in host or host in letters):
        return True
    return is_bar and len(tail.split()) <= 4


def publisher(marks: Marks) -> Told:
    """The outlet's name: the article's publisher in the JSON-LD, the site's name, an organisation in the JSON-LD."""
    named = linked_data.names(marks.article.get("publisher"), marks.things)
    bodies = (
        Told(linked_data.words(thing.get("name")), f"JSON-LD {kind} name")
        for thing in marks.things
        for kind in linked_data.kinds(thing)
        if _OUTLET.fullmatch(kind)
    )
    places = (
        *(Told(name, "JSON-LD publisher") for name in named[:1]),
        *marks.meta("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher"),
        *bodies,
        *marks.meta("application-name", "apple-mobile-web-app-title"),
    )
    found = first(one for one in places if not one.says.startswith("http") and len(one.says) <= 120)
    return Told(as_line(found.says), found.where)


def _agree(one: Told, other: Told) -> bool:
    first_words, second_words = condensed(_CUT.sub("", one.says)), condensed(_CUT.sub("", other.says))
    if _CUT.search(one.says):
        return False
    is_cut = bool(_CUT.search(other.says)) and first_words.startswith(second_words)
    has_tail = other.says.startswith(one.says) and bool(_SEPARATOR.match(other.says, len(one.says)))
    return first_words == second_words or is_cut or has_tail


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rpartition(".")[0]
