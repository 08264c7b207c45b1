"""Reads an annotated page as a browser would: the article's text, every element, and what the notes say."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    """An element with its attributes and all the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def classes(self) -> set[str]:
        """The names in its class attribute."""
        return set(self.attributes.get("class", "").split())


@dataclass
class ReadPage:
    """All elements of a page in their order; ``article`` is the text of its paragraphs, one behind the other."""

    elements: list[Element] = field(default_factory=list)

    @property
    def article(self) -> str:
        """What stands in the paragraphs of the text."""
        return "".join(one.text for one in self.having("text"))

    def having(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [one for one in self.elements if name in one.classes]

    def with_id(self, id: str) -> Element:
        """The one element that bears the id."""
        (found,) = (one for one in self.elements if one.attributes.get("id") == id)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ReadPage()
        self._lying: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in _VOID:
            self._lying.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._lying and self._lying[-1].tag == tag, f"</{tag}> closes {self._lying[-1:]}"
        self._lying.pop()

    def handle_data(self, data: str) -> None:
        for element in self._lying:
            element.text += data

    def close(self) -> None:
        super().close()
        assert not self._lying, f"left open: {self._lying}"


def read_page(html: str) -> ReadPage:
    """Parses a page; fails where an element is not closed in its turn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
