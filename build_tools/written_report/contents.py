"""What a report consists of, whatever file it becomes: headings, paragraphs of runs, notes. Knows no record and no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["", "strong", "emphasis"]
Kind = Literal["", "lead", "quote", "remark", "item", "warning"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``link``: an address that it leads to; ``note``: the number of the note behind it,
    0 for none.
    """

    text: str
    style: Style = ""
    link: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a part; ``level`` counts from 1, which is the report's own title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that belong together. ``kind`` says what they are; ``lang`` is their language (BCP 47), empty for English."""

    runs: tuple[Run, ...]
    kind: Kind = ""
    lang: str = ""


Block = Heading | Paragraph


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. ``notes``: the text of each note, the first one being number 1. ``as_of``: the day of the dossier's
    last change (EDTF), empty where it is not known.
    """

    title: str
    subject: str
    blocks: tuple[Block, ...]
    notes: tuple[tuple[Run, ...], ...]
    as_of: str = ""


def text_of(runs: tuple[Run, ...]) -> str:
    """The words without their styles."""
    return "".join(run.text for run in runs)
