"""The tightest words of a stretch that can be quoted: without who said them, marks and joining words at the edges."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.claims.segments import is_clause
from build_tools.extract.reading import Attribution, Span
from build_tools.extract.speech import cues
from build_tools.extract.speech.cue_speakers import is_nobody
from build_tools.extract.speech.finite_verbs import has_finite
from build_tools.extract.speech.scene import clause_words

_AUXILIARIES = 25  # characters between a subject and its verb at most (“has since also”)
_SHORT_TAIL = 6  # words between a quotation and who said it
_MARKS = "“\"'"
_SHORTEST = 20  # characters of a quote that can stand without its speaker
_EDGE = " \t\n,;:—–-"
_TRAILING = re.compile(r"(?<![\s,])[\s,]++(?:and|but|while)\Z")


def tightest(text: str, stretch: Span, attribution: Attribution | None) -> Span:
    """The words that bear the claim. A denial or refusal keeps the words that make it one, but not its speaker."""
    if attribution is None:
        return trimmed(text, *stretch)
    if attribution.own_stance in ("denies", "declines"):
        return trimmed(text, *_from_predicate(text, stretch, attribution))
    return trimmed(text, *said(text, stretch, attribution))


def is_quoted(text: str, span: Span, attribution: Attribution | None) -> bool:
    """Whether the span is a quotation as a whole, not words of the source that quote a few."""
    return attribution is not None and attribution.direct and not _MARK.search(text, *span)


def keeps_cue(span: Span, attribution: Attribution | None) -> bool:
    """Whether the cue is part of the quote."""
    return attribution is not None and bool(attribution.cue) and span[0] <= attribution.cue[0][0] < span[1]


_MARK = re.compile('[“"]')
_PREPOSITION = re.compile(r"\s(?:on|in|at|to|late|early|during|over)(?: the)?\s\Z")


def before_preposition(text: str, begin: int, position: int) -> int:
    """Where “on …”, “to the …” begins that leads up to the position; the position itself if nothing does."""
    found = _PREPOSITION.search(text, max(begin, position - 12), position)
    return found.start() if found else position


def _from_predicate(text: str, stretch: Span, attribution: Attribution) -> Span:
    """The stretch without a speaker who stands just before the cue: the claim has him in a field of its own."""
    cue, source = attribution.cue[0], (attribution.source or ((0, 0),))[0]
    is_subject = stretch[0] <= source[0] < source[1] <= cue[0] and cue[0] - source[1] < _AUXILIARIES
    is_subject = is_subject and not is_nobody(text, source[0])  # “neither side admitted …” is true only as a whole
    begin = source[1] if is_subject else stretch[0]
    return (begin, stretch[1]) if len(text[begin : stretch[1]].split(None, 2)) > 1 else stretch


def said(text: str, stretch: Span, attribution: Attribution | None) -> Span:
    """The words of a stretch without who said them, where they can stand alone; else the stretch."""
    if attribution is None or not attribution.content:
        return stretch
    if _needs_its_cue(text, attribution):
        return _from_predicate(text, stretch, attribution)
    inside = _inside(stretch, attribution)
    if not inside:
        return stretch
    begin, end = min(begin for begin, _ in inside), max(end for _, end in inside)
    if attribution.cue and not attribution.direct and begin < attribution.cue[0][0] < end:
        begin, end = max(inside, key=lambda span: (has_finite(text, span), span[1] - span[0]))
    if attribution.direct and attribution.cue and text[begin] in '“"' and end <= attribution.cue[0][0]:
        end = _closed_early(text, begin, end)
    if lead := _lead_in().match(text, begin, end) or _past_hearer(text, attribution, begin, end):
        begin = lead.end()
    if text.startswith("to ", begin) and attribution.cue and attribution.cue[0][0] < begin:
        begin = max(stretch[0], attribution.cue[0][0])  # “claimed to have …”: no clause without its verb
    stands = end - begin > _SHORTEST and is_clause(text, begin, end)
    whole = (
        attribution.direct
        and text[begin] in _MARKS
        and text[begin:end].count(" ") > 1
        and has_finite(text, (begin, end))
    )
    return (begin, end) if stands or whole else stretch


def _closed_early(text: str, begin: int, end: int) -> int:
    """Where a quotation closes a few words before the end: those are the source's own, not what is quoted."""
    mark = "”" if text[begin] == "“" else text[begin]
    close = text.rfind(mark, begin + 1, end)
    is_short = 0 < end - close - 1 and len(text[close + 1 : end].split()) <= _SHORT_TAIL
    return close + 1 if close > 0 and is_short and text.find(mark, begin + 1, close) < 0 else end


