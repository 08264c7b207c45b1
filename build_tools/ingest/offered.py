"""What imports have said in records of other seeds: whoever takes it out there takes it out for every later seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from build_tools.ingest.ledger import Ledger
from build_tools.ingest.renamed import Renamed, in_ids_of_now
from build_tools.model import Claim


@dataclass
class Offered:
    """Grows ledger by ledger. ``copies``: ids of sources that were said to be copies or later versions; ``answers``: the quotes that were
    given an answer, by source and question. ``later``: ids of sources that update others; ``quotes``: what was ever claimed
    from those.
    """

    copies: set[str] = field(default_factory=set)
    answers: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    quotes: dict[str, set[str]] = field(default_factory=dict)

    def noting(self, ledgers: Iterable[Ledger], renamed: Renamed) -> Iterator[Ledger]:
        """The same ledgers, each looked through as it passes."""
        for ledger in ledgers:
            self._note(in_ids_of_now(ledger, renamed))
            yield ledger

    def has_answered(self, claim: Claim, question: str) -> bool:
        """Whether an import has given this claim an answer; a person may have trimmed or extended its quote since."""
        quotes = self.answers.get((claim.source, question), ())
        return any(quote in claim.quote or claim.quote in quote for quote in quotes)

    def _note(self, ledger: Ledger) -> None:
        for key, fields in ledger.records.items():
            if key.startswith("sources/") and ("republishes" in fields or "updates" in fields):
                self.copies.add(key.removeprefix("sources/"))
        for claim in ledger.claims:
            if claim["source"] in self.later:
                self.quotes.setdefault(claim["source"], set()).add(claim["quote"])
            for question in claim.get("answers", ()):
                self._answered(claim["source"], question, claim["quote"])
        for found in ledger.across:
            if "republishes" in found or "updates" in found:
                self.copies.add(found["source"])
            if "answered" in found:
                self._answered(found["source"], found["answered"], found["quote"])

    def _answered(self, source: str, question: str, quote: str) -> None:
        self.answers.setdefault((source, question), set()).add(quote)
