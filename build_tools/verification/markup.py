"""A page or style sheet → what it loads, where it leads, what it can be entered by, and its words. Knows no site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

# Attributes whose address a browser fetches by itself (HTML Living Standard; SVG 2), by element.
_LOADED = {
    "audio": ("src",), "body": ("background",), "embed": ("src",), "feimage": ("href", "xlink:href"),
    "frame": ("src",), "iframe": ("src",), "image": ("href", "xlink:href"), "img": ("src", "srcset"),
    "input": ("src",), "link": ("imagesrcset",), "object": ("data",), "script": ("src", "href", "xlink:href"),
    "source": ("src", "srcset"), "track": ("src",), "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
_LOADING_RELATIONS = frozenset(
    "stylesheet icon apple-touch-icon mask-icon manifest preload prefetch prerender modulepreload preconnect "
    "dns-prefetch expect".split()
)
_LEADS = {"a": ("href", "xlink:href", "ping"), "area": ("href", "ping"), "form": ("action",), "link": ("href",)}

_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one that is not closed goes to the end
_CSS_ADDRESS = re.compile(
    r"""url\(\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^"'()\s]++))\s*+\)"""
    r"""|@import\s++(?:"(?P<import2>[^"]*+)"|'(?P<import1>[^']*+)')"""
    r"""|image-set\(\s*+(?:"(?P<set2>[^"]*+)"|'(?P<set1>[^']*+)')""",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?(?P<address>[^\"']*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as written and where it stands: line and column from 1."""

    written: str
    line: int = 1
    column: int = 1


@dataclass
class Contents:
    """What a file loads and leads to (each address once), its fragments, and its words piece by piece."""

    loads: dict[str, Address] = field(default_factory=dict)
    leads: dict[str, Address] = field(default_factory=dict)
    fragments: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    rebased: Address | None = None


def read_html(text: str) -> Contents:
    """Read an HTML or SVG file."""
    reader = _Reader(text)
    last = (
        text.rfind(">") + 1
    )  # behind it no element can begin; the library takes time with the square of what seems to
    reader.feed(text[:last])
    reader.handle_data(unescape(text[last:]))
    reader.close()
    return reader.contents


def read_css(text: str) -> Contents:
    """Read a style sheet."""
    contents = Contents()
    for address in css_addresses(text):
        contents.loads.setdefault(address.written, address)
    return contents


def css_addresses(text: str) -> Iterator[Address]:
    """The addresses that a style sheet loads."""
    text = _CSS_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    line, begin, read = 1, 0, 0  # of the line: its number and where it begins; how far lines are counted
    for match in _CSS_ADDRESS.finditer(text):
        written = next(group for group in match.groups() if group is not None)
        line += text.count("\n", read, match.start())
        begin = max(begin, text.rfind("\n", read, match.start()) + 1)
        read = match.start()
        yield Address(written, line, match.start() - begin + 1)


class _Reader(HTMLParser):
    """Thousands of pages are read, each of which has hundreds of elements: what is asked of all of them is little."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.contents = Contents()
        self._element = ""
        self._text, self._at = text, 0
        self._line, self._begin = 1, 0  # where the line begins in which an address was last met

    def updatepos(self, i: int, j: int) -> int:
        """Lines are counted where somebody asks (``_address``), not at every element."""
        self._at += max(0, j - i)
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element = tag
        if not attrs:
            return
        values = {name: value or "" for name, value in attrs}
        for name in ("id", "name"):
            if values.get(name):
                self.contents.fragments.add(values[name])
        self.contents.words += [value for value in values.values() if len(value) > 200]
        for name in _LOADED.get(tag, ()):
            if name in values:
                self._loads(values[name], several="srcset" in name)
        for name in _LEADS.get(tag, ()):
            if name in values:
                self._leads(tag, values[name], values.get("rel", ""))
        if "style" in values:
            for address in css_addresses(values["style"]):
                self._loads(address.written)
        self._special(tag, values)

    def _special(self, tag: str, values: dict[str, str]) -> None:
        if tag == "base" and "href" in values:
            self.contents.rebased = self._address(values["href"])
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self._loads(_REFRESH.match(values.get("content", ""))["address"])  # type: ignore[index]
        if "srcdoc" in values:
            inside = read_html(values["srcdoc"])
            for written in inside.loads:
                self._loads(written)

    def _loads(self, written: str, *, several: bool = False) -> None:
        addresses = [part.split()[0] for part in written.split(",") if part.split()] if several else [written.strip()]
        for one in filter(None, addresses):
            if one not in self.contents.loads:
                self.contents.loads[one] = self._address(one)

    def _leads(self, tag: str, written: str, relation: str) -> None:
        if tag == "link" and _LOADING_RELATIONS & set(relation.lower().split()):
            self._loads(written)
        elif (plain := written.strip()) not in self.contents.leads:
            self.contents.leads[plain] = self._address(plain)

    def _address(self, written: str) -> Address:
        self._line += self._text.count("\n", self._begin, self._at)
        self._begin = max(self._begin, self._text.rfind("\n", self._begin, self._at) + 1)
        return Address(written, self._line, self._at - self._begin + 1)

    def handle_endtag(self, tag: str) -> None:
        self._element = ""

    def handle_data(self, data: str) -> None:
        self.contents.words.append(data)
        if self._element == "style":
            for address in css_addresses(data):
                self._loads(address.written)
