"""The days that some claims bear: those of their dates, those that their articles write out, and those their sentences mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from build_tools.checks import facts
from build_tools.checks.spans import Span, holds, same_date, spans_of
from build_tools.corpus import Corpus
from build_tools.model import Claim, Source


@dataclass(frozen=True)
class BorneDays:
    """Claims, their sources, and further ``dates`` that bear. ``with_texts``: whether the articles speak with the claims."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    dates: tuple[str, ...]
    corpus: Corpus
    with_texts: bool = True

    def bears(self, day: facts.Day) -> bool:
        """Whether a date of the claims is or holds this one, the article names it, or a sentence of a claim means it."""
        return (
            any(holds(span, day) for span in self._spans)
            or any(same_date(day, found) for source in self.sources for found in self._days_of_article(source))
            or any(holds(span, day) for span in self._meant)
        )

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the dates of the claims touch."""
        return frozenset(day.year for first, last, _ in self._spans for day in (first, last) if day)

    @cached_property
    def month_days(self) -> frozenset[int]:
        """The days of the month on which dates of the claims begin or end."""
        return frozenset(
            day.day for first, last, is_of_days in self._spans for day in (first, last) if day and is_of_days
        )

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        """Of what the claims and records are dated by; of a publication only its day, or its first and last possible one."""
        claimed = (date for claim in self.claims for date in (claim.when, claim.said, *claim.answers.values()))
        spans = [span for date in (*self.dates, *claimed) for span in spans_of(str(date))]
        published = (date for source in self.sources for date in (source.published, source.retrieved))
        for first, last, is_of_days in (span for date in published for span in spans_of(str(date))):
            spans += [(end, end, is_of_days) for end in (first, last)]
        return tuple(dict.fromkeys(spans))

    @cached_property
    def _meant(self) -> tuple[Span, ...]:
        """What the sentences of the quotes mean by “Monday” or “last week”, counted from the day of publication."""
        return tuple(span for date in self._dates_in_sentences() for span in spans_of(date))

    def _dates_in_sentences(self) -> Iterator[str]:
        for claim in self.claims if self.with_texts else ():
            sentence = self.corpus.sentence_of(claim)
            for time in self.corpus.times_of(claim.source) if sentence else ():
                if sentence and sentence.start <= time.start < sentence.end:
                    yield time.edtf

    def _days_of_article(self, source: Source) -> tuple[facts.Day, ...]:
        document = self.corpus.documents.get(source.id) if self.with_texts else None
        return _days_in(document.text) if document else ()


@lru_cache(maxsize=64)
def _days_in(text: str) -> tuple[facts.Day, ...]:
    return tuple(facts.days(text))
