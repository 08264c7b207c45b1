"""The text of an article as HTML: its own words to the letter, in paragraphs, with sentences and marks around them.

The text is hostile: it is escaped here and nowhere else, and letters that hide or reorder others are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from build_tools.annotate.by_sentence import Row
from build_tools.annotate.marks import Mark, Piece, pieces
from build_tools.model import Block, Document
from build_tools.text import hidden

_POINTED_AT = ("source", "cue", "time", "name", "quantity")  # short enough to have a tip of their own


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Blocks that stand on one line of the text, with the white space before them: its HTML and its sentences."""

    kind: str
    html: Markup
    rows: tuple[Row, ...]

    @property
    def is_open(self) -> bool:
        """Whether a sentence stands in it that no claim covers."""
        return any(row.is_open for row in self.rows)


def words(text: str) -> Markup:
    """Words of the article for any other place of a page, escaped."""
    return Markup(_escaped(text))


def _escaped(text: str) -> str:
    return hidden.pattern().sub(_shown, str(escape(text)))


def _shown(match: re.Match[str]) -> str:
    return f'<span class="hidden-letter" data-point="{hidden.name(match[0])}">{match[0]}</span>'


def paragraphs(document: Document, rows: Sequence[Row], marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """The whole text: what stands in the paragraphs, one behind the other, is the text to the letter."""
    lines = list(_lines(document))
    text, waiting = document.text, 0
    bounds = [*(document.blocks[line.stop - 1].end for line in lines[:-1]), len(text)]
    cuts = {*bounds, *(row.start for row in rows), *(row.end for row in rows)}
    stream = _Stream(text, pieces(marks, len(text), cuts))
    for line, bound in zip(lines, bounds, strict=True):
        first = waiting
        while waiting < len(rows) and rows[waiting].block < line.stop:
            waiting += 1
        own = tuple(rows[first:waiting])
        yield Paragraph(_kind([document.blocks[index] for index in line]), Markup(_html(stream, own, bound)), own)


def _lines(document: Document) -> Iterator[range]:
    """The indexes of blocks that share a line, such as a dateline and its paragraph. One range at least."""
    first, blocks = 0, document.blocks
    for index in range(1, len(blocks)):
        if "\n" in document.text[blocks[index - 1].end : blocks[index].start]:
            yield range(first, index)
            first = index
    yield range(first, len(blocks))


def _kind(blocks: Sequence[Block]) -> str:
    body = [block for block in blocks if block.is_body] or blocks
    return body[0].part or body[0].kind if body else "paragraph"


def _html(stream: _Stream, rows: Sequence[Row], bound: int) -> str:
    parts = []
    for row in rows:
        parts += [stream.until(row.start), _opening(row), stream.until(row.end), "</span></span>"]
    return "".join([*parts, stream.until(bound)])


def _opening(row: Row) -> str:
    state = " open" if row.is_open else " covered" if row.claims else ""
    told = (
        "no claim covers it"
        if row.is_open
        else f"{len(row.claims)} claims"
        if row.claims
        else "not of the article itself"
    )
    number = row.number
    link = f'<a class="number" href="#note-{number}" data-number="{number}" aria-label="Sentence {number}, {told}"></a>'
    return f'<span class="sentence{state}" id="s{number}">{link}<span class="words">'


class _Stream:
    """The pieces as HTML, taken up to one position after the other."""

    def __init__(self, text: str, found: Iterator[Piece]) -> None:
        self._text = text
        self._found = found
        self._position = 0

    def until(self, position: int) -> str:
        """From where it last stopped to ``position``, which is a cut."""
        parts = []
        while self._position < position:
            piece = next(self._found)
            parts.append(_marked(self._text, piece))
            self._position = piece.end
        return "".join(parts)


def _marked(text: str, piece: Piece) -> str:
    inner = _escaped(text[piece.start : piece.end])
    if not piece.marks:
        return inner
    classes = " ".join(dict.fromkeys(name for mark in piece.marks for name in _classes(mark, piece)))
    of = " ".join(mark.of for mark in piece.marks if mark.layer in _POINTED_AT)
    of = of and f' data-of="{of}"'
    return f'<span class="{classes}"{of}>{inner}</span>'


def _classes(mark: Mark, piece: Piece) -> Iterator[str]:
    yield mark.layer
    if not mark.is_resolved:
        yield "unresolved"
    if mark.layer == "claim":
        if mark.start == piece.start:
            yield "begins"
        if mark.end == piece.end:
            yield "ends"
