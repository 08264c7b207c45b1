"""Cuts the words of one speaker into assertions: asides taken out, a second happening or predicate apart.

Goes by small words, marks and finite verbs; knows no speakers and no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.extract.claims import asides
from build_tools.extract.claims.asides import FEWEST_WORDS, words
from build_tools.extract.reading import Span
from build_tools.extract.speech import finite_verbs
from build_tools.extract.speech.finite_verbs import has_finite
from build_tools.extract.speech.scene import clause_words
from build_tools.text import numerals

_SHORTEST, _LONGEST = 40, 4000  # characters of what is cut; longer “sentences” are no prose
_LONGEST_CONTRAST = 320
_REACH_OF_SUBJECT = 110  # characters in which the verb of a new clause comes
_PREDICATE_WORDS = 5  # words before “and” without a comma that make two predicates of one subject two assertions


@dataclass(frozen=True, slots=True)
class Piece:
    """One assertion: the span that bears it, and further spans whose dates are its own (cut off by an aside).

    ``is_aside``: added in passing by whoever wrote the sentence; ``hole`` is it with its marks. ``is_mute``: it bears no
    claim; it stays inside another piece, and only its dates are not that one's. ``goes_on``: a second object of the same
    verb (“… and that …”), which has the stance of the first.
    """

    span: Span
    reach: tuple[Span, ...] = ()
    hole: Span | None = None
    is_aside: bool = False
    is_mute: bool = False
    goes_on: bool = False

    def is_dated_by_itself(self, text: str) -> bool:
        """“after passing the lower house last month”: another happening, before or after the one that is told."""
        return _LAPSE.match(text, *self.span) is not None


def assertions(text: str, span: Span, *, quoted: bool = False) -> list[Piece]:
    """The assertions within the span, in order. ``quoted``: it is a quotation, which is cut at clauses only."""
    if not _SHORTEST < span[1] - span[0] < _LONGEST:
        return [Piece(span)]
    found = [] if quoted else list(asides.asides(text, span))
    parts = without(span, [aside.hole for aside in found if not aside.mute]) or (span,)
    kept = [part for part in parts if _is_clause(text, part)] or list(parts[:1])
    if words(text, kept[0]) < FEWEST_WORDS - 1:
        return [Piece(span)]
    mute = [aside.hole for aside in found if aside.mute]
    tails = tuple(part for part in parts if part not in kept)
    pieces = [piece for part in kept for piece in _cut(text, part, mute, quoted=quoted)]
    told = [Piece(aside.span, hole=aside.hole, is_aside=aside.own, is_mute=aside.mute) for aside in found]
    return sorted([replace(pieces[0], reach=tails), *pieces[1:], *told], key=lambda piece: piece.span)


def _is_clause(text: str, part: Span) -> bool:
    """Not a bare subject whose predicate comes behind an aside, nor a short tail behind one."""
    return words(text, part) >= 3 and has_finite(text, part)


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span without the holes in it."""
    begin, left = span[0], []
    for hole in sorted(holes):
        left.append((begin, max(begin, hole[0])))
        begin = max(begin, hole[1])
    return tuple(part for part in (*left, (begin, span[1])) if part[0] < part[1])


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    """Where one assertion ends and the next may begin (behind the match)."""
    amount = r"[“\"]?(?:(?:at least|about|around|more than|nearly|some|only) )?(?:[\d.,]+|[a-z]+)[”\"]?"
    subject = rf"(?:{clause_words('subject')}|[A-Z][\w’.-]+|[\d$€£][\d.,]*)\s"
    ago = "shortly|soon|immediately|just|hours|days|weeks|months|minutes|years"
    lapse = rf"(?:(?:{ago}) )?"
    first = rf"(?:and|but|or|{clause_words('hedging-adverb')}|{ago}|after|before)"
    return re.compile(
        rf"(?=[,:]\s|\s{first}\s)(?:"  # what all of them begin with, so that most words are passed over at once
        rf"(?P<hedge>,?\s(?:and |but |or )?(?={clause_words('hedging-adverb')}\s))"
        rf"|(?P<share>,\s(?={amount} of (?:whom|which)\b|of which {amount}\s))"
        rf"|(?P<gerund>,?\s(?={lapse}(?:after|before)\s[a-z]{{2,14}}ing\s))"
        rf"|(?P<lapse>,?\s(?={lapse}after\s{subject})|,\s(?=(?:minutes|hours|days|weeks|months|moments)\sbefore\s{subject}))"
        rf"|(?P<that>(?:,\s|,?\s(?:and|but)\s)(?=that\s(?!{finite_verbs.form()})[\w“$€£]))"
        r"|(?P<question>,?\s(?:and|or)\s(?=(?:how|what|why|whether|when|where)\s))"
        r"|(?P<colon>:\s(?=\w))"
        rf"|(?P<clause>,\s(?:and|but|as|because|although|though|while|whereas)\s(?={subject}))"
        r"|(?P<pronoun>,\s(?:and|but)\s(?=(?:he|she|it|they|we|I)\s))"
        rf"|(?P<predicate>,?\s(?:and|but)\s(?=(?:(?:also|then|later|now|still|already) )?{finite_verbs.form()})))"
    )


