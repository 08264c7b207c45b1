"""Drafts claims from the sentences of a reading: one assertion each, with its quote, who says it, and when.

Knows readings; knows no entries and no records on disk.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.extract import quotable
from build_tools.extract.candidates import label_end
from build_tools.extract.clocks import Clocks
from build_tools.extract.quote_places import QuotePlaces
from build_tools.extract.reading import Attribution, Reading, Span
from build_tools.extract.segments import segments
from build_tools.model import Claim, Quantity, Sentence

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A claim with where its quote stands (half-open offsets), its sentence, and why it is as it is."""

    claim: Claim
    start: int
    end: int
    sentence: int
    block: int
    direct: bool
    content: str
    why: str


def draft_claims(reading: Reading, source_id: str) -> tuple[Drafted, ...]:
    """One claim or more for every sentence of the body that asserts something; no quote twice."""
    drafter = _Drafter(reading, source_id)
    blocks = reading.document.blocks
    body = (pair for pair in enumerate(reading.document.sentences) if blocks[pair[1].block].is_body)
    return tuple(drafted for index, sentence in body for drafted in drafter.of_sentence(index, sentence))


class _Drafter:
    def __init__(self, reading: Reading, source_id: str) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._source = source_id
        self._clocks = Clocks(reading)
        self._places = QuotePlaces(self._text)
        self._quantity_starts = [quantity.start for quantity in reading.quantities]
        self._seen: set[str] = set()

    def of_sentence(self, index: int, sentence: Sentence) -> Iterator[Drafted]:
        block = self._reading.document.blocks[sentence.block]
        start = label_end(self._text, block) if sentence.start == block.start else sentence.start
        found = self._reading.attributions_by_sentence.get(index, ())
        for stretch, attribution in segments(self._text, max(start, sentence.start), sentence.end, found):
            span = quotable.tightest(self._text, stretch, attribution)
            quote = self._text[slice(*span)]
            if _WORD.search(quote) and quote not in self._seen:
                self._seen.add(quote)
                claim, why = self._claim(span, stretch, attribution)
                direct = attribution.direct if attribution else False
                content = self._text[slice(*quotable.said(self._text, span, attribution))]
                yield Drafted(claim, *span, index, sentence.block, direct, content, why)

    def _claim(self, span: Span, stretch: Span, attribution: Attribution | None) -> tuple[Claim, str]:
        """The claim quoted in the span and why; the stretch of the sentence around it holds its clocks and stance."""
        quote = self._text[slice(*span)]
        said, when, why_then = self._clocks.read(stretch, attribution)
        stance, why_so = self._stance(stretch, attribution)
        claim = Claim(
            quote=quote,
            source=self._source,
            speaker=attribution.speaker if attribution else None,
            via=attribution.via if attribution else (),
            stance=stance,
            said=said,
            when=when,
            medium=attribution.medium if attribution else "",
            quantities=self._quantities(*span),
            after=self._places.words_before(span[0], quote),
        )
        why_he = attribution.why if attribution else "the source’s own voice"
        return claim, "; ".join(why for why in (why_he, why_so, why_then) if why)

    def _stance(self, stretch: Span, attribution: Attribution | None) -> tuple[str, str]:
        if attribution is not None:
            return attribution.stance, ""
        stance, words = self._reading.stance_of(*stretch)
        return (stance, f"“{words}” gives the stance") if stance else ("asserts", "")

    def _quantities(self, start: int, stop: int) -> tuple[Quantity, ...]:
        first, last = (bisect.bisect_left(self._quantity_starts, position) for position in (start, stop))
        inside = (found for found in self._reading.quantities[first:last] if found.end <= stop)
        return tuple(Quantity(found.text, found.value, found.unit, found.of) for found in inside)
