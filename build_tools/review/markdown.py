"""A report as Markdown for a pull request: every span escaped, long lists folded, never longer than a comment may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.review.escaping import address, escaped, in_code
from build_tools.review.report import Item, Line, Report, Section, Span

LIMIT = 60_000  # GitHub takes 65,536 characters in one comment; some of them count twice
_TAGS = {"strong": "strong", "gone": "del", "new": "ins"}
_ROOM_FOR_THE_END = 400
_COMMIT = re.compile(r"\{commit\}")


@dataclass(frozen=True)
class Links:
    """Where lines of files are shown. ``base`` may hold ``{commit}``, for which the commit of either state is put in; a
    state without one gets no links. Without ``{commit}`` the base shows the later state.
    """

    base: str = ""
    before: str = ""
    after: str = ""

    def to(self, span: Span) -> str:
        """The address of a span's line; empty where there is none."""
        if not self.base or span.spot is None:
            return ""
        commit = self.before if span.spot.was else self.after
        named = "{commit}" in self.base
        if named and not commit or span.spot.was and not named:
            return ""
        return address(_COMMIT.sub(commit, self.base), span.spot.path, span.spot.line)


def as_markdown(report: Report, links: Links = Links(), *, limit: int = LIMIT, whole: str = "") -> str:
    """The report in at most ``limit`` characters. ``whole``: the command that shows what had to be left out."""
    page = _Page(links, limit - _ROOM_FOR_THE_END - len(whole))
    page.add(f"## {escaped(report.title)}", "", page.line(report.compared), "")
    for item in report.glance:
        page.item(item)
    for section in report.sections:
        page.section(section)
    return page.closed(whole)


class _Page:
    """What has been written so far, and how much room is left."""

    def __init__(self, links: Links, room: int) -> None:
        self._links = links
        self._room = room
        self._lines: list[str] = []
        self._left_out: dict[str, int] = {}

    def add(self, *lines: str) -> None:
        """Lines that have to be there."""
        self._lines += lines
        self._room -= sum(_size(line) + 1 for line in lines)

    def item(self, item: Item) -> bool:
        """An item with what stands below it, if there is room."""
        lines = [*self._bullets(item)]
        if sum(_size(line) + 1 for line in lines) > self._room:
            lines = [lines[0], "  - …"] if len(lines) > 1 else lines
        if sum(_size(line) + 1 for line in lines) > self._room:
            return False
        self.add(*lines)
        return True

    def _bullets(self, item: Item, indent: str = "") -> Iterator[str]:
        yield f"{indent}- {self.line(item.line)}"
        for below in item.below:
            yield from self._bullets(below, f"{indent}  ")

    def section(self, section: Section) -> None:
        """A section with as many of its items as there is room for."""
        title = escaped(section.title)
        head = ["", f"### {title}", ""]
        if section.folded:
            head = ["", f"<details><summary><strong>{title}</strong> ({len(section.items)})</summary>", ""]
        foot = ["", "</details>"] if section.folded else []
        if section.note:
            head += [escaped(section.note), ""]
        frame = sum(_size(line) + 1 for line in (*head, *foot))
        if frame + 40 > self._room:
            self._left_out[section.title] = len(section.items)
            return
        self.add(*head)
        self._room -= sum(_size(line) + 1 for line in foot)
        for at, item in enumerate(section.items):
            if not self.item(item):
                self._left_out[section.title] = len(section.items) - at
                break
        self._lines += foot

    def closed(self, whole: str) -> str:
        """The text, with a sentence on what was left out."""
        if self._left_out:
            names = list(self._left_out.items())
            told = "; ".join(f"{title}: {number}" for title, number in names[:4])
            more = f"; {len(names) - 4} more sections" if len(names) > 4 else ""
            how = f" {in_code(whole)} shows everything." if whole else ""
            self._lines += ["", f"**Left out, since a comment has only so much room:** {escaped(told + more)}.{how}"]
        return "\n".join(self._lines) + "\n"

    def line(self, spans: Line) -> str:
        """One line, escaped."""
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        text = in_code(span.text) if span.style == "code" else escaped(span.text)
        if span.style in _TAGS:
            text = f"<{_TAGS[span.style]}>{text}</{_TAGS[span.style]}>"
        target = self._links.to(span)
        if target and span.spot:  # the address has the whole path
            return f"[{escaped(span.text.rpartition('/')[2])}]({target})"
        return text


def _size(text: str) -> int:
    """Characters as forges count them: those beyond the basic plane are two."""
    return len(text.encode("utf-16-le")) // 2