def _cut(text: str, span: Span, mute: Sequence[Span], *, quoted: bool) -> Iterator[Piece]:
    """The span at its joints, if they do not lie inside one of the mute asides."""
    begin, end = _past_contrast(text, span)
    if begin > span[0]:
        yield Piece((span[0], begin))
    position, goes_on = begin, False
    for joint in _joint().finditer(text, begin, end):
        inside = any(first <= joint.start() < last for first, last in mute)
        if not inside and _is_joint(text, joint, (position, end), quoted=quoted):
            yield Piece((position, joint.start()), goes_on=goes_on)
            position, goes_on = joint.end(), joint.lastgroup in ("that", "question")
    yield Piece((position, end), goes_on=goes_on)


def _past_contrast(text: str, span: Span) -> Span:
    """“While A did this, B did that”: where the main clause begins; the span's own begin if there is no such comma."""
    begin, end = span
    found = _contrasting().match(text, begin, end)
    comma = text.find(", ", found.end(), min(end, begin + _LONGEST_CONTRAST)) if found else -1
    if comma < 0 or min(words(text, (begin, comma)), words(text, (comma, end))) <= FEWEST_WORDS:
        return span
    return (comma + 2, end)


@lru_cache(maxsize=1)
def _contrasting() -> re.Pattern[str]:
    return re.compile(rf"[“\"]?{clause_words('contrast')}\s")


_LAPSE = re.compile(r"(?:[a-z]+ )?(?:after|before)\s")
_CLAUSES_ONLY = ("predicate", "gerund", "lapse", "colon")  # where what is quoted is not cut
_PARTICIPLE_BEFORE = re.compile(r"[a-z]ed\Z")
_ABOUT = re.compile(r"\b(?:about|as|in|of|on|over) (?:how|what|why|whether|when|where)\s")
_ASKS = re.compile(r"\b(?:how|what|why|whether|when|where)\s")
_COUNTED = re.compile(r"(?:hours|days|weeks|months|minutes|years)\s")
_FEW = ("few", "several", "many", "some", "of", "a")  # “a couple of”
_STILL_TO_COME = re.compile(r"\b(?:will|would|to|should|must|can|could|may|might)\b")


def _is_counted(text: str, before: Span) -> bool:
    """Whether the words end in a number: what follows, “14” or “a few”, is how long after, and no part of what comes then."""
    last = text[max(before[0], before[1] - 30) : before[1]].split()[-1:]
    return bool(last) and (last[0].casefold() in _FEW or numerals.value(last[0].replace("-", " ")) is not None)


def _is_joint(text: str, joint: re.Match[str], span: Span, *, quoted: bool) -> bool:
    """Whether both sides assert something of their own."""
    kind = joint.lastgroup
    before, behind = (span[0], joint.start()), (joint.end(), span[1])
    fewest = 3 if kind == "predicate" and joint[0][0] == "," else FEWEST_WORDS
    if words(text, before) < FEWEST_WORDS or words(text, behind) < fewest or quoted and kind in _CLAUSES_ONLY:
        return False
    if kind in ("hedge", "share"):
        return True
    if kind in ("gerund", "lapse") and _COUNTED.match(text, joint.end()) and _is_counted(text, before):
        return False
    if kind == "question":
        return _ASKS.search(text, *before) is not None and (joint[0][0] == "," or not _ABOUT.search(text, *before))
    if not has_finite(text, before):
        return False
    if kind == "gerund":
        return not (text.startswith("before", joint.end()) and _STILL_TO_COME.search(text, *before))
    if kind == "predicate":
        is_pair = _PARTICIPLE_BEFORE.search(text, max(before[0], before[1] - 20), before[1])
        return not is_pair and (joint[0][0] == "," or words(text, before) >= _PREDICATE_WORDS)
    return has_finite(text, (behind[0], min(behind[1], behind[0] + _REACH_OF_SUBJECT)))
