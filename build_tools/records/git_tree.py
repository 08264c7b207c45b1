"""A dossier as a Git revision has it, read without a check-out. Links and submodules in it are not followed."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout
from build_tools.records.files import Files, in_order
from build_tools.repository import GitRefused, commit_of, git

_OF_A_DOSSIER = (layout.CONTENT, "seeds", "mkdocs.yml")
_LINK, _SUBMODULE = "120000", "160000"
_LEDGERS = (".ledger.json", ".brought.json")


@dataclass(frozen=True)
class _Listed:
    mode: str
    hash: str


@dataclass(frozen=True)
class GitTree:
    """The files of a dossier in one commit. ``root``: its folder in the work tree, which may lie below the top."""

    root: Path
    commit: str
    _held: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)  # by Git's hash
    _below: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def at(
        cls, root: Path, revision: str, *, like: Files | None = None, spared: Collection[str] = frozenset()
    ) -> GitTree:
        """The tree of a revision by any name that Git knows. ``like``: another one, whose files need not be fetched again
        where they are the same. ``spared``: hashes of files that will hardly be asked for. Raises ProblemsFound.
        """
        held = like._held if isinstance(like, GitTree) else {}
        tree = cls(root, commit_of(root, revision), held)
        if not tree.has_folder(layout.CONTENT):
            message = f"the revision “{revision}” holds no dossier at {root}: there is no folder content/ in it"
            tip = "Name a revision in which the dossier lay in this folder."
            raise ProblemsFound([Problem(Location(revision), "no-dossier", message, tip)])
        tree.fetch(path for path in tree.plain() if tree.hash_of(path) not in spared)
        return tree

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files."""
        if folder not in self._below:
            self._below[folder] = in_order(path for path in self._listed if path.startswith(f"{folder}/"))
        return self._below[folder]

    def has(self, path: str) -> bool:
        """See Files."""
        return path in self._listed

    def is_link(self, path: str) -> bool:
        """See Files."""
        return path in self._listed and self._listed[path].mode in (_LINK, _SUBMODULE)

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return any(one.startswith(f"{path}/") for one in self._listed)

    def read(self, path: str) -> bytes:
        """See Files. All that a dossier is opened from is held already: Git started once for it."""
        if path not in self._listed:
            raise FileNotFoundError(errno.ENOENT, "there is no such file in this revision", path)
        mode = self._listed[path].mode
        if mode in (_LINK, _SUBMODULE):
            what = "a symbolic link" if mode == _LINK else "a submodule"
            raise OSError(errno.ELOOP, f"this is {what}, which is not followed in a revision", path)
        if self._listed[path].hash not in self._held:
            self._held.update(self._fetched([path]))
        return self._held[self._listed[path].hash]

    def fetch(self, paths: Iterable[str]) -> None:
        """Have what will be read, by one start of Git. Raises ProblemsFound."""
        self._held.update(self._fetched(paths))

    def hash_of(self, path: str) -> str:
        """Git's hash of a file's bytes: equal hashes are equal files."""
        return self._listed[path].hash

    def differing_from(self, other: GitTree) -> tuple[str, ...]:
        """The paths of all files of the dossier's folder that differ between two commits of one repository, also those
        that no dossier is opened from: of the program, of settings, hidden ones.
        """
        try:
            words = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative")
            told = git(self.root, *words, other.commit, self.commit)
        except GitRefused as refused:
            raise ProblemsFound([self._unreadable(str(refused))]) from None
        return in_order(path.decode("utf-8", "surrogateescape") for path in told.split(b"\0") if path)

    @cached_property
    def _listed(self) -> dict[str, _Listed]:
        try:
            told = git(self.root, "ls-tree", "-r", "-z", self.commit, "--", *_OF_A_DOSSIER)
        except GitRefused as refused:
            raise ProblemsFound([self._unreadable(str(refused))]) from None
        return dict(_lines(told))

    def plain(self) -> list[str]:
        """Records and seeds; not pictures and ledgers, which are large and asked for by few."""
        plain = (path for path, listed in self._listed.items() if listed.mode not in (_LINK, _SUBMODULE))
        return [path for path in plain if not path.endswith(_LEDGERS) and not path.startswith(f"{layout.ASSETS}/")]

    def _fetched(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        path_of = {self._listed[path].hash: path for path in paths}
        wanted = [hash for hash in path_of if hash not in self._held]
        if not wanted:
            return
        try:
            told = git(self.root, "cat-file", "--batch", given="".join(f"{hash}\n" for hash in wanted).encode())
        except GitRefused as refused:
            raise ProblemsFound([self._unreadable(str(refused))]) from None
        at = 0
        for hash in wanted:
            end = told.index(b"\n", at)
            head = told[at:end].split()
            if len(head) != 3 or head[1] != b"blob":
                path = path_of[hash]
                raise ProblemsFound([self._unreadable(f"{path} ({hash[:12]}) is not in this clone", path)])
            size = int(head[2])
            yield hash, told[end + 1 : end + 1 + size]
            at = end + size + 2

    def _unreadable(self, said: str, path: str = "") -> Problem:
        tip = "A clone made with --filter lacks old files: run “git fetch --refetch --no-filter”, or clone it whole."
        where = Location(path or self.commit[:12])
        return Problem(where, "revision-unreadable", f"Git cannot give what was recorded: {said}", tip)


def _lines(told: bytes) -> Iterator[tuple[str, _Listed]]:
    """``<mode> <type> <hash>\\t<path>``, each closed by a NUL."""
    for line in told.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, _, hash = head.decode().split()
            yield path.decode("utf-8", "surrogateescape"), _Listed(mode, hash)
