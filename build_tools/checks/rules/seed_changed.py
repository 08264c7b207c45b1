"""A seed is never edited: its text is the one that was hashed."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding, Mend
from build_tools.corpus import Corpus
from build_tools.model import Source
from build_tools.problems import Level

CODE = "seed-changed"
LEVEL = Level.ERROR
SCOPE = "source"
WAIVABLE = False
TIP = "Restore the seed from Git; an article's new version is a new seed with its own source."


def find(case: Case) -> Iterator[Finding]:
    """Sources whose hash is not that of their seed, or that have none."""
    for source in unhashed(case.corpus):
        tip = "`claimline fix` fills it in."
        yield Finding(source, source.seed, "the source does not hold the hash of its text (sha256)", tip)
    for source in changed(case.corpus):
        name = case.corpus.documents[source.id].name
        yield Finding(source, source.sha256, f"the text of {name} is not the one that was recorded")


def unhashed(corpus: Corpus) -> Iterator[Source]:
    """Sources whose text is at hand and whose record holds no hash of it."""
    return (source for source in corpus.sources.values() if source.id in corpus.documents and not source.sha256)


def changed(corpus: Corpus) -> Iterator[Source]:
    """Sources whose seed is no longer the text that was recorded."""
    for source in corpus.sources.values():
        document = corpus.documents.get(source.id)
        if document and source.sha256 and source.sha256 != document.sha256:
            yield source


def mend(case: Case) -> Iterator[Mend]:
    """Fills in a hash that is absent; never one that differs."""
    for source in unhashed(case.corpus):
        yield Mend(source, ("sha256",), case.corpus.documents[source.id].sha256)
