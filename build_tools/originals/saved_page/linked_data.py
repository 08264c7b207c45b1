"""What a page says about itself in JSON-LD: the article it is, its authors and publisher. Refuses to follow any address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Thing = Mapping[str, Any]

_LIMIT = 2_000_000
_THINGS = 2_000
_WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*+;?+\s*+\Z")
_ARTICLE = re.compile(
    r"(?:\w*NewsArticle|Article|\w*Posting|Report|ScholarlyArticle|TechArticle|ClaimReview|PressRelease|Blog|MedicalScholarlyArticle)\Z"
)
_PAGES = ("CollectionPage", "SearchResultsPage", "WebSite", "ItemList")


def things(tree: HtmlElement) -> tuple[Thing, ...]:
    """All objects of all JSON-LD scripts, those inside others and in ``@graph`` too; a script that cannot be read gives none."""
    found: list[Thing] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(_objects(_read(script.text or "")))
        if len(found) > _THINGS:
            break
    return tuple(found[:_THINGS])


def article(found: tuple[Thing, ...], titles: tuple[str, ...]) -> Thing:
    """The thing that is the page's article: of several that one whose headline the page bears; empty where there is none."""
    candidates = [thing for thing in found if any(_ARTICLE.match(kind) for kind in kinds(thing))]
    folded = {_folded(title) for title in titles if title}
    named = (thing for thing in candidates if _folded(words(thing.get("headline") or thing.get("name"))) in folded)
    dated = (thing for thing in candidates if thing.get("datePublished"))
    return next(named, None) or next(dated, None) or next(iter(candidates), {})


def kinds(thing: Thing) -> tuple[str, ...]:
    """The types of a thing, without their namespace."""
    kind = thing.get("@type")
    listed = kind if isinstance(kind, list) else [kind]
    return tuple(str(one).rpartition("/")[2].rpartition(":")[2] for one in listed if isinstance(one, str))


def is_of_several(found: tuple[Thing, ...]) -> bool:
    """Whether the page calls itself a collection, a list or a site."""
    return any(kind in _PAGES for thing in found for kind in kinds(thing))


def names(value: object, found: tuple[Thing, ...]) -> tuple[str, ...]:
    """The names of the persons or bodies that a property holds: words, things, or ids of things elsewhere on the page."""
    if isinstance(value, list):
        return tuple(name for one in value[:50] for name in names(one, ()) or names(_meant(one, found), ()))
    if isinstance(value, Mapping):
        name = value.get("name")
        if not name and value.get("@id") and found:
            return names(_meant(value, found), ())
        return tuple(words(one) for one in (name if isinstance(name, list) else [name]) if words(one))
    return (words(value),) if words(value) else ()


def _meant(value: object, found: tuple[Thing, ...]) -> object:
    wanted = value.get("@id") if isinstance(value, Mapping) else None
    return next((thing for thing in found if wanted and thing.get("@id") == wanted and thing.get("name")), None)


def words(value: object) -> str:
    """A text of JSON-LD on one line; empty for anything else. Character references are read: many writers leave them in."""
    if isinstance(value, Mapping):
        value = value.get("@value")
    return " ".join(html.unescape(value[:5000]).split()) if isinstance(value, str) else ""


def address(value: object) -> str:
    """The address that a property holds: a text, or the ``@id`` or ``url`` of a thing."""
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url")
    return words(value)


def _read(script: str) -> object:
    text = _WRAPPING.sub("", _WRAPPING.sub("", script[: _LIMIT + 1])).strip().rstrip(";")
    if not text or len(text) > _LIMIT:
        return None
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object) -> Iterator[Thing]:
    """Every object in a value, outer ones first; goes by a list and not by calls, for a file may nest a thousand deep."""
    waiting = [value]
    count = 0
    while waiting and count < _THINGS:
        current = waiting.pop(0)
        if isinstance(current, Mapping):
            count += 1
            yield current
            waiting.extend(one for one in current.values() if isinstance(one, (Mapping, list)))
        elif isinstance(current, list):
            waiting.extend(current[:_THINGS])


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
