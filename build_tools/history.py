"""Who changed which record when: read from Git once for the whole folder. Knows no record, writes nothing.

Outside Git, or where Git is not installed or refuses, there is no history and no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from build_tools.mailmap import pattern_of, put_away, read_mailmap
from build_tools.model import SENSITIVITIES, Change, History, Revision
from build_tools.repository import GitRefused, ask, git, writer
from build_tools.text.names import fold

_E_MAIL = re.compile(r"(?:(?<!\s)\s+)?<?(?<![^\s<>@])[^\s<>@]+@[^\s<>@]+>?")
_FORMAT = "--format=%x01%H%x02%aN%x02%aI%x02%an%x02%s"  # a sign that no path and no message begins with marks a commit
_LOG = ("log", "-z", "--topo-order", "--no-color", "--no-show-signature", "--no-ext-diff", "--relative")
_USUAL = tuple(f"refs/{where}/{name}" for where in ("heads", "remotes/origin") for name in ("main", "master"))
_SOMEBODY = "a curator"  # in the place of a name that was put away
_DOSSIER = ("content", "seeds", "mkdocs.yml")


def read_history(root: Path, folder: str = "content") -> History:
    """The history of every file under ``folder``, by its path from ``root``, the latest change first."""
    shallow = ask(root, "rev-parse", "--is-shallow-repository").strip()
    if shallow not in ("true", "false"):
        return History()
    text = ask(root, *_LOG, "--name-status", "-M", _FORMAT, "--", folder)
    cut_off = _cut_off(root) if shallow == "true" else frozenset()
    kept_back = _touched_by_safety(root, folder)
    commits = _without_names_put_away(list(_commits(text)), read_mailmap(root))
    changes = _by_record(commits, cut_off, kept_back)
    gone = {path for path in kept_back if not (root / path).exists()}  # what was withheld to its end has no history
    return History({path: changes[path] for path in changes if path not in gone}, complete=shallow == "false")


def read_revisions(root: Path, folder: str = "content") -> dict[str, tuple[Revision, ...]]:
    """What the main line of history made of each file that is there now, by its path, the latest first; of what a shallow
    clone cuts off, nothing. A merge counts as one step, as it did for readers: what lies in it was never published.
    """
    words = ("--first-parent", "-m", "--raw", "--no-abbrev", "-M", _FORMAT)
    cut_off = _cut_off(root)
    walked = _walked(_commits(ask(root, *_LOG, *words, "--", folder)), cut_off)
    found: dict[str, list[Revision]] = {}
    for now, commit, file in walked:
        if file.status in ("M", "R"):
            found.setdefault(now, []).append(Revision(commit.change.commit, commit.change.at, file.old, file.new))
    return {path: tuple(revisions) for path, revisions in found.items()}


def texts_of(root: Path, hashes: Iterable[str]) -> dict[str, str]:
    """The texts that Git keeps under these names; those that it does not give are left out."""
    wanted = list(dict.fromkeys(hashes))
    try:
        told = git(root, "cat-file", "--batch", given="".join(f"{one}\n" for one in wanted).encode())
    except GitRefused:
        return {}
    found, at = {}, 0
    for one in wanted:
        end = told.index(b"\n", at)
        head = told[at:end].split()
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            found[one] = told[end + 1 : end + 1 + size].decode(errors="replace")
            end += size + 1
        at = end + 1
    return found


def _touched_by_safety(root: Path, folder: str) -> frozenset[str]:
    """The paths of files that were ever marked for a person's safety, as they were called when the mark came or went."""
    listed = ask(root, *_LOG, "--format=", "--name-only", f"-S{SENSITIVITIES[-1]}", "--", folder)
    return frozenset(listed.replace("\n", "\0").split("\0")) - {""}


def state_of(root: Path) -> str:
    """What Git knows of the dossier, in few words that change when its history does; empty outside Git."""
    edge = ask(root, "rev-parse", "--is-shallow-repository")
    return edge + ask(root, "log", "-1", "--format=%H", "--", *_DOSSIER) if edge else ""


