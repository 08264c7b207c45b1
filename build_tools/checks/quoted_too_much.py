"""A dossier quotes from a source, it does not reprint it: quotes keep within a budget of words."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus
from build_tools.model import Source

CODE = "quoted-too-much"
TIP = "Quote tighter, or set “rights: full-text” if the publisher allows it."

BUDGET = 0.8  # share of the source's body words that its claims may carry between them


def find(case: Case) -> Iterator[Finding]:
    """Sources whose claims quote more than the budget, unless their rights allow the full text."""
    for source in case.corpus.sources.values():
        share = quoted_share(source, case.corpus)
        if source.rights != "full-text" and share > BUDGET:
            message = f"claims carry {share:.0%} of the words of this source; the budget is {BUDGET:.0%}"
            yield Finding(source, source.title, message)


def quoted_share(source: Source, corpus: Corpus) -> float:
    """The share of a source's body words that stand in quotes of claims; 0 where the text is not at hand."""
    document = corpus.documents.get(source.id)
    if not document:
        return 0.0
    body = sum(len(document.text[block.start : block.end].split()) for block in document.blocks if block.is_body)
    found = (corpus.find(placed.claim) for placed in corpus.claims_by_source.get(source.id, ()))
    spans = sorted((one.start, one.end) for one in found if one.outcome == "exact")
    quoted, reached = 0, 0
    for start, end in spans:
        start = max(start, reached)
        quoted += len(document.text[start:end].split()) if end > start else 0
        reached = max(reached, end)
    return quoted / body if body else 0.0
