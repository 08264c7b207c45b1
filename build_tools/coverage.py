"""How much of each source the dossier accounts for: which body sentences a claim or ``set_aside`` touches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Sentence, Source
from build_tools.quotes import Found

CLAIMED, ASIDE, WITHHELD, OPEN = "claimed", "aside", "withheld", "open"


@dataclass(frozen=True, slots=True)
class Covered:
    """A body sentence and what became of it: CLAIMED (with its claims), ASIDE, WITHHELD or OPEN."""

    sentence: Sentence
    kind: str
    claims: tuple[PlacedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a source's body the dossier accounts for: ``order`` holds its body sentences as the text has them, but for
    those that another version of the article has to account for (``elsewhere``).
    """

    order: tuple[Covered, ...]
    elsewhere: tuple[Sentence, ...] = ()

    def _of(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.order)

    @property
    def sentences(self) -> int:
        """How many there are."""
        return len(self.order)

    @property
    def claimed(self) -> int:
        """How many a claim touches."""
        return self._of(CLAIMED)

    @property
    def set_aside(self) -> int:
        """How many were set aside and are touched by no claim."""
        return self._of(ASIDE)

    @property
    def withheld(self) -> int:
        """How many only claims of entries that put a person at risk touch."""
        return self._of(WITHHELD)

    @property
    def open(self) -> tuple[Sentence, ...]:
        """Those that are not accounted for."""
        return tuple(one.sentence for one in self.order if one.kind == OPEN)

    @property
    def percent(self) -> int:
        """The share of body sentences that are accounted for, rounded down; 100 for an empty body."""
        return 100 * (self.sentences - len(self.open)) // self.sentences if self.sentences else 100


def coverage(corpus: Corpus, *, for_readers: bool = False) -> Mapping[str, Coverage]:
    """By source id, for every source whose text is at hand; not for copies, whose original accounts for the text. Of the versions
    of one article each has to account for what no other one does.

    ``for_readers``: without a trace of withheld claims, whose sentences are open to them.
    """
    originals = (source for source in corpus.sources.values() if not source.republishes)
    at_hand = (source.id for source in originals if source.id in corpus.documents)
    return {source: coverage_of(source, corpus, for_readers=for_readers) for source in at_hand}


def coverage_of(
    source: str, corpus: Corpus, claims: Iterable[PlacedClaim] | None = None, *, for_readers: bool = False
) -> Coverage:
    """The coverage of one source whose text is at hand. ``claims``: those of this source, where they are known."""
    sentences = corpus.documents[source].body_sentences
    starts = [sentence.start for sentence in sentences]
    claimed: dict[int, list[PlacedClaim]] = {}
    for placed in corpus.claims_by_source.get(source, ()) if claims is None else claims:
        for at in _touched(sentences, starts, corpus.find(placed.claim)):
            claimed.setdefault(at, []).append(placed)
    aside: set[int] = set()
    for item in corpus.sources[source].set_aside:
        aside.update(_touched(sentences, starts, corpus.find_quote(source, item.quote, after=item.after)))
    withheld: set[int] = set()
    for start, end in () if for_readers else corpus.withheld_spans(source):
        withheld.update(_touched(sentences, starts, Found("exact", start, end)))
    kinds: dict[int, str] = {
        **dict.fromkeys(withheld, WITHHELD),
        **dict.fromkeys(aside, ASIDE),
        **dict.fromkeys(claimed, CLAIMED),
    }
    covered = [Covered(one, kinds.get(at, OPEN), tuple(claimed.get(at, ()))) for at, one in enumerate(sentences)]
    told = _told_in_other_versions(source, corpus)
    is_elsewhere = [one.kind == OPEN and bool(told) and _words(source, one.sentence, corpus) in told for one in covered]
    return Coverage(
        tuple(one for one, there in zip(covered, is_elsewhere, strict=True) if not there),
        tuple(one.sentence for one, there in zip(covered, is_elsewhere, strict=True) if there),
    )


def _told_in_other_versions(source: str, corpus: Corpus) -> frozenset[str]:
    """The sentences that another version of the same article has to account for: those of the earlier one, and those of a
    later one that claims of it or its ``set_aside`` touch.
    """
    earlier = str(corpus.sources[source].updates)
    told: set[str] = set()
    if earlier in corpus.documents and earlier != source:
        told.update(_words(earlier, one, corpus) for one in corpus.documents[earlier].body_sentences)
    for later in corpus.later_versions.get(source, ()):
        if later.id in corpus.documents and later.id != source:
            told.update(_words(later.id, one, corpus) for one in _accounted_for(later, corpus))
    return frozenset(told)


def _accounted_for(source: Source, corpus: Corpus) -> Iterator[Sentence]:
    sentences = corpus.documents[source.id].body_sentences
    starts = [sentence.start for sentence in sentences]
    quotes = [corpus.find(placed.claim) for placed in corpus.claims_by_source.get(source.id, ())]
    quotes += [corpus.find_quote(source.id, item.quote, after=item.after) for item in source.set_aside]
    return (sentences[at] for found in quotes for at in _touched(sentences, starts, found))


def _words(source: str, sentence: Sentence, corpus: Corpus) -> str:
    return " ".join(corpus.documents[source].text[sentence.start : sentence.end].casefold().split())


def _touched(sentences: Sequence[Sentence], starts: Sequence[int], found: Found) -> Iterable[int]:
    """The positions of the sentences that share a letter with a quote."""
    if found.outcome != "exact":
        return
    at = max(0, bisect_right(starts, found.start) - 1)
    while at < len(sentences) and sentences[at].start < found.end:
        if sentences[at].end > found.start:
            yield at
        at += 1
