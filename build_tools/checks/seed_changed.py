"""A seed is never edited: its text is the one that was hashed."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding, Mend

CODE = "seed-changed"
TIP = "Restore the seed from Git; an article's new version is a new seed with its own source."


def find(case: Case) -> Iterator[Finding]:
    """Sources whose hash is not that of their seed, or that have none."""
    for source in case.corpus.sources.values():
        document = case.corpus.documents.get(source.id)
        if document and not source.sha256:
            tip = "`claimline fix` fills it in."
            yield Finding(source, source.seed, "the source does not hold the hash of its text (sha256)", tip)
        elif document and source.sha256 != document.sha256:
            yield Finding(source, source.sha256, f"the text of {document.name} is not the one that was recorded")


def mend(case: Case) -> Iterator[Mend]:
    """Fills in a hash that is absent; never one that differs."""
    for source in case.corpus.sources.values():
        document = case.corpus.documents.get(source.id)
        if document and not source.sha256:
            yield Mend(source, ("sha256",), document.sha256)
