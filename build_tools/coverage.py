"""How much of each source the dossier accounts for: which body sentences a claim or ``set_aside`` touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.model import Sentence
from build_tools.quotes import Found


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a source's body the dossier accounts for, in sentences; ``open`` are those not accounted for."""

    sentences: int
    claimed: int
    set_aside: int
    open: tuple[Sentence, ...]

    @property
    def percent(self) -> int:
        """The share of body sentences that a claim or ``set_aside`` covers, rounded down; 100 for an empty body."""
        return 100 * (self.claimed + self.set_aside) // self.sentences if self.sentences else 100


def coverage(corpus: Corpus) -> Mapping[str, Coverage]:
    """By source id, for every source whose text is at hand; not for copies, whose original accounts for the text."""
    originals = (source for source in corpus.sources.values() if not source.republishes)
    return {source.id: _coverage(source.id, corpus) for source in originals if source.id in corpus.documents}


def _coverage(source: str, corpus: Corpus) -> Coverage:
    document = corpus.documents[source]
    claimed = [corpus.find(placed.claim) for placed in corpus.claims_by_source.get(source, ())]
    aside = [corpus.find_quote(source, item.quote, after=item.after) for item in corpus.sources[source].set_aside]
    by_claims = _touched(document.body_sentences, claimed)
    by_aside = _touched(document.body_sentences, aside) - by_claims
    rest = [sentence for sentence in document.body_sentences if sentence not in by_claims | by_aside]
    return Coverage(len(document.body_sentences), len(by_claims), len(by_aside), tuple(rest))


def _touched(sentences: Iterable[Sentence], found: Iterable[Found]) -> set[Sentence]:
    spans = [span for span in found if span.outcome == "exact"]
    return {
        sentence
        for sentence in sentences
        if any(span.start < sentence.end and sentence.start < span.end for span in spans)
    }
