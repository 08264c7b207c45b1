"""Tables of captured pages (CSV): what Bellingcat's auto-archiver writes into a sheet or a file of its own, and tables that
researchers keep with an address and a text in each row. A row with a text is an article. Follows no link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from build_tools.originals.article import FIELDS, Article
from build_tools.originals.csv_rows import Row, rows
from build_tools.originals.left_out import some_of, with_remarks
from build_tools.originals.running_text import paragraphs
from build_tools.originals.written import as_address
from build_tools.problems import Location, Problem

_WITNESSES = ("hash", "wacz", "replay", "screenshot")  # told beside the address of the archive's copy
_REASONS = {
    "row-not-archived": ("not archived", "Let auto-archiver run over them again, and save the table anew."),
    "row-without-text": ("without a text", "Save their pages (as HTML, or the WACZ that the row names) into seeds/."),
    "row-unreadable": ("not readable", "Look at these rows; auto-archiver writes one record a row."),
}


@dataclass(frozen=True)
class _Reading:
    """The articles so far, and the rows that are none, by reason: each with its line and name."""

    articles: list[Article] = field(default_factory=list)
    passed: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        if row.unread:
            self._pass_over("row-unreadable", row, row.unread)
        elif "status" in row.cells and not _is_archived(row.cells["status"]):
            self._pass_over("row-not-archived", row, row.cells["status"] or "no status")
        elif text := paragraphs(row.cells.get("text", "")):
            self.articles.append(_article(row, text))
        else:
            self._pass_over("row-without-text", row, row.cells.get("url", ""))

    def _pass_over(self, code: str, row: Row, words: str) -> None:
        self.passed.setdefault(code, []).append((row.line, f"{row.name} ({words})" if words else row.name))

    def remarks(self, name: str) -> Iterator[Problem]:
        for code, found in self.passed.items():
            what, tip = _REASONS[code]
            counted = "1 row is" if len(found) == 1 else f"{len(found)} rows are"
            message = f"{counted} {what}: {some_of([words for _, words in found])}"
            yield Problem(Location(name, found[0][0]), code, message, tip)


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The rows that hold a text. Raises ProblemsFound: no CSV, no such columns, or no row with a text."""
    reading = _Reading()
    for row in rows(data, name):
        reading.take(row)
    return with_remarks(reading.articles, reading.remarks(name))


def _article(row: Row, text: str) -> Article:
    given: dict[str, Any] = {key: row.cells.get(key, "") for key in FIELDS}
    given["archived"] = _first_address(given["archived"])
    told_by = {key: row.places[key] for key in FIELDS if given[key]}
    if given["archived"]:
        told_by["archived"] += _witnessed(row)
    given["authors"] = tuple(name.strip() for name in given["authors"].split(";") if name.strip())
    return Article(text=text, part=row.name, told_by=told_by, **given)


def _is_archived(status: str) -> bool:
    """auto-archiver: “wayback: success”, “[cached] telethon: success”, and of old “already archived”."""
    told = status.lower()
    return "success" in told or told in ("archived", "already archived", "done", "ok", "yes")


def _first_address(written: str) -> str:
    return next((address for one in written.split() if (address := as_address(one))), "")


def _witnessed(row: Row) -> str:
    """What else the row tells of the copy, so that it can be verified: hash, web archive, screenshot."""
    cells = ((key, row.cells.get(key, "").split()) for key in _WITNESSES)
    told = [f"{key} {next(iter(filter(as_address, words)), words[0])}" for key, words in cells if words]
    return f" ({', '.join(told)})" if told else ""
