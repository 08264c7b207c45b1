"""What a page tells about its article, with the place in the file of each: title, authors, publisher, day, language, address.

Where places contradict each other, the one that was made for the purpose counts, and what the reader of the page sees.
Refuses to guess: a day that stands anywhere in the page is not the day of publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_tools.originals.saved_page import linked_data
from build_tools.originals.saved_page.tree import running_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_MOST = 50  # values of one name that are looked at


@dataclass(frozen=True, slots=True)
class Told:
    """One place's word: what it says, and where in the file that stands."""

    says: str
    where: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a page that its readers of fields look into; taken before anything is removed from the tree."""

    tree: HtmlElement
    metas: Mapping[str, Sequence[str]]
    things: tuple[linked_data.Thing, ...]
    article: linked_data.Thing
    heading: str
    document_title: str

    def meta(self, *names: str) -> Iterator[Told]:
        """What the ``meta`` elements of these names say, in the order of the names."""
        for name in names:
            for value in self.metas.get(name, ())[:_MOST]:
                yield Told(value, f"meta {name}")

    def linked(self, *keys: str) -> Iterator[Told]:
        """What the article of the JSON-LD says under these keys."""
        for key in keys:
            value = self.article.get(key)
            for one in value if isinstance(value, list) else [value]:
                if words := linked_data.words(one):
                    yield Told(words, f"JSON-LD {key}")


def without_dates(found: Marks) -> Marks:
    """The marks without what the head says of days."""
    return replace(found, metas={name: said for name, said in found.metas.items() if not name.startswith("article:")})


def marks(tree: HtmlElement) -> Marks:
    """The marks of a page."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "")[:5000].split())
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and element.get(key):
                name = (element.get(key) or "").strip().lower()
                metas.setdefault(name, []).append(content)
    things = linked_data.things(tree)
    heading = first_heading(tree)
    titles = (heading, *metas.get("og:title", ())[:_MOST])
    named = next(iter(tree.iter("title")), None)
    document_title = running_text(named) if named is not None else ""
    return Marks(tree, metas, things, linked_data.article(things, titles), heading, document_title)


def first_heading(tree: HtmlElement) -> str:
    """The words of the page's headline: of its ``h1`` elements the longest of the first three, for a site's name can be one."""
    headings = [text for text in (running_text(one) for one in list(tree.iter("h1"))[:3]) if text]
    return max(headings, key=len, default="")


def first(told: Iterable[Told]) -> Told:
    """The first place that says anything."""
    return next((one for one in told if one.says), Told("", ""))
