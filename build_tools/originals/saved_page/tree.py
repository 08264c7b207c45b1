"""Text of a page → its tree of elements, within limits. Knows HTML; refuses to know what a page is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.problems import Location, Problem, ProblemsFound

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MARKUP_LIMIT = (
    12_000_000  # characters that are left when pictures, scripts and styles are out: a long book has two million
)
ELEMENT_LIMIT = 120_000
_MOST_ATTRIBUTES = 1000  # of one element: the parser compares each with all others
_LONG_TAG = re.compile(r"<([a-z][\w:-]{0,40})[\s/]([^<>]{4000,})", re.IGNORECASE)
_VALUE = re.compile("\"[^\"]*\"|'[^']*'")
_DATA_ADDRESS = re.compile(r"(?<=[\"'(=])data:[a-z]+/[a-z0-9.+-]+[;,][^\s\"'<>()]{200,}", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_UNREAD = re.compile(r"<(script|style|svg|textarea|template)\b([^>]{0,400})", re.IGNORECASE)
_CLOSING = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "svg", "textarea", "template")}


def parsed(text: str, name: str) -> HtmlElement:
    """The tree of a page as browsers would build it, with its comments; JSON-LD is the only script left in it.

    Raises ProblemsFound: ``original-too-large``, ``original-empty`` where there is no element at all.
    """
    from lxml import etree, html

    text = _without_unread(_DATA_ADDRESS.sub("data:,", _CONTROLS.sub("", text)))
    text = _LONG_TAG.sub(_with_few_attributes, text)
    if len(text) > MARKUP_LIMIT:
        raise ProblemsFound([too_large(name, f"{len(text) // 1_000_000} million characters of markup")])
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise ProblemsFound([nothing_to_read(name)]) from None
    if sum(1 for _ in tree.iter()) > ELEMENT_LIMIT:
        raise ProblemsFound([too_large(name, f"more than {ELEMENT_LIMIT} elements")])
    return tree


def _with_few_attributes(tag: re.Match[str]) -> str:
    names = _VALUE.sub("", tag[2])
    return f"<{tag[1]} " if max(names.count("="), len(names.split())) > _MOST_ATTRIBUTES else tag[0]


def named_words(element: HtmlElement) -> tuple[str, ...]:
    """The words that an element's class, id and the like are made of: ``relatedLinks_box-2`` gives related, links, box."""
    named = (element.get(key) or "" for key in ("class", "id", "data-testid", "data-component", "data-module"))
    return tuple(_WORD.findall(_HUMP.sub(" ", " ".join(named))[:2000].lower()))


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")


def tag_of(element: HtmlElement) -> str:
    """The element's tag; empty for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element itself, then what holds it, up to the root."""
    current = element
    while current is not None:
        yield current
        current = current.getparent()


def running_text(element: HtmlElement) -> str:
    """All the words under an element on one line, with one blank where the file has any."""
    return " ".join(" ".join(element.xpath(".//text()[not(parent::script)]")).split())


def nothing_to_read(name: str) -> Problem:
    """A file in which no element of a page can be found."""
    tip = "Save the page again from the browser (“Web page, complete”), or put the article's text into a .txt file"
    return Problem(Location(name), "original-empty", "the file holds nothing that a browser would show as a page", tip)


def too_large(name: str, what: str) -> Problem:
    """A page beyond the limits; ``what`` says which one."""
    tip = "Save the article alone (the browser's reader view or print view), or put its text into a .txt file"
    return Problem(Location(name), "original-too-large", f"the page is too large to be an article: {what}", tip)


def _without_unread(text: str) -> str:
    """The page without what stands between the tags of scripts, styles and drawings, JSON-LD excepted. Linear: a tag that is
    never closed takes the rest of the page with it, as in a browser.
    """
    kept: list[str] = []
    position = 0
    while opened := _UNREAD.search(text, position):
        closed = _CLOSING[opened[1].lower()].search(text, opened.end())
        closing = closed.start() if closed else len(text)
        is_kept = opened[1].lower() == "script" and "ld+json" in opened[2].lower()
        kept.append(text[position : closing if is_kept else opened.start()])
        position = closing
        if not is_kept:
            kept.append(f"<{opened[1]}>")
    return "".join([*kept, text[position:]])
