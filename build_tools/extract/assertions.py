"""Cuts the words of one speaker into assertions: asides taken out, a second happening or predicate apart.

Goes by small words, marks and finite verbs; knows no speakers and no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Span
from build_tools.extract.scene import clause_words
from build_tools.text import tables

FEWEST_WORDS = 4
_SHORTEST, _LONGEST = 40, 4000  # characters of what is cut; longer “sentences” are no prose
_LONGEST_ASIDE = 320
_PREDICATE_WORDS = 5  # words on both sides of “and” that make two predicates of one subject two assertions


@dataclass(frozen=True, slots=True)
class Piece:
    """One assertion: the span that bears it, and further spans whose dates are its own (cut off by an aside).

    ``is_aside``: added in passing by whoever wrote the sentence.
    """

    span: Span
    reach: tuple[Span, ...] = ()
    is_aside: bool = False


def assertions(text: str, span: Span, *, quoted: bool = False) -> list[Piece]:
    """The assertions within the span, in order. ``quoted``: it is a quotation, which is cut at clauses only."""
    if not _SHORTEST < span[1] - span[0] < _LONGEST:
        return [Piece(span)]
    parts, asides = _without_asides(text, span, quoted=quoted)
    kept = [part for part in parts if _is_clause(text, part)] or parts[:1]
    tails = tuple(part for part in parts if part not in kept)
    pieces = [piece for part in kept for piece in _cut(text, part, quoted=quoted)]
    return sorted([replace(pieces[0], reach=tails), *pieces[1:], *asides], key=lambda piece: piece.span)


def _is_clause(text: str, part: Span) -> bool:
    """Not a bare subject whose predicate comes behind an aside, nor a short tail behind one."""
    return _words(text, part) >= 3 and has_finite(text, part)


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span without the holes in it."""
    begin, left = span[0], []
    for hole in sorted(holes):
        left.append((begin, max(begin, hole[0])))
        begin = max(begin, hole[1])
    return tuple(part for part in (*left, (begin, span[1])) if part[0] < part[1])


def has_finite(text: str, span: Span) -> bool:
    """Whether a finite verb stands in the span."""
    return _has_finite().search(text, *span) is not None


# ── Asides ──────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _finite() -> str:
    listed = tables.alternatives(tables.words(gazetteer.table("finite_verbs.txt")))
    return rf"(?:{listed}|[a-z]{{2,14}}ed)\b(?!-)"


@lru_cache(maxsize=1)
def _has_finite() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_finite()}")


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    """A finite verb with an adverb before it: how the words behind an aside go on where its subject stood before."""
    return re.compile(rf"(?:(?:also|then|later|now|still|already|[a-z]+ly) )?{_finite()}")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """Where an aside opens; ``quote`` begins the words that it asserts."""
    return re.compile(
        r"(?P<dash>\s[—–]\s(?=[^—–]{15,300}\s[—–]\s))"
        r"|,\s(?P<relative>(?:which|who|where)\s)"
        r"|,\s(?=(?P<apposed>an?\s[^,;:“”]{0,120}\d))"
        r"|,\s(?=(?P<participle>[a-z]{3,12}ing\s[^,;:“”]{12,140},\s))"
    )


def _without_asides(text: str, span: Span, *, quoted: bool) -> tuple[list[Span], list[Piece]]:
    """What is left of the span without its asides, and the asides."""
    begin, end = span
    if quoted:
        return [span], []
    kept: list[Span] = []
    asides: list[Piece] = []
    position = begin
    for opened in _opening().finditer(text, begin, end):
        if opened.start() < position:
            continue
        close = _closing(text, position, opened, end)
        inner = (opened.end(), close)
        if close < 0 or not _is_worth_it(text, opened, inner):
            continue
        before = (position, opened.start())
        goes_on = _past_mark(text, close, end)
        if opened["participle"] and not (_is_subject(text, before) and _predicate().match(text, goes_on, end)):
            continue
        asides.append(Piece(inner, is_aside=True))
        kept.append(before)
        position = goes_on
    kept.append((position, end))
    return [part for part in kept if part[0] < part[1]], asides


def _closing(text: str, begin: int, opened: re.Match[str], end: int) -> int:
    """Where the aside ends: at its second dash, at a comma behind which the sentence goes on, or with the span."""
    limit = min(end, opened.end() + _LONGEST_ASIDE)
    if opened["dash"]:
        found = _DASH.search(text, opened.end(), limit)
        return found.start() if found else -1
    for comma in _COMMA.finditer(text, opened.end(), limit):
        if opened["apposed"] or opened["participle"] or _goes_on(text, begin, opened, comma.end()):
            return comma.start()
    return end if limit == end and not opened["participle"] else -1


