"""A reading and its proposal, gathered sentence by sentence: what stands in each, and whether a claim covers it."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Attribution, NameMention, Reading, Span
from build_tools.model import Claim, Entry
from build_tools.text.quantities.find import FoundQuantity
from build_tools.text.times.find import TimeExpression

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A proposed claim, the entry that it would go to, where its quote stands (half-open), and why it is read so."""

    claim: Claim
    entry: Entry
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Numbered(Generic[Thing]):
    """Something that was read, with its number among its kind in the text, from 1."""

    number: int
    value: Thing


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with all that was read in it, in the order of the text. ``number`` counts from 1.

    ``part``: what it is of the text, such as ``paragraph``, ``heading`` or ``byline``.
    """

    number: int
    start: int
    end: int
    block: int
    part: str
    is_body: bool
    claims: Sequence[Numbered[PlacedClaim]]
    attributions: Sequence[Numbered[Attribution]]
    times: Sequence[Numbered[TimeExpression]]
    names: Sequence[Numbered[NameMention]]
    quantities: Sequence[Numbered[FoundQuantity]]

    @property
    def is_open(self) -> bool:
        """Whether this is a sentence of the article itself that no claim covers."""
        return self.is_body and not self.claims

    @property
    def unresolved(self) -> int:
        """How many times and names of the sentence stay without a value."""
        times = sum(not is_resolved(time.value) for time in self.times)
        return times + sum(not name.value.id for name in self.names)


def is_resolved(time: TimeExpression) -> bool:
    """Whether a time has its value. A length, or what returns, is no date and needs none."""
    return bool(time.edtf) or bool(time.value) and time.type in ("DURATION", "SET")


def placed_claims(proposal: Proposal) -> tuple[PlacedClaim, ...]:
    """The claims of all entries, in the order of the entries."""
    return tuple(
        PlacedClaim(claim, entry, *proposal.spans[claim.id], proposal.reasons.get(claim.id, ""))
        for entry in proposal.entries
        for claim in entry.claims
    )


def rows(reading: Reading, proposal: Proposal) -> tuple[Row, ...]:
    """Every sentence of the document. What reaches over several sentences stands in each of them."""
    return tuple(_Gatherer(reading, proposal).rows())


class _Gatherer:
    def __init__(self, reading: Reading, proposal: Proposal) -> None:
        self._document = reading.document
        self._ends = [sentence.end for sentence in self._document.sentences]
        self._claims = self._spread([(item, (item.start, item.end)) for item in placed_claims(proposal)])
        self._times = self._spread([(item, (item.start, item.end)) for item in reading.times])
        self._names = self._spread([(item, (item.start, item.end)) for item in reading.names])
        self._quantities = self._spread([(item, (item.start, item.end)) for item in reading.quantities])
        self._attributions: dict[int, list[Numbered[Attribution]]] = {}
        for number, item in enumerate(reading.attributions, 1):
            spans = (*item.source, *item.cue, *item.content)
            for index in sorted({item.sentence, *(index for span in spans for index in self._touched(span))}):
                self._attributions.setdefault(index, []).append(Numbered(number, item))

    def _spread(self, items: Sequence[tuple[Thing, Span]]) -> dict[int, list[Numbered[Thing]]]:
        """The items by the indexes of the sentences that they share a letter with."""
        found: dict[int, list[Numbered[Thing]]] = {}
        for number, (item, span) in enumerate(items, 1):
            for index in self._touched(span):
                found.setdefault(index, []).append(Numbered(number, item))
        return found

    def _touched(self, span: Span) -> Iterator[int]:
        sentences, index = self._document.sentences, bisect.bisect_right(self._ends, span[0])
        while index < len(sentences) and sentences[index].start < span[1]:
            yield index
            index += 1

    def rows(self) -> Iterator[Row]:
        blocks = self._document.blocks
        for index, sentence in enumerate(self._document.sentences):
            claims = sorted(self._claims.get(index, ()), key=_start)
            yield Row(
                number=index + 1,
                start=sentence.start,
                end=sentence.end,
                block=sentence.block,
                part=blocks[sentence.block].part or blocks[sentence.block].kind,
                is_body=blocks[sentence.block].is_body,
                claims=claims,
                attributions=self._attributions.get(index, ()),
                times=self._times.get(index, ()),
                names=self._names.get(index, ()),
                quantities=self._quantities.get(index, ()),
            )


def _start(item: Numbered[Any]) -> int:
    start: int = item.value.start
    return start
