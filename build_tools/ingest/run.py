"""Reading seeds against a dossier: what an import would do. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from build_tools.checks.rule import Case
from build_tools.checks.rules import names_alike
from build_tools.corpus import Corpus
from build_tools.dossier import SEEDS, Dossier, open_dossier, text_of
from build_tools.ingest.across import Across
from build_tools.ingest.brought_memory import read_memory, without_deleted
from build_tools.ingest.changes import Create
from build_tools.ingest.collecting import rare_collections
from build_tools.ingest.correcting import corrections
from build_tools.ingest.drafting import Circumstances, Waiting
from build_tools.ingest.import_plan import ImportPlan
from build_tools.ingest.known import Known, key_of
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.library import Library
from build_tools.ingest.offered import Offered
from build_tools.ingest.plan import deleted_keys, plan_seed
from build_tools.ingest.proposed import Proposed, SeedPlan
from build_tools.ingest.sifting import Sifted, only_themselves, sift
from build_tools.ingest.standing import Standing
from build_tools.ingest.unpacking import original_files, texts_of, unpack
from build_tools.ingest.workers import drafts
from build_tools.inspection import find_problems
from build_tools.model import Actor
from build_tools.problems import Level, Location, Problem, ProblemsFound, errors_among, in_reading_order
from build_tools.records.files import walk
from build_tools.records.layout import CONTENT, path_for
from build_tools.records.sidecar import path_beside
from build_tools.text.languages import is_foreign, name_of_language

_LARGE = 1_500_000  # bytes of a text that takes so long to be read that people wonder
Progress = Callable[[Iterable[Any], int, str], Iterable[Any]]


@rare_collections()
def plan_import(
    root: Path,
    only: Sequence[Path] = (),
    *,
    again: bool = False,
    latest: date,
    jobs: int | None = None,
    progress: Progress | None = None,
    library: Library | None = None,
) -> ImportPlan:
    """Read seeds and compare. ``only``: these seeds (default all); ``again``: those that have not changed too.

    ``latest`` is the last day on which an article without a date can have been published; ``jobs``: how many
    processes read (default: what the machine has, where it pays); ``library``: readings that were kept; the plan is the
    same. Raises ProblemsFound where
    a record or a seed cannot be read: an import into a broken dossier would take its gaps for deletions.
    """
    there = frozenset(walk(str(root / CONTENT), CONTENT))
    dossier = open_dossier(root, with_texts=False)
    known = Known(dossier.corpus)
    links = only_themselves(dossier.problems, known)
    dossier = replace(dossier, problems=tuple(one for one in dossier.problems if one not in links))
    texts, originals = _named(root, only)
    found = sift(root, texts, known, again=again)
    _require_sound(root, dossier, found)
    unpacked = unpack(root, originals, found.hashes, progress=progress)
    left_out = list(dict.fromkeys([*found.left_out, *([] if only else links)]))
    unpacked.problems[:0] = left_out
    found.take(unpacked, root)
    around = Circumstances(root, latest, tuple(dossier.corpus.types.values()))
    corrected = corrections(root, found.waiting, found.hashes)
    plan = ImportPlan(unpacked, corrected, unchanged=found.unchanged, is_told_again=bool(dossier.problems), there=there)
    plan.refused = len({one.where.path for one in left_out})
    plan.warnings += [*dossier.problems, *unpacked.warnings]
    if found.waiting:
        planner = _planner(root, dossier.corpus, known, found)
        read = drafts(found.waiting, around, known, jobs=jobs, library=library)
        for proposed in (progress or _silent)(read, len(found.waiting), _reading(found.waiting)):
            if planned := planner.plan(proposed):
                plan.add(planned)
            else:
                plan.leave_out(proposed.document.name)
        plan.warnings += planner.wanting
        if library and library.lacking:
            plan.names_known = known.names
        del planner, known, read  # what was needed to read and to compare need not be held beside all names
        plan.alike.extend(_alike(dossier.corpus, plan))
    return plan


def _named(root: Path, only: Sequence[Path]) -> tuple[Sequence[Path] | None, Sequence[Path] | None]:
    """The texts and the originals that are asked for by name, with the texts that were made of these; None: all."""
    if not only:
        return None, None
    there = {path.resolve(): path for path in original_files(root)}
    meant = {path: (path if path.exists() else root / path).resolve() for path in only}
    originals = [there[at] for at in dict.fromkeys(meant.values()) if at in there]
    return [*(path for path in only if meant[path] not in there), *texts_of(root, originals)], originals


def _planner(root: Path, corpus: Corpus, known: Known, found: Sifted) -> _Planner:
    offered = Offered(later=frozenset(source.id for source in corpus.sources.values() if source.updates))
    deleted = deleted_keys(offered.noting(found.ledgers(root), known.renamed), known)
    fresh = {one.path.name: one.text for one in found.waiting if one.text}  # of originals, and not on disk yet
    across = Across.of(
        corpus, lambda source: fresh.get(source.seed) or text_of(root, source), deleted=deleted, offered=offered
    )
    return _Planner(root, known, across, deleted, Standing(root))


@dataclass
class _Planner:
    """Plans one seed after the other; what one creates is known to the next."""

    root: Path
    known: Known
    across: Across
    deleted: frozenset[str]
    standing: Standing
    wanting: list[Problem] = field(default_factory=list)

    def plan(self, proposed: Proposed) -> SeedPlan | None:
        """What importing one seed would do; None for one whose article is a source already, which is told."""
        ledger = read_ledger(self.root, proposed.document.name)
        held = self.known.claims_of(proposed.source.id)
        proposed = without_deleted(proposed, read_memory(self.root, proposed.document.name), held)
        settled = self.across.matched(_under_free_id(proposed, self.known), ledger)
        if settled.same_as[0]:
            self.wanting.append(_known_already(settled))
            return None
        plan = plan_seed(settled, ledger, self.known, deleted=self.deleted, standing=self.standing)
        self.known.take(change.record for change in plan.changes if isinstance(change, Create))
        self.across.remember(plan, proposed.document.text)
        recorded = self.known.source_of(proposed.source.seed)
        if not (settled.source.published or recorded and recorded.published):
            self.wanting.append(_undated(plan, *proposed.refused))
        if not (settled.source.publisher or recorded and recorded.publisher):
            self.wanting.append(_unpublished(plan))
        language = str(settled.source.language)
        if is_foreign(language) and language != "und":
            self.wanting.append(_foreign(plan, name_of_language(language)))
        return plan


def _alike(corpus: Corpus, plan: ImportPlan) -> Iterator[Problem]:
    """What the rule on names that look alike says of the new records; each comes after those that were there."""
    actors, places = dict(corpus.actors), dict(corpus.places)
    for record in plan.new_names():
        (actors if isinstance(record, Actor) else places)[record.id] = record  # type: ignore[index,assignment]
    for found in names_alike.find(Case(Corpus(actors=actors, places=places))) if plan.created else ():
        if not found.record.path:
            where = Location(path_for(found.record))
            yield Problem(where, names_alike.CODE, found.message, found.tip, Level.WARNING)


def _require_sound(root: Path, dossier: Dossier, found: Sifted) -> None:
    """Every problem at once, where there is one that an import cannot go on with."""
    if found.problems or errors_among(dossier.problems):
        problems = errors_among(find_problems(open_dossier(root)))
        raise ProblemsFound(in_reading_order([*problems, *found.problems, *found.left_out]))
    if found.changed:
        raise ProblemsFound(in_reading_order(found.changed))


def _under_free_id(proposed: Proposed, known: Known) -> Proposed:
    """Two seeds can have names and titles that come to one id: the later one gets a number."""
    source, number, mine = proposed.source, 2, known.source_of(proposed.source.seed)
    if key_of(source) not in known or mine and source.id in (mine.id, *mine.was):
        return proposed
    while f"sources/{source.id}-{number}" in known:
        number += 1
    id = f"{source.id}-{number}"
    entries = [
        replace(entry, claims=tuple(replace(claim, source=id) for claim in entry.claims)) for entry in proposed.entries
    ]
    return replace(proposed, source=replace(source, id=id), entries=entries)


def _known_already(settled: Proposed) -> Problem:
    id, share = settled.same_as
    seed, original = settled.document.name, settled.source.original
    file = f"{SEEDS}/{original}" if original else seed
    message = f"this is the same article as source {id} ({int(100 * share)} % of its words): not imported"
    tip = (
        f"Delete it. If it is another publication all the same, write into {path_beside(seed)} what it is: “republishes: {id}” "
        f"(another outlet's copy), “updates: {id}” (a later version), or “not_same: [{id}]” (neither); then `claimline import {file}`."
    )
    return Problem(Location(file), "article-known", message, tip, Level.WARNING)


def _undated(plan: SeedPlan, day: str, written: str) -> Problem:
    beside = path_beside(plan.seed)
    message = "the text does not tell when it was published"
    tip = f"Add a line “published: …” to {beside}; until then all that is undated ends on the day of import."
    if day:
        message = f"{'its file' if written == day else 'the text'} carries the date “{written}”, which is later than today; it is not taken as its publication"
        tip = (
            f"If it is right, add a line “published: {day}” to {beside}, else the right day; " + tip.partition("; ")[2]
        )
    return Problem(Location(plan.seed), "date-unknown", message, tip, Level.WARNING)


def _unpublished(plan: SeedPlan) -> Problem:
    message = "the text does not tell who published it"
    tip = (
        f"Add a line “publisher: …” to {path_beside(plan.seed)}, with the id of an actor (such as alder-herald); until "
        "then what the text says in its own voice is nobody's."
    )
    return Problem(Location(plan.seed), "publisher-unknown", message, tip, Level.WARNING)


def _foreign(plan: SeedPlan, language: str) -> Problem:
    message = f"the text is in {language}: who says what is read in English only"
    tip = (
        "Its sentences are proposed as the publisher's own. Set the speaker, stance and days of each claim, and add "
        "“translation: {text: …, by: …}” with who translated it."
    )
    return Problem(Location(plan.seed), "language-unread", message, tip, Level.WARNING)


def _reading(waiting: Sequence[Waiting]) -> str:
    """What a bar says: one large text stands still for long, and it is well to know."""
    sizes = (len(one.text) or one.path.stat().st_size for one in waiting)
    largest = max(sizes, default=0)
    return f"Reading seeds, one of {largest / 1e6:.0f} MB" if largest > _LARGE else "Reading seeds"


def _silent(items: Iterable[Any], count: int, label: str) -> Iterable[Any]:
    return items
