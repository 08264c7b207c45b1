"""What the words of time around a claim's quote read as, held against the dates that the claim was given.

English texts that are at hand. Where several readings are possible it holds its tongue: a date that anything in the article
may give is no conflict.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from build_tools.checks import facts
from build_tools.checks.rule import Case
from build_tools.corpus import Corpus
from build_tools.model import Claim, Document, Entry, Source
from build_tools.text import edtf, tables
from build_tools.text.edtf import Edtf
from build_tools.text.times.find import TimeExpression
from build_tools.text.times.grammar import listed
from build_tools.text.times.tense import is_of_saying

_SAYING_WORDS = Path(__file__).parent / "words" / "saying_words.txt"
_TABLE = tables.table("time_words.tsv")
# Words of time: asked first, since it is asked of every claim.
_TIMELY = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ww]eek|[Mm]onth|[Yy]ear|day|[12]\d{3})(?![a-rt-z\d])"
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|overnight|ago|earlier|later|eve|days?|weeks?|weekend|fortnight|hours?|minutes?"
    r"|morning|afternoon|evening|nights?|noon|midnight|dawn|dusk|easter|christmas|new year|anniversary|holiday)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s?(?:[.,;:”\"\n)]|\Z|that\b)")
_OF_SOMETHING_ELSE = re.compile(
    r"[’']s\b|\s(?:was|is|are|were|would|will|had|has|have|could|may|might|must|should|marked)\b"
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateConflict:
    """A date of a claim that the words of its sentence do not give. ``key``: “when” or “said”; ``reading``: EDTF of the
    ``words``; ``excluded``: that reading leaves no room for the date, else it is wider.
    """

    key: str
    date: str
    words: str
    reading: str
    excluded: bool


def date_conflicts(claim: Claim, corpus: Corpus) -> Iterator[DateConflict]:
    """Those of a claim; none where its text is not at hand or not English."""
    source = corpus.sources.get(claim.source)
    if source and claim.source in corpus.documents and _is_english(claim, source):
        for key, date in (("when", claim.when), ("said", claim.said)):
            read = _read(date)
            if read and _is_sure(read) and (found := _Words(claim, source, corpus).against(key, read, date)):
                yield found


def _is_english(claim: Claim, source: Source) -> bool:
    return all(lang.partition("-")[0].casefold() in ("", "en") for lang in (claim.lang, source.language))


def _is_sure(date: Edtf) -> bool:
    return not (date.approximate or date.uncertain) and all(map(_is_sure, date.parts))


class _Words:
    """The words of time in the sentences of a quote, and all else in the article that may give a date."""

    def __init__(self, claim: Claim, source: Source, corpus: Corpus) -> None:
        self._claim, self._source, self._corpus = claim, source, corpus
        self._document = corpus.documents[source.id]

    def against(self, key: str, read: Edtf, date: str) -> DateConflict | None:
        """The conflict with a date of the claim, if there is one."""
        span = _span(self._claim, self._corpus)
        if span is None or not _TIMELY.search(self._document.text, *span):
            return None
        if edtf.begins_after(read.text, self._source.published):
            return None  # later than the article, which is the rule date-order's
        times = self._corpus.times_of(self._source.id)
        spoken = [time for time in times if span[0] <= time.start < span[1] and _is_date(time)]
        if not spoken:
            return None
        own = [time for time in spoken if self._concerns(key, time, span)]
        apart = bool(own) and not any(_meet(read, time) for time in spoken)
        if apart and key == "said" and self._has_one_saying(span) and not self._leads_to(read, span):
            return _conflict(key, date, own[0], excluded=True)
        day = _single_day(read)
        if self._is_given(day, times, span) if day else not apart or self._is_met(read, times, span):
            return None
        return _conflict(key, date, own[0] if apart else spoken[0], excluded=apart)

    def _concerns(self, key: str, time: TimeExpression, span: Span) -> bool:
        """Whether a time is one of the saying, or else one of what is told."""
        text = self._document.text
        before = text[span[0] : time.start]
        before = before[max(before.rfind(". "), before.rfind("\n")) + 1 :]
        if not is_of_saying(before):
            return key == "when"
        is_closed = _CLOSED.match(text, time.end) or before.endswith("on ")
        return key == "said" and bool(is_closed) and not _OF_SOMETHING_ELSE.match(text, time.end)

    def _has_one_saying(self, span: Span) -> bool:
        """Whether nobody else speaks in the sentence, so that the day of saying can be that of no other."""
        words = re.findall(r"[a-z]+", self._document.text[slice(*span)].lower())
        return not self._claim.via and sum(word in _speech() for word in words) == 1

    def _is_given(self, day: dt.date, times: Sequence[TimeExpression], span: Span) -> bool:
        """Whether anything in the article gives this day: a date, a weekday beside the quote, the day of publication."""
        text = self._document.text
        if day in _ends(self._source.published) or (day.month, day.day) in _days_in(text):
            return True
        if re.search(rf"\b{day.day}(?:st|nd|rd|th)\b", text):
            return True
        return any(day in _ends(time.edtf) for time in times) or self._leads_to(
            edtf.parse(day.isoformat()), self._wider(span)
        )

    def _is_met(self, read: Edtf, times: Sequence[TimeExpression], span: Span) -> bool:
        """Whether any date of the article may be meant with a wider date."""
        published = _read(self._source.published)
        dated = [one for time in times if time.edtf and (one := _read(time.edtf))]
        if any(read.overlaps(one) for one in dated) or published and read.overlaps(published):
            return True
        return self._has_unread(self._wider(span))

    def _wider(self, span: Span) -> Span:
        """With the sentence before."""
        sentences = self._document.sentences
        at = bisect_left(sentences, span[0], key=lambda one: one.start)
        return sentences[max(0, at - 1)].start, span[1]

    def _leads_to(self, read: Edtf, span: Span) -> bool:
        """Whether these words have a weekday of that name, or a relative word that was not read."""
        day = _single_day(read)
        named = day and _weekday(day.weekday()).search(self._document.text, *span)
        return bool(named) or self._has_unread(span)

    def _has_unread(self, span: Span) -> bool:
        read = [
            (time.start, time.end)
            for time in self._corpus.times_of(self._source.id)
            if time.edtf and span[0] <= time.start < span[1]
        ]
        return any(
            not any(first <= word.start() < last for first, last in read)
            for word in _RELATIVE.finditer(self._document.text, *span)
        )


def _conflict(key: str, date: str, time: TimeExpression, *, excluded: bool) -> DateConflict:
    return DateConflict(key, date, time.text, time.edtf, excluded)


def _span(claim: Claim, corpus: Corpus) -> Span | None:
    """From the sentence in which the quote begins to the one in which it ends."""
    sentence = corpus.sentence_of(claim)
    if sentence is None:
        return None
    return sentence.start, max(sentence.end, _end_of_sentence(corpus.documents[claim.source], corpus.find(claim).end))


def _end_of_sentence(document: Document, at: int) -> int:
    position = bisect_left(document.sentences, at, key=lambda one: one.end)
    return document.sentences[position].end if position < len(document.sentences) else at


def _is_date(time: TimeExpression) -> bool:
    return time.type in ("DATE", "TIME") and _read(time.edtf) is not None


def _meet(read: Edtf, time: TimeExpression) -> bool:
    other = _read(time.edtf)
    return other is not None and (read.overlaps(other) or other.approximate)


def _read(date: str) -> Edtf | None:
    try:
        return edtf.parse(date) if date else None
    except edtf.NotEdtf:
        return None


def _single_day(read: Edtf) -> dt.date | None:
    """The day of a date that names one."""
    return read.earliest if read.form == "date" and read.precision in ("day", "time") else None


def _ends(date: str) -> frozenset[dt.date]:
    read = _read(date)
    return frozenset(ends_of(read)) if read else frozenset()


def ends_of(date: Edtf) -> Iterator[dt.date]:
    """First and last day of a date and of its parts."""
    yield from (end for end in (date.earliest, date.latest) if end)
    for part in date.parts:
        yield from ends_of(part)


@lru_cache(maxsize=64)
def _days_in(text: str) -> frozenset[tuple[int, int]]:
    """Month and day of every date that the article writes out."""
    return frozenset((day.month, day.day) for day in facts.days(text))


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    return frozenset(listed("speech")) | frozenset(tables.words(_SAYING_WORDS))


@lru_cache(maxsize=7)
def _weekday(number: int) -> re.Pattern[str]:
    named = {**tables.mapping(_TABLE, "weekday"), **tables.mapping(_TABLE, "weekday-short")}
    names = sorted((name for name, at in named.items() if int(at) == number), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)


def conflicts_of(case: Case) -> Iterator[tuple[Entry, DateConflict]]:
    """Those of every claim to be judged, each found once a run."""
    found = case.once(_by_entry)
    for entry in case.entries():
        if entry.path not in found:
            found[entry.path] = tuple(one for claim in entry.claims for one in date_conflicts(claim, case.corpus))
        yield from ((entry, one) for one in found[entry.path])


def _by_entry(_: Case) -> dict[str, tuple[DateConflict, ...]]:
    return {}
