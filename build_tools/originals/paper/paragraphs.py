"""Lines of a PDF → paragraphs, headings and notes. Words broken at the end of a line are made whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.originals.paper.lines import Line

_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]\Z")
_ENDED = re.compile(r"[.!?:…。！？؟।][\"'”’»)\]]*\d{0,2}\Z")
_BULLET = re.compile(r"(?:[•◦‣▪●■·–—\uf0b7\uf0a7]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_LEADERS = re.compile(r"(?:\. ?){6}|…{3}")
_NOTE = re.compile(r"(?:\[?\d{1,3}\]?|[*†‡§])[.)]?\s*\S")
_HEAD_LINE = re.compile(  # “Larch Institute, Briefing, 3 March 2031”, “By Ruth Kessler”: a line under the title
    r"(?:\b\d{1,2}\.? [^\W\d_]{3,12}\.?,? |[A-Z][a-z]{2,8}\.? \d{1,2}, )(?:19|20)\d\d\Z|\b\d{4}-\d\d-\d\d\Z"
    r"|\ABy [A-Z][\w.’-]+(?: [A-Z][\w.’-]+){1,3}\Z"
)
_LARGE, _SMALL = 1.12, 0.92  # of the size of running text


@dataclass(slots=True)
class Paragraph:
    """Words that belong together. ``kind``: text, heading or note."""

    text: str
    kind: str
    size: float
    page: int


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs in reading order, one that goes on over the page whole; notes at the foot of pages come last."""
    size = running_size(pages)
    lines = [line for page in pages for line in page]
    words = _words(lines)
    found: list[Paragraph] = []
    before: Line | None = None
    shape = _Shape.of(lines, size)
    notes = _notes(pages, size)
    for line in lines:
        if line in notes:
            continue
        kind = _kind(line, size)
        if found and before and kind == found[-1].kind and not _begins(line, before, found[-1], shape):
            found[-1].text = _joined(found[-1].text, line.text, words)
        else:
            found.append(Paragraph(line.text, kind, line.size, line.page))
        before = line
    return [*found, *_note_paragraphs([line for line in lines if line in notes], words)]


def running_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most of the text is set."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page:
            letters[line.size] += len(line.text)
    return max(letters, key=lambda one: letters[one], default=0.0)


def _kind(line: Line, size: float) -> str:
    is_short = len(line.text) < 100 and not _ENDED.search(line.text)
    return "heading" if line.size > _LARGE * size or (line.is_bold and is_short and line.size >= size) else "text"


def _begins(line: Line, before: Line, so_far: Paragraph, shape: _Shape) -> bool:
    """Whether a line begins a paragraph: a bullet, a gap above, an indent, or a short line with an end before it."""
    if so_far.kind == "heading":
        return (
            abs(line.size - before.size) > 0.5 or line.page != before.page or before.foot - line.foot > 1.9 * line.size
        )
    if _BULLET.match(line.text) or _LEADERS.search(before.text):
        return True
    if line.page != before.page or line.foot > before.foot + line.size:  # the next page or column
        return bool(_ENDED.search(so_far.text)) and (shape.is_short(before) or line.left > shape.margin(line) + 4)
    if abs(line.size - before.size) > 0.08 * line.size or before.foot - line.foot > 1.25 * shape.step:
        return True
    if so_far.text == before.text and shape.is_short(before) and _HEAD_LINE.search(before.text):
        return True
    return bool(_ENDED.search(before.text)) and (line.left > before.left + 0.6 * line.size or shape.is_short(before))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the lines of each page stand: how far their left ends and widths are usual, and the step from line to line."""

    step: float
    lefts: Mapping[int, Counter[int]]
    widest: Mapping[tuple[int, int], float]

    @staticmethod
    def of(lines: Sequence[Line], size: float) -> _Shape:
        lefts: dict[int, Counter[int]] = {}
        widest: dict[tuple[int, int], float] = {}
        for line in lines:
            lefts.setdefault(line.page, Counter())[round(line.left)] += 1
            for place in _near(line):
                widest[line.page, place] = max(widest.get((line.page, place), 0.0), line.right - line.left)
        return _Shape(_usual_step(lines, size), lefts, widest)

    def margin(self, line: Line) -> float:
        """The left end that most lines of the page near this one share."""
        near = {left: count for left, count in self.lefts[line.page].items() if abs(left - line.left) < 60}
        return float(max(near, key=lambda left: near[left]))

    def is_short(self, line: Line) -> bool:
        """Whether a line ends well before its neighbours do: the last one of a paragraph."""
        return line.right - line.left < 0.75 * self.widest[line.page, round(line.left / 20)]


def _near(line: Line) -> tuple[int, ...]:
    place = round(line.left / 20)
    return place - 1, place, place + 1


def _usual_step(lines: Sequence[Line], size: float) -> float:
    """The distance from line to line in running text."""
    steps = Counter(
        round(before.foot - line.foot, 1)
        for before, line in pairwise(lines)
        if before.page == line.page and line.size == before.size == size and 0 < before.foot - line.foot < 3 * size
    )
    return steps.most_common(1)[0][0] if steps else 1.3 * size


def _notes(pages: Sequence[Sequence[Line]], size: float) -> set[Line]:
    """Lines at the foot of a page, in smaller type, from the first that begins with a number or sign."""
    notes: set[Line] = set()
    for page in pages:
        ordered = sorted(page, key=lambda line: line.foot)
        small: list[Line] = []
        for line in ordered:
            if line.size > _SMALL * size:
                break
            small.append(line)
        first = next((index for index in range(len(small) - 1, -1, -1) if _NOTE.match(small[index].text)), -1)
        notes.update(small[: first + 1])
    return notes


def _note_paragraphs(lines: Sequence[Line], words: frozenset[str]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for line in lines:
        if found and not _NOTE.match(line.text):
            found[-1].text = _joined(found[-1].text, line.text, words)
        else:
            found.append(Paragraph(line.text, "note", line.size, line.page))
    return found


def _joined(head: str, tail: str, words: frozenset[str]) -> str:
    """Two lines as one: a word broken at the end is made whole, unless the file has it with its hyphen elsewhere."""
    if not _HYPHEN.search(head) or not tail[:1].islower():
        glue = "" if _HYPHEN.search(head) or head.endswith(("–", "—", "/")) and not head.endswith((" –", " —")) else " "
        return f"{head}{glue}{tail}"
    first = re.search(r"(?<![^\W\d_])[^\W\d_]+(?=.\Z)", head)
    second = re.match(r"[^\W\d_]+", tail)
    if (
        first
        and second
        and f"{first[0]}-{second[0]}".casefold() in words
        and f"{first[0]}{second[0]}".casefold() not in words
    ):
        return f"{head[:-1]}-{tail}"
    return f"{head[:-1]}{tail}"


def _words(lines: Sequence[Line]) -> frozenset[str]:
    """All words that stand within a line, with their hyphens and their parts."""
    found: set[str] = set()
    for line in lines:
        inner = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)
        found.update(word.casefold() for word in inner)
    return frozenset(found)
