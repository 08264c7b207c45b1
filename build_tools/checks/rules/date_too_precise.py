"""A claim’s date is no more precise than the words of its source."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools.checks import facts
from build_tools.checks.rule import Case, Finding
from build_tools.checks.rules.date_unborne import ends_of
from build_tools.corpus import Corpus
from build_tools.model import Claim, Document, Sentence, Source
from build_tools.problems import Level
from build_tools.text import edtf, tables
from build_tools.text.date_words import in_words

CODE = "date-too-precise"
LEVEL = Level.WARNING
SCOPE = "source"
WAIVABLE = True
TIP = "Give the date as widely as the words do: a month is “2024-06”, one day of several “[2024-11-04..2024-11-06]”."

_TABLE = tables.table("time_words.tsv")
# A month, a season or a year: asked first, since it is asked of every claim.
_WIDE = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Mm]onth|[Yy]ear|[12]\d{3})(?![a-rt-z\d])"
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|overnight|ago|earlier|later|eve|days?|weeks?|weekend|fortnight|hours?|minutes?"
    r"|morning|afternoon|evening|nights?|noon|midnight|dawn|dusk|easter|christmas|new year|anniversary|holiday)\b",
    re.IGNORECASE,
)


def find(case: Case) -> Iterator[Finding]:
    """Claims dated to a day where the sentence names a month or a year, and nothing in the article names or implies the day.

    English texts only, and those at hand. A day on which the article was published, a weekday of that name or a relative
    word (“a day earlier”) in the paragraph, or the day anywhere in the text are taken to bear it.
    """
    corpus = case.corpus
    for entry in case.entries():
        for claim in entry.claims:
            source = corpus.sources.get(claim.source)
            if source and claim.source in corpus.documents and _is_english(claim, source):
                for key, date in (("when", claim.when), ("said", claim.said)):
                    if date and (day := _single_day(date)) and (wide := _wider_words(day, claim, source, corpus)):
                        yield Finding(
                            entry,
                            date,
                            f"{key} is {in_words(date)}, but the words “{wide[0]}” give {in_words(wide[1])} only",
                        )


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


def _wider_words(day: dt.date, claim: Claim, source: Source, corpus: Corpus) -> tuple[str, str] | None:
    """The words of the sentence that give a wider time around the day, None where anything may bear the day itself."""
    sentence, document = corpus.sentence_of(claim), corpus.documents[source.id]
    if (
        sentence is None
        or day in _ends(source.published)
        or not _WIDE.search(document.text, sentence.start, sentence.end)
    ):
        return None
    if (day.month, day.day) in _days_in(document.text):
        return None
    passage = _passage(sentence, document)
    if _RELATIVE.search(passage) or _weekdays().search(passage):
        return None
    times = corpus.times_of(source.id)
    if any(day in _ends(time.edtf) for time in times):
        return None
    spoken = [time for time in times if sentence.start <= time.start < sentence.end and time.type == "DATE"]
    if any(not time.edtf or _single_day(time.edtf) for time in spoken):
        return None
    return next(((time.text, time.edtf) for time in spoken if _is_around(time.edtf, day)), None)


def _passage(sentence: Sentence, document: Document) -> str:
    """The paragraph, and the one before it, to which “the attack” and the like refer back."""
    blocks = document.blocks[max(0, sentence.block - 1) : sentence.block + 1]
    return document.text[blocks[0].start : blocks[-1].end]


def _is_around(date: str, day: dt.date) -> bool:
    read = edtf.parse(date)
    wide = read.form == "date" and read.precision in ("month", "season", "year")
    return wide and bool(read.earliest and read.latest and read.earliest <= day <= read.latest)


def _ends(date: str) -> frozenset[dt.date]:
    try:
        return frozenset(ends_of(edtf.parse(date))) if date else frozenset()
    except edtf.NotEdtf:
        return frozenset()


@lru_cache(maxsize=64)
def _days_in(text: str) -> frozenset[tuple[int, int]]:
    """Month and day of every date that the article writes out."""
    return frozenset((day.month, day.day) for day in facts.days(text))


@lru_cache(maxsize=1)
def _weekdays() -> re.Pattern[str]:
    names = {**tables.mapping(_TABLE, "weekday"), **tables.mapping(_TABLE, "weekday-short")}
    return re.compile(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b", re.IGNORECASE)
