"""Finds asides in a sentence: what its author adds between dashes or commas about somebody or something named there.

Goes by marks, small words and finite verbs. Every search looks ahead a bounded way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract.reading import Span
from build_tools.extract.speech.finite_verbs import has_finite, predicate_at
from build_tools.extract.speech.scene import clause_words

FEWEST_WORDS = 4
_LONGEST = 320
_RESULT_WORDS = 6
_RECORD_WORDS = 5
_SUBJECT_WORDS = 14
_DASH = re.compile(r"\s[—–]\s")
_COMMA = re.compile(r",\s")


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch with its marks (``hole``) and the words it says (``span``).

    ``own``: told by whoever wrote the sentence, whoever else speaks in it. ``mute``: no assertion worth a claim.
    """

    hole: Span
    span: Span
    own: bool = True
    mute: bool = False


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    record = rf"(?:its|the|his|her|their)\s(?:[a-z]+\s)?{clause_words('superlative')}\s[^,;:“”]{{0,80}}"
    return re.compile(
        r"(?=,\s|\s[—–])(?:(?P<dash>\s[—–]\s(?=[^—–]{15,300}\s[—–]\s))"
        r"|,\s(?P<relative>(?:which|who|where|when)\s)"
        rf"|,\s(?=(?P<record>{record}\b{clause_words('of-all-time')}\b))"
        r"|,\s(?=(?P<apposed>an?\s[^,;:“”]{0,120}\d))"
        rf"|,\s(?!{clause_words('no-result')}\b)(?=(?P<result>[a-z]{{3,14}}ing)\s)"
        r"|,\s(?=(?P<passive>(?:[a-z]{3,14}ed|built|known|led|run|held|made|born|hit|set)\s[^,;:“”]{4,140},\s)))"
    )


def asides(text: str, span: Span) -> Iterator[Aside]:
    """The asides within the span, in order, without overlap."""
    if opened := _leading().match(text, *span):
        yield Aside((span[0], opened.end()), (span[0], opened.end() - 2), mute=True)
    position = span[0]
    for found in _opening().finditer(text, *span):
        if found.start() < position:
            continue
        aside = _closed(text, (position, span[1]), found)
        if aside:
            position = aside.hole[1]
            yield aside


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    """“Built in 1931, it …”: says something of the subject before it comes."""
    return re.compile(r"(?:[A-Z][a-z]{3,12}ed|Built|Born|Known|Led|Run|Made|Set)\s[^,;:“”]{4,80},\s(?=[A-Zia-z])")


def _closed(text: str, around: Span, opened: re.Match[str]) -> Aside | None:
    """The aside that opens there, None if it is none after all."""
    begin, end = opened.end(), around[1]
    before = (around[0], opened.start())
    close = _closing(text, before, opened, end)
    if close < 0:
        return None
    inner, behind = (begin, close), past_marks(text, close, end)
    between = is_subject(text, before) and predicate_at(text, behind, present=True) and close < end
    if opened["result"] and not (between or _is_result(text, inner, end)) or opened["passive"] and not between:
        return None
    if opened["record"] and words(text, inner) < _RECORD_WORDS:
        return None
    if opened["relative"] and not (has_finite(text, inner) or predicate_at(text, begin, present=True)):
        return None
    own = not (opened["record"] or opened["result"] and not between)
    mute = bool(opened["passive"]) or words(text, inner) < FEWEST_WORDS  # “built in 1931” only tells which one is meant
    return Aside((opened.start(), behind if close < end else end), inner, own, mute)


def _closing(text: str, before: Span, opened: re.Match[str], end: int) -> int:
    """Where the aside ends: at its second dash, at a comma behind which the sentence goes on, or with the span."""
    limit = min(end, opened.end() + _LONGEST)
    if opened["dash"]:
        found = _DASH.search(text, opened.end(), limit)
        return found.start() if found else -1
    at_once = bool(opened["apposed"] or opened["passive"] or opened["record"] or opened["result"])
    for comma in _COMMA.finditer(text, opened.end(), limit):
        if at_once or predicate_at(text, comma.end(), present=is_subject(text, before)):
            return comma.start()
    return end if limit == end and not opened["passive"] else -1


def _is_result(text: str, inner: Span, end: int) -> bool:
    """“…, leaving 14 ships outside”: at the end of its clause, with a number or words enough to be told apart."""
    number = re.search(r"\d", text[slice(*inner)]) and words(text, inner) >= FEWEST_WORDS
    return inner[1] == end and bool(number or words(text, inner) >= _RESULT_WORDS)


def is_subject(text: str, span: Span) -> bool:
    """Whether the words can only be the subject of a clause whose verb comes behind the aside."""
    return not has_finite(text, span) and words(text, span) <= _SUBJECT_WORDS


def past_marks(text: str, position: int, end: int) -> int:
    """Behind the blanks, commas and dashes that stand there."""
    while position < end and text[position] in " ,\n—–":
        position += 1
    return position


def words(text: str, span: Span) -> int:
    """How many words; of a long span, of its beginning."""
    return len(text[span[0] : min(span[1], span[0] + 400)].split())
