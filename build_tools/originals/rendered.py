"""HTML as a renderer writes it (of Markdown, or of a short piece of a message) → plain text. Finds no article in a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = re.compile(
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|"
    "nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_UNREAD = re.compile("script|style|template|noscript|iframe|object|svg|math|head|title|select|textarea")
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def plain_words(markup: str) -> str:
    """The words, paragraphs parted by an empty line; list items begin with “- ” or their number, cells of a table are
    parted by “ | ”. Links keep their words, pictures and scripts leave none.
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._line: list[str] = []
        self._lists: list[int] = []
        self._unread = self._kept = 0
        self._gap = "\n\n"

    def text(self) -> str:
        """What was read so far."""
        self._end_line()
        return "".join(self._pieces).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        if _UNREAD.fullmatch(tag):
            self._unread += 1
        elif tag == "br":
            self._line.append("\x00")
        elif tag in _CELLS:
            self._line.append(" | " if "".join(self._line).strip() else "")
        elif _BLOCKS.fullmatch(tag):
            self._begin(tag, dict(attrs))

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._end_line()
        if tag in ("ul", "ol"):
            self._gap = "\n" if self._lists else "\n\n"
            start = attributes.get("start") or "1"
            self._lists.append(int(start) if tag == "ol" and start.isdecimal() and len(start) < 9 else int(tag == "ol"))
        elif tag == "li":
            self._line.append(self._mark())
        elif tag == "pre":
            self._kept += 1

    def _mark(self) -> str:
        if not self._lists or not self._lists[-1]:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if _UNREAD.fullmatch(tag):
            self._unread = max(0, self._unread - 1)
        elif _BLOCKS.fullmatch(tag):
            self._end_line()
            self._gap = "\n" if tag in ("li", "tr", "thead", "tbody") else "\n\n"
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._kept = max(0, self._kept - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        if not self._unread:
            self._line.append(data.replace("\n", "\x00") if self._kept else data.replace("\x00", " "))

    def _end_line(self) -> None:
        words = _BLANKS.sub(" ", "".join(self._line)).strip()
        lines = "\n".join(part.strip() for part in words.split("\x00")).strip()
        if lines.strip("-. 0123456789|"):
            self._pieces += [self._gap if self._pieces else "", lines]
            self._gap = "\n\n"
            self._line = []
        elif not self._lists:
            self._line = []
