"""Two states of a dossier by the names that people give them, opened and held against each other.

A name is a Git revision or a folder; ``a...b`` is what ``b`` changed since it parted from ``a``, as a pull request shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path, PurePosixPath

from build_tools.assembling import seed_of
from build_tools.dossier import LEDGER_SUFFIX, SEEDS, Dossier, open_dossier, read_texts, same_records, waiting
from build_tools.history import authors_of
from build_tools.inspection import inspect_opened
from build_tools.keeping.readings import Readings
from build_tools.model import Entry, EventType, Record, Source
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.rechecking.states import KeptStates, problems_of
from build_tools.processes import default_jobs, side_by_side
from build_tools.records import layout
from build_tools.records.files import Files, Folder
from build_tools.records.git_tree import GitTree
from build_tools.records.site_settings import PATH, read_settings
from build_tools.repository import commit_of, is_commit, merge_base
from build_tools.review.changes import FileChanges, State
from build_tools.review.compare import Comparison, compare
from build_tools.review.pairing import records_of
from build_tools.review.review import Review, review, with_problems
from build_tools.review.touched import Touched
from build_tools.review.unreadable import with_stand_ins, with_unreadable

_WORKING = "the working folder"
_SETTINGS_SHOWN = {"name": "site_name", "description": "site_description", "url": "site_url", "repository": "repo_url"}


@dataclass(frozen=True)
class Named:
    """Files under the name that they were asked for by."""

    name: str
    files: Files
    readings: Readings | None = None  # what is kept of them

    @property
    def commit(self) -> str:
        """The commit's hash; empty for a folder."""
        return self.files.commit if isinstance(self.files, GitTree) else ""


def compare_states(root: Path, base: str, head: str = "", *, since_parting: bool = False) -> Review:
    """What changed from ``base`` to ``head`` (default: the folder as it is). ``since_parting``: since head left base.

    Raises ProblemsFound where a name means nothing.
    """
    kept = KeptStates.at(root)
    spared = frozenset(kept.blobs.values()) if kept else frozenset()
    before, after = states_named(root, base, head, since_parting=since_parting, spared=spared)
    if kept:
        ready = kept.prepared()
        before, after = (replace(one, readings=ready.of(one.files)) for one in (before, after))
    differing = tuple(_differing(before, after))
    was = open_dossier(before.files, with_texts=False, readings=before.readings)
    known = waiting(was, differing, before.files.below(layout.CONTENT))
    now = open_dossier(after.files, with_texts=False, known=known, readings=after.readings)
    lost, found_again = _unread(now, after.files, differing), _unread(was, before.files, differing)
    # What cannot be read any more stands as it was, so that nothing follows from its absence.
    stood = replace(now, corpus=with_stand_ins(was.corpus, now.corpus, lost)) if lost else now
    found = compare(was.corpus, stood.corpus, same_records(was.corpus, stood.corpus))
    found = with_unreadable(found, was.corpus, now.corpus, lost=lost, found_again=found_again)

    def reviewed() -> tuple[tuple[_Side, _Side], Review]:
        sides = _with_texts(_Side(before, was), _Side(after, stood), found, differing)
        return sides, review(sides[0].state(()), sides[1].state(()), found)

    judged = partial(_all_problems, before, after, (was, now))
    (sides, told), (met,) = side_by_side(reviewed, [judged], jobs=default_jobs() if kept else 1)
    told = with_problems(told, *(met or _problems(sides[0], sides[1].of(now) if lost else sides[1], differing)))
    files = replace(
        _file_changes(differing, told, lost), program=tuple(_of_the_program(before.files, after.files, differing))
    )
    return replace(told, files=files, authors=_authors(root, told))


def _authors(root: Path, told: Review) -> dict[str, tuple[str, ...]]:
    """Who wrote what changed in the entries that name a new reviewer; nothing where the first state is no revision."""
    if not told.before.commit:
        return {}
    found = {}
    for entry in told.newly_reviewed:
        was = told.before.corpus.entries.get(told.found.then(Entry, entry.id))
        paths = dict.fromkeys(path for path in (entry.path, was.path if was else "") if path)
        found[entry.path] = authors_of(root, (told.before.commit, told.after.commit), tuple(paths))
    return found


