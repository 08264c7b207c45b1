"""A small dossier that was built and then edited, laid out again and again for what is to be tried on it."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path

from tests.benchmarks.made.dossier import write_dossier
from tests.trust.faulty_run import Ended, run
from tests.trust.ways_to_build import BUNDLE, Do, Way

DOSSIER = "dossier"  # its folder in a world; beside it lie what the user keeps, and what is there for a time
_DAY = "1700000000"
_ENTRIES = 2
Content = Mapping[str, str]  # by what is made: a hash of all that is in it, "" where it is not there


class Ground:
    """Where ways are tried: the dossier after an edit, with the site and the zip of before."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.world, self._origin = folder, folder / "world", folder / "origin"
        self._hashes: dict[tuple[int, int, int], str] = {}

    def make(self) -> None:
        """Once, for all."""
        self.begin()
        self.here(BUNDLE)
        edit(self.world, 0)
        self.keep()

    def like_this(self, folder: Path) -> Ground:
        """Another one on which everything begins as on this one."""
        other = Ground(folder)
        folder.mkdir()
        other._origin = self._origin
        return other

    def begin(self) -> None:
        """A dossier of which nothing was made yet."""
        self.folder.mkdir(exist_ok=True)
        write_dossier(self.world / DOSSIER, _ENTRIES)
        for name in ("own", "tmp"):
            (self.world / name).mkdir()

    def keep(self) -> None:
        """What is there now is what every way begins from."""
        os.rename(self.world, self._origin)

    def lay_as_kept(self) -> None:
        """The world as it was kept."""
        shutil.rmtree(self.world, ignore_errors=True)
        shutil.copytree(self._origin, self.world)

    def lay(self, way: Way) -> None:
        """The world before a way is gone."""
        self.lay_as_kept()
        if not way.is_kept:
            self._forget()
        if way.first:
            assert self.run(way.first).code == 0

    def _forget(self) -> None:
        """Nothing is kept, and the site is somebody else's: the fewer files there are the less there is to copy."""
        root = self.world / DOSSIER
        for folder in ("site", ".cache"):
            shutil.rmtree(root / folder)
        (root / "all.zip").unlink()
        (root / "site").mkdir()
        (root / "site" / "index.html").write_text("former")

    def command(self, do: Do) -> Callable[[], int]:
        """Something to be done to the dossier of the world, in a process of its own."""
        world = self.world

        def go() -> int:
            own, scratch = str(world / "own"), str(world / "tmp")
            os.environ.update(SOURCE_DATE_EPOCH=_DAY, CLAIMLINE_CACHE="on", XDG_CACHE_HOME=own, TMPDIR=scratch)
            tempfile.tempdir = None
            os.chdir(world)
            return do(world / DOSSIER)

        return go

    def here(self, do: Do) -> None:
        """Do it in this process, which has everything imported afterwards, and its tables read."""
        said = io.StringIO()
        with chdir(self.world), redirect_stdout(said), redirect_stderr(said):
            try:
                code = self.command(do)()
            except SystemExit as ended:
                code = int(ended.code or 0)
        assert code == 0, said.getvalue()

    def run(self, do: Do, told: str = "told") -> Ended:
        """Do it, without a fault."""
        (self.folder / told).mkdir(exist_ok=True)
        return run(self.command(do), self.folder / told, is_copy=True)

    def content(self, outs: tuple[str, ...]) -> Content:
        """What there is now."""
        return {out: self._content(self.world / DOSSIER / out) for out in outs}

    def _content(self, out: Path) -> str:
        told = sorted((path.removeprefix(str(out)), self._hash(path)) for path in files_at(str(out)))
        return sha256(repr(told).encode()).hexdigest() if told else ""

    def _hash(self, path: str) -> str:
        told = os.stat(path)
        look = (told.st_ino, told.st_size, told.st_mtime_ns)
        if look not in self._hashes:
            self._hashes[look] = sha256(Path(path).read_bytes()).hexdigest()
        return self._hashes[look]


def edit(world: Path, number: int) -> None:
    """An entry gets another sentence."""
    entry = sorted((world / DOSSIER / "content" / "timeline").rglob("*.md"))[number]
    text = entry.read_text() + "\nMore became known later.\n"
    entry.unlink()
    entry.write_text(text)


def files_at(path: str) -> Iterator[str]:
    """The files of a folder; of a file, that one."""
    if os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        yield from _files_in(path)


def _files_in(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir(follow_symlinks=False):
                yield from _files_in(one.path)
            else:
                yield one.path
