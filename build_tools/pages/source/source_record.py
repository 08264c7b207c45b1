"""What a source adds to the dossier: who speaks in it, where its claims stand in the text, and what it alone tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.agreement import Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Capture, Entry, Source
from build_tools.pages.desk import Desk
from build_tools.text.names import fold

_LABELS = {
    "title": "Title",
    "authors": "Authors",
    "publisher": "Publisher",
    "published": "Published",
    "language": "Language",
    "url": "Address",
    "archived": "Archived copy",
    "retrieved": "Retrieved",
}


@dataclass(frozen=True)
class MadeOf:
    """The original of which the text was made. ``told``: labels of the facts that stand in the record as the file tells
    them, each with where in the file. ``corrected``: the text is no longer what was made of it.
    """

    capture: Capture
    told: list[tuple[str, str]]
    corrected: bool


@dataclass(frozen=True)
class Alone:
    """What rests on one source and its copies alone: entries, and questions that nobody else answers."""

    entries: list[Entry]
    findings: list[Finding]


def alone(source: Source, claims: Sequence[PlacedClaim], desk: Desk) -> Alone:
    """What no other source speaks to. Copies say nothing of their own."""
    corpus, family = desk.corpus, family_of(source, desk.corpus)
    entries = {placed.entry.id: placed.entry for placed in claims}
    findings = desk.agreement.findings
    asked = dict.fromkeys(id for placed in claims for id in placed.claim.answers if id in findings)
    return Alone(
        [one for one in entries.values() if all(claim.source in family for claim in one.claims)],
        [
            findings[id]
            for id in asked
            if findings[id].answers and all(one.claim.source in family for one in corpus.claims_by_question[id])
        ],
    )


def made_of(source: Source, corpus: Corpus) -> MadeOf | None:
    """Of which original the source's text was made; None where it is what was received."""
    capture = corpus.captures.get(source.id)
    if capture is None:
        return None
    told = [(label, capture.told_by.get(key, "")) for key, label in _LABELS.items() if _is_told(key, source, corpus)]
    document = corpus.documents.get(source.id)
    return MadeOf(capture, told, document is not None and document.sha256 != capture.sha256)


def _is_told(key: str, source: Source, corpus: Corpus) -> bool:
    said = corpus.captures[source.id].found.get(key)
    if not said:
        return False
    publisher = corpus.actors.get(source.publisher)
    if key != "publisher" or publisher is None:
        return bool(said == getattr(source, key))
    return fold(str(said)) in map(fold, (publisher.name, *(alias.name for alias in publisher.aliases)))


def family_of(source: Source, corpus: Corpus) -> frozenset[str]:
    """The source, what it republishes, the copies of either, and the versions of them all."""
    original = source.republishes or source.id
    near = {source.id, original, *(copy.id for copy in corpus.copies.get(original, ()))}
    return frozenset(version for id in near for version in corpus.versions_of(id))


def paragraphs(source: Source, claims: Sequence[PlacedClaim], corpus: Corpus) -> Mapping[str, int]:
    """By claim id: the paragraph of the text in which its quote begins, counted from 1; without those not found."""
    if source.id not in corpus.documents:
        return {}
    number, numbers = 0, {}
    for at, block in enumerate(corpus.documents[source.id].blocks):
        number += block.is_body
        numbers[at] = number if block.is_body else 0
    return {
        placed.id: numbers[sentence.block]
        for placed in claims
        if (sentence := corpus.sentence_of(placed.claim)) and numbers[sentence.block]
    }
