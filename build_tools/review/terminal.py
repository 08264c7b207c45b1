"""A report as plain text: words that went stand in [-…-], words that came in {+…+}, as Git marks them."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.review.escaping import visible
from build_tools.review.report import Item, Line, Report, Span

_MARKS = {"gone": ("[-", "-]"), "new": ("{+", "+}")}


def as_text(report: Report) -> str:
    """The whole report, nothing folded and nothing left out."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.title}: {_line(report.compared)}"
    for item in report.glance:
        yield from _item(item)
    for section in report.sections:
        yield ""
        yield section.title
        if section.note:
            yield f"  {section.note}"
        for item in section.items:
            yield from _item(item)


def _item(item: Item, indent: str = "  ") -> Iterator[str]:
    yield f"{indent}{_line(item.line)}"
    for below in item.below:
        yield from _item(below, f"{indent}    ")


def _line(spans: Line) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    before, after = _MARKS.get(span.style, ("", ""))
    return f"{before}{visible(span.text)}{after}"
