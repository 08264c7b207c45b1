"""Who is said to have said what: reads sentence after sentence and joins cues, speakers and quotations.

Rules are tried in the order of their certainty; each attribution says which rule made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from build_tools.extract import gazetteer
from build_tools.extract.names.candidates import label_end
from build_tools.extract.reading import Attribution, Entity, NameMention, Span
from build_tools.extract.speech import fixed_forms
from build_tools.extract.speech.cue_rules import by_cues
from build_tools.extract.speech.hearing import Hearing, Passage
from build_tools.extract.speech.quotations import Quotation, Quotations
from build_tools.extract.speech.scene import Scene
from build_tools.extract.speech.stances import Stances
from build_tools.model import Document, Sentence
from build_tools.text.names import fold, slug


def find_attributions(
    document: Document,
    quotations: Quotations,
    mentions: Sequence[NameMention],
    entities: Mapping[str, Entity],
    *,
    stances: Stances,
) -> tuple[Attribution, ...]:
    """All attributions of the title and the body, in order of their sentences."""
    scene = Scene(document.text, mentions, entities)
    reader = _Reader(document, Hearing(document.text, scene, quotations, stances))
    for index, sentence in enumerate(document.sentences):
        block = document.blocks[sentence.block]
        if block.is_body or block.part == "title":
            reader.read(index, sentence)
    made = tuple(reader.finished())
    publisher = _ids_of(document.publisher, entities) if any(item.via for item in made) else frozenset()
    found = (_without_via(item, publisher) for item in made)
    return tuple(sorted(found, key=lambda item: (item.sentence, item.content[:1], item.cue[:1])))


def _ids_of(name: str, entities: Mapping[str, Entity]) -> frozenset[str]:
    """The ids of the actors that bear the name, and of the body that is known by it."""
    wanted = fold(name)
    known = (form for form, _, others in gazetteer.bodies() if wanted in map(fold, (form, *others)))
    every = (one for one in entities.values() if wanted and one.kind != "place")
    return frozenset(one.id for one in every if wanted in map(fold, (one.name, *one.aliases))) | frozenset(
        map(slug, known)
    )


def _without_via(attribution: Attribution, publisher: frozenset[str]) -> Attribution:
    """“told NAME” in an article of NAME: who publishes a text passes nothing on to itself."""
    if publisher.isdisjoint(attribution.via):
        return attribution
    return replace(attribution, via=tuple(one for one in attribution.via if one not in publisher))


class _Reader:
    """Reads sentence after sentence; quotations without a cue of their own are given to their speakers at the end."""

    def __init__(self, document: Document, hearing: Hearing) -> None:
        self._document = document
        self._hearing = hearing
        self._forms = fixed_forms.Forms(document.text)
        self._found: list[Attribution] = []
        self._by_quotation: dict[int, int] = {}
        self._waiting: list[tuple[Sentence, Quotation, int | None]] = []
        self._block = -1
        self._labelled = 0
        self._last: int | None = None

    def read(self, index: int, sentence: Sentence) -> None:
        """Reads one sentence."""
        if sentence.block != self._block:
            goes_on = sentence.block == self._block + 1 and self._is_quoted(sentence)
            self._block, self._last = sentence.block, self._last if goes_on else None
        passage = Passage(index, self._begin(sentence), sentence.end, sentence)
        if sentence.start < self._labelled:
            return
        may_be_fixed = self._forms.may_stand_in(sentence.start, sentence.end)
        made = self._fixed(passage) if may_be_fixed else []
        made = made or by_cues(self._hearing, passage)
        if may_be_fixed and not any(attribution.direct for attribution in made):
            made += fixed_forms.before_colon(self._hearing, passage)
        for attribution in made:
            self._note(attribution, sentence)
        if not any(attribution.direct for attribution in made):
            self._wait(sentence, alone=not made)

    def _fixed(self, passage: Passage) -> list[Attribution]:
        made = self._labels(passage) or [*fixed_forms.signed(self._hearing, passage)]
        made = made or [*fixed_forms.quoted_as(self._hearing, passage)]
        return made or [*fixed_forms.according(self._hearing, passage)]

    def _labels(self, passage: Passage) -> list[Attribution]:
        block = self._document.blocks[passage.sentence.block]
        if passage.sentence.start != block.start:
            return []
        made = [*fixed_forms.labelled(self._hearing, passage, block.end)]
        self._labelled = block.end if made else self._labelled
        return made

    def _is_quoted(self, sentence: Sentence) -> bool:
        return any(quote.start == sentence.start for quote in self._quotations(sentence))

    def _quotations(self, sentence: Sentence) -> tuple[Quotation, ...]:
        return self._hearing.quotations.within(sentence.start, sentence.end)

    def _begin(self, sentence: Sentence) -> int:
        block = self._document.blocks[sentence.block]
        if sentence.start != block.start:
            return sentence.start
        return max(sentence.start, label_end(self._document.text, block))

    def _note(self, attribution: Attribution, sentence: Sentence) -> None:
        self._found.append(attribution)
        if attribution.speaker is not None:
            self._last = len(self._found) - 1
        if attribution.direct:
            quoted = (quote for span in attribution.content for quote in self._hearing.quotations.within(*span))
            for quotation in (*self._quotations(sentence), *quoted):
                self._by_quotation.setdefault(quotation.start, len(self._found) - 1)
        if attribution.cue and self._document.text[attribution.cue[0][0]] in fixed_forms.DASHES:
            self._last = None  # a signature ends what is quoted

    def _wait(self, sentence: Sentence, *, alone: bool) -> None:
        """Keeps the first speech that the sentence quotes until it is known who else speaks in that quotation."""
        for quotation in self._quotations(sentence):
            goes_on = quotation.start < sentence.start or quotation.end > sentence.end
            if goes_on or alone and quotation.is_speech(self._document.text):
                self._waiting.append((sentence, quotation, self._last))
                return

    def finished(self) -> Iterator[Attribution]:
        """All attributions, with the quotations that got their speaker from the words around them."""
        more: dict[int, list[Span]] = {}
        for sentence, quotation, before in self._waiting:
            owner = self._by_quotation.get(quotation.start, before)
            if owner is not None:
                span = (max(sentence.start, quotation.start), min(sentence.end, quotation.end))
                more.setdefault(owner, []).append(span)
        for index, attribution in enumerate(self._found):
            whole = _continued(attribution, more[index]) if index in more else attribution
            yield replace(whole, direct=False) if whole.direct and not self._is_mostly_quoted(whole) else whole

    def _is_mostly_quoted(self, attribution: Attribution) -> bool:
        quoted = total = 0
        for begin, end in attribution.content:
            total += end - begin
            marks = self._hearing.quotations.within(begin, end)
            quoted += sum(min(mark.end, end) - max(mark.start, begin) for mark in marks)
        return 2 * quoted >= total


def _continued(attribution: Attribution, more: Sequence[Span]) -> Attribution:
    """With further quotations of the same speaker, which have no cue of their own."""
    kind = "speech" if attribution.kind in ("attitude", "deed") else attribution.kind
    said = attribution.content
    further = (span for span in more if not any(begin <= span[0] < end for begin, end in said))
    content = tuple(sorted({*said, *further}))
    why = f"{attribution.why}; the quotation goes on in {len(more)} further sentence{'s' if len(more) > 1 else ''}"
    return replace(attribution, content=content, direct=True, kind=kind, why=why)
