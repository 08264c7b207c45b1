"""Two texts held against each other word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from build_tools.review.report import Line, Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 3000
_AROUND = 8  # tokens of what stays the same that are shown beside a change, where only changes are of interest


def marked(before: str, after: str, *, around: int | None = None) -> Line:
    """One text with the words marked that went and that came. ``around``: leave out what is further from a change."""
    mine, theirs = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(mine), len(theirs)) > _MOST:
        return (Span(before, "gone"), Span(" → "), Span(after, "new"))
    return tuple(_spans(mine, theirs, around))


def prose(before: str, after: str) -> Line:
    """The changes in a longer text, each with a few words around it."""
    return marked(before, after, around=_AROUND)


def _spans(mine: list[str], theirs: list[str], around: int | None) -> Iterator[Span]:
    blocks = _joined(SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes(), mine)
    for at, (tag, start, end, first, last) in enumerate(blocks):
        if tag == "equal":
            kept = mine[start:end]
            yield Span("".join(_short(kept, around, begins=at == 0, ends=at == len(blocks) - 1)))
            continue
        if end > start:
            yield Span("".join(mine[start:end]), "gone")
        if end > start and last > first:
            yield Span(" ")
        if last > first:
            yield Span("".join(theirs[first:last]), "new")


Opcode = tuple[str, int, int, int, int]


def _joined(codes: Sequence[Opcode], mine: list[str]) -> list[Opcode]:
    """Changes with nothing but a blank between them are one: words, not letters, were changed."""
    found: list[Opcode] = []
    for at, one in enumerate(codes):
        tag, start, end, _, last = one
        blank = tag == "equal" and not "".join(mine[start:end]).strip() and 0 < at < len(codes) - 1
        if found and found[-1][0] != "equal" and (tag != "equal" or blank):
            began, begun = found[-1][1], found[-1][3]
            found[-1] = ("replace", began, end, begun, last)
        else:
            found.append(one)
    return found


def _short(tokens: list[str], around: int | None, *, begins: bool, ends: bool) -> list[str]:
    if around is None or len(tokens) <= 2 * around + 2:
        return tokens
    head = [] if begins else tokens[:around]
    tail = [] if ends else tokens[-around:]
    return [*head, " … " if head and tail else "… " if tail else " …", *tail]
