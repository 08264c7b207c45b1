"""Reads the downloads of a dossier of attacks as the programs do for which they are made, and tells what would act there."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_CALENDAR = re.compile(r"[A-Z-]+(?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:]*))*:|BEGIN:|END:")
# For programs that make its cells part of what they know: no letter of them may be another (its guide says so).
_FOR_PROGRAMS = frozenset({"statements.csv.gz"})
_LEADS, _RUN = ("href", "src", "action"), re.compile(r"\s*(?:(?:java|vb)script|data):")
_ATOM = "{http://www.w3.org/2005/Atom}"
_RUNS = frozenset(
    {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "base",
        "form",
        "img",
        "video",
        "audio",
        "link",
        "meta",
    }
)


def acting(folder: Path) -> tuple[int, str, tuple[str, ...]]:
    """How many cells, lines and values were read, what they are, and which of them would act or break out of their place."""
    tried, found = 0, []
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.name not in _FOR_PROGRAMS):
        for count, wrong in _read(path):
            tried += count
            found += [f"{path.relative_to(folder)}: {wrong}"] if wrong else []
    return tried, "cells, lines and values", tuple(found[:40])


def _read(path: Path) -> Iterator[tuple[int, str]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    readers = {".csv": _csv, ".json": _json, ".jsonl": _jsonl, ".jsonld": _json, ".xml": _xml, ".ics": _ics, ".ris": _ris, ".bib": _bib}  # fmt: skip
    if reader := readers.get(suffix):
        yield from reader(content.decode("utf-8"))


def _csv(text: str) -> Iterator[tuple[int, str]]:
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    for row in rows:
        yield 1, "" if len(row) == len(head) else f"a row of {len(row)} cells: {row[:2]}"
        for cell in row:
            yield 1, repr(cell) if _FORMULA.match(cell) and not _NUMBER.match(cell) else ""


def _json(text: str) -> Iterator[tuple[int, str]]:
    try:
        json.loads(text)
    except ValueError:  # one value a line
        yield from _jsonl(text)
    else:
        yield text.count('"') // 2, ""


def _jsonl(text: str) -> Iterator[tuple[int, str]]:
    for line in text.split("\n"):
        if line:
            json.loads(line)
            yield 1, ""


def _xml(text: str) -> Iterator[tuple[int, str]]:
    for one in ElementTree.fromstring(text).iter():
        yield 1, ""
        if one.tag in (f"{_ATOM}content", f"{_ATOM}summary", f"{_ATOM}title") and one.get("type") == "html":
            reader = _Html()
            reader.feed(one.text or "")
            yield from ((0, wrong) for wrong in reader.wrong)
        if "href" in one.attrib:
            yield 0, "" if re.match(r"https?:|mailto:|urn:|[\w./#-]*\Z", one.attrib["href"]) else one.attrib["href"]


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        runs = [name for name, value in attrs if name.startswith("on") or (name in _LEADS and _RUN.match(value or ""))]
        if tag in _RUNS or runs:
            self.wrong.append(self.get_starttag_text() or tag)


def _ics(text: str) -> Iterator[tuple[int, str]]:
    lines = text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")
    for line in filter(None, lines):
        yield 1, "" if _CALENDAR.match(line) and not re.search(r"[\r\n]", line) else line[:80]
    yield 0, "" if lines.count("END:VCALENDAR") == 1 else "more than one calendar"


def _ris(text: str) -> Iterator[tuple[int, str]]:
    lines = [line for line in re.split(r"\r\n|\n|\r", text) if line]
    for line in lines:
        yield 1, "" if re.match(r"[A-Z][A-Z0-9]  - ", line) else line[:80]
    begun, ended = (sum(line.startswith(tag) for line in lines) for tag in ("TY  -", "ER  -"))
    yield 0, "" if begun == ended else f"{begun} begun, {ended} ended"


def _bib(text: str) -> Iterator[tuple[int, str]]:
    depth = 0
    for line in text.split("\n"):
        yield 1, "" if depth or not line or re.match(r"@\w+\{[\w:.-]+,$|%", line) else line[:80]
        plain = re.sub(r"\\.", "", line)
        depth += plain.count("{") - plain.count("}")
    yield 0, "" if depth == 0 else "braces that do not meet"
