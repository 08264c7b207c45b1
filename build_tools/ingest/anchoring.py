"""A seed whose text has changed since it was recorded: which quotes still stand, and what becomes of the others.

Nothing fuzzy passes: words that are gone are kept as they are and told of; what looks like them is only a tip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from build_tools.checks.rules.quote_missing import nearest, typographic_twin
from build_tools.corpus import PlacedClaim
from build_tools.extract.claims.quote_places import QuotePlaces
from build_tools.ingest.changes import Vanished
from build_tools.model import Document, Sentence, Source
from build_tools.quotes import Places
from build_tools.seeds import read_document

_WORD = re.compile(r"\w+")
_NEAR = 3  # sentences with the most words in common, among which the nearest words are looked for


@dataclass(frozen=True)
class Anchors:
    """The words recorded of one source, in the text that its seed holds now. ``changed``: another one than before."""

    document: Document
    recorded: Mapping[str, Sequence[PlacedClaim]]
    deleted: frozenset[str] = frozenset()
    changed: bool = False

    def stand_in(self, quote: str) -> str:
        """What the changed text holds for words that are gone: the same in other typography; for such as a person
        deleted what looks like them, so that it does not come back in other letters.
        """
        if not self.changed:
            return ""
        return typographic_twin(quote, self.document.text) or (self.near(quote) if quote in self.deleted else "")

    def near(self, quote: str) -> str:
        """The words of the text that look most like these, empty where none do."""
        words = set(_WORD.findall(quote.casefold()))
        shared = sorted(self._sentences, key=lambda one: len(words & one[0]), reverse=True)[:_NEAR]
        sentences = tuple(sentence for _, sentence in shared)
        found = nearest(quote, replace(self._read, sentences=sentences))
        return found if found in self.document.text else ""

    def vanished(self, source: Source | None) -> Iterator[Vanished]:
        """The recorded words that the changed text does not hold."""
        if not self.changed:
            return
        placed = (one for found in self.recorded.values() for one in found)
        quotes = [(one.entry.path, one.claim.quote, one.claim.after) for one in placed]
        if source:
            quotes += [(source.path, item.quote, item.after) for item in source.set_aside]
        for path, quote, after in quotes:
            if self._places.find(quote, after=after).outcome == "missing":
                yield Vanished(path, quote, self.near(quote))

    def telling(self, placed: PlacedClaim, behind: int) -> str:
        """The words before a quote that has come to stand more than once, empty where it does not; of several places
        the first one after ``behind``.
        """
        quote = placed.claim.quote
        if not self.changed or self._places.find(quote, after=placed.claim.after).outcome != "ambiguous":
            return ""
        text = self.document.text
        start = text.find(quote, behind + 1) if text.find(quote, behind + 1) >= 0 else text.find(quote)
        words = QuotePlaces(text).words_before(start, quote)
        return words if self._places.find(quote, after=words).outcome == "exact" else ""

    @cached_property
    def _read(self) -> Document:
        return read_document(self.document.text, self.document.name)

    @cached_property
    def _sentences(self) -> list[tuple[set[str], Sentence]]:
        text = self.document.text
        return [(set(_WORD.findall(text[one.start : one.end].casefold())), one) for one in self._read.sentences]

    @cached_property
    def _places(self) -> Places:
        return Places(self.document.text, self.recorded)
