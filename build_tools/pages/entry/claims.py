"""One claim as its entry's page shows it: the quote in its sentence, the chain, the clocks, what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.agreement import Agreement, Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Question, Source
from build_tools.pages.entry import chains, text_fragments
from build_tools.pages.entry.chains import Station
from build_tools.wording import words
from build_tools.wording.words import Piece

STANCE_ORDER = ("asserts", "confirms", "hedges", "expects", "denies", "declines")


@dataclass(frozen=True)
class AnswerView:
    """What the claim says to a question, and what all answers to it come to."""

    question: Question
    finding: Finding
    value: Piece | None


@dataclass(frozen=True)
class ClaimView:
    """All that a page says of one claim. ``before`` and ``after`` are the rest of its sentence, if at hand.

    ``times``: what the time words of that sentence were resolved to: as written, as EDTF, and why.
    """

    placed: PlacedClaim
    source: Source | None
    before: str
    after: str
    outcome: str
    chain: tuple[Station, ...]
    answers: tuple[AnswerView, ...]
    publisher_page: str
    times: tuple[tuple[str, str, str], ...]

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.placed.claim


def view(placed: PlacedClaim, corpus: Corpus, agreement: Agreement) -> ClaimView:
    """What the page of an entry shows of one of its claims."""
    claim = placed.claim
    source = corpus.sources.get(claim.source)
    before, after = context(claim, corpus)
    return ClaimView(
        placed=placed,
        source=source,
        before=before,
        after=after,
        outcome=corpus.find(claim).outcome,
        chain=chains.chain(claim, corpus),
        answers=tuple(_answers(claim, corpus, agreement)),
        publisher_page=_publisher_page(claim, source, corpus) if source else "",
        times=tuple(time for time in corpus.time_words(placed) if time[1]),
    )


def context(claim: Claim, corpus: Corpus) -> tuple[str, str]:
    """The rest of the sentence before and behind a quote; never more than one sentence (DESIGN.md § 3)."""
    found, sentence = corpus.find(claim), corpus.context_of(claim)
    if sentence is None:
        return "", ""
    text = corpus.documents[claim.source].text
    behind = text[found.end : sentence.end] if found.end < sentence.end else ""
    return _on_one_line(text[sentence.start : found.start]), _on_one_line(behind)


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _publisher_page(claim: Claim, source: Source, corpus: Corpus) -> str:
    """The publisher's page at the quoted words; empty where its address is not known."""
    found, document = corpus.find(claim), corpus.documents.get(claim.source)
    if corpus.withheld_spans(source.id):  # the words around it might be some that are not to be told
        return text_fragments.address_of_words(source.url, claim.quote)
    text = document.text if document else ""
    return text_fragments.address_of_words(source.url, claim.quote, text=text, start=found.start, after=claim.after)


def _answers(claim: Claim, corpus: Corpus, agreement: Agreement) -> Iterator[AnswerView]:
    for identity, written in claim.answers.items():
        if identity in corpus.questions:
            question = corpus.questions[identity]
            value = None if claim.stance == "declines" else words.value(written, question, corpus)
            yield AnswerView(question, agreement.findings[question.id], value)


def by_stance(views: list[ClaimView]) -> list[tuple[str, list[ClaimView]]]:
    """Claims in groups, what is said before what is denied; a stance that is not known comes last."""
    order = [
        *STANCE_ORDER,
        *dict.fromkeys(view.claim.stance for view in views if view.claim.stance not in STANCE_ORDER),
    ]
    groups = [(stance, [view for view in views if view.claim.stance == stance]) for stance in order]
    return [(stance, group) for stance, group in groups if group]
