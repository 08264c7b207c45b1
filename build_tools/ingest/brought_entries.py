"""Draft entries for claims that come without one: grouped, titled and dated as our own reader does it, with known names only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from build_tools.corpus import Corpus
from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries.grouping import Group, group
from build_tools.extract.entries.make import EntryMaker
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.read import read
from build_tools.extract.reading import Reading
from build_tools.ingest.brought_settling import Settled
from build_tools.ingest.drafting import inferred
from build_tools.model import Entry, Source
from build_tools.seeds import read_document

_OPENINGS = '“"«„”‘「'


@dataclass(frozen=True)
class Drafting:
    """Makes draft entries of claims of one source. No actor and no place is new in them."""

    reading: Reading
    corpus: Corpus
    latest: date

    @classmethod
    def of(cls, source: Source, text: str, corpus: Corpus, known: Lexicon, latest: date) -> Drafting:
        """Read the source's text, once for all of its claims."""
        document = read_document(text, source.seed)
        published = source.published or inferred(document, latest)
        return cls(read(document, known=known, published=published), corpus, latest)

    def apart(self, claims: Sequence[Settled]) -> list[Entry]:
        """One entry for each happening that the claims tell of."""
        return self._made(group([self._drafted(one) for one in claims], self.reading, self._allowed))

    def together(self, claims: Sequence[Settled]) -> Entry:
        """One entry for all of them."""
        return self._made([Group([self._drafted(one) for one in claims], section="")])[0]

    @property
    def _allowed(self) -> tuple[str, ...]:
        return tuple(self.corpus.types)

    def _made(self, groups: Sequence[Group]) -> list[Entry]:
        maker = EntryMaker(self.reading, groups, self._allowed)
        return [self._known_only(maker.make(found)) for found in groups]

    def _drafted(self, one: Settled) -> Drafted:
        sentences = self.reading.document.sentences
        index = max(0, bisect_right(sentences, one.start, key=lambda sentence: sentence.start) - 1)
        block = sentences[index].block if sentences else 0
        is_direct = one.claim.quote[:1] in _OPENINGS
        return Drafted(one.claim, one.start, one.end, index, block, is_direct, one.claim.quote, "")

    def _known_only(self, entry: Entry) -> Entry:
        return replace(
            entry,
            date=entry.date or f"[..{self.latest}]",
            places=tuple(id for id in entry.places if id in self.corpus.places),
            actors=tuple(id for id in entry.actors if id in self.corpus.actors),
        )
