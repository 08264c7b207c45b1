"""A claim’s date is no more precise than the words of its source."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from build_tools.checks import facts
from build_tools.checks.rule import Case, Finding
from build_tools.checks.rules.date_unborne import ends_of
from build_tools.corpus import Corpus
from build_tools.model import Claim, Sentence, Source
from build_tools.problems import Level
from build_tools.text import edtf, tables
from build_tools.text.date_words import in_words

CODE = "date-too-precise"
LEVEL = Level.WARNING
SCOPE = "source"
WAIVABLE = True
TIP = "Give the date as widely as the words do: a month is “2024-06”, one day of several “[2024-11-04..2024-11-06]”."

_TABLE = tables.table("time_words.tsv")
# Words of time: asked first, since it is asked of every claim. Each alternative begins with a letter of its own, so that
# the rest of a text is passed over at once.
_TIMELY = re.compile(
    r"(?:J(?:an(?:uary)?|u(?:ne?|ly?))|Feb(?:ruary)?|M(?:ar(?:ch)?|ay|onth)|A(?:pr(?:il)?|ug(?:ust)?|utumn)"
    r"|S(?:ept?(?:ember)?|pring|ummer)|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|s(?:pring|ummer)|autumn|w(?:inter|eek)"
    r"|W(?:inter|eek)|month|year|Year|day|1\d{3}|2\d{3})(?![a-rt-z\d])"
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|overnight|ago|earlier|later|eve|days?|weeks?|weekend|fortnight|hours?|minutes?"
    r"|morning|afternoon|evening|nights?|noon|midnight|dawn|dusk|easter|christmas|new year|anniversary|holiday)\b",
    re.IGNORECASE,
)


def find(case: Case) -> Iterator[Finding]:
    """Claims dated to a day where the words of time in their sentence give a wider time or another one, and nothing in the
    article gives the day.

    English texts only, and those at hand. The day of publication, a weekday of that name or a relative word that cannot
    be read (“a day before the vote”) in the sentence or the one before, and the day anywhere in the text may bear it.
    """
    corpus = case.corpus
    for entry in case.entries():
        for claim in entry.claims:
            source = corpus.sources.get(claim.source)
            if source and claim.source in corpus.documents and _is_english(claim, source):
                for key, date in (("when", claim.when), ("said", claim.said)):
                    if date and (day := _single_day(date)) and (words := _other_words(day, claim, source, corpus)):
                        told = f"the words “{words[0]}” give {in_words(words[1])}"
                        yield Finding(entry, date, f"“{key}” is {in_words(date)}, which no words give: {told}")


def _is_english(claim: Claim, source: Source) -> bool:
    return all(lang.partition("-")[0].casefold() in ("", "en") for lang in (claim.lang, source.language))


def _single_day(date: str) -> dt.date | None:
    """The day of a date that names one without reserve."""
    try:
        read = edtf.parse(date)
    except edtf.NotEdtf:
        return None
    sure = read.form == "date" and read.precision in ("day", "time") and not (read.approximate or read.uncertain)
    return read.earliest if sure else None


def _other_words(day: dt.date, claim: Claim, source: Source, corpus: Corpus) -> tuple[str, str] | None:
    """The words of time in the sentence, with their date, that give not this day; None where anything may give it."""
    sentence, text = corpus.sentence_of(claim), corpus.documents[source.id].text
    if sentence is None or day in _ends(source.published) or not _TIMELY.search(text, sentence.start, sentence.end):
        return None
    if (day.month, day.day) in _days_in(text) or edtf.begins_after(day.isoformat(), source.published):
        return None  # written out; or later than the article, which is the rule date-order's
    times = corpus.times_of(source.id)
    if any(day in _ends(time.edtf) for time in times) or _may_be_told(day, sentence, source, corpus):
        return None
    spoken = [
        time
        for time in times
        if sentence.start <= time.start < sentence.end and time.type in ("DATE", "TIME") and time.edtf
    ]
    return next(((time.text, time.edtf) for time in spoken), None)


def _may_be_told(day: dt.date, sentence: Sentence, source: Source, corpus: Corpus) -> bool:
    """Whether the sentence or the one before has a weekday of that name, or a relative word that was not read."""
    document = corpus.documents[source.id]
    at = bisect_left(document.sentences, sentence.start, key=lambda one: one.start)
    start = document.sentences[max(0, at - 1)].start
    if _weekday(day.weekday()).search(document.text, start, sentence.end):
        return True
    read = [
        (time.start, time.end)
        for time in corpus.times_of(source.id)
        if time.edtf and start <= time.start < sentence.end
    ]
    return any(
        not any(first <= word.start() < last for first, last in read)
        for word in _RELATIVE.finditer(document.text, start, sentence.end)
    )


def _ends(date: str) -> frozenset[dt.date]:
    try:
        return frozenset(ends_of(edtf.parse(date))) if date else frozenset()
    except edtf.NotEdtf:
        return frozenset()


@lru_cache(maxsize=64)
def _days_in(text: str) -> frozenset[tuple[int, int]]:
    """Month and day of every date that the article writes out."""
    return frozenset((day.month, day.day) for day in facts.days(text))


@lru_cache(maxsize=7)
def _weekday(number: int) -> re.Pattern[str]:
    named = {**tables.mapping(_TABLE, "weekday"), **tables.mapping(_TABLE, "weekday-short")}
    names = sorted((name for name, at in named.items() if int(at) == number), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)
