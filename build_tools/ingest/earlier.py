"""What has been dealt with before in one seed: which earlier claim each proposed one renews, which words are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from build_tools.corpus import PlacedClaim
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.proposed import Proposed
from build_tools.ingest.stretches import NOWHERE, Span, Stretches, joined, meets
from build_tools.model import Claim, SetAside
from build_tools.quotes import Places


class Earlier:
    """One seed's proposal beside its ledger and the claims that are recorded of it, by their words.

    ``stand_in`` gives words that stand in the text for such as it no longer holds, empty where there are none.
    """

    def __init__(
        self,
        proposed: Proposed,
        ledger: Ledger,
        recorded: Mapping[str, Sequence[PlacedClaim]],
        aside: Sequence[SetAside],
        stand_in: Callable[[str], str],
    ) -> None:
        self._proposed = proposed
        self._ledger = ledger
        self._recorded = recorded
        self._aside = aside
        self._stand_in = stand_in
        self.bases = dict(self._pairs())

    def placed(self, base: Plain, quote: str = "") -> PlacedClaim | None:
        """Where a claim of the ledger stands now, by its words or by those of its renewal; in its own entry first."""
        found = self._recorded.get(base["quote"]) or self._recorded.get(quote) or ()
        return next((one for one in found if one.entry.id == base["entry"]), found[0] if found else None)

    def is_settled(self, claim: Claim) -> bool:
        """Whether a person or an earlier import has dealt with these words."""
        return bool(self._settled) and meets(self.span(claim.quote, claim.after), self._settled)

    def was_proposed(self, claim: Claim) -> bool:
        """Whether an earlier import has proposed some of these words."""
        return meets(self.span(claim.quote, claim.after), self._proposed_before)

    def span(self, quote: str, after: str = "") -> Span:
        """Where words stand in the text."""
        text = self._proposed.document.text
        found = self._places.find(quote, after=after)
        start = found.start if found.outcome == "exact" else text.find(quote)
        return (start, start + len(quote)) if start >= 0 else NOWHERE

    def _pairs(self) -> Iterator[tuple[str, Plain]]:
        """Each proposed quote with the ledger's claim that it renews: the same words, else the same stretch."""
        old = {claim["quote"]: claim for claim in self._ledger.claims}
        quotes = dict.fromkeys(claim.quote for entry in self._proposed.entries for claim in entry.claims)
        yield from ((quote, old[quote]) for quote in quotes if quote in old)
        if not old:
            return
        free = Stretches((self._span_now(quote), quote) for quote in old if quote not in quotes)
        for quote in (quote for quote in quotes if quote not in old):
            if best := free.taken(self.span(quote)):
                yield quote, old[best]

    def _span_now(self, quote: str, after: str = "") -> Span:
        """Where words stand, or what stands for them."""
        span = self.span(quote, after)
        stand_in = self._stand_in(quote) if span == NOWHERE else ""
        return self.span(stand_in) if stand_in else span

    @cached_property
    def _settled(self) -> list[Span]:
        """The stretches of text that have been dealt with, joined and in order."""
        recorded = (one.claim for found in self._recorded.values() for one in found)
        spans = [
            *self._proposed_before,
            *(self._span_now(claim.quote, claim.after) for claim in recorded),
            *(self._span_now(item.quote, item.after) for item in self._aside),
        ]
        return joined(spans)

    @cached_property
    def _proposed_before(self) -> list[Span]:
        """The stretches of text that earlier imports have proposed, joined and in order."""
        return joined(self._span_now(one["quote"], one.get("after", "")) for one in self._ledger.claims)

    @cached_property
    def _places(self) -> Places:
        """Where all that is proposed, was proposed or is recorded stands in the text."""
        proposed = (claim.quote for entry in self._proposed.entries for claim in entry.claims)
        text = self._proposed.document.text
        return Places(text, [*proposed, *(one["quote"] for one in self._ledger.claims), *self._recorded])
