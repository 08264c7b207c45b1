"""A drafted claim with the names that an entry takes from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_tools.extract.claims.draft import Drafted
from build_tools.model import Claim


@dataclass(frozen=True, slots=True)
class Voiced:
    """``speaker``: as a title names them, empty where it does not; ``places`` and ``actors``: ids that the quote names."""

    item: Drafted
    speaker: str
    places: tuple[str, ...]
    actors: tuple[str, ...]

    def with_claim(self, claim: Claim) -> Voiced:
        """The same with the claim as it has become."""
        return self if claim == self.item.claim else replace(self, item=replace(self.item, claim=claim))
