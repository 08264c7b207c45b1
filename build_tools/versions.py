"""The versions of one article: which came before and after, and what changed. Knows the corpus only.

For readers sentences are counted, and only claims are shown, whose words the dossier publishes anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.matching.copies import plain_words
from build_tools.matching.versions import difference
from build_tools.model import Source


@dataclass(frozen=True, slots=True)
class Step:
    """From an earlier version to a later one. ``other``: the one from which it is not looked at. ``added`` and ``dropped``:
    sentences, for curators only; ``at_hand``: both texts are. ``gone``: claims of the earlier one whose words the later
    one has no more.
    """

    other: Source
    at_hand: bool = False
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gone: tuple[PlacedClaim, ...] = ()


def before(source: Source, corpus: Corpus) -> Step | None:
    """From the version that this source updates to itself; None where it updates none."""
    earlier = corpus.sources.get(source.updates)
    return _step(earlier, source, earlier, corpus) if earlier else None


def after(source: Source, corpus: Corpus) -> list[Step]:
    """From this source to each that updates it."""
    return [_step(source, later, later, corpus) for later in corpus.later_versions.get(source.id, ())]


def _step(earlier: Source, later: Source, other: Source, corpus: Corpus) -> Step:
    if not {earlier.id, later.id} <= corpus.documents.keys():
        return Step(other)
    found = difference(list(_sentences(earlier.id, corpus)), list(_sentences(later.id, corpus)))
    words = plain_words(corpus.documents[later.id].text)
    claims = corpus.claims_by_source.get(earlier.id, ())
    gone = tuple(one for one in claims if plain_words(one.claim.quote) not in words)
    return Step(other, True, found.added, found.dropped, gone)


def _sentences(source: str, corpus: Corpus) -> Iterator[str]:
    document = corpus.documents[source]
    return (document.text[one.start : one.end] for one in document.body_sentences)
