"""What is recorded and what an import has brought so far, indexed once: the next seed costs no more for all before it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.reading import KnownName
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.records import layout

_KINDS = {Source: "sources", Actor: "actors", Place: "places", Entry: "timeline", Question: "questions"}


def key_of(record: Record) -> str:
    """``<kind>/<id>``: how a ledger names a record."""
    return f"{_KINDS[type(record)]}/{record.id}"


class Known:
    """The records by key (and by the keys they had before they were renamed), and all their names in a lexicon.

    Of what an import brings little is kept: hashes of its keys, where its entries lie, and the names.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.records: dict[str, Record] = {}
        self.names: list[KnownName] = []
        self._brought: dict[int, str] = {}
        self._learnt = 0
        self._lexicon = Lexicon()
        self.renamed: dict[str, dict[str, str]] = defaultdict(dict)
        self._claims: dict[str, dict[str, list[PlacedClaim]]] = defaultdict(lambda: defaultdict(list))
        self._by_seed: dict[str, Source] = {}
        for record in _records(corpus):
            self._add(record)
        for record in list(self.records.values()):
            self._add_under_former_ids(record)
        for entry in (*corpus.entries.values(), *corpus.withheld.values()):
            for placed in placed_claims(entry):
                self._claims[placed.claim.source][placed.claim.quote].append(placed)

    def take(self, created: Iterable[Record]) -> None:
        """Adds what a plan creates."""
        for record in created:
            self._brought[hash(key_of(record))] = sys.intern(layout.folder_for(record))
            self._learn(
                Source(record.id, seed=record.seed, published=record.published)
                if isinstance(record, Source)
                else record
            )

    def _add(self, record: Record) -> None:
        kind = _KINDS[type(record)]
        self.records[f"{kind}/{record.id}"] = record
        self._learn(record)

    def _add_under_former_ids(self, record: Record) -> None:
        kind = _KINDS[type(record)]
        for id in record.was:
            if self.records.setdefault(f"{kind}/{id}", record) is record and id != record.id:
                self.renamed[kind][str(id)] = record.id

    def _learn(self, record: Record) -> None:
        if isinstance(record, Source):
            self._by_seed.setdefault(record.seed, record)
        if isinstance(record, Actor | Place):
            self.names.append(name_of(record))

    def __contains__(self, key: object) -> bool:
        """Whether a record has this key, or will have it when what has been planned so far is applied."""
        return key in self.records or hash(key) in self._brought

    def path_of_brought(self, entry: str) -> str:
        """Where the entry will lie that an import has brought, empty where it has brought none of that id."""
        folder = self._brought.get(hash(f"timeline/{entry}"), "")
        return f"{folder}/{entry}.md" if folder else ""

    def claims_of(self, source: str) -> Mapping[str, Sequence[PlacedClaim]]:
        """The recorded claims of a source by their quotes; a person may have copied one into another entry."""
        return self._claims.get(source, {})

    def source_of(self, seed: str) -> Source | None:
        """The source of a seed, by the name of its file."""
        return self._by_seed.get(seed)

    def lexicon(self) -> Lexicon:
        """All names known by now; the same object each time, with what has come since."""
        for name in self.names[self._learnt :]:
            self._lexicon.add(name)
        self._learnt = len(self.names)
        return self._lexicon


def name_of(record: Actor | Place) -> KnownName:
    """The name and aliases of an actor or a place."""
    names = (record.name, *(alias.name for alias in record.aliases))
    if isinstance(record, Place):
        return KnownName(record.id, "place", names)
    return KnownName(record.id, record.kind, names, record.country or record.part_of)


def names_of(corpus: Corpus) -> list[KnownName]:
    """The names and aliases of every actor and place."""
    actors = [name_of(one) for one in corpus.actors.values()]
    return actors + [name_of(one) for one in corpus.places.values()]


def _records(corpus: Corpus) -> Iterator[Record]:
    questions = {**corpus.questions, **corpus.drafted_questions}
    groups = (corpus.sources, corpus.actors, corpus.places, corpus.entries, corpus.withheld, questions)
    yield from (record for group in groups for record in group.values())
