"""HTML as a renderer writes it (of Markdown, or of a short piece of a message) → plain text. Finds no article in a page."""

from __future__ import annotations

import re

_BLOCKS = re.compile(
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|"
    "nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_UNREAD = re.compile("script|style|template|noscript|iframe|object|svg|math|head|title|select|textarea")
_CELLS = frozenset({"td", "th"})
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def plain_words(markup: str) -> str:
    """The words, paragraphs parted by an empty line; list items begin with “- ” or their number, cells of a table are
    parted by “ | ”. Links keep their words, pictures and scripts leave none.
    """
    from lxml import etree

    # Python's own parser of HTML takes time that grows with the square of what is left open, and raises on some of it.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_UNREADABLE.sub(" ", markup).encode(), parser)
    except etree.XMLSyntaxError:  # nothing in it
        return ""
    reader = _Reader()
    for event, element in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        if event == "start":
            reader.start(element.tag, element.attrib.get("start", ""))
            reader.take(element.text or "")
        else:
            reader.end(element.tag)
            reader.take(element.tail or "")
    return reader.text()


class _Reader:
    """Collects the words of elements as they begin and end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._line: list[str] = []
        self._lists: list[int] = []
        self._unread = self._kept = 0
        self._is_said = False  # whether the line holds words of the text, and not marks of lists and cells alone
        self._gap = "\n\n"

    def text(self) -> str:
        """What was read so far."""
        self._end_line()
        return "".join(self._pieces).strip()

    def start(self, tag: str, first: str) -> None:
        """An element begins; ``first``: the number that a list begins with, if it says so."""
        if _UNREAD.fullmatch(tag):
            self._unread += 1
        elif tag == "br":
            self._line.append("\x00")
        elif tag in _CELLS:
            self._line.append(" | " if any(map(str.strip, self._line)) else "")
        elif _BLOCKS.fullmatch(tag):
            self._begin(tag, first if first.isdecimal() and len(first) < 9 else "1")

    def _begin(self, tag: str, first: str) -> None:
        self._end_line()
        if tag in ("ul", "ol"):
            self._gap = "\n" if self._lists else "\n\n"
            self._lists.append(int(first) if tag == "ol" else 0)
        elif tag == "li":
            self._line.append(self._mark())
        elif tag == "pre":
            self._kept += 1

    def _mark(self) -> str:
        if not self._lists or not self._lists[-1]:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def end(self, tag: str) -> None:
        """An element ends."""
        if _UNREAD.fullmatch(tag):
            self._unread = max(0, self._unread - 1)
        elif _BLOCKS.fullmatch(tag):
            self._end_line()
            self._gap = "\n" if tag in ("li", "tr", "thead", "tbody") else "\n\n"
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._kept = max(0, self._kept - (tag == "pre"))

    def take(self, data: str) -> None:
        """Words stand there."""
        if not self._unread:
            self._line.append(data.replace("\n", "\x00") if self._kept else data.replace("\x00", " "))
            self._is_said = self._is_said or bool(data.strip())

    def _end_line(self) -> None:
        words = _BLANKS.sub(" ", "".join(self._line)).strip()
        lines = "\n".join(part.strip() for part in words.split("\x00")).strip()
        if self._is_said and lines:
            self._pieces += [self._gap if self._pieces else "", lines]
            self._gap = "\n\n"
            self._line, self._is_said = [], False
        elif not self._lists:
            self._line = []