def states_named(
    root: Path, base: str, head: str = "", *, since_parting: bool = False, spared: Collection[str] = frozenset()
) -> tuple[Named, Named]:
    """The two states that are meant. ``spared``: see ``GitTree.at``."""
    for dots in ("...", "..") if not head and not (root / base).is_dir() else ():
        first, found, second = base.partition(dots)
        if found:
            is_since = since_parting or dots == "..."
            return states_named(root, first or "HEAD", second or "HEAD", since_parting=is_since, spared=spared)
    if since_parting:
        _require_revisions(root, base, head)
        parted = merge_base(root, base, head or "HEAD")
        before = Named(base, GitTree.at(root, parted, spared=spared))
    else:
        before = _named(root, base, spared=spared)
    return before, _named(root, head, like=before.files, spared=spared)


def _named(root: Path, name: str, *, spared: Collection[str], like: Files | None = None) -> Named:
    """A revision of that name comes before a folder; “./name” is always a folder."""
    if not name:
        return Named(_WORKING, Folder(root))
    folder = Path(name)
    if (folder / layout.CONTENT).is_dir() and (name.startswith((".", "/")) or not is_commit(root, name)):
        return Named(name, Folder(folder))
    if folder.is_dir() and not is_commit(root, name):
        tip = f"Name a folder with {layout.CONTENT}/ in it, or a revision."
        raise ProblemsFound([Problem(Location(name), "no-dossier", f"the folder {name} holds no dossier", tip)])
    return Named(name, GitTree.at(root, name, like=like, spared=spared))


def _require_revisions(root: Path, *names: str) -> None:
    for name in names:
        if name:
            commit_of(root, name)


@dataclass(frozen=True)
class _Side:
    """One of the two states: what it was asked for by, and the dossier opened."""

    named: Named
    dossier: Dossier

    def state(self, problems: Iterable[Problem]) -> State:
        """As the comparison takes it."""
        files, name, commit = self.named.files, self.named.name, self.named.commit
        return State(self.dossier.corpus, tuple(problems), name, commit, _settings(files))

    def of(self, other: Dossier) -> _Side:
        """With other records, and the texts that are at hand of these."""
        texts = {id: text for id, text in self.dossier.corpus.documents.items() if id in other.corpus.sources}
        return replace(self, dossier=replace(self.dossier, corpus=replace(other.corpus, documents=texts)))

    def reading(self, sources: Iterable[str], differing: Collection[str]) -> _Side:
        """With the texts of these sources, and of those whose seed differs."""
        seeds = {PurePosixPath(path).name for path in differing if path.startswith(f"{SEEDS}/")}
        known = self.dossier.corpus.sources
        wanted = {*sources, *(id for id in known if seeds and seed_of(known, id) in seeds)}
        found = sorted(wanted & known.keys())
        return replace(self, dossier=read_texts(self.dossier, self.named.files, found, readings=self.named.readings))


def _unread(dossier: Dossier, files: Files, differing: Iterable[str]) -> frozenset[str]:
    """The files among these that are a record's and gave none."""
    asked = [path for path in differing if _is_a_record(path) and files.has(path)]
    return frozenset(asked) - _read_among(asked, dossier)


def _is_a_record(path: str) -> bool:
    return bool(layout.kind_at(path)) or path in (layout.VOCABULARY, layout.HOME, layout.ABOUT)


def _with_texts(before: _Side, after: _Side, found: Comparison, differing: Collection[str]) -> tuple[_Side, _Side]:
    """Only the texts are read of which something is told."""
    touched = Touched(before.dossier.corpus, after.dossier.corpus, found)
    former = {found.then(Source, id) for id in touched.sources}
    sides = (before, former), (after, touched.sources)
    was, now = (side.reading({*wanted, *_of_withheld(before, after)}, differing) for side, wanted in sides)
    return was, now


def _of_withheld(*sides: _Side) -> set[str]:
    """The sources of claims whose words are not to be repeated: only their texts tell which words are the same."""
    hidden = {id for side in sides for id in side.dossier.corpus.withheld}
    groups = (group for side in sides for group in (side.dossier.corpus.entries, side.dossier.corpus.withheld))
    return {claim.source for group in groups for id in hidden & group.keys() for claim in group[id].claims}


def _all_problems(
    before: Named, after: Named, dossiers: tuple[Dossier, Dossier]
) -> tuple[tuple[Problem, ...], ...] | None:
    """All problems of both, where what is kept tells them sooner than the two are judged."""
    if before.readings is None or after.readings is None or before.readings.vault is None:
        return None
    return problems_of(tuple(zip(dossiers, (before.readings, after.readings), strict=True)))


