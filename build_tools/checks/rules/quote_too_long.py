"""A quote carries one statement, not a passage: it keeps within a budget of words."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "quote-too-long"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Quote the words that bear the statement; split what asserts two things into two claims."

BUDGET = 60  # words: about two full sentences of news


def find(case: Case) -> Iterator[Finding]:
    """Quotes of more than sixty words, unless the source’s rights allow its full text."""
    for entry in case.entries():
        for claim in entry.claims:
            source = case.corpus.sources.get(claim.source)
            number = len(claim.quote.split()) if len(claim.quote) > 2 * BUDGET else 0
            if number > BUDGET and not (source and source.rights == "full-text"):
                yield Finding(entry, claim.quote, f"the quote has {number} words; the budget is {BUDGET}")
