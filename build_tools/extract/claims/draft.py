"""Drafts claims from the sentences of a reading: one assertion each, with its quote, who says it, and when.

Knows readings; knows no entries and no records on disk.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.extract.claims import asides, quotable
from build_tools.extract.claims.assertions import assertions, without
from build_tools.extract.claims.clocks import Clocks, Said
from build_tools.extract.claims.lengths import as_quantity
from build_tools.extract.claims.occasions import Occasions
from build_tools.extract.claims.quote_places import QuotePlaces
from build_tools.extract.claims.segments import segments
from build_tools.extract.names.candidates import label_end
from build_tools.extract.reading import Attribution, Reading, Span
from build_tools.model import Block, Claim, Quantity, Sentence
from build_tools.text import edtf

_TO_COME = re.compile(r"\b(?:will|would|should|shall|is|are|to|expect\w*|scheduled|planned|due)\b")
_WORD = re.compile(r"\w")
_OF_ITSELF = re.compile(  # what an article says of itself did not happen when the words in it did
    r"\b(?:earlier|previous|original) version of this (?:article|story|report|page|post)\b"
    r"|\bthis (?:article|story|report|page|post) (?:was|has been) (?:updated|corrected|amended)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:\A|[.,;:]\s|(?<=\n))(?P<who>[^,;:“”\n]{2,100}), (?:who|which)\s\Z")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A claim with where its quote stands (half-open offsets), its sentence, and why it is as it is.

    ``acts``: the quote is a predicate of its speaker (“urged …”); ``subject``: words before it that belong to it.
    """

    claim: Claim
    start: int
    end: int
    sentence: int
    block: int
    direct: bool
    content: str
    why: str
    is_aside: bool = False
    acts: bool = False
    subject: str = ""


def draft_claims(reading: Reading, source_id: str) -> tuple[Drafted, ...]:
    """One claim or more for every sentence of the body that asserts something; no quote twice."""
    drafter = _Drafter(reading, source_id)
    blocks = reading.document.blocks
    body = (pair for pair in enumerate(reading.document.sentences) if blocks[pair[1].block].is_body)
    return tuple(drafted for index, sentence in body for drafted in drafter.of_sentence(index, sentence))


@dataclass(frozen=True, slots=True)
class _Told:
    """One assertion with the spans whose dates are its own. ``leads``: the first that the cue leads in."""

    span: Span
    reach: tuple[Span, ...]
    attribution: Attribution | None
    said: Said
    leads: bool
    goes_on: bool
    is_side: bool
    sentence: int


_DATELINE = re.compile(
    r"(?P<where>[^.!?“”\"\n—–]{3,60}?(?:\.? \d{1,2})?) ?(?:\([\w ]{2,30}\) ?)?(?:—|–|-) (?=[A-Z“\"])"
)


def _past_dateline(text: str, block: Block) -> int:
    """Behind a label, or behind “LISBON, March 3 (Agency) — ”: only names, days and small words before a dash."""
    start = label_end(text, block)
    found = _DATELINE.match(text, start, min(block.end, start + 110))
    words = found["where"].replace(",", " ").split() if found else ()
    return (
        found.end()
        if found and all(word[0].isupper() or word[0].isdigit() or word == "of" for word in words)
        else start
    )