def _problems(before: _Side, after: _Side, differing: Collection[str]) -> tuple[list[Problem], list[Problem]]:
    """The problems in which the two may differ: those that depend on what differs, looked for on both sides."""
    was, now = (_inspected(side, differing) for side in (before, after))
    concerned = {problem.where.path for problem in {*was} ^ {*now}} - {*differing}
    if not concerned:
        return was, now
    # What depends on the change in one state need not do so in the other: there it is looked for by name.
    again = [_inspected(side, {*differing, *concerned}) for side in (before, after)]
    shown = {problem.where.path for problem in (*was, *now)}
    was, now = ([problem for problem in problems if problem.where.path in shown] for problems in again)
    return was, now


def _inspected(side: _Side, paths: Collection[str]) -> list[Problem]:
    return list(inspect_opened(side.dossier, side.named.files, paths).problems) if paths else []


def _settings(files: Files) -> dict[str, str]:
    try:
        settings = read_settings(files)
    except ProblemsFound:
        return {}
    values = {one.name: getattr(settings, one.name) for one in fields(settings)}
    return {key: str(values[name]) for name, key in _SETTINGS_SHOWN.items() if values[name]}


# ── files that differ ───────────────────────────────────────────────────────────────────────────────────────


def _file_changes(differing: Collection[str], found: Review, lost: Collection[str]) -> FileChanges:
    """What is left to say of files that differ, when all records that differ are told; of what is ``lost`` nothing is."""
    told = _told(found) - {*lost}
    read = [_read_among(differing, state) - {*lost} for state in (found.before, found.after)]
    formatting, unread, others = [], [], []
    for path in differing:
        if path in told:
            continue
        if path in read[0] and path in read[1]:
            formatting.append(path)
        elif _is_a_record(path):
            unread.append(path)
        elif path != PATH and not path.endswith(LEDGER_SUFFIX):
            others.append(path)
    return FileChanges(tuple(formatting), tuple(unread), tuple(others))


def _told(found: Review) -> set[str]:
    records = [one for change in found.found.records for one in (change.before, change.after) if one]
    claims = [one.entry for change in found.found.claims for one in (change.before, change.after) if one]
    return {record.path for record in (*records, *claims)}


def _read_among(paths: Iterable[str], read: Dossier | State) -> set[str]:
    """Those of some paths where a record lies that was read."""
    records = records_of(read.corpus)
    lying = {one.path for kind in (EventType, Record) for one in records[kind].values()}
    for path in paths:
        kind, id = layout.kind_at(path), layout.id_at(path)
        if kind and id in records[kind]:
            lying.add(records[kind][id].path)
    return lying.intersection(paths)


def _differing(before: Named, after: Named) -> Iterator[str]:
    for folder in (layout.CONTENT, SEEDS):
        paths = _in_both(before.files, after.files, folder)
        yield from (
            path
            for path in paths
            if not _kept_alike(before, after, path) and not _same(before.files, after.files, path)
        )
    if not _same(before.files, after.files, PATH):
        yield PATH


def _of_the_program(before: Files, after: Files, differing: Collection[str]) -> Iterator[str]:
    """Whatever else differs; between folders only the settings, since nothing says which other files belong to them."""
    if isinstance(before, GitTree) and isinstance(after, GitTree):
        told = {*differing} - {PATH}
        yield from (path for path in after.differing_from(before) if path not in told)
    elif PATH in differing:
        yield PATH


def _in_both(before: Files, after: Files, folder: str) -> Iterator[str]:
    hidden = (path for path in {*before.below(folder), *after.below(folder)} if path.rpartition("/")[2][:1] != ".")
    yield from sorted(hidden)


def _kept_alike(before: Named, after: Named, path: str) -> bool:
    """Whether both have the file byte for byte, as is known without reading it."""
    if before.readings is None or after.readings is None:
        return False
    hash = before.readings.hash_of(path)
    return hash is not None and hash == after.readings.hash_of(path)


def _same(before: Files, after: Files, path: str) -> bool:
    """Whether both have the file with the same text, whatever ends its lines."""
    if not before.has(path) or not after.has(path):
        return before.has(path) == after.has(path)
    if isinstance(before, GitTree) and isinstance(after, GitTree):
        return before.hash_of(path) == after.hash_of(path)
    return _bytes(before, path) == _bytes(after, path)


def _bytes(files: Files, path: str) -> bytes:
    try:
        return files.read(path).replace(b"\r\n", b"\n")
    except OSError as error:
        return str(error.strerror).encode()
