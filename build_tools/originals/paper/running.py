"""What runs along the pages of a PDF without being its text: heads, feet, numbers of pages. What a browser prints there tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from build_tools.originals.paper.lines import Line

_EDGE = 3  # lines from the top and from the foot of a page among which heads and feet are looked for
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|página|стр\.?|с\.|стор\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|из|з|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_PRINTED_ADDRESS = re.compile(r"(https?://\S+)(?:\s+\d+/\d+)?\Z")


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without those at its edges that are numbers, or that come again on other pages."""
    counts = Counter(form for page in pages for form in {_form(line) for line in _edges(page)})
    often = {form for form, count in counts.items() if count >= max(2, 0.3 * len(pages))}
    return [_inner(page, often) for page in pages]


def printed_address(pages: Sequence[Sequence[Line]]) -> str:
    """The address that a browser printed at the foot of every page; empty where there is none."""
    found = Counter(match[1] for page in pages for line in _edges(page) if (match := _PRINTED_ADDRESS.match(line.text)))
    address, count = next(iter(found.most_common(1)), ("", 0))
    return address if count == len(pages) else ""


def _inner(page: Sequence[Line], often: set[str]) -> list[Line]:
    edges = set(_edges(page))
    return [line for line in page if not (line in edges and (_form(line) in often or _is_number(line, page)))]


def _is_number(line: Line, page: Sequence[Line]) -> bool:
    """A number alone, above or below all else."""
    others = [one.foot for one in page if one is not line]
    if not others or not _NUMBER.fullmatch(line.text):
        return False
    return line.foot < min(others) - 0.3 * line.size or line.foot > max(others) + 0.3 * line.size


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.foot)
    return [*by_height[:_EDGE], *by_height[-_EDGE:]] if len(by_height) > 2 * _EDGE else by_height


def _form(line: Line) -> str:
    """What is the same on every page: the words without numbers, and the height."""
    words = re.sub(r"\d+|\b[ivxlc]{1,6}\b", "#", line.text.casefold())
    return f"{words} {round(line.foot / 6)}"
