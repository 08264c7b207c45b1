"""Importing claims that come from elsewhere than our own reader: files read, held against the dossier, planned. Writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from build_tools.brought.anchoring import Ground
from build_tools.brought.brought_claim import BROKEN, PARTLY, BroughtEntry, BroughtFile
from build_tools.brought.known_here import KnownHere
from build_tools.brought.located_json import LARGEST_FILE
from build_tools.brought.reading import read
from build_tools.corpus import Corpus
from build_tools.dossier import SEEDS, TAKEN_SUFFIX, open_dossier, seed_files, text_of
from build_tools.ingest import brought_plan
from build_tools.ingest.brought_entries import Drafting
from build_tools.ingest.brought_memory import Memory, Plain, read_memory, taken_text
from build_tools.ingest.brought_plan import BroughtPlan, plan_brought
from build_tools.ingest.brought_settling import Settled, Settling
from build_tools.ingest.brought_sources import SourcesHere
from build_tools.ingest.known import Known
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.ingest.plan import deleted_keys
from build_tools.ingest.standing import Standing, hash_of
from build_tools.ingest.stretches import Span
from build_tools.model import SENSITIVITIES, Entry, Source
from build_tools.problems import Level, Location, Problem, ProblemsFound, errors_among, in_reading_order
from build_tools.quotes import find_in
from build_tools.records.emit import plain_claim


@dataclass(frozen=True)
class Bringing:
    """What importing one file would do. ``problems``: what of it is refused (errors) or left out (warnings).

    ``files``: further files to be written, by path; ``seen``: the hash of every file that the plan was made from.
    """

    file: BroughtFile
    plan: BroughtPlan
    again: int
    files: Mapping[str, str]
    seen: Mapping[str, str]

    @property
    def problems(self) -> list[Problem]:
        """In the order of the file."""
        return in_reading_order(self.file.problems)

    @property
    def refused(self) -> int:
        """How many things of the file are not taken."""
        return len(errors_among(self.file.problems))


def bring(root: Path, path: Path, *, latest: date, restore: bool = False) -> Bringing:
    """Plan the import of one file of claims. ``restore``: what a person deleted too. Raises ProblemsFound where records
    cannot be read, or the file not at all.
    """
    data = _bytes_of(path)
    desk = _Desk(root, latest)
    file = read(data, _name(root, path))
    settling = Settling(file, desk.sources, desk.known_here)
    settled = settling.all()
    ground = desk.ground(restore=restore)
    plan = plan_brought(settled, _fitting(file, desk.corpus), path.name, ground)
    files = dict(desk.remembered(plan, settled, path.name))
    if _is_in_seeds(root, path):
        text = taken_text(data, claims=len(settled), refused=len(errors_among(file.problems)))
        files[f"{SEEDS}/{path.name}{TAKEN_SUFFIX}"] = text
    seen = {
        **desk.standing.seen,
        **{one.path: hash_of(one.text) for one in desk.memories.values() if one.path in files},
    }
    return Bringing(file, plan, settling.again, files, seen)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            tip = f"Split it: {LARGEST_FILE // 1_000_000} MB are read at once."
            raise ProblemsFound([Problem(Location(str(path)), BROKEN, "the file is too large", tip)])
        return path.read_bytes()
    except OSError as error:
        tip = "Look at the name, and at the file's permissions."
        raise ProblemsFound([Problem(Location(str(path)), BROKEN, str(error.strerror), tip)]) from None


def _name(root: Path, path: Path) -> str:
    """How problems call the file: as the user did, or by its place in the dossier."""
    return f"{SEEDS}/{path.name}" if _is_in_seeds(root, path) else str(path)


def _is_in_seeds(root: Path, path: Path) -> bool:
    return path.resolve().parent == (root / SEEDS).resolve()


def _fitting(file: BroughtFile, corpus: Corpus) -> dict[str, BroughtEntry]:
    """What the file tells of entries, as far as this dossier has words for it."""
    return {id: _fitting_entry(entry, file, corpus) for id, entry in file.entries.items()}


def _fitting_entry(entry: BroughtEntry, file: BroughtFile, corpus: Corpus) -> BroughtEntry:
    if entry.type and corpus.types and entry.type not in corpus.types:
        tip = "The draft gets the type that its words suggest; or add the type to content/vocabulary.yml and import again."
        message = f"entry “{entry.id}” is of a type that this dossier does not have: “{entry.type[:60]}”"
        file.note([Problem(Location(file.name), PARTLY, message, tip, Level.WARNING)])
        entry = replace(entry, type="")
    return entry if entry.sensitivity in SENSITIVITIES else replace(entry, sensitivity="")


@dataclass
class _Desk:
    """A dossier laid open for one file: read as far as the file needs it."""

    root: Path
    latest: date
    memories: dict[str, Memory] = field(default_factory=dict)
    _texts: dict[str, Ground | None] = field(default_factory=dict)
    _ledgers: dict[str, Ledger | None] = field(default_factory=dict)
    _spans: dict[str, Mapping[str, Span]] = field(default_factory=dict)
    _drafts: dict[str, Drafting] = field(default_factory=dict)

    @cached_property
    def corpus(self) -> Corpus:
        """The records. Raises ProblemsFound where some cannot be read: what they hold would be taken for absent."""
        dossier = open_dossier(self.root, with_texts=False)
        if found := errors_among(dossier.problems):
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
        return KnownHere.of(self.corpus.actors.values(), questions, self.known.renamed)

    @cached_property
    def sources(self) -> SourcesHere:
        """The sources, with their texts."""
        recorded = {one.seed for one in self.corpus.sources.values()}
        unread = frozenset(path.name for path in seed_files(self.root) if path.name not in recorded)
        return SourcesHere(self.corpus.sources.values(), self._text, self.known.renamed, unread)

    def ground(self, *, restore: bool) -> brought_plan.Ground:
        """What a plan is made on."""
        return brought_plan.Ground(
            known=self.known,
            standing=self.standing,
            spans=self._spans_of,
            handled=self._handled,
            aside=self._aside,
            deleted=self._deleted,
            apart=lambda claims: self._drafting(claims).apart(claims),
            together=self._together,
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

    def _spans_of(self, id: str) -> Mapping[str, Span]:
        """Where the recorded claims stand, by their quotes."""
        if id not in self._spans:
            ground = self._text(self.corpus.sources[id])
            placed = ((quote, held[0].claim.after) for quote, held in self.known.claims_of(id).items())
            found = ((quote, find_in(ground.text, quote, after=after)) for quote, after in placed) if ground else ()
            self._spans[id] = {quote: (one.start, one.end) for quote, one in found if one.outcome == "exact"}
        return self._spans[id]

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
