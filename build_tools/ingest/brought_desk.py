"""A dossier laid open for a file of claims: its records, texts and ledgers, each read as far as the file needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from build_tools.brought.anchoring import Ground
from build_tools.brought.known_here import KnownHere
from build_tools.corpus import Corpus
from build_tools.dossier import SEEDS, open_dossier, read_text, seed_files, text_of
from build_tools.extract.names.title_spans import title_span
from build_tools.ingest import brought_plan
from build_tools.ingest.brought_entries import Drafting
from build_tools.ingest.brought_memory import Memory, Plain, read_memory
from build_tools.ingest.brought_plan import BroughtPlan
from build_tools.ingest.brought_settling import Settled
from build_tools.ingest.brought_sources import SourcesHere
from build_tools.ingest.known import Known
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.ingest.plan import deleted_keys
from build_tools.ingest.sifting import only_themselves
from build_tools.ingest.standing import Standing
from build_tools.ingest.stretches import Span, Stretches
from build_tools.matching.events import KnownEvents
from build_tools.model import Entry, Source
from build_tools.problems import ProblemsFound, errors_among, in_reading_order
from build_tools.quotes import find_in
from build_tools.records.emit import plain_claim


@dataclass
class Desk:
    """A dossier, and the last day on which one of its articles can have been published."""

    root: Path
    latest: date
    memories: dict[str, Memory] = field(default_factory=dict)
    _texts: dict[str, Ground | None] = field(default_factory=dict)
    _ledgers: dict[str, Ledger | None] = field(default_factory=dict)
    _stretches: dict[str, Stretches] = field(default_factory=dict)
    _drafts: dict[str, Drafting] = field(default_factory=dict)

    @cached_property
    def corpus(self) -> Corpus:
        """The records. Raises ProblemsFound where some cannot be read: what they hold would be taken for absent."""
        dossier = open_dossier(self.root, with_texts=False)
        links = only_themselves(dossier.problems, Known(dossier.corpus))
        if found := [one for one in errors_among(dossier.problems) if one not in links]:
            raise ProblemsFound(in_reading_order(found))
        return dossier.corpus

    @cached_property
    def known(self) -> Known:
        """The records by their keys."""
        return Known(self.corpus)

    @cached_property
    def standing(self) -> Standing:
        """The records' files."""
        return Standing(self.root)

    @cached_property
    def known_here(self) -> KnownHere:
        """The names that a claim may use."""
        questions = (*self.corpus.questions.values(), *self.corpus.drafted_questions.values())
        return KnownHere.of(self.corpus.actors.values(), questions, self.known.renamed, _untitled)

    @cached_property
    def sources(self) -> SourcesHere:
        """The sources, with their texts."""
        return SourcesHere(self.corpus.sources.values(), self._text, self.known.renamed, lambda: self._unread)

    def ground(self, *, restore: bool) -> brought_plan.Ground:
        """What a plan is made on."""
        return brought_plan.Ground(
            known=self.known,
            standing=self.standing,
            recorded=self._recorded,
            handled=self._handled,
            aside=self._aside,
            deleted=self._deleted,
            apart=lambda claims: self._drafting(claims).apart(claims),
            together=self._together,
            events=lambda: self._events,
            restore=restore,
        )

    def remembered(self, plan: BroughtPlan, settled: Iterable[Settled], name: str) -> Iterator[tuple[str, str]]:
        """The files that remember what is brought, with their new texts."""
        held: dict[str, list[Plain]] = {}
        for one in settled:
            if home := plan.homes.get(one.claim.id):
                about = {"entry": home, "from": name, "by": one.brought.by, "left": dict(one.brought.left)}
                told = {**plain_claim(one.claim), **{key: value for key, value in about.items() if value}}
                held.setdefault(one.source.id, []).append(told)
        for source, claims in held.items():
            memory = self._memory(self.corpus.sources[source])
            yield memory.path, memory.with_more(claims)

    @cached_property
    def _unread(self) -> Mapping[str, str]:
        """The seeds without a record, by all that may be meant by them. One that cannot be read has no hash."""
        recorded, found = {one.seed for one in self.corpus.sources.values()}, {}
        for path in seed_files(self.root):
            if path.name not in recorded:
                with suppress(ProblemsFound):
                    found[hashlib.sha256(read_text(path).encode()).hexdigest()] = path.name
                found |= {path.name: path.name, path.stem: path.name}
        return found

    @cached_property
    def _events(self) -> KnownEvents:
        """The entries that a claim's may be found to be; none that is retracted or puts a person at risk."""
        events = KnownEvents()
        events.learn([*self.corpus.actors.values(), *self.corpus.places.values()])
        for entry in self.corpus.timeline:
            events.add(entry)
        return events

    # ── of one source ───────────────────────────────────────────────────────────────────────────────────────

    def _text(self, source: Source) -> Ground | None:
        """Its text, if it is the one that was recorded."""
        if source.id not in self._texts:
            text = text_of(self.root, source)
            is_recorded = bool(text) and source.sha256 in ("", hashlib.sha256(text.encode()).hexdigest())
            raw = (
                (self.root / SEEDS / Path(source.seed).name).read_bytes().decode(errors="replace")
                if is_recorded
                else ""
            )
            self._texts[source.id] = Ground(text, raw if raw != text else "") if is_recorded else None
        return self._texts[source.id]

    def _recorded(self, id: str) -> Stretches:
        """Where the recorded claims stand."""
        if id not in self._stretches:
            ground = self._text(self.corpus.sources[id])
            placed = ((quote, held[0].claim.after) for quote, held in self.known.claims_of(id).items())
            found = ((quote, find_in(ground.text, quote, after=after)) for quote, after in placed) if ground else ()
            self._stretches[id] = Stretches(((one.start, one.end), quote) for quote, one in found)
        return self._stretches[id]

    def _handled(self, id: str) -> frozenset[str]:
        source = self.corpus.sources[id]
        ledger = self._ledger(source)
        read = [str(one["quote"]) for one in ledger.claims] if ledger else []
        return frozenset([*self._memory(source).quotes, *read])

    def _aside(self, id: str) -> Sequence[tuple[Span, str]]:
        source, ground = self.corpus.sources[id], self._text(self.corpus.sources[id])
        items = source.set_aside if ground else ()
        found = ((find_in(ground.text, item.quote, after=item.after), item.reason) for item in items) if ground else ()
        return [((one.start, one.end), reason) for one, reason in found if one.outcome == "exact"]

    def _ledger(self, source: Source) -> Ledger | None:
        if source.id not in self._ledgers:
            self._ledgers[source.id] = read_ledger(self.root, f"{SEEDS}/{source.seed}") if source.seed else None
        return self._ledgers[source.id]

    def _memory(self, source: Source) -> Memory:
        if source.id not in self.memories:
            self.memories[source.id] = read_memory(self.root, f"{SEEDS}/{Path(source.seed).name}")
        return self.memories[source.id]

    @cached_property
    def _deleted(self) -> frozenset[str]:
        """Entries that an import has made and that are no more."""
        sources = [one for one in self.corpus.sources.values() if one.seed]
        ledgers = (ledger for one in sources if (ledger := self._ledger(one)))
        brought = {f"timeline/{entry}" for one in sources for entry in self._memory(one).quotes.values() if entry}
        return deleted_keys(ledgers, self.known) | frozenset(key for key in brought if key not in self.known.records)

    def _drafting(self, claims: Sequence[Settled]) -> Drafting:
        source = claims[0].source
        if source.id not in self._drafts:
            ground = self._text(source)
            assert ground
            self._drafts[source.id] = Drafting.of(source, ground.text, self.corpus, self.known.lexicon(), self.latest)
        return self._drafts[source.id]

    def _together(self, claims: Sequence[Settled]) -> Entry:
        """One entry of claims of several sources, as the text of the first one tells."""
        return self._drafting(claims).together([one for one in claims if one.source.id == claims[0].source.id])


def _untitled(name: str) -> str:
    """What stands behind the titles of a name: “Ida Moss” for “mayor Ida Moss”; empty where there are none."""
    words = [word[:1].upper() + word[1:] for word in name.split()]
    _, behind = title_span(words, opens=False) if words else (None, None)
    return " ".join(words[behind:]) if behind else ""
