"""What an explanation looks things up in: the dossier, its ledgers, and its seeds read again when one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.dossier import SEEDS, Dossier, seed_files
from build_tools.explain.account import Words
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import Reading, read
from build_tools.ingest.brought_memory import Memory, read_memory
from build_tools.ingest.known import names_of
from build_tools.ingest.ledger import Ledger, Plain, read_ledger
from build_tools.ingest.told import told_of
from build_tools.inspection import find_problems
from build_tools.model import Claim, Record
from build_tools.problems import Problem


@dataclass(frozen=True)
class Desk:
    """A dossier with its ledgers at hand."""

    dossier: Dossier

    @property
    def corpus(self) -> Corpus:
        """All records and documents."""
        return self.dossier.corpus

    @cached_property
    def agreement(self) -> Agreement:
        """What the answers come to."""
        return Agreement(self.corpus)

    @cached_property
    def ledgers(self) -> Mapping[str, Ledger]:
        """By seed (``seeds/<name>.txt``). Raises ProblemsFound where one is broken."""
        root = self.dossier.root
        names = (f"{SEEDS}/{path.name}" for path in seed_files(root))
        return {name: ledger for name in names if (ledger := read_ledger(root, name))}

    def ledger_of(self, source: str) -> Ledger | None:
        """The ledger of a source's seed."""
        record = self.corpus.sources.get(source)
        return self.ledgers.get(f"{SEEDS}/{Path(record.seed).name}") if record and record.seed else None

    @cached_property
    def memories(self) -> Mapping[str, Memory]:
        """What files from elsewhere have brought to each source. Raises ProblemsFound where that is broken."""
        root = self.dossier.root
        return {
            one.id: read_memory(root, f"{SEEDS}/{Path(one.seed).name}")
            for one in self.corpus.sources.values()
            if one.seed
        }

    def brought(self, claim: Claim) -> Plain | None:
        """What a file has brought of these words, None where none has."""
        memory = self.memories.get(claim.source)
        return next((one for one in memory.claims if one["quote"] == claim.quote), None) if memory else None

    def brought_into(self, entry: str) -> list[str]:
        """The files that have brought claims into an entry."""
        found = (one for memory in self.memories.values() for one in memory.claims if one.get("entry") == entry)
        return list(dict.fromkeys(str(one.get("from", "")) for one in found))

    def proposals_of(self, key: str) -> list[tuple[Ledger, Plain]]:
        """Each ledger that holds a record (``<kind>/<id>``), with what it proposed of it."""
        return [(ledger, ledger.records[key]) for ledger in self.ledgers.values() if key in ledger.records]

    def across(self, **wanted: str) -> list[Plain]:
        """What the ledgers hold across sources with these values."""
        found = (one for ledger in self.ledgers.values() for one in ledger.across)
        return [one for one in found if all(one.get(key) == value for key, value in wanted.items())]

    # ── seeds read again ────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _readings(self) -> dict[tuple[str, str], tuple[Reading, Proposal]]:
        return {}

    def read_again(self, source: str, *, without: str = "") -> tuple[Reading, Proposal] | None:
        """What today's reader makes of a source's text; None where that is not at hand.

        ``without``: the id of an actor or place that is to be read as on its first day, when no record named it yet.
        """
        document, record = self.corpus.documents.get(source), self.corpus.sources.get(source)
        if document is None or record is None:
            return None
        if (source, without) not in self._readings:
            known = [name for name in names_of(self.corpus) if name.id != without]
            told = told_of(self.dossier.root, document.name)
            reading = read(told.on(document), known=known, published=record.published)
            types = tuple(self.corpus.types.values())
            self._readings[source, without] = reading, propose(reading, source_id=source, event_types=types)
        return self._readings[source, without]

    def words(self, source: str, start: int, end: int) -> Words:
        """The words of a source's text between two offsets, with their place."""
        document = self.corpus.documents[source]
        line = document.text.count("\n", 0, start) + 1
        column = start - (document.text.rfind("\n", 0, start) + 1) + 1
        return Words(document.text[start:end], document.name, start, end, line, column)

    # ── problems ────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _problems(self) -> list[Problem]:
        return find_problems(self.dossier)

    def problems_of(self, record: Record, *, first: int = 1, last: int | None = None) -> tuple[str, ...]:
        """The problems of a record's file, in some of its lines."""
        found = (one for one in self._problems if one.where.path == record.path and one.where.line >= first)
        return tuple(f"{one}" for one in found if last is None or one.where.line <= last)