def _inside(stretch: Span, attribution: Attribution) -> list[Span]:
    """The spans of what is said, as far as they lie in the stretch."""
    clipped = ((max(stretch[0], begin), min(stretch[1], end)) for begin, end in attribution.content)
    return [(begin, end) for begin, end in clipped if begin < end]


_HEARER = re.compile(r"[^.,;:“”]{2,90}?\sthat\s")


def _past_hearer(text: str, attribution: Attribution, begin: int, end: int) -> re.Match[str] | None:
    """“assured the public on television that …”: whom he told, and where, is no part of what is said."""
    if not attribution.cue or text[slice(*attribution.cue[0])] not in gazetteer.listed(
        "clause_words.tsv", "tells-somebody"
    ):
        return None
    return _HEARER.match(text, begin, end)


@lru_cache(maxsize=1)
def _lead_in() -> re.Pattern[str]:
    """“said [on Telegram] that …”: the medium and the joining word are no part of what is said."""
    return re.compile(rf"(?:(?:{clause_words('lead-in')}\b[^,.;“”]{{0,60}}?|citing [^.;:“”]{{2,80}}),?\s)?that\s+")


@lru_cache(maxsize=1)
def _bare_object() -> re.Pattern[str]:
    return re.compile(rf"\s(?!{clause_words('complete')}\b)[a-z]")


def _needs_its_cue(text: str, attribution: Attribution) -> bool:
    """“declared victory”, “refused to”: the cue is part of what is said, or the words alone are no clause."""
    if not attribution.cue or attribution.content[0][0] < attribution.cue[0][0]:
        return False
    begin, end = attribution.cue[0]
    cue, stop = text[begin:end], attribution.content[-1][1]
    if cue in gazetteer.listed("clause_words.tsv", "needs-complement") and not _THAT.match(text, end, stop):
        return True
    may_lack_subject = cue in gazetteer.listed("clause_words.tsv", "needs-subject")
    if may_lack_subject and _bare_object().match(text[end : end + 12]):
        return True
    known = cues.known(text, begin, end)
    return known is not None and known.kind in ("act", "weak", "figure") and not _THAT.match(text, end, stop)


_THAT = re.compile(r"[^.;:“”]{0,60}?,?\sthat\s(?!of\b)")


def trimmed(text: str, begin: int, end: int) -> Span:
    """Without blanks and commas at the edges, without joining words, a lone quotation mark, the last stop."""
    while begin < end and text[begin] in _EDGE:
        begin += 1
    while end > begin and text[end - 1] in _EDGE:
        end -= 1
    if joined := _joining().match(text, begin, end):
        begin = joined.end()
    if trailing := _TRAILING.search(text[max(begin, end - 12) : end]):
        end -= len(trailing[0])
    begin, end = _without_marks(text, begin, end)
    while end > begin and text[end - 1] in _EDGE:
        end -= 1
    return begin, end - _ends_in_idle_stop(text, begin, end)


def _without_marks(text: str, begin: int, end: int) -> Span:
    """Without a lone quotation mark, or the two around what is quoted as a whole: those are the article's."""
    opening, closing = ("“", "”") if "“" in text[begin:end] or "”" in text[begin:end] else ('"', '"')
    inside = text[begin:end]
    marks = inside.count(opening) + (inside.count(closing) if closing != opening else 0)
    opens, closes = inside.startswith(opening), inside.endswith(closing)
    if marks == 1 and (opens or closes) or marks == 2 and opens and closes:
        return begin + opens, end - closes
    return begin, end


@lru_cache(maxsize=1)
def _joining() -> re.Pattern[str]:
    return re.compile(rf"{clause_words('edge')}\s")


def _ends_in_idle_stop(text: str, begin: int, end: int) -> bool:
    return end - begin > 1 and text[end - 1] == "." and not _kept_stop().search(text[max(begin, end - 8) : end])


@lru_cache(maxsize=1)
def _kept_stop() -> re.Pattern[str]:
    return re.compile(rf"(?:[A-Z]\.[A-Z]|\b{clause_words('abbreviation')}|\.)\.\Z")