def last_commit(root: Path) -> tuple[str, int] | None:
    """The commit that last changed the dossier, and when it was made (seconds since 1970); None outside Git and before the first."""
    name, _, seconds = ask(root, "log", "-1", "--format=%H %ct", "--", *_DOSSIER).strip().partition(" ")
    return (name, max(0, int(seconds))) if seconds else None


def is_edited(root: Path) -> bool:
    """Whether the dossier's folder holds something else than the last commit."""
    return bool(ask(root, "status", "--porcelain", "--untracked-files=all", "--", *_DOSSIER).strip())


def branch_of_readers(root: Path) -> str:
    """The branch on which a repository's readers find the dossier: what its host shows first, as far as Git knows here.

    Else ``main`` or ``master`` where there is one, else the branch that is checked out.
    """
    shown = ask(root, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").strip().partition("/")[2]
    held = {line.rpartition("/")[2] for line in ask(root, "for-each-ref", "--format=%(refname)", *_USUAL).splitlines()}
    usual = next((name for name in ("main", "master") if name in held), "")
    return shown or usual or ask(root, "symbolic-ref", "--quiet", "--short", "HEAD").strip() or "main"


def folder_in_repository(root: Path) -> str:
    """Where a folder lies in its repository, with a slash at its end; empty for the whole of it, and outside Git."""
    return ask(root, "rev-parse", "--show-prefix").strip("\n")


def authors_of(root: Path, revisions: tuple[str, str], paths: tuple[str, ...]) -> tuple[str, ...]:
    """Who changed files between two commits, by name, each once; of commits that only say who reviewed, nobody.

    ``revisions``: the second one empty for the folder as it is, whose changes are by whom Git's settings name.
    """
    first, second = revisions
    log = (
        "log",
        "--format=%x01%aN%x02",
        "-p",
        "-U0",
        "--no-color",
        "--no-show-signature",
        "--no-ext-diff",
        "--relative",
    )
    told = ask(root, *log, f"{first}..{second or 'HEAD'}", "--", *paths)
    parts = [part.partition("\x02") for part in told.split("\x01")[1:]]
    names = [_without_address(name) for name, _, patch in reversed(parts) if _says_more_than_reviewed(patch)]
    if not second:
        patch = ask(root, "diff", "-U0", "--no-color", "--no-ext-diff", "--relative", "HEAD", "--", *paths)
        new = ask(root, "ls-files", "--others", "--exclude-standard", "--", *paths)
        names += [writer(root)] if new or _says_more_than_reviewed(patch) else []
    return tuple(dict.fromkeys(name for name in names if name))


_ONLY_REVIEWED = re.compile(r"[+-](?:\s*|(?:status|reviewed_by):.*|\s*-\s+[^:]*)")


def _says_more_than_reviewed(patch: str) -> bool:
    """Whether a patch changes lines other than those that say who reviewed, and whether."""
    inside = False
    for line in patch.splitlines():
        inside = line.startswith("@@") or inside and not line.startswith("diff --git")
        if inside and line[:1] in ("+", "-") and not _ONLY_REVIEWED.fullmatch(line):
            return True
    return False


def was_there(root: Path, path: str) -> bool:
    """Whether Git knows a file or folder of this path, now or from an earlier state of the branch."""
    return bool(ask(root, "ls-files", "--", path) or ask(root, "log", "-1", "--format=%H", "--", path))


def deleted(root: Path) -> list[str]:
    """The files of the dossier that the last commit has and its folder has no more, renamed ones under their old names."""
    told = ask(
        root, "diff", "--name-only", "-z", "--no-renames", "--diff-filter=D", "--relative", "HEAD", "--", *_DOSSIER
    )
    return [path for path in told.split("\0") if path]


def former_texts(root: Path, paths: Iterable[str]) -> str | None:
    """The texts that files and folders have in the last commit, one after the other; None outside Git."""
    listed = ask(root, "ls-tree", "-r", "-z", "HEAD", "--", *paths)
    hashes = [line.split("\t")[0].split()[-1] for line in listed.split("\0") if line]
    if not hashes:
        return "" if ask(root, "rev-parse", "--verify", "--quiet", "HEAD") else None
    try:
        return git(root, "cat-file", "--batch", given="\n".join(hashes).encode()).decode(errors="replace")
    except GitRefused:
        return None


def _cut_off(root: Path) -> frozenset[str]:
    """The commits behind which a shallow clone knows nothing: all files seem to begin there."""
    path = root / ask(root, "rev-parse", "--git-path", "shallow").strip()
    return frozenset(path.read_text().split()) if path.is_file() else frozenset()


class _File(NamedTuple):
    """A file in a commit: ``A``, ``M``, ``R`` …, its path and the one before, and what Git calls its text before and now."""

    status: str
    path: str
    before: str
    old: str = ""
    new: str = ""


@dataclass
class _Commit:
    """``name``: of who made it, as it was before .mailmap."""

    change: Change
    name: str = ""
    files: list[_File] = field(default_factory=list)


def _commits(log: str) -> Iterator[_Commit]:
    for part in log.split("\x01")[1:]:
        head, _, names = part.partition("\0")
        commit, who, when, name, message = (*head.split("\x02", 4), "", "", "", "")[:5]
        change = Change(commit, when[:10], _without_address(who), _without_address(message), at=when)
        yield _Commit(change, name, list(_files(names.strip("\0\n").split("\0"))))


def _without_names_put_away(commits: list[_Commit], mailmap: bytes) -> Iterator[_Commit]:
    """No message tells a name that somebody no longer goes by: “Merge the branch of …”, “Draft by …”."""
    chosen = {fold(one.change.who) for one in commits}
    away = {one.name for one in commits if fold(one.name) not in chosen} | {name for name, _ in put_away(mailmap)}
    looked_for = pattern_of(name for name in away if "@" not in name)
    for one in commits:
        if looked_for and looked_for.search(one.change.message):
            one.change = replace(one.change, message=looked_for.sub(_SOMEBODY, one.change.message))
        yield one


def _files(cells: list[str]) -> Iterator[_File]:
    """``M path``, ``R100 old new``: a status and one path or, for what was renamed or copied, two. What Git calls raw has
    modes and names of texts before the status: ``:100644 100644 f00… ba5… M``.
    """
    rest = iter(cells)
    for cell in rest:
        *told, status = cell.split() or [""]
        old, new = told[2:4] if len(told) == 4 else ("", "")
        letter = status[:1]
        if letter in ("R", "C"):
            before = next(rest, "")
            yield _File(letter, next(rest, ""), before, old, new)
        elif letter:
            path = next(rest, "")
            yield _File(letter, path, path, old, new)


def _walked(commits: Iterator[_Commit], cut_off: frozenset[str]) -> Iterator[tuple[str, _Commit, _File]]:
    """Walks from now to the beginning; a file that was renamed goes on under the name it had before. With each file the
    name that it has now.
    """
    called: dict[str, str] = {}  # the name a file had at this point of the walk → its name now
    for commit in commits:
        if commit.change.commit in cut_off:
            continue
        for file in commit.files:
            now = called.pop(file.path, file.path) if file.status in ("R", "A") else called.get(file.path, file.path)
            if file.status == "R":
                called[file.before] = now
            yield now, commit, file


def _by_record(
    commits: Iterator[_Commit], cut_off: frozenset[str], kept_back: frozenset[str]
) -> dict[str, tuple[Change, ...]]:
    """The changes of each file. The message of a commit that touched a file which was ever kept back (under any of its
    names) is left out everywhere.
    """
    changes: dict[str, list[Change]] = {}
    unsaid: set[str] = set()
    for now, commit, file in _walked(commits, cut_off):
        changes.setdefault(now, []).append(commit.change)
        if {file.path, file.before} & kept_back:
            unsaid.add(now)
    silent = {change.commit for path in unsaid for change in changes[path]}
    return {
        path: tuple(replace(one, message="") if one.commit in silent else one for one in found)
        for path, found in changes.items()
    }


def _without_address(text: str) -> str:
    """Names and messages without e-mail addresses: those are nobody's business on a public page."""
    return _E_MAIL.sub("", text).strip() or "unknown"
