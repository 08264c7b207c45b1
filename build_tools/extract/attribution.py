"""Who is said to have said what: reads sentence after sentence and joins cues, speakers and quotations.

Rules are tried in the order of their certainty; each attribution says which rule made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from build_tools.extract import fixed_forms
from build_tools.extract.candidates import label_end
from build_tools.extract.cue_rules import by_cues
from build_tools.extract.hearing import Hearing, Passage
from build_tools.extract.quotations import Quotation, Quotations
from build_tools.extract.reading import Attribution, Entity, NameMention
from build_tools.extract.scene import Scene
from build_tools.model import Document, Sentence


def find_attributions(
    document: Document, quotations: Quotations, mentions: Sequence[NameMention], entities: Mapping[str, Entity]
) -> tuple[Attribution, ...]:
    """All attributions of the body, in order of their sentences."""
    reader = _Reader(document, Hearing(Scene(document.text, mentions, entities), quotations))
    for index, sentence in enumerate(document.sentences):
        if document.blocks[sentence.block].is_body:
            reader.read(index, sentence)
    return tuple(sorted(reader.finished(), key=lambda item: (item.sentence, item.content[:1], item.cue[:1])))


class _Reader:
    """Reads sentence after sentence; quotations without a cue of their own are settled at the end."""

    def __init__(self, document: Document, hearing: Hearing) -> None:
        self._document = document
        self._hearing = hearing
        self._found: list[Attribution] = []
        self._by_quotation: dict[int, Attribution] = {}
        self._waiting: list[tuple[int, Sentence, Quotation, Attribution | None]] = []
        self._block = -1
        self._block_last: Attribution | None = None

    def read(self, index: int, sentence: Sentence) -> None:
        """Reads one sentence."""
        if sentence.block != self._block:
            self._block, self._block_last = sentence.block, None
        passage = Passage(index, self._begin(sentence), sentence)
        made = [*fixed_forms.signed(self._hearing, passage), *fixed_forms.quoted_as(self._hearing, passage)]
        made = made or [*fixed_forms.according(self._hearing, passage)] or by_cues(self._hearing, passage)
        for attribution in made:
            self._note(attribution, sentence)
        if not made:
            self._wait(index, sentence)

    def _begin(self, sentence: Sentence) -> int:
        block = self._document.blocks[sentence.block]
        if sentence.start != block.start:
            return sentence.start
        return max(sentence.start, label_end(self._document.text, block))

    def _note(self, attribution: Attribution, sentence: Sentence) -> None:
        self._found.append(attribution)
        if attribution.speaker is not None:
            self._block_last = attribution
        for quotation in self._hearing.quotations.within(sentence.start, sentence.end):
            self._by_quotation.setdefault(quotation.start, attribution)

    def _wait(self, index: int, sentence: Sentence) -> None:
        """Keeps the first speech that the sentence quotes until it is known who else speaks in that quotation."""
        quotations = self._hearing.quotations.within(sentence.start, sentence.end)
        speech = next((quotation for quotation in quotations if quotation.is_speech(self._document.text)), None)
        if speech:
            self._waiting.append((index, sentence, speech, self._block_last))

    def finished(self) -> Iterator[Attribution]:
        """All attributions, with the quotations that got their speaker from the words around them."""
        yield from self._found
        for index, sentence, quotation, before in self._waiting:
            owner, why = self._by_quotation.get(quotation.start), "the same quotation goes on"
            if owner is None:
                owner, why = before, "the quotation follows words of the same speaker in its paragraph"
            if owner is not None:
                content = (max(sentence.start, quotation.start), min(sentence.end, quotation.end))
                yield replace(
                    owner, source=(), cue=(), content=(content,), direct=True, sentence=index, why=f"{why}: {owner.why}"
                )
