"""A page of a PDF → its lines with their places, in reading order, column by column. Knows no paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_WIDTHS = {**dict.fromkeys(" .,;:!|'il’‘", 0.26), **dict.fromkeys("fjrt()-[]/", 0.34), **dict.fromkeys("mwMW—%@", 0.82)}
_GAP = 1.6  # of the size: a wider one parts columns or cells
_SAME_LINE = 0.45  # of the size: how far two pieces of one line may stand above each other
_RAISED = 0.8  # of the size of the line: smaller digits above it lead to a note
_BEFORE_MARK = re.compile(r"(?:[.,;:!?”\"')»]|[^\W\d_]{4})\Z")
_COLUMN_LINES = 6
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LONGEST_PAGE, _MOST_PIECES = 200_000, 50_000  # letters; pieces of text, each of which the library places anew
_MOST_STEPS = (
    5_000_000  # of all pages of a paper: a page of words has two thousand, one that is a map a hundred thousand
)
_MOST_UNPACKED = 30_000_000  # bytes of all pages together


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type: its words, its left and right end and its foot in points, the size of most of its letters, its page from 0."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    page: int
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    left: float
    foot: float
    size: float
    is_bold: bool


class TooMuchWork(Exception):
    """A paper has more to draw than any: a few bytes can unpack to gigabytes, and be drawn again and again."""


@dataclass
class Work:
    """What the pages of a paper have cost so far."""

    unpacked: int = 0
    steps: int = 0

    def take(self, page: PageObject) -> None:
        """A page is about to be drawn. Raises TooMuchWork."""
        contents = page.get_contents()
        self.unpacked += len(contents.get_data()) if contents is not None else 0
        if self.unpacked > _MOST_UNPACKED:
            raise TooMuchWork

    def step(self, *_: Any) -> None:
        """One step of drawing, wherever on the page, or in what it draws. Raises TooMuchWork."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise TooMuchWork


