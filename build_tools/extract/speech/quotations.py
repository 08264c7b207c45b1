"""Finds quotations: what stands between quotation marks, paragraph by paragraph. Knows no speakers."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model import Block, Document

_MARK = re.compile(r"[“”\"«»„]|''|``|(?<![\w'])[‘'](?=[\w“\"£$€(\[…])")
_STRAIGHT = ('"', "''")
_BEFORE_OPENING = " \n\t([{—–-/:‘'"
_MARKS = "“”\"«»„‘’'`"
_LONGEST_SINGLE = 3000
_ELIDED = re.compile(r"\d\ds?\b|(?:em|til|tis|twas|cause|n)\b", re.I)  # “the '90s”, “rock 'n' roll”
# The next mark that closes, or opens again; one that may as well be of a plural (“the ministers’ plans”) closes only
# where no other does.
_SINGLE = {
    sign: re.compile(rf"(?P<opens>(?<![\w'”\",.!?…]){sign}(?=\w))|(?P<owns>(?<=s){close}(?= [a-z]))|{close}(?!\w)")
    for sign, close in (("‘", "’"), ("'", "'"))
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, half-open offsets; ``closed`` is False where the paragraph ends before it does."""

    start: int
    end: int
    closed: bool

    def is_speech(self, text: str) -> bool:
        """Whether it is words of somebody and not a scare quote or a title: four words, or a clause with its stop."""
        inside = text[self.start : min(self.end, self.start + 400)].strip(_MARKS)
        return len(inside.split()) >= 4 or inside[-1:] in ",.!?…"


class Quotations:
    """The quotations of a document in order, and which of them hold a position."""

    def __init__(self, document: Document) -> None:
        self.all = tuple(
            found
            for block in document.blocks
            if block.is_body or block.part == "title"
            for found in _in_block(document.text, block, document.text[block.end : block.end + 3].strip()[:1])
        )
        self._starts = [quotation.start for quotation in self.all]
        speeches = [quotation for quotation in self.all if quotation.is_speech(document.text)]
        self._starts_of_speech = [quotation.start for quotation in speeches]
        self._ends_of_speech = [quotation.end for quotation in speeches]

    def at(self, position: int) -> Quotation | None:
        """The quotation around the position, if any."""
        index = bisect.bisect_right(self._starts, position) - 1
        if index >= 0 and self.all[index].start <= position < self.all[index].end:
            return self.all[index]
        return None

    def closed_before(self, position: int) -> int:
        """Where the last quotation ends that is closed by then; 0 if there is none."""
        index = bisect.bisect_right(self._starts, position) - 1
        if index >= 0 and self.all[index].end > position:
            index -= 1
        return self.all[index].end if index >= 0 else 0

    def has_speech(self, start: int, end: int) -> bool:
        """Whether somebody's words are quoted in the span."""
        first = bisect.bisect_right(self._ends_of_speech, start)
        return first < len(self._starts_of_speech) and self._starts_of_speech[first] < end

    def within(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that touch the span."""
        behind = bisect.bisect_right(self._starts, start)
        if behind == len(self.all) and not (behind and self.all[-1].end > start):
            return ()
        last = bisect.bisect_left(self._starts, end, behind)
        first = behind - 1 if behind and self.all[behind - 1].end > start else behind
        if first >= last:
            return ()
        return tuple(quotation for quotation in self.all[first:last] if quotation.end > start)


def _in_block(text: str, block: Block, following: str) -> Iterator[Quotation]:
    """``following``: the first sign of the paragraph behind, where a quotation that is not closed may go on."""
    opened = until = -1
    for mark in _MARK.finditer(text, block.start, block.end):
        sign = mark[0]
        if mark.start() < until:
            continue
        if sign in "‘'":
            until = _single_end(text, mark, block) if opened < 0 else -1
            if until < 0 and sign == following and opened < 0 and not _ELIDED.match(text, mark.end()):
                yield Quotation(mark.start(), block.end, False)
                return
            if until > 0:
                yield Quotation(mark.start(), until, True)
            continue
        if opened < 0 and sign in _STRAIGHT and not _can_open(text, mark.start(), block.start):
            continue
        if opened < 0 and sign not in "”»":
            opened = mark.start()
        elif opened >= 0 and sign not in "«„" and (sign != "“" or text[opened] == "„" or _closes(text, mark.start())):
            yield Quotation(opened, mark.end(), True)
            opened = -1
    if opened >= 0:
        yield Quotation(opened, block.end, False)


def _single_end(text: str, mark: re.Match[str], block: Block) -> int:
    """Where the quotation in single marks ends that ``mark`` opens; -1 where it opens none or is not closed."""
    if _ELIDED.match(text, mark.end()):
        return -1
    found = _SINGLE[mark[0]].finditer(text, mark.end(), min(block.end, mark.end() + _LONGEST_SINGLE))
    possessive = -1
    for sign in found:
        if sign["opens"]:
            break
        if not sign["owns"]:
            is_heading = mark[0] == "'" and (mark.start(), sign.end()) == (block.start, block.end) and block.is_body
            return -1 if is_heading else sign.end()
        possessive = sign.end() if possessive < 0 else possessive
    return possessive if mark[0] == "‘" else -1


def _can_open(text: str, position: int, start: int) -> bool:
    """Whether a straight mark stands where a quotation can begin, unlike that of “6' 2"”."""
    return position == start or text[position - 1] in _BEFORE_OPENING


def _closes(text: str, position: int) -> bool:
    """“… here,“ said”: a mark of opening that stands where one of closing should."""
    return text[position - 1] in ",.!?" and text[position + 1 : position + 2] in (" ", "\n", "")
