"""Cuts a sentence where one assertion ends and the next begins: between attributions, and at contrasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from build_tools.extract.reading import Attribution, Span
from build_tools.extract.speech.clauses import contrast
from build_tools.extract.speech.finite_verbs import has_finite

FEWEST_WORDS = 4
_JOINT = re.compile(r"[,;”]\s(?:and |but |while )?\Z|\s(?:and|but|while)\s\Z")


def segments(
    text: str, start: int, end: int, found: Sequence[Attribution]
) -> Iterator[tuple[Span, Attribution | None]]:
    """Stretches of the sentence, each with the attribution that it belongs to, None for the source's own voice."""
    signed = next((item for item in found if item.direct and item.cue and text[item.cue[0][0]] in "—–―-"), None)
    if signed:  # a signature in a line of its own says nothing there
        yield from ((span, signed) for span in signed.content[:1])
        return
    uncued = next((item for item in found if not item.cue), None)
    for begin, stop in pairwise([start, *_cuts(text, start, end, found), end]):
        inside = [item for item in found if item.cue and begin <= item.cue[0][0] < stop]
        main = (item for item in inside if not _is_relative(text, item))
        yield (begin, stop), next(main, inside[0] if inside else uncued)


def _is_relative(text: str, item: Attribution) -> bool:
    """“NAME, who pleaded not guilty, denies …”: the relative clause is not what the sentence tells."""
    return bool(item.source) and text[slice(*item.source[0])] in ("who", "which")


def is_clause(text: str, start: int, end: int) -> bool:
    """Whether the stretch has words enough to assert something."""
    return len(text[start:end].split(None, FEWEST_WORDS)) >= FEWEST_WORDS


def _cuts(text: str, start: int, end: int, found: Sequence[Attribution]) -> list[int]:
    """Positions to cut at, so that every stretch keeps words enough."""
    between = (_before(text, item, last) for last, item in pairwise(found) if item.cue and last.cue)
    kept: list[int] = []
    before = _before_first(text, start, found)
    ends = (_end_of_said(text, item, end) for item in found)
    for cut in sorted({*between, *ends, *_contrast(text, start, end, found), before} - {start, -1}):
        if is_clause(text, kept[-1] if kept else start, cut) and is_clause(text, cut, end):
            kept.append(cut)
    return kept


def _before(text: str, item: Attribution, last: Attribution) -> int:
    """Where the clause of a second attribution begins; -1 where it is nested in what the first one says."""
    cue, floor = item.cue[0][0], last.cue[0][1]
    source = item.source[0][0] if item.source else cue
    begin = source if floor < source < cue else cue
    return begin if _JOINT.search(text[max(floor, begin - 8) : begin]) else -1


def _end_of_said(text: str, item: Attribution, end: int) -> int:
    """Where the source's own voice goes on behind what somebody says; -1 if no predicate stands there."""
    if not item.cue or not item.content or item.content[-1][0] < item.cue[0][0]:
        return -1
    stop = item.content[-1][1]
    return stop if stop < end and is_clause(text, stop, end) and has_finite(text, (stop, end)) else -1


_COORDINATED = re.compile(r",?\s(?:and|but)\s(?:also\s|then\s|later\s)?\Z")
_COMMA = re.compile(r",\s\Z")


def _before_first(text: str, start: int, found: Sequence[Attribution]) -> int:
    """“X did this, but added that …”, “X did this, saying …”: what X did is told by the source; -1 for no such cut."""
    first = next((item for item in found if item.cue), None)
    if first is None or not first.source or not start <= first.source[0][0]:
        return -1
    cue = first.cue[0][0]
    leans = _COMMA if text[slice(*first.cue[0])].split()[0].endswith("ing") else _COORDINATED
    if not leans.search(text, max(start, cue - 12), cue) or not _tells(text, first.source[0][1], cue):
        return -1
    return cue


def _tells(text: str, start: int, end: int) -> bool:
    """Whether a predicate stands between a subject and the cue."""
    return len(text[start:end].split(None, FEWEST_WORDS)) >= FEWEST_WORDS and has_finite(text, (start, end))


def _contrast(text: str, start: int, end: int, found: Sequence[Attribution]) -> Iterable[int]:
    """“While A claimed X, B shows Y”: the main clause begins behind the comma."""
    if not found or not found[0].cue or not contrast().match(text, start):
        return ()
    comma = text.find(", ", found[0].cue[0][1], end)
    return (comma + 2,) if comma > 0 else ()
