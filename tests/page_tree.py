"""A page as a tree of elements, to ask what stands around a piece of text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_MUTE = frozenset({"script", "style", "template"})


@dataclass(eq=False)
class Element:
    """An element: what is in it is text or other elements, in order; ``around`` is the one it stands in."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    around: Element | None = None
    inside: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        """The names in its class attribute."""
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All text in it, white space as one blank."""
        return plain("".join(text for _, text in self.texts()))

    def texts(self) -> Iterator[tuple[Element, str]]:
        """Every piece of text in it that a reader sees, with the element that it stands in."""
        for one in self.inside:
            if isinstance(one, str):
                yield self, one
            elif one.tag not in _MUTE:
                yield from one.texts()

    def elements(self) -> Iterator[Element]:
        """Itself and all elements in it, in the order of the page."""
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.elements()

    def outwards(self) -> Iterator[Element]:
        """Itself and all that it stands in, the nearest first."""
        one: Element | None = self
        while one is not None:
            yield one
            one = one.around

    def links(self, page: str) -> set[str]:
        """Where the links in it lead, for the page at ``page``: web addresses, or paths from the site's root."""
        written = (one.attributes["href"] for one in self.elements() if "href" in one.attributes)
        return {resolved(address, page) for address in written}


def resolved(address: str, page: str) -> str:
    """A link of the page at ``page`` as a path from the site's root, with its fragment; web addresses stay."""
    if re.match(r"[a-z][a-z0-9+.-]*:", address):
        return address
    path, mark, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
    return target + mark + fragment


def plain(text: str) -> str:
    """White space as one blank, none at the ends."""
    return re.sub(r"\s+", " ", text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self.here = Element("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.here = self.here.inside[-1]  # type: ignore[assignment]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.inside.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        while self.here.tag != tag and self.here.around:
            self.here = self.here.around
        self.here = self.here.around or self.here

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def read_tree(html: str) -> Element:
    """The whole of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.top


def main_of(tree: Element) -> Element:
    """What stands between the frame's parts."""
    return next(one for one in tree.elements() if one.tag == "main")
