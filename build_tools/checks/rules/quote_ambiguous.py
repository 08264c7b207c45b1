"""A quote that stands in its source more than once says which one it means."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Source
from build_tools.problems import Level

CODE = "quote-ambiguous"
LEVEL = Level.ERROR
SCOPE = "source"
WAIVABLE = False
TIP = "Quote a few words more, or add “after:” with the words that stand directly before the quote."


def find(case: Case) -> Iterator[Finding]:
    """Quotes of claims and of set_aside that occur more than once without a deciding ``after``."""
    corpus = case.corpus
    for entry in case.entries():
        for claim in entry.claims:
            if corpus.find(claim).outcome == "ambiguous":
                yield Finding(entry, claim.quote, f"these words occur more than once in source “{claim.source}”")
    for source in case.of(Source):
        for item in source.set_aside:
            if corpus.find_quote(source.id, item.quote, after=item.after).outcome == "ambiguous":
                yield Finding(source, item.quote, "these words occur more than once in the source")
