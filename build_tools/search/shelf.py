"""A corpus as search reads it: its blocks, the reading of each, and what is told of the whole. Knows no file of words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.search import dates, words
from build_tools.search.beginnings import LATEST, Named, beginnings
from build_tools.search.blocks import Block, Blocks, fame
from build_tools.search.cards import DateInWords
from build_tools.search.collect import Collector
from build_tools.search.facets import facets
from build_tools.search.names import Names
from build_tools.search.reading import Columns, Reading, read
from build_tools.search.storage import file_key, spell
from build_tools.search.things import KINDS, UNNAMED

Label = Callable[[str], str]
ColumnsOf = Mapping[str, Columns]

FAMED = ("actor", "place")  # shown by how much they are heard and reported of, not in the order of their blocks


@dataclass(frozen=True)
class Shelf:
    """``date_in_words`` renders the EDTF dates that results show, ``label`` the stances, states and statuses."""

    corpus: Corpus
    agreement: Agreement
    date_in_words: DateInWords
    label: Label

    @cached_property
    def blocks(self) -> Blocks:
        """All blocks."""
        return Blocks(self.corpus)

    @cached_property
    def _collector(self) -> Collector:
        return Collector(self.corpus, self.agreement, self.date_in_words)

    def read(self, key: str) -> Reading:
        """Read one block: what its records, and the names that they give, say."""
        return read(self._collector.things(self.blocks.by_key[key]), buckets=self.blocks.buckets)

    # ── what is told of the whole ───────────────────────────────────────────────────────────────────────────────

    def facets(self, columns: ColumnsOf) -> object:
        """What results are counted and filtered by."""
        names = Names(self.corpus)
        by_kind = {kind: [columns[block.key] for block in self.blocks.of_kind(kind)] for kind in KINDS}
        return facets(
            by_kind, speaker=lambda id: "Unnamed speakers" if id == UNNAMED else names.actor(id), source=names.source
        )

    def beginnings(self, reading_of: Callable[[str], Reading]) -> Iterator[tuple[str, str, object]]:
        """For each first letter its file: the letter, the key, and what it holds."""
        blocks = (self._named(self.blocks.by_key[key], reading_of(key)) for key in self.shown_early())
        return ((letter, file_key("b", letter), data) for letter, data in beginnings(blocks).items())

    def shown_early(self) -> Sequence[str]:
        """The blocks whose names count there."""
        latest = {"entry": LATEST, "source": LATEST}
        return [block.key for kind in KINDS for block in self.blocks.of_kind(kind)[: latest.get(kind)]]

    def _named(self, block: Block, reading: Reading) -> Named:
        ranks = [*map(self._ranks[block.kind].__getitem__, _records(block))]
        return Named(block.kind, self.blocks.numbers[block.key], reading, ranks)

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        """Of each kind, how far before others a record is shown."""
        return {kind: {record: rank for rank, record in enumerate(self._in_order(kind))} for kind in KINDS}

    def _in_order(self, kind: str) -> Sequence[str]:
        if kind in FAMED:
            return fame(self.corpus, kind)
        return [record for block in self.blocks.of_kind(kind) for record in _records(block)]

    def manifest(self, columns: ColumnsOf) -> dict[str, object]:
        """What the scripts must know before they load anything else, but for the lists of files."""
        signs = {sign for each in columns.values() for signs in each.signs for sign in signs}
        own = {kind: [columns[block.key].own for block in self.blocks.of_kind(kind)] for kind in KINDS}
        claims = sum(columns[block.key].things for block in self.blocks.of_kind("entry")) - sum(own["entry"])
        return {
            "kinds": [[kind, claims if kind == "claim" else sum(own[kind])] for kind in KINDS],
            "span": self.blocks.span,
            "blocks": {kind: self._blocks(kind, columns) for kind in KINDS if kind != "claim"},
            "buckets": self.blocks.buckets,
            "labels": {sign: self.label(sign) for sign in sorted(signs)},
            "months": dates.MONTHS,
            "fold": words.folding_table(),
            "stop": list(words.stop_words()),
            "suffixes": words.suffixes(),
        }

    def _blocks(self, kind: str, columns: ColumnsOf) -> list[str]:
        """Number, records and claims of each block in order, as letters; of actors and places also their ranks."""
        blocks = self.blocks.of_kind(kind)
        held = [columns[block.key] for block in blocks]
        lists = [
            [self.blocks.numbers[block.key] for block in blocks],
            [each.own for each in held],
            [each.things - each.own for each in held] if kind == "entry" else [],
            [self._ranks[kind][one] for block in blocks for one in _records(block)] if kind in FAMED else [],
        ]
        return [*map(spell, lists)]


def _records(block: Block) -> Iterator[str]:
    """Those that stand in the block themselves, not by later claims alone."""
    return (part.record for part in block.parts if not part.first)