class _Drafter:
    def __init__(self, reading: Reading, source_id: str) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._source = source_id
        self._clocks = Clocks(reading)
        self._occasions = Occasions(self._text)
        self._places = QuotePlaces(self._text)
        self._quantity_starts = [quantity.start for quantity in reading.quantities]
        self._seen: set[str] = set()

    def of_sentence(self, index: int, sentence: Sentence) -> Iterator[Drafted]:
        block = self._reading.document.blocks[sentence.block]
        start = _past_dateline(self._text, block) if sentence.start == block.start else sentence.start
        if self._is_bare_dateline(sentence, block):
            return
        attributed = self._reading.attributions_by_sentence.get(index, ())
        found = [one for one in attributed if one.kind not in ("attitude", "deed")]  # a wish or verdict claims nothing
        for stretch, attribution in segments(self._text, max(start, sentence.start), sentence.end, found):
            stance = ("asserts", "")
            for told in self._told(stretch, attribution, sentence.start):
                quote = self._text[slice(*told.span)]
                stance = self._stance(told, stance)
                if _WORD.search(quote) and quote not in self._seen:
                    self._seen.add(quote)
                    claim, why = self._claim(told, *stance)
                    direct = told.attribution.direct if told.attribution else False
                    yield Drafted(
                        claim, *told.span, index, sentence.block, direct, self._content(told), why,
                        is_aside=told.is_side, acts=self._acts(told), subject=self._subject(told),
                    )  # fmt: skip

    def _is_bare_dateline(self, sentence: Sentence, block: Block) -> bool:
        """“Alcoy.” before the first sentence of a paragraph: the name of a place and nothing else."""
        names = self._reading.names_in(sentence.start, sentence.end) if sentence.start == block.start else ()
        whole = self._text[sentence.start : sentence.end].rstrip(". ")
        return len(names) == 1 and names[0].kind == "place" and names[0].text == whole and sentence.end < block.end

    def _content(self, told: _Told) -> str:
        """The quote without asides in it."""
        begin, end = told.span
        parts = ((max(begin, first), min(end, last)) for first, last in told.reach)
        return " ".join(self._text[first:last].strip(" ,") for first, last in parts if first < last)

    def _acts(self, told: _Told) -> bool:
        """Whether the quote begins with the verb of its speaker."""
        attribution = told.attribution
        if attribution is None or attribution.stance == "hedges" or not quotable.keeps_cue(told.span, attribution):
            return False
        return self._text[told.span[0]].islower()

    def _subject(self, told: _Told) -> str:
        """The bare subject that an aside parts from a predicate, or whom a relative clause is about."""
        before = next((span for span in told.reach if told.leads and span[1] <= told.span[0]), None)
        if relative := _RELATIVE.search(self._text, max(told.sentence, told.span[0] - 120), told.span[0]):
            before = relative.span("who")
        if before is None or not self._text[told.span[0]].islower() or not asides.is_subject(self._text, before):
            return ""
        return self._text[slice(*before)].strip(" ,–—")

    def _told(self, stretch: Span, attribution: Attribution | None, start: int) -> list[_Told]:
        """What a stretch asserts, one after the other; an aside is the source's own unless it is quoted."""
        whole = quotable.tightest(self._text, stretch, attribution)
        quoted = quotable.is_quoted(self._text, whole, attribution)
        said = self._occasions.said(attribution, self._clocks.said(stretch, attribution))
        pieces = assertions(self._text, whole, quoted=quoted)
        main = next((piece for piece in pieces if not piece.is_aside and not piece.is_mute), pieces[0])
        told = []
        for piece in (piece for piece in pieces if not piece.is_mute):
            others = [other.hole or other.span for other in pieces if other is not piece]
            reach = without(stretch, others) if piece is main else (piece.span,)
            is_side = piece.is_aside or piece is not main and piece.is_dated_by_itself(self._text)
            speaks = None if piece.is_aside or is_side and quotable.keeps_cue(whole, attribution) else attribution
            span = quotable.trimmed(self._text, *self._without_saying(piece.span, speaks, said))
            told.append(_Told(span, reach, speaks, said, piece is main, piece.goes_on, is_side, start))
        return told

    def _without_saying(self, span: Span, attribution: Attribution | None, said: Said) -> Span:
        """Without when and to whom it was said at its end: “confirmed this to NAME on Monday” has both in its fields."""
        begin, end = span
        if attribution is None or said is None or not begin < said.start < end or not (end - said.end) <= 1:
            return span
        end = quotable.before_preposition(self._text, begin, said.start)
        names = [
            name for name in self._reading.names_in(begin, end) if name.id in attribution.via and end - name.end <= 1
        ]
        stop = quotable.before_preposition(self._text, begin, names[-1].start) if names else end
        return (begin, stop) if len(self._text[begin:stop].split()) >= 2 else span

    def _claim(self, told: _Told, stance: str, why_so: str) -> tuple[Claim, str]:
        """The claim quoted in the span and why; what is told around it holds its clocks and stance."""
        span, attribution = told.span, told.attribution
        quote = self._text[slice(*span)]
        said, when, why_then = self._clocks.read(told.reach, attribution, told.said)
        when = "" if _OF_ITSELF.search(quote) else when
        is_ahead = bool(when) and edtf.begins_after(when, said or self._reading.published)
        if self._acts(told) and not is_ahead and not self._clocks.begins_or_ends(told.reach, when):
            said = said or when  # an act of speech happens when it is said
        if is_ahead and stance in ("asserts", "confirms") and self._may_be_to_come(told):
            stance, why_so = "expects", "it was still to come when it was said"
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

    def _may_be_to_come(self, told: _Told) -> bool:
        """Whether its words allow that it is still to come: none that is over, “broke out”, “was held”."""
        return self._acts(told) or _TO_COME.search(self._text, *told.span) is not None

    def _stance(self, told: _Told, before: tuple[str, str]) -> tuple[str, str]:
        """By the cue; where that only says so, by the words of this assertion; ``before``: of the one before."""
        attribution = told.attribution
        if attribution and told.leads and attribution.own_stance != "asserts":
            return attribution.stance, ""
        spans = told.reach if told.leads and attribution is None else (told.span,)
        found = (self._reading.stance_of(*span, quoted=attribution is not None) for span in spans)
        stance, words = next((pair for pair in found if pair[0]), ("", ""))
        if not stance and told.goes_on:
            return before
        return (stance, f"“{words}” gives the stance") if stance else ("asserts", "")

    def _quantities(self, start: int, stop: int) -> tuple[Quantity, ...]:
        first, last = (bisect.bisect_left(self._quantity_starts, position) for position in (start, stop))
        inside = (found for found in self._reading.quantities[first:last] if found.end <= stop)
        counted = [(found.start, Quantity(found.text, found.value, found.unit, found.of)) for found in inside]
        lengths = ((time.start, as_quantity(time, self._text)) for time in self._clocks.times_in(start, stop))
        both = [*counted, *((begin, length) for begin, length in lengths if length)]
        return tuple(quantity for _, quantity in sorted(both, key=lambda pair: pair[0]))
