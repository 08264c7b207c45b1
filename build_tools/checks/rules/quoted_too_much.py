"""A dossier quotes from a source, it does not reprint it: quotes keep within a budget of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from build_tools.checks.groups import in_groups
from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.model import Entry, Record, Source
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
    return in_groups(case, keys, among)


def keys(record: Record, case: Case) -> Iterator[str]:
    """A source, and the sources of an entry's claims."""
    if isinstance(record, Source):
        yield record.id
    elif isinstance(record, Entry) and record.status != "retracted" and record.id in case.corpus.entries:
        yield from (claim.source for claim in record.claims)


def among(id: str, records: Sequence[Record], case: Case) -> Iterator[Finding]:
    """Of one source and the entries with claims from it."""
    source = next((one for one in records if isinstance(one, Source)), None)
    if source is None or source.rights == "full-text":
        return
    entries = [one for one in records if isinstance(one, Entry)]
    held = [placed for entry in entries for placed in placed_claims(entry) if placed.claim.source == id]
    share = quoted_share(source, case.corpus, held)
    if share > BUDGET:
        message = f"the claims quote {share:.0%} of the words of this source; the budget is {BUDGET:.0%}"
        reviewed = [placed for placed in held if placed.entry.status == "reviewed"]
        level = Level.ERROR if quoted_share(source, case.corpus, reviewed) > BUDGET else Level.WARNING
        yield Finding(source, source.title, message, level=level, beside=tuple(entries))


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
