"""Two states of a dossier by the names that people give them, opened and held against each other.

A name is a Git revision or a folder; ``a...b`` is what ``b`` changed since it parted from ``a``, as a pull request shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from build_tools.dossier import LEDGER_SUFFIX, SEEDS, Dossier, open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout
from build_tools.records.files import Files, Folder
from build_tools.records.git_tree import GitTree
from build_tools.records.site_settings import PATH, read_settings
from build_tools.repository import commit_of, is_commit, merge_base
from build_tools.review.changes import FileChanges, State
from build_tools.review.pairing import records_of
from build_tools.review.review import Review, review

_WORKING = "the working folder"
_SETTINGS_SHOWN = {"name": "site_name", "description": "site_description", "url": "site_url", "repository": "repo_url"}


@dataclass(frozen=True)
class Named:
    """Files under the name that they were asked for by."""

    name: str
    files: Files

    @property
    def commit(self) -> str:
        """The commit's hash; empty for a folder."""
        return self.files.commit if isinstance(self.files, GitTree) else ""


def compare_states(root: Path, base: str, head: str = "", *, since_parting: bool = False) -> Review:
    """What changed from ``base`` to ``head`` (default: the folder as it is). ``since_parting``: since head left base.

    Raises ProblemsFound where a name means nothing.
    """
    before, after = states_named(root, base, head, since_parting=since_parting)
    opened = open_dossier(before.files), open_dossier(after.files)
    found = review(_state(before, opened[0]), _state(after, opened[1]))
    return replace(found, files=_file_changes(before.files, after.files, found))


def states_named(root: Path, base: str, head: str = "", *, since_parting: bool = False) -> tuple[Named, Named]:
    """The two states that are meant."""
    for dots in ("...", "..") if not head and not (root / base).is_dir() else ():
        first, found, second = base.partition(dots)
        if found:
            return states_named(root, first or "HEAD", second or "HEAD", since_parting=since_parting or dots == "...")
    if since_parting:
        _require_revisions(root, base, head)
        parted = merge_base(root, base, head or "HEAD")
        return Named(base, GitTree.at(root, parted)), _named(root, head)
    return _named(root, base), _named(root, head)


def _named(root: Path, name: str) -> Named:
    """A revision of that name comes before a folder; “./name” is always a folder."""
    if not name:
        return Named(_WORKING, Folder(root))
    folder = Path(name)
    if (folder / layout.CONTENT).is_dir() and (name.startswith((".", "/")) or not is_commit(root, name)):
        return Named(name, Folder(folder))
    if folder.is_dir() and not is_commit(root, name):
        tip = f"Name a folder with {layout.CONTENT}/ in it, or a revision."
        raise ProblemsFound([Problem(Location(name), "no-dossier", f"the folder {name} holds no dossier", tip)])
    return Named(name, GitTree.at(root, name))


def _require_revisions(root: Path, *names: str) -> None:
    for name in names:
        if name:
            commit_of(root, name)


def _state(named: Named, dossier: Dossier) -> State:
    return State(
        corpus=dossier.corpus,
        problems=tuple(find_problems(dossier)),
        name=named.name,
        commit=named.commit,
        settings=_settings(named.files),
    )


def _settings(files: Files) -> dict[str, str]:
    try:
        settings = read_settings(files)
    except ProblemsFound:
        return {}
    values = {one.name: getattr(settings, one.name) for one in fields(settings)}
    return {key: str(values[name]) for name, key in _SETTINGS_SHOWN.items() if values[name]}


# ── files that differ ───────────────────────────────────────────────────────────────────────────────────────


def _file_changes(before: Files, after: Files, found: Review) -> FileChanges:
    """What is left to say of files that differ, when all records that differ are told."""
    told = _told(found)
    read = [_paths_read(state) for state in (found.before, found.after)]
    formatting, unread, others = [], [], []
    for path in _differing(before, after):
        if path in told:
            continue
        if path in read[0] and path in read[1]:
            formatting.append(path)
        elif layout.kind_at(path) or path in (layout.VOCABULARY, layout.HOME, layout.ABOUT):
            unread.append(path)
        elif not path.endswith(LEDGER_SUFFIX):
            others.append(path)
    return FileChanges(tuple(formatting), tuple(unread), tuple(others))


def _told(found: Review) -> set[str]:
    records = [one for change in found.found.records for one in (change.before, change.after) if one]
    claims = [one.entry for change in found.found.claims for one in (change.before, change.after) if one]
    return {record.path for record in (*records, *claims)}


def _paths_read(state: State) -> set[str]:
    return {record.path for group in records_of(state.corpus).values() for record in group.values()}


def _differing(before: Files, after: Files) -> Iterator[str]:
    for folder in (layout.CONTENT, SEEDS):
        yield from (path for path in _in_both(before, after, folder) if not _same(before, after, path))
    if not _same(before, after, PATH):
        yield PATH


def _in_both(before: Files, after: Files, folder: str) -> Iterator[str]:
    hidden = (path for path in {*before.below(folder), *after.below(folder)} if path.rpartition("/")[2][:1] != ".")
    yield from sorted(hidden)


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
