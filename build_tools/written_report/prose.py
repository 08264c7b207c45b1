"""Curated Markdown → blocks of a report. Reads the safe HTML that ``markup`` makes and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from build_tools.markup import shown
from build_tools.written_report.contents import Block, Heading, Kind, Paragraph, Run, Style

_BLOCKS = {"p", "li", "tr", "blockquote", "pre"}
_STYLES: dict[str, Style] = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis"}
_TITLES = {f"h{level}" for level in range(1, 7)}
_LOWEST = 4  # titles within prose stand below those of the report


def blocks_of(markdown: str) -> Iterator[Block]:
    """The paragraphs, items and titles of a record's prose."""
    if markdown.strip():
        reading = _Reading()
        reading.feed(shown(markdown).html)
        reading.close()
        yield from reading.finished()


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._open: list[str] = []
        self._links: list[str] = []

    def finished(self) -> list[Block]:
        self._end()
        return self._blocks

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag in _TITLES:
            self._end()
        if tag == "a":
            self._links.append(dict(attributes).get("href") or "")
        if tag in ("td", "th") and self._runs:
            self._runs.append(Run(" | "))
        if tag == "br":
            self._runs.append(Run("\n"))
        else:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _TITLES:
            self._end()
        if tag == "a" and self._links:
            self._links.pop()
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        text = data if "pre" in self._open else " ".join(data.split("\n"))
        link = self._links[-1] if self._links and self._links[-1].startswith(("http://", "https://")) else ""
        style = next((_STYLES[tag] for tag in reversed(self._open) if tag in _STYLES), "")
        if text.strip() or self._runs:
            self._runs.append(Run(text, style, link))

    def _end(self) -> None:
        runs, self._runs = tuple(self._runs), []
        text = "".join(run.text for run in runs)
        if not text.strip():
            return
        if any(tag in _TITLES for tag in self._open):
            self._blocks.append(Heading(_LOWEST, text.strip()))
        else:
            self._blocks.append(Paragraph(runs, self._kind()))

    def _kind(self) -> Kind:
        if "li" in self._open or "tr" in self._open:
            return "item"
        return "quote" if "blockquote" in self._open else ""
