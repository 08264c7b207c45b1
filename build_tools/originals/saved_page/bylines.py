"""Who wrote the article, by the page's own words: JSON-LD, meta elements, links of authors, bylines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from build_tools.originals.names_told import authors as names_in
from build_tools.originals.names_told import is_led
from build_tools.originals.saved_page import linked_data
from build_tools.originals.saved_page.edges import condensed
from build_tools.originals.saved_page.told import Marks
from build_tools.originals.saved_page.tree import named_words, running_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = (
    "author", "article:author_name", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "cxenseparse:author", "citation_author", "byl", "byline", "authors", "dc.contributor",
)  # fmt: skip
_LONGEST_BYLINE = 160
_FEW = 12
_BYLINE = frozenset(
    ("byline", "bylines", "author", "authors", "writer", "reporter", "journalist", "signature", "autor", "auteur")
)
_NO_BYLINE = frozenset(("comment", "comments", "bio", "related", "mail", "email", "label", "image", "avatar", "photo"))
_OTHERS = frozenset(("comment", "comments", "commentlist", "related", "recommended", "sidebar", "teaser", "card"))


def authors(marks: Marks, publisher: str, lines: Sequence[str] = ()) -> tuple[tuple[str, ...], str]:
    """The names and the place that gave them; persons in a later place count before the outlet's own name in an earlier."""
    places = [(names, where) for told, where in _places(marks, lines) if (names := names_in(told))]
    outlet = condensed(publisher)
    persons = ((names, where) for names, where in places if any(condensed(name) != outlet for name in names))
    return next(persons, None) or next(iter(places), ((), ""))


def _places(marks: Marks, lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in ("author", "creator"):
        yield linked_data.names(marks.article.get(key), marks.things), f"JSON-LD {key}"
    for name in _METAS:
        said = (one.says for one in marks.meta(name))
        yield tuple(_forename_first(one) if name.startswith("citation") else one for one in said), f"meta {name}"
    tree = marks.tree
    yield (
        _words(tree.xpath("//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*)]")),
        "itemprop author",
    )
    yield _words(tree.xpath("//a[@rel='author' or contains(concat(' ', @rel, ' '), ' author ')]")), "link rel=author"
    yield _of_byline(_named(tree)), "the page's byline"
    yield tuple(line for line in lines if is_led(line))[:1], "the page's byline"


def _forename_first(name: str) -> str:
    """“Halvorsen, Mette” → “Mette Halvorsen”: so these elements are written (Highwire Press tags)."""
    surname, comma, forename = name.partition(",")
    return f"{forename.strip()} {surname}" if comma and "," not in forename else name


def _named(tree: HtmlElement) -> list[HtmlElement]:
    """Elements that are named as a byline, the smallest ones that hold any words; not those of comments or other articles."""
    found = [
        one for one in tree.iter("p", "div", "span", "address", "a", "li", "strong", "b", "em", "dd") if _is_byline(one)
    ]
    return [one for one in found if one is found[0] or one.getparent() is found[0].getparent()][:_FEW]


def _is_byline(element: HtmlElement) -> bool:
    words = named_words(element)
    if not {"byline", "bylines", "author", "authors"} & set(words) or {"comment", "comments", "bio", "related"} & set(
        words
    ):
        return False
    return 3 <= len(running_text(element)) <= _LONGEST_BYLINE


def _of_byline(elements: list[HtmlElement]) -> tuple[str, ...]:
    """The names in a byline: its links, where it has several; else its words."""
    links = [link for element in elements for link in element.iter("a") if link.get("href")]
    return _words(links if len(links) > 1 else elements)


def _words(elements: list[HtmlElement]) -> tuple[str, ...]:
    texts = (running_text(one) for one in elements[:_FEW])
    return tuple(dict.fromkeys(text for text in texts if len(text) <= _LONGEST_BYLINE))
