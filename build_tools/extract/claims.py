"""Cuts sentences into claims: one assertion each, with its tightest quotable words, who says it, and when.

Knows readings; knows no entries and no records on disk.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.extract import gazetteer
from build_tools.extract.candidates import label_end
from build_tools.extract.reading import Attribution, Reading, Span
from build_tools.model import Claim, Quantity, Sentence
from build_tools.text import edtf
from build_tools.text.times import TimeExpression

_FEWEST_WORDS = 4
_SHORTEST = 20  # characters of a quote that can stand without its speaker
_WINDOW = 24  # letters by which most quotes are told to be the only ones, without searching the whole text
_CONTRAST = re.compile(r"(?:While|Although|Though|Whereas|Even as|Even though)\s")
_ASIDE = re.compile(
    r"(?:, (?:the (?:first|second|third|last|largest|biggest|worst|highest|lowest)\b|(?P<relative>where|which|who|"
    r"whose)|after|"
    r"before|when|since|including|following)|\s(?:before|after|when|until|ahead of))\s(?=\S+\s\S)[^;:“”]{4,90}\Z"
    r"|\b(?:compared (?:with|to)|down from|up from|average for)\s[^;:“”,]{0,60}\Z|, the \w+ \w+ since\s\Z"
)
_KEEPS_STOP = re.compile(r"(?:[A-Z]\.[A-Z]|\b(?:Inc|Corp|Ltd|Jr|Sr|etc|a\.m|p\.m)|[.”\"])\.\Z")
# “declared victory”, “denies wrongdoing”: what is said is no clause of its own.
_WHOLE = re.compile(
    r"\s(?!that\b|the\b|a\b|an\b|it\b|its\b|they\b|he\b|she\b|there\b|some\b|all\b|on\b|in\b|to\b|no\b)[a-z]"
)
_NEEDS_SUBJECT = frozenset(
    "declared declares claimed denies denied confirmed confirms reported rejected reports accepted".split()
)
_TENSED = re.compile(r"\b(?:had|has|have|was|were|is|are|will|would|they|he|she|it|there|could|did)\b|[a-z]ed\b")
# “said [on Telegram] that …”: the medium and the joining word are no part of what is said.
_LEAD_IN = re.compile(r"(?:(?:on|in|via|at|during|late|early)\b[^,.;“”]{0,60}?\s)?that\s+")
_EDGE = " \t\n,;:—–-"


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
    """One claim or more for every sentence of the body that asserts something."""
    return _Drafter(reading, source_id).all()


class _Drafter:
    def __init__(self, reading: Reading, source_id: str) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._blocks = reading.document.blocks
        self._source = source_id
        self._seen: set[str] = set()
        self._windows = Counter(
            self._text[word.start() : word.start() + _WINDOW] for word in re.finditer(r"\w+", self._text)
        )
        self._times = reading.times
        self._time_starts = [time.start for time in reading.times]
        self._quantities = reading.quantities
        self._quantity_starts = [quantity.start for quantity in reading.quantities]

    def all(self) -> tuple[Drafted, ...]:
        body = (pair for pair in enumerate(self._reading.document.sentences) if self._blocks[pair[1].block].is_body)
        return tuple(drafted for index, sentence in body for drafted in self._of_sentence(index, sentence))

    def _of_sentence(self, index: int, sentence: Sentence) -> Iterator[Drafted]:
        block = self._reading.document.blocks[sentence.block]
        start = label_end(self._text, block) if sentence.start == block.start else sentence.start
        found = self._reading.attributions_by_sentence.get(index, ())
        for (begin, end), attribution in self._segments(max(start, sentence.start), sentence.end, found):
            span = self._quotable((begin, end), attribution)
            quote = self._text[slice(*span)]
            if re.search(r"\w", quote) and quote not in self._seen:
                self._seen.add(quote)
                yield self._drafted(index, sentence, (span, (begin, end)), attribution)

    # ── Where to cut ────────────────────────────────────────────────────────────────────────────────────────

    def _segments(
        self, start: int, end: int, found: Sequence[Attribution]
    ) -> Iterator[tuple[Span, Attribution | None]]:
        signed = next(
            (item for item in found if item.direct and item.cue and self._text[item.cue[0][0]] in "—–-"), None
        )
        if signed:
            yield signed.content[0], signed
            return
        cuts = self._cuts(start, end, found)
        edges = [start, *cuts, end]
        for begin, stop in zip(edges, edges[1:], strict=False):
            inside = [item for item in found if item.cue and begin <= item.cue[0][0] < stop]
            whole = [item for item in found if not item.cue]
            yield (begin, stop), next(iter(inside or whole), None)

    def _cuts(self, start: int, end: int, found: Sequence[Attribution]) -> list[int]:
        cuts = []
        for before, item in zip(found, found[1:], strict=False):
            if item.cue and before.cue:
                cuts.append(self._cut_before(item, before))
        contrast = self._contrast(start, end, found)
        kept: list[int] = []
        for cut in sorted({*cuts, *contrast} - {start, -1}):
            previous = kept[-1] if kept else start
            if self._words(previous, cut) >= _FEWEST_WORDS and self._words(cut, end) >= _FEWEST_WORDS:
                kept.append(cut)
        return kept

    def _cut_before(self, item: Attribution, before: Attribution) -> int:
        """Where the clause of a second attribution begins; -1 where it is nested in what the first one says."""
        cue = item.cue[0][0]
        source = item.source[0][0] if item.source else cue
        begin = source if before.cue[0][1] < source < cue else cue
        lead = self._text[max(before.cue[0][1], begin - 8) : begin]
        joined = re.search(r"[,;”]\s(?:and |but |while )?\Z|\s(?:and|but|while)\s\Z", lead)
        return begin if joined else -1

    def _contrast(self, start: int, end: int, found: Sequence[Attribution]) -> list[int]:
        """“While A claimed X, B shows Y”: the main clause begins behind the comma."""
        if not _CONTRAST.match(self._text, start) or not found or not found[0].cue:
            return []
        comma = self._text.find(", ", found[0].cue[0][1], end)
        return [comma + 2] if comma > 0 else []

    def _words(self, start: int, end: int) -> int:
        return len(self._text[start:end].split(None, 8))

    # ── What it says ────────────────────────────────────────────────────────────────────────────────────────

    def _drafted(
        self, index: int, sentence: Sentence, spans: tuple[Span, Span], attribution: Attribution | None
    ) -> Drafted:
        """``spans``: the quote, and the stretch of the sentence that it was cut from, which holds its clocks."""
        (start, stop), segment = spans
        quote = self._text[start:stop]
        said, when, reason = self._clocks(*segment, attribution)
        stance, stance_why = self._stance(*segment, attribution)
        claim = Claim(
            quote=quote,
            source=self._source,
            speaker=attribution.speaker if attribution else None,
            via=attribution.via if attribution else (),
            stance=stance,
            said=said,
            when=when,
            medium=attribution.medium if attribution else "",
            quantities=self._counted(start, stop),
            after=self._after(start, quote),
        )
        why = "; ".join(
            part for part in (attribution.why if attribution else "the source’s own voice", stance_why, reason) if part
        )
        direct = attribution.direct if attribution else False
        return Drafted(claim, start, stop, index, sentence.block, direct, self._text[slice(*self._said((start, stop), attribution))], why)

    def _said(self, span: Span, attribution: Attribution | None) -> Span:
        """The words of a stretch without who said them, where they can stand alone; else the stretch."""
        if attribution is None or not attribution.content or self._needs_its_cue(attribution):
            return span
        inside = [(max(span[0], begin), min(span[1], end)) for begin, end in attribution.content]
        inside = [pair for pair in inside if pair[0] < pair[1]]
        if not inside:
            return span
        begin, end = min(pair[0] for pair in inside), max(pair[1] for pair in inside)
        if lead := _LEAD_IN.match(self._text, begin, end):
            begin = lead.end()
        if self._text.startswith("to ", begin) and attribution.cue and attribution.cue[0][0] < begin:
            begin = max(span[0], attribution.cue[0][0])  # “claimed to have …”: no clause without its verb
        return (begin, end) if end - begin > _SHORTEST and self._words(begin, end) >= _FEWEST_WORDS else span

    def _needs_its_cue(self, attribution: Attribution) -> bool:
        """“declared victory”, “refused to”: the cue is part of what is said, or the words alone are no clause."""
        cue = self._text[slice(*attribution.cue[0])] if attribution.cue else ""
        if cue in _NEEDS_SUBJECT and attribution.content[0][0] > attribution.cue[0][0]:
            if _WHOLE.match(self._text[attribution.cue[0][1] : attribution.cue[0][1] + 12]):
                return True
        return gazetteer.cues().get(re.sub(r"\s+", " ", cue), ("", "speech"))[1] == "act"

    def _quotable(self, segment: Span, attribution: Attribution | None) -> Span:
        """The tightest words that bear the claim. A denial, doubt or refusal keeps the words that make it one."""
        keeps_cue = attribution is not None and attribution.stance not in ("asserts", "expects")
        return self._tight(*(segment if keeps_cue else self._said(segment, attribution)))

    def _tight(self, begin: int, end: int) -> Span:
        """Without blanks and commas at the edges, without joining words, without the last stop."""
        while begin < end and self._text[begin] in _EDGE:
            begin += 1
        while end > begin and self._text[end - 1] in _EDGE:
            end -= 1
        joined = re.compile(r"(?:and|but|while|While|Although|Though|Whereas)\s").match(self._text, begin, end)
        if joined:
            begin = joined.end()
        trailing = re.search(r"[\s,]+(?:and|but|while)\Z", self._text[max(begin, end - 12) : end])
        end -= len(trailing[0]) if trailing else 0
        inside = self._text[begin:end]
        if inside.startswith("“") and "”" not in inside:
            begin += 1
        elif inside.endswith("”") and "“" not in inside:
            end -= 1
        if (
            end - begin > 1
            and self._text[end - 1] == "."
            and not _KEEPS_STOP.search(self._text[max(begin, end - 8) : end])
        ):
            end -= 1
        return begin, end

    def _stance(self, start: int, stop: int, attribution: Attribution | None) -> tuple[str, str]:
        if attribution is not None:
            return attribution.stance, ""
        found = self._reading.stance_of(start, stop)
        return (found[0], f"“{found[1]}” gives the stance") if found[0] else ("asserts", "")

    def _clocks(self, start: int, stop: int, attribution: Attribution | None) -> tuple[str, str, str]:
        """When it was said and when it happened, from the times inside the quote, and why."""
        said = when = ""
        reasons = []
        for time in self._times_in(start, stop):
            if not time.edtf:
                continue
            if not said and attribution and self._is_of_speech(time, attribution):
                said = time.edtf
                reasons.append(f"said “{time.text}”: {time.why}")
            elif not when and not self._is_aside(start, time, attribution):
                when = time.edtf
                reasons.append(f"“{time.text}”: {time.why}")
        return said, when, "; ".join(reasons)

    def _times_in(self, start: int, stop: int) -> Sequence[TimeExpression]:
        first, last = bisect.bisect_left(self._time_starts, start), bisect.bisect_left(self._time_starts, stop)
        return [time for time in self._times[first:last] if time.type in ("DATE", "TIME", "DURATION")]

    def _is_aside(self, start: int, time: TimeExpression, attribution: Attribution | None) -> bool:
        """A date in a clause that only adds (“where …”, “before …”, “after …”) dates that clause."""
        found = _ASIDE.search(self._text[max(start, time.start - 120) : time.start])
        return found is not None and (attribution is not None or not found["relative"])

    def _is_of_speech(self, time: TimeExpression, attribution: Attribution) -> bool:
        """A date beside the cue dates the saying: “said on Tuesday that”, “On Monday, X reported”."""
        if not attribution.cue or time.type == "DURATION":
            return False
        cue, source = attribution.cue[0], (attribution.source or attribution.cue)[0]
        between = self._text[min(cue[1], time.start) : max(cue[1], time.start)]
        if (
            time.start >= cue[1]
            and len(between) < 60
            and not re.search(r"\bthat\b|[,:;“]", between)
            and not _TENSED.search(between)
        ):
            behind = self._text[time.end : time.end + 6]
            inside = any(begin <= time.start and time.end < end - 2 for begin, end in attribution.content)
            return bool(re.match(r"(?:,? that\b|[.,:;]|\Z|\n| “)", behind)) and (
                not inside or behind.lstrip(", ").startswith("that") or len(between) < 5
            )
        return (
            time.end <= source[0]
            and source[0] - time.end <= 3
            and any(begin >= cue[1] for begin, _ in attribution.content)
        )

    def _counted(self, start: int, stop: int) -> tuple[Quantity, ...]:
        first, last = bisect.bisect_left(self._quantity_starts, start), bisect.bisect_left(self._quantity_starts, stop)
        inside = [found for found in self._quantities[first:last] if found.end <= stop]
        return tuple(Quantity(found.text, found.value, found.unit, found.of) for found in inside)

    def _after(self, start: int, quote: str) -> str:
        """The words just before a quote that occurs more than once, as many as it takes to be the only ones."""
        word = re.search(r"\w", quote)
        offset = word.start() if word else 0
        window = quote[offset : offset + _WINDOW]
        if len(window) == _WINDOW and self._windows[window] == 1:
            return ""
        if self._text.find(quote, self._text.find(quote) + 1) < 0:
            return ""
        for length in (24, 60, 140, 400):
            before = self._text[max(0, start - length) : start].strip()
            if before and len(re.findall(re.escape(before) + r"\s*" + re.escape(quote[:200]), self._text)) == 1:
                return before
        return self._text[max(0, start - 400) : start].strip()


def sort_day(claim: Claim) -> str:
    """The claim's day for grouping: of the event, else of the saying."""
    for date in (claim.when, claim.said):
        if date:
            try:
                earliest = edtf.parse(date).earliest
            except edtf.NotEdtf:
                continue
            if earliest:
                return earliest.isoformat()
    return ""