def _goes_on(text: str, begin: int, opened: re.Match[str], position: int) -> bool:
    """Whether a predicate stands there; behind a bare subject any word that may be a verb will do."""
    if _predicate().match(text, position):
        return True
    return _PRESENT.match(text, position) is not None and _is_subject(text, (begin, opened.start()))


_PRESENT = re.compile(r"(?:[a-z]+ly )?[a-z]{2,14}[a-rt-z]s\s")
_DASH = re.compile(r"\s[—–]\s")
_COMMA = re.compile(r",\s")


def _past_mark(text: str, position: int, end: int) -> int:
    while position < end and text[position] in " ,\n—–":
        position += 1
    return position


def _is_worth_it(text: str, opened: re.Match[str], inner: Span) -> bool:
    """An aside is an assertion where it has words enough, and a verb if it is a clause."""
    if _words(text, inner) < FEWEST_WORDS:
        return False
    if not opened["relative"]:
        return True
    return _PRESENT.match(text, inner[0]) is not None or has_finite(text, inner)


def _is_subject(text: str, span: Span) -> bool:
    """Whether the words can only be the subject of a clause whose verb comes behind the aside."""
    return not has_finite(text, span) and _words(text, span) <= 14


# ── Joints ──────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    """Where one assertion ends and the next may begin (behind the match)."""
    amount = r"[“\"]?(?:(?:at least|about|around|more than|nearly|some) )?(?:[\d.,]+|[a-z]+)[”\"]?"
    subject = r"(?:there|the|an?|its|his|her|their|some|many|no|all|most|both|several|[A-Z][\w’.-]+|\d[\d.,]*)\s"
    return re.compile(
        rf"(?P<hedge>,?\s(?:and |but |or )?(?={clause_words('hedging-adverb')}\s))"
        rf"|(?P<share>,\s(?={amount} of (?:whom|which)\b))"
        rf"|(?P<gerund>,?\s(?=(?:(?:shortly|soon|immediately|just|days|hours|weeks) )?(?:after|before)\s[a-z]{{2,14}}ing\s))"
        rf"|(?P<clause>,\s(?:and|but|as|because|although|though|while|whereas)\s(?={subject}))"
        rf"|(?P<predicate>,?\s(?:and|but)\s(?=(?:(?:also|then|later|now|still|already) )?{_finite()}))"
    )


def _cut(text: str, span: Span, *, quoted: bool) -> Iterator[Piece]:
    """The span at its joints; ``reach`` of a piece is what was cut off from it by an aside."""
    begin, end = _past_contrast(text, span)
    if begin > span[0]:
        yield Piece((span[0], begin))
    position = begin
    for joint in _joint().finditer(text, begin, end):
        if _is_joint(text, joint, (position, end), quoted=quoted):
            yield Piece((position, joint.start()))
            position = joint.end()
    yield Piece((position, end))


def _past_contrast(text: str, span: Span) -> Span:
    """“While A did this, B did that”: where the main clause begins; the span's own begin if there is no such comma."""
    begin, end = span
    found = _contrasting().match(text, begin, end)
    comma = text.find(", ", found.end(), min(end, begin + _LONGEST_ASIDE)) if found else -1
    if comma < 0 or min(_words(text, (begin, comma)), _words(text, (comma, end))) < FEWEST_WORDS + 1:
        return span
    return (comma + 2, end)


@lru_cache(maxsize=1)
def _contrasting() -> re.Pattern[str]:
    return re.compile(rf"[“\"]?{clause_words('contrast')}\s")


def _is_joint(text: str, joint: re.Match[str], span: Span, *, quoted: bool) -> bool:
    before, behind = (span[0], joint.start()), (joint.end(), span[1])
    if min(_words(text, before), _words(text, behind)) < FEWEST_WORDS:
        return False
    if joint["hedge"] or joint["share"]:
        return True
    if not has_finite(text, before):
        return False
    if joint["gerund"]:
        return not quoted
    reach = (behind[0], min(behind[1], behind[0] + 110))
    if joint["clause"]:
        return has_finite(text, reach)
    enough = min(_words(text, before), _words(text, behind)) >= _PREDICATE_WORDS
    return enough and not quoted and not _PARTICIPLE_BEFORE.search(text, max(before[0], before[1] - 20), before[1])


_PARTICIPLE_BEFORE = re.compile(r"[a-z]ed\Z")


def _words(text: str, span: Span) -> int:
    return len(text[span[0] : min(span[1], span[0] + 400)].split())
