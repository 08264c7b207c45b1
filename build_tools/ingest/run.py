"""Reading seeds against a dossier: what an import would do, and one seed read alone. Writes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from build_tools.checks import names_alike, seed_changed
from build_tools.checks.rule import Case
from build_tools.corpus import Corpus
from build_tools.dossier import SEEDS, open_dossier, read_seed, seed_files
from build_tools.extract.propose import Proposal, propose
from build_tools.extract.read import KnownName, Reading, read
from build_tools.extract.version import READER_VERSION
from build_tools.ingest import across, plan_text
from build_tools.ingest.changes import Create
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.ingest.plan import Proposed, SeedPlan, deleted_keys, plan_seed
from build_tools.ingest.sound import sound_entries
from build_tools.inspection import find_problems
from build_tools.model import Actor, Document, Entry, Place, Source
from build_tools.problems import Level, Location, Problem, ProblemsFound, errors_among, in_reading_order
from build_tools.records.emit import plain
from build_tools.records.layout import path_for
from build_tools.records.sidecar import path_beside, read_sidecar
from build_tools.text.published import infer

Progress = Callable[[list[Any], str], Iterable[Any]]

_HASH_IN_NAME = re.compile(r"[-_][0-9a-f]{8,}$")


@dataclass(frozen=True)
class ImportPlan:
    """What an import of several seeds would do; ``unchanged`` counts seeds that need no reading.

    ``alike``: new actors and places whose names look like another record's, for a curator to join or tell apart.
    """

    plans: tuple[SeedPlan, ...]
    unchanged: int
    warnings: tuple[Problem, ...] = ()
    alike: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no record would change."""
        return not any(plan.changes for plan in self.plans)

    def as_text(self) -> str:
        """The plan as a list that a person reads before it is applied."""
        lines = [line for plan in self.plans for line in plan_text.lines(plan)]
        lines += [f"? {one.where.path}: {one.message}\n      {one.tip}" for one in self.alike]
        read = f"{len(self.plans)} read, {self.unchanged} unchanged since their import"
        return "\n".join([*lines, f"Seeds: {read}. {_outcome(self)}"])


def _outcome(plan: ImportPlan) -> str:
    if plan.is_empty:
        return "Nothing to do."
    created = sum(isinstance(change, Create) for one in plan.plans for change in one.changes)
    changed = sum(len(one.changes) for one in plan.plans) - created
    return f"{created} new records, {changed} changes in records that exist."


# ── planning ────────────────────────────────────────────────────────────────────────────────────────────────


def plan_import(
    root: Path, only: Sequence[Path] = (), *, again: bool = False, latest: date, progress: Progress | None = None
) -> ImportPlan:
    """Read seeds and compare. ``only``: these seeds (default all); ``again``: those that have not changed too.

    ``latest`` is the last day on which an article without a date can have been published. Raises ProblemsFound where
    a record or a seed cannot be read: an import into a broken dossier would take its gaps for deletions.
    """
    dossier = open_dossier(root)
    files = _chosen(root, only)
    waiting, ledgers, unreadable = _sift(root, files, again=again)
    corpus, plans = dossier.corpus, []
    if unreadable or errors_among(dossier.problems) or any(seed_changed.changed(corpus)):
        raise ProblemsFound(in_reading_order([*errors_among(find_problems(dossier)), *unreadable]))
    deleted = deleted_keys(filter(None, map(lambda path: read_ledger(root, _name(path)), seed_files(root))), corpus)
    known = across.Across.of(corpus) if waiting else across.Across()
    for document, sidecar in (progress or _silent)(waiting, "Reading seeds"):
        ledger = ledgers.get(document.name)
        proposed = known.matched(_proposed(document, sidecar, corpus, latest), ledger)
        plan = plan_seed(proposed, ledger, corpus, deleted=deleted)
        corpus = _with_created(corpus, plan)
        known.remember(plan, document)
        plans.append(plan)
    dated = {f"{SEEDS}/{one.seed}" for one in corpus.sources.values() if one.published}
    undated = (_undated(plan) for plan in plans if plan.seed not in dated)
    warnings = (*dossier.problems, *undated)
    return ImportPlan(tuple(plans), len(files) - len(waiting), warnings, tuple(_alike(plans, corpus)))


def _alike(plans: Iterable[SeedPlan], corpus: Corpus) -> Iterator[Problem]:
    """What the rule on names that look alike says of the new records; each comes after those that were there."""
    new = (change.record for plan in plans for change in plan.changes if isinstance(change, Create))
    created = {(type(record), record.id) for record in new}
    for found in names_alike.find(Case(corpus)) if created else ():
        if (type(found.record), found.record.id) in created:
            yield Problem(Location(path_for(found.record)), names_alike.CODE, found.message, found.tip, Level.WARNING)


def _undated(plan: SeedPlan) -> Problem:
    tip = f"Add a line “published: …” to {path_beside(plan.seed)}; until then all that is undated ends on the day of import."
    return Problem(
        Location(plan.seed), "date-unknown", "the text does not tell when it was published", tip, Level.WARNING
    )


def _silent(items: list[Any], label: str) -> Iterable[Any]:
    return items


def _name(path: Path) -> str:
    return f"{SEEDS}/{path.name}"


def _chosen(root: Path, only: Sequence[Path]) -> list[Path]:
    known = {path.resolve(): path for path in seed_files(root)}
    missing = [path for path in only if path.resolve() not in known]
    if missing:
        tip = f"Seeds are .txt files directly in {SEEDS}/: copy the file there first."
        raise ProblemsFound(
            [Problem(Location(str(path)), "not-a-seed", "there is no such seed", tip) for path in missing]
        )
    return [known[path.resolve()] for path in only] or list(known.values())


