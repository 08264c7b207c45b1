"""A corpus as search reads it: its blocks, the reading of each, and what is told of the whole. Knows no file of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.search import dates, words
from build_tools.search.beginnings import LATEST, Named, beginnings
from build_tools.search.blocks import SLOTS, Block, Blocks, fame
from build_tools.search.cards import DateInWords
from build_tools.search.collect import Collector
from build_tools.search.facets import facets
from build_tools.search.names import Names
from build_tools.search.reading import Columns, Reading, read
from build_tools.search.storage import file_key, spell
from build_tools.search.things import KINDS, UNNAMED
from build_tools.search.word_files import STARTS

Label = Callable[[str], str]
ColumnsOf = Mapping[str, Columns]

_EARLY = {"entry": LATEST, "source": LATEST}
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

    # ── what is told of the whole ───────────────────────────────────────────────────────────────────────────────────

    def facets(self, columns: ColumnsOf) -> Mapping[str, object]:
        """What results are counted and filtered by."""
        names = Names(self.corpus)
        by_kind = {kind: [columns[block.key] for block in blocks] for kind, blocks in self.blocks.by_kind.items()}
        return facets(
            by_kind, speaker=lambda id: "Unnamed speakers" if id == UNNAMED else names.actor(id), source=names.source
        )

    @cached_property
    def names(self) -> str:
        """All names that facets may tell, as one text: they are the same where it is."""
        names = [*(actor.name for actor in self.corpus.actors.values()), "", *self.corpus.sources]
        return "\n".join([*names, *(source.title for source in self.corpus.sources.values())])

    def beginnings(self, readings: Mapping[str, Reading]) -> Iterator[tuple[str, str, object]]:
        """For each first letter its file: the letter, the key, and what it holds."""
        blocks = (self._named(at, self.blocks.by_key[key], readings[key]) for at, key in enumerate(self.shown_early))
        return ((letter, file_key(STARTS, letter), data) for letter, data in beginnings(blocks).items())

    @cached_property
    def shown_early(self) -> Sequence[str]:
        """The blocks whose names count there."""
        return [block.key for kind, blocks in self.blocks.by_kind.items() for block in blocks[: _EARLY.get(kind)]]

    def _named(self, position: int, block: Block, reading: Reading) -> Named:
        ranks = self._ranks.get(block.kind, {})
        own = [ranks.get(record, position * SLOTS + slot) for slot, record in enumerate(block.records)]
        return Named(block.kind, self.blocks.numbers[block.key], reading, own)

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        """How far before others an actor or a place is shown; others are in the order of their blocks."""
        return {kind: {record: rank for rank, record in enumerate(fame(self.corpus, kind))} for kind in FAMED}

    def manifest(self, signs: Iterable[str]) -> dict[str, object]:
        """What the scripts must know before they load anything else, but for the lists of files."""
        by_kind = self.blocks.by_kind
        counts = {kind: sum(len(block.records) for block in blocks) for kind, blocks in by_kind.items()}
        counts["claim"] = sum(block.claims for block in by_kind["entry"])
        return {
            "kinds": [[kind, counts[kind]] for kind in KINDS],
            "span": self.blocks.span,
            "blocks": {kind: self._blocks(kind, blocks) for kind, blocks in by_kind.items() if kind != "claim"},
            "buckets": self.blocks.buckets,
            "labels": {sign: self.label(sign) for sign in sorted(signs)},
            "months": dates.MONTHS,
            "stop": list(words.stop_words()),
            "suffixes": words.suffixes(),
        }

    def _blocks(self, kind: str, blocks: Sequence[Block]) -> list[str]:
        """Number, records and claims of each block in order, as letters; of actors and places also their ranks."""
        lists = [
            [self.blocks.numbers[block.key] for block in blocks],
            [len(block.records) for block in blocks],
            [block.claims for block in blocks] if kind == "entry" else [],
            [self._ranks[kind][record] for block in blocks for record in block.records] if kind in FAMED else [],
        ]
        return [*map(spell, lists)]
