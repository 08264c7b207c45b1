"""A dossier quotes from a source, it does not reprint it: quotes keep within a budget of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Source
from build_tools.problems import Level

CODE = "quoted-too-much"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = True
TIP = "Quote only what each claim needs; or write “rights: full-text” if the publisher allows the whole text."

BUDGET = 0.75  # share of the source's body words that its claims may carry between them


def find(case: Case) -> Iterator[Finding]:
    """Sources whose claims quote more than the budget, unless their rights allow the full text.

    A warning as long as it is the drafts that go beyond it: a curator will cut them.
    """
    corpus = case.corpus
    for source in corpus.sources.values():
        held = corpus.claims_by_source.get(source.id, ())
        reviewed = tuple(placed for placed in held if placed.entry.status == "reviewed")
        share = quoted_share(source, corpus, held)
        if source.rights != "full-text" and share > BUDGET:
            message = f"the claims quote {share:.0%} of the words of this source; the budget is {BUDGET:.0%}"
            over = quoted_share(source, corpus, reviewed) > BUDGET
            level, entries = Level.ERROR if over else Level.WARNING, tuple(placed.entry for placed in held)
            yield Finding(source, source.title, message, level=level, beside=entries)


def quoted_share(source: Source, corpus: Corpus, claims: Iterable[PlacedClaim]) -> float:
    """The share of a source's body words that stand in the quotes of some claims; 0 where the text is not at hand."""
    document = corpus.documents.get(source.id)
    if not document:
        return 0.0
    body = sum(len(document.text[block.start : block.end].split()) for block in document.blocks if block.is_body)
    found = (corpus.find(placed.claim) for placed in claims)
    quoted, reached = 0, 0
    for start, end in sorted((one.start, one.end) for one in found if one.outcome == "exact"):
        start = max(start, reached)
        quoted += len(document.text[start:end].split()) if end > start else 0
        reached = max(reached, end)
    return quoted / body if body else 0.0