def lines_of(page: PageObject, number: int, work: Work) -> list[Line]:
    """The lines of a page in reading order; without those that stand on their side. ``number`` counts from 0. Raises
    ValueError for a page in more pieces than any has, TooMuchWork with what ``work`` has told so far.
    """
    pieces: list[_Piece] = []
    length = taken = 0

    def take(text: str, page_matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        nonlocal length, taken
        length, taken = length + len(text), taken + 1
        if taken > _MOST_PIECES:
            raise ValueError("a page of too many pieces")
        if text and length <= _LONGEST_PAGE:
            pieces.append(_placed(text, page_matrix, text_matrix, font, size))

    work.take(page)
    page.extract_text(orientations=(0,), visitor_text=take, visitor_operand_before=work.step)
    work.step()  # what is raised within a drawing on the page, the library keeps to itself
    middle = _gutter(_joined(pieces, number, _is_far))
    if middle is None:
        return _joined(pieces, number, lambda last, piece: False)
    return _by_columns(_joined(pieces, number, lambda last, piece: last.left < middle <= piece.left), middle)


def clean(text: str) -> str:
    """Words of a PDF as they are read: ligatures dissolved, no soft hyphens inside, no controls, single blanks."""
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    text = re.sub(
        "[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]", "", text
    )
    return " ".join(unicodedata.normalize("NFC", text).split())


def _placed(text: str, outer: Any, inner: Any, font: Any, size: float) -> _Piece:
    """The piece with its place on the page: two matrices multiplied, as ISO 32000-1 § 9.4.4 says."""
    left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    foot = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    scale = abs(inner[3] * outer[3]) or abs(inner[1] * outer[2]) or 1
    name = str((font or {}).get("/BaseFont", "")).lower()
    return _Piece(
        text,
        float(left),
        float(foot),
        min(float(abs(size * scale)), 400.0),
        "bold" in name or "black" in name or "semibold" in name,
    )


def _joined(pieces: Sequence[_Piece], page: int, parted: Callable[[_Piece, _Piece], bool]) -> list[Line]:
    """Pieces that follow each other at one height are one line, unless the two are ``parted``."""
    found: list[Line] = []
    row: list[_Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        if piece.text.strip() and not _continues(row, piece, parted):
            found.append(_line(row, page))
            row = []
        row.append(replace(piece, text=first))
        for line, text in enumerate(rest, 1):
            found.append(_line(row, page))
            row = [replace(piece, text=text, foot=piece.foot - 1.2 * line * piece.size)] if text.strip() else []
    return [line for line in (*found, _line(row, page)) if line.text]


def _continues(row: Sequence[_Piece], piece: _Piece, parted: Callable[[_Piece, _Piece], bool]) -> bool:
    last = next((one for one in reversed(row) if one.text.strip()), None)
    if last is None:
        return True
    size = max(last.size, piece.size)
    return abs(piece.foot - last.foot) <= _SAME_LINE * size and piece.left >= last.left - 1 and not parted(last, piece)


def _is_far(last: _Piece, piece: _Piece) -> bool:
    """Whether a gap parts the two that can be one between columns."""
    return piece.left - (last.left + _width(last.text.strip()) * last.size) > _GAP * max(last.size, piece.size)


def _width(text: str) -> float:
    """About how wide a text is, in sizes of its type: of a common roman type, for few files tell it of all their types."""
    return sum(_WIDTHS.get(sign) or (1.0 if sign >= "\u2e80" else 0.66 if sign.isupper() else 0.49) for sign in text)


def _line(row: Sequence[_Piece], page: int) -> Line:
    seen = [piece for piece in row if piece.text.strip()]
    if not seen:
        return Line("", 0, 0, 0, 0, page)
    size = max(
        {piece.size for piece in seen}, key=lambda one: sum(len(piece.text) for piece in seen if piece.size == one)
    )
    main = next(piece for piece in seen if piece.size == size)
    text = ""
    for piece in row:
        text += "" if _is_note_mark(piece, main, text) else piece.text
    last = seen[-1]
    right = last.left + _width(last.text.strip()) * last.size
    bold = sum(len(piece.text) for piece in seen if piece.is_bold) > sum(len(piece.text) for piece in seen) / 2
    return Line(clean(text), seen[0].left, right, main.foot, round(size, 1), page, bold)


def _is_note_mark(piece: _Piece, main: _Piece, before: str) -> bool:
    """Whether small digits behind a sentence sign or a whole word lead to a note. Not those of CO2, m2 and at the beginning
    of a line. How far a piece is raised the file tells only if it does so by its place.
    """
    is_small = piece.size < _RAISED * main.size and piece.foot > main.foot - 0.1 * main.size
    return is_small and bool(re.fullmatch(r"[\d,\s*†‡]{1,6}", piece.text)) and bool(_BEFORE_MARK.search(before))


def _by_columns(lines: list[Line], middle: float) -> list[Line]:
    """Two columns one after the other. What runs across both stands between what is above and what is below it."""
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda one: -one.foot):
        if line.left < middle - line.size and line.right > middle + 2 * line.size:
            ordered += [*_left_then_right(band, middle), line]
            band = []
        else:
            band.append(line)
    return [*ordered, *_left_then_right(band, middle)]


def _left_then_right(band: Sequence[Line], middle: float) -> list[Line]:
    return [line for line in band if line.left < middle] + [line for line in band if line.left >= middle]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the right column begins: a left end that many lines share, with as many lines to the left that end before it."""
    if len(lines) < 2 * _COLUMN_LINES:
        return None
    starts = sorted({round(line.left) for line in lines})
    left = min(starts)
    for start in starts:
        right_side = [line for line in lines if abs(line.left - start) <= 2]
        left_side = [line for line in lines if line.left < start - 20 and line.right <= start + line.size]
        are_enough = min(len(left_side), len(right_side)) >= _COLUMN_LINES
        are_most = len(right_side) + len(left_side) >= 0.7 * len(lines)
        if start > left + 100 and are_enough and are_most and _side_by_side(left_side, right_side):
            return float(start - 1)
    return None


def _side_by_side(left_side: Sequence[Line], right_side: Sequence[Line]) -> bool:
    """Whether the two stand at the same heights, and each is long enough a line to be of running text."""
    overlap = min(max(line.foot for line in side) for side in (left_side, right_side)) - max(
        min(line.foot for line in side) for side in (left_side, right_side)
    )
    words = [sum(len(line.text) for line in side) / len(side) for side in (left_side, right_side)]
    return overlap > 5 * left_side[0].size and min(words) > 15