def _sift(
    root: Path, files: Iterable[Path], *, again: bool
) -> tuple[list[tuple[Document, dict[str, Any]]], dict[str, Ledger], list[Problem]]:
    """Those seeds that have to be read, with their sidecars; the ledgers by seed; and what cannot be read."""
    waiting: list[tuple[Document, dict[str, Any]]] = []
    ledgers: dict[str, Ledger] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            document, sidecar = read_seed(path), read_sidecar(root, _name(path))
            ledger = read_ledger(root, _name(path))
        except ProblemsFound as found:
            problems += found.problems
            continue
        if ledger:
            ledgers[document.name] = ledger
        if again or ledger is None or not _is_current(ledger, document, sidecar):
            waiting.append((document, sidecar))
    return waiting, ledgers, problems


def _is_current(ledger: Ledger, document: Document, sidecar: dict[str, Any]) -> bool:
    known = (document.sha256, _written(sidecar), READER_VERSION)
    return (ledger.sha256, ledger.sidecar, ledger.reader) == known


def _written(sidecar: dict[str, Any]) -> dict[str, Any]:
    """A sidecar's values as JSON holds them."""
    return {key: value for key, value in plain(Source(id="sidecar", **sidecar)).items() if key in sidecar}


def _proposed(document: Document, sidecar: dict[str, Any], corpus: Corpus, latest: date) -> Proposed:
    recorded = next((one for one in corpus.sources.values() if f"{SEEDS}/{one.seed}" == document.name), None)
    written = _written(sidecar)
    published = sidecar.get("published") or (recorded.published if recorded else "")
    published = published or _inferred(document, latest)
    reading = read(document, known=known_names(corpus), published=published)
    id = recorded.id if recorded else _source_id(document, sidecar)
    types = tuple(corpus.types.values())
    proposal = propose(reading, source_id=id, event_types=types)
    publisher = _publisher(sidecar, proposal.actors, corpus)
    return Proposed(
        document=document,
        source=replace(proposal.source, **{**_facts(proposal.source, document), **sidecar}),
        entries=tuple(
            _dated(entry, latest) for entry in sound_entries(proposal.entries, document, published=published)
        ),
        actors=(*proposal.actors, *publisher),
        places=proposal.places,
        reasons=proposal.reasons,
        sidecar=written,
        reader=READER_VERSION,
    )


def _facts(source: Source, document: Document) -> dict[str, str]:
    """What a source has whatever its text says; a text without words for a title goes by its file's name."""
    path = Path(document.name)
    facts = {"seed": path.name, "sha256": document.sha256}
    return facts if source.title.strip() else {**facts, "title": path.stem}


def _dated(entry: Entry, latest: date) -> Entry:
    """An entry has a date. Where neither text nor sidecar tells one: no later than the day it was read."""
    return entry if entry.date else replace(entry, date=f"[..{latest}]")


def _publisher(sidecar: dict[str, Any], proposed: Iterable[Actor], corpus: Corpus) -> Iterator[Actor]:
    """An outlet for the publisher that a sidecar names, where there is no such actor yet."""
    id = str(sidecar.get("publisher", ""))
    if id and id not in corpus.actors and id not in {actor.id for actor in proposed}:
        yield Actor(id=id, name=id.replace("-", " ").title(), kind="outlet")


def _inferred(document: Document, latest: date) -> str:
    published = infer(document, latest)
    return published.edtf if published else ""


def _source_id(document: Document, sidecar: dict[str, Any]) -> str:
    """From the seed's name; a hash in it gives way to the first words of the title."""
    stem = Path(document.name).stem.casefold()
    title = str(sidecar.get("title") or document.title)
    if title and _HASH_IN_NAME.search(stem):
        stem = _HASH_IN_NAME.sub("", stem) + " " + " ".join(title.split()[:6])
    return re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-") or "source"


def known_names(corpus: Corpus) -> list[KnownName]:
    """The names and aliases of every actor and place."""
    actors = [KnownName(one.id, one.kind, _names(one)) for one in corpus.actors.values()]
    return actors + [KnownName(one.id, "place", _names(one)) for one in corpus.places.values()]


def _names(record: Actor | Place) -> tuple[str, ...]:
    return (record.name, *(alias.name for alias in record.aliases))


def _with_created(corpus: Corpus, plan: SeedPlan) -> Corpus:
    """The corpus as it will be, so that the next seed knows what this one brought."""
    created = [change.record for change in plan.changes if isinstance(change, Create)]
    new = [replace(record, path=path_for(record)) for record in created]
    return replace(
        corpus,
        entries={**corpus.entries, **{one.id: one for one in new if isinstance(one, Entry)}},
        sources={**corpus.sources, **{one.id: one for one in new if isinstance(one, Source)}},
        actors={**corpus.actors, **{one.id: one for one in new if isinstance(one, Actor)}},
        places={**corpus.places, **{one.id: one for one in new if isinstance(one, Place)}},
    )


def read_alone(root: Path, seed: Path, *, published: str, latest: date) -> tuple[Reading, Proposal]:
    """One seed's reading and proposal, compared with nothing. Raises ProblemsFound."""
    if not seed.is_file():
        raise ProblemsFound([Problem(Location(str(seed)), "not-a-seed", "there is no such file")])
    document = read_seed(seed)
    corpus = open_dossier(root).corpus
    told = published or read_sidecar(root, os.path.relpath(seed, root)).get("published", "")
    reading = read(document, known=known_names(corpus), published=told or _inferred(document, latest))
    types = tuple(corpus.types.values())
    return reading, propose(reading, source_id=_source_id(document, {}), event_types=types)
