"""A seed is never edited: its text is the one that was hashed."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding, Mend
from build_tools.model import Source
from build_tools.problems import Level

CODE = "seed-changed"
LEVEL = Level.ERROR
SCOPE = "source"
WAIVABLE = False
TIP = "Restore the file from Git; the new version of an article is a new seed, with a source of its own."


def find(case: Case) -> Iterator[Finding]:
    """Sources whose hash is not that of their seed, or that have none."""
    for source in unhashed(case):
        tip = "`claimline fix` fills it in."
        yield Finding(
            source,
            source.seed,
            "the record lacks the fingerprint of its text (sha256), which shows any later change",
            tip,
        )
    for source in changed(case):
        name = case.corpus.documents[source.id].name
        yield Finding(source, source.sha256, f"{name} is no longer the text that was recorded here", _tip(name))


def _tip(name: str) -> str:
    return (
        f"Restore it (`git checkout {name}`); the new version of an article is a new seed, with a source of its own. "
        f"If only a scan or an encoding was corrected: `claimline import {name}`."
    )


def unhashed(case: Case) -> Iterator[Source]:
    """Sources whose text is at hand and whose record holds no hash of it."""
    return (source for source in case.of(Source) if source.id in case.corpus.documents and not source.sha256)


def changed(case: Case) -> Iterator[Source]:
    """Sources whose seed is no longer the text that was recorded."""
    for source in case.of(Source):
        document = case.corpus.documents.get(source.id)
        if document and source.sha256 and source.sha256 != document.sha256:
            yield source


def mend(case: Case) -> Iterator[Mend]:
    """Fills in a hash that is absent; never one that differs."""
    for source in unhashed(case):
        yield Mend(source, ("sha256",), case.corpus.documents[source.id].sha256)
