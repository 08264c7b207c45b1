"""A report as it is before it is written down: sections of items made of spans of text. Knows no markup.

Whatever stands in a span may come from a stranger's file; those who write a report down escape every one.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spot:
    """A line of a file; ``was``: in the earlier state."""

    path: str
    line: int
    was: bool = False


@dataclass(frozen=True)
class Span:
    """Some text. ``style``: empty, ``strong``, ``code`` (ids, codes), ``gone`` or ``new`` (words of a comparison)."""

    text: str
    style: str = ""
    spot: Spot | None = None


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Item:
    """One thing said, and what there is to say below it."""

    line: Line
    below: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Section:
    """Items under a title. ``folded``: shown only on request, where that can be; ``note`` stands above them."""

    title: str
    items: tuple[Item, ...]
    folded: bool = False
    note: str = ""


@dataclass(frozen=True)
class Report:
    """All of it: what was compared, what matters most, then section by section."""

    title: str
    compared: Line
    glance: tuple[Item, ...]
    sections: tuple[Section, ...] = field(default_factory=tuple)


def line(*parts: str | Span | Line) -> Line:
    """A line of its parts: strings are plain text."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, tuple):
            spans += part
        else:
            spans.append(part if isinstance(part, Span) else Span(part))
    return tuple(span for span in spans if span.text)


def items(*lines: Line) -> tuple[Item, ...]:
    """Lines as items with nothing below them."""
    return tuple(Item(one) for one in lines)


def strong(text: str) -> Span:
    """Text that stands out."""
    return Span(text, "strong")


def code(text: str) -> Span:
    """An id, a code or a value as it is written in a file."""
    return Span(text, "code")
