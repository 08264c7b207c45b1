"""Which sources share sentences, beyond what they quote: whether they may stand for one root. Knows the corpus only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.matching.copies import KnownTexts


@dataclass(frozen=True, slots=True)
class Shared:
    """Another source with the same sentences; ``of_mine`` and ``of_other`` are shares of both texts, from 0 to 1.

    ``declared``: records say that one republishes or updates the other, or both a third, so that their roots count once.
    """

    other: str
    of_mine: float
    of_other: float
    declared: bool


def shared_passages(corpus: Corpus) -> Mapping[str, tuple[Shared, ...]]:
    """By source id, the largest share first; only sources that share any are in it."""
    known = KnownTexts()
    found: dict[str, list[Shared]] = {}
    for source, document in corpus.documents.items():
        for overlap in known.overlaps(source, document.text):
            declared = corpus.origin_of(source) == corpus.origin_of(overlap.other)
            mine, other = overlap.of_mine, overlap.of_other
            found.setdefault(source, []).append(Shared(overlap.other, mine, other, declared))
            found.setdefault(overlap.other, []).append(Shared(source, other, mine, declared))
        known.add(source, document.text)
    return {source: tuple(sorted(held, key=lambda one: -one.of_mine)) for source, held in found.items()}
