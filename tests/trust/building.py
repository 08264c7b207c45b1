"""The ways to make something of a dossier, a small one to try them on, and what must be true of the folder that is left when
one of them did not come to its end.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import mkdocs.__main__
import pytest

from build_tools import bundle, processes, solid_archive
from build_tools.cli import main
from build_tools.keeping import readings
from build_tools.placing.lock import holding
from build_tools.placing.place import WAITING, Place
from build_tools.problems import ProblemsFound
from build_tools.solid_archive import solid_from
from tests.benchmarks.made.dossier import write_dossier
from tests.trust.branching import ENOUGH, KILLED, POWER_CUT, Point
from tests.trust.faulty_run import Ended, run
from tests.trust.injecting import BREAK, KILLS, Fault

DOSSIER = "dossier"  # its folder in a world; beside it lie what the user keeps, and what is there for a time
_DAY = "1700000000"
_ENTRIES = 2
_EACH = 97  # so many points one of which is gone on from besides
_TO_THE_END = 8  # so many faults one of which is gone on from where all that is left is another way's
_RANDOM = re.compile(r"(?<=part-).*|(?<=readings-).*|(?<=site-notes-).*")  # and what there are many of
Do = Callable[[Path], int]
Content = Mapping[str, str]  # by what is made: a hash of all that is in it, "" where it is not there


def claimline(*words: str) -> Do:
    """A command of ours, for a dossier."""

    def do(root: Path) -> int:
        filled = [word.format(root=root) for word in words]
        return int(main([*filled, "--root", str(root)], standalone_mode=True) or 0)

    return do


def mkdocs_alone(root: Path) -> int:
    """MkDocs as somebody runs it who knows nothing of us."""
    return int(mkdocs.__main__.cli(["build", "--quiet", "--config-file", str(root / "mkdocs.yml")]) or 0)


def _solid(root: Path) -> int:
    solid_from(root / "all.zip")
    return 0


@dataclass(frozen=True)
class Way:
    """A way to make something. ``outs``: what appears, each as a whole; ``is_kept``: what a former build has kept is there, so
    that it is made after an edit; ``then``: what comes next; ``first``: what was done before.
    """

    name: str
    do: Do
    outs: tuple[str, ...]
    is_kept: bool
    then: Do
    first: Do | None = None

    @property
    def is_site(self) -> bool:
        """Whether it makes nothing but the site."""
        return self.outs == ("site",)


_BUILD = claimline("build")
_EXPORT, _PAGES = claimline("export", "--out", "{root}/exports"), claimline("pages", "--out", "{root}/pages")
_BUNDLE = claimline("bundle", "--out", "{root}/all.zip")
WAYS = (
    Way("a build after an edit", _BUILD, ("site",), True, _BUILD),
    Way("a full build", claimline("build", "--force"), ("site",), False, _BUILD),
    Way("mkdocs build alone", mkdocs_alone, ("site",), False, _BUILD),
    Way("export", _EXPORT, ("exports",), False, _EXPORT),
    Way("pages", _PAGES, ("pages",), False, _PAGES),
    Way("bundle of a site", _BUNDLE, ("site", "all.zip"), True, _BUNDLE, first=_BUILD),
    Way("bundle packed as one", _solid, ("all.tar.xz",), True, _solid),
)


def alone(patch: pytest.MonkeyPatch) -> None:
    """All that a program does it does itself, in its own order."""
    patch.setattr(processes, "_can_copy", lambda: False)
    patch.setattr(os, "sched_getaffinity", lambda _: {0})
    patch.setattr(readings, "ENOUGH", 0)
    for room in (bundle, solid_archive):
        patch.setattr(room, "ThreadPoolExecutor", _AtOnce)


class _AtOnce:
    """Threads of which there is none."""

    def __init__(self, _: int) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, do: Callable[..., Any], *words: Any, **named: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        future.set_result(do(*words, **named))
        return future


class Ground:
    """Where ways are tried: the dossier after an edit, with the site and the zip of before."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.world, self._origin = folder, folder / "world", folder / "origin"
        self._hashes: dict[tuple[int, int, int], str] = {}

    def make(self) -> None:
        """Once, for all."""
        self.begin()
        done = self.run(_BUNDLE)
        assert done.code == 0, done.said
        edit(self.world, 0)
        self.keep()

    def begin(self) -> None:
        """A dossier of which nothing was made yet."""
        write_dossier(self.world / DOSSIER, _ENTRIES)
        for name in ("own", "tmp"):
            (self.world / name).mkdir()

    def keep(self) -> None:
        """What is there now is what every way begins from."""
        os.rename(self.world, self._origin)

    def warm(self) -> None:
        """Have everything imported and its tables read, so that no run has to do so anew."""
        self.make()
        for way in WAYS:
            self.lay(way)
            with suppress(SystemExit):
                self.command(way.do)()

    def lay_as_kept(self) -> None:
        """The world as it was kept."""
        shutil.rmtree(self.world, ignore_errors=True)
        shutil.copytree(self._origin, self.world)

    def lay(self, way: Way) -> None:
        """The world before a way is gone."""
        self.lay_as_kept()
        if not way.is_kept:
            shutil.rmtree(self.world / DOSSIER / ".cache")
        if way.first:
            done = self.run(way.first)
            assert done.code == 0, done.said

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

    def run(self, do: Do, told: str = "told") -> Ended:
        """Do it, without a fault."""
        (self.folder / told).mkdir(exist_ok=True)
        return run(self.command(do), self.folder / told, is_copy=True)

    def content(self, outs: tuple[str, ...]) -> Content:
        """What there is now."""
        return {out: self._content(self.world / DOSSIER / out) for out in outs}

    def _content(self, out: Path) -> str:
        told = sorted((path.removeprefix(str(out)), self._hash(path)) for path in _files_at(str(out)))
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


def _files_at(path: str) -> Iterator[str]:
    """The files of a folder; of a file, that one."""
    if os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        yield from _files(path)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir(follow_symlinks=False):
                yield from _files(one.path)
            else:
                yield one.path


@dataclass
class Judging:
    """One way on a ground. ``found``: what broke the promise; ``went_on``: how many of the worlds that were left the next
    command was tried on.
    """

    ground: Ground
    way: Way
    old: Content
    new: Content
    later: Content
    found: list[str] = field(default_factory=list)
    went_on: int = 0
    _seen: set[object] = field(default_factory=set)
    _gone_from: set[object] = field(default_factory=set)
    _judged: int = 0

    @classmethod
    def of(cls, ground: Ground, way: Way) -> Judging:
        """What is there before, after it, and after another edit."""
        ground.lay(way)
        old = ground.content(way.outs)
        done = ground.run(way.do)
        assert done.code == 0, f"{way.name}: {done.said}"
        new, later = ground.content(way.outs), {}
        if way.is_site:
            edit(ground.world, 1)
            ended = ground.run(claimline("build", "--force"))
            assert ended.code == 0, ended.said
            later = ground.content(way.outs)
        assert old != new != later
        ground.lay(way)
        return cls(ground, way, old, new, later)

    def unlike(self, point: Point) -> Iterator[str]:
        """What is to be tried of being killed before a change: nothing where what lies there differs from what was judged already
        by nothing but a folder in the making, which the next one deletes unread. One that lost its power comes to the same
        unless what would be lost lies among what is made or waits for its place.
        """
        lies, inodes = self._lies()
        for way, state in ((KILLED, lies), (POWER_CUT, (lies, inodes & {inode for _, inode in point.unsettled}))):
            if state not in self._seen:
                self._seen.add(state)
                yield way

    def _lies(self) -> tuple[object, frozenset[int]]:
        """How all that is made lies there and all that waits for its place, and the numbers of those files."""
        looks, waiting = [], []
        for out in self.way.outs:
            place = self._place(out)
            looks += [(path, os.stat(path)) for path in _files_at(str(place.target))]
            waiting += os.listdir(place.work) if place.work.is_dir() else [place.work.exists()]
            if any(os.path.lexists(one) for one in (place.note, place.ready, place.former)):
                looks += [(path, os.stat(path)) for path in _files_at(str(place.work)) if "/draft/" not in path]
        told = frozenset((path, one.st_ino, one.st_size, one.st_mtime_ns) for path, one in looks)
        return (hash(told), tuple(sorted(map(str, waiting))), self._kept()), frozenset(one.st_ino for _, one in looks)

    def enough(self, fault: Fault, name: str, path: str) -> bool:
        """A build after an edit that meets a fault gives over to a full one, which meets none: that is gone to its end now and
        then only.
        """
        is_given_over = name == "mkdir" and path.endswith(f"/.site{WAITING}/draft")
        return self.way.is_kept and self.way.is_site and is_given_over and fault.at % _TO_THE_END > 0

    def judge(self, point: Point, fault: str, ended: Ended) -> None:
        """Look at what is left, have it put right, and now and then go on."""
        self._judged += 1
        where = point.path.removeprefix(str(self.ground.world))
        said = f"{self.way.name}, change {point.at} ({point.name} of {where}), {fault}"
        self.found += [f"{said}: {one}" for one in self._wrong(point, fault, ended)]

    def _wrong(self, point: Point, fault: str, ended: Ended) -> Iterator[str]:
        is_killed = fault in (*KILLS, POWER_CUT)
        now = self.ground.content(self.way.outs)
        if is_killed != (ended.code == -signal.SIGKILL):
            yield f"ended with {ended.code}: {ended.said.strip()[-400:]}"
        yield from self._half(now, self._unfinished())
        if not is_killed:
            yield from self._said(ended, fault, now)
        try:
            told = self._put_right()
        except (ProblemsFound, OSError) as error:
            yield f"cannot be put right: {error}"
            return
        after = self.ground.content(self.way.outs)
        yield from (f"put right: {one}" for one in self._half(after, frozenset()))
        if after != now and not told:
            yield "what was put right was not told"
        if left := self._left():
            yield f"left {', '.join(left)}"
        is_kept = ended.code == 0 and ("/.cache/" in point.path or "/own/" in point.path)
        state = (tuple(after.values()), self._kept(), ended.code == 0, point.call if is_kept else 0)
        if state not in self._gone_from or self._judged % _EACH == 0:
            self._gone_from.add(state)
            yield from (f"the next: {one}" for one in self._next())

    def _half(self, now: Content, unfinished: frozenset[str]) -> Iterator[str]:
        for out, is_now in now.items():
            if is_now not in (self.old[out], self.new[out]) and out not in unfinished:
                yield f"{out} is neither the old nor the new"

    def _said(self, ended: Ended, fault: str, now: Content) -> Iterator[str]:
        said = ended.said
        if ended.code == ENOUGH:
            return
        if "Traceback" in said or "Exception ignored" in said and fault != BREAK:
            yield f"a traceback: {said.strip()[-400:]}"
        if ended.code == 0 and now != self.new:
            yield f"says that it is done and is not: {said.strip()[-400:]}"
        if "as it was" in said and any(now[out] != self.old[out] for out in self.way.outs if not out.endswith(".zip")):
            yield f"says that it is as it was and is not: {said.strip()[-400:]}"
        if ended.code == 1 and not re.search(r"^    |Aborted", said, re.MULTILINE):
            yield f"says nothing of what to do: {said.strip()[-400:]}"

    def _unfinished(self) -> frozenset[str]:
        """What the next one has to finish."""
        places = {out: self._place(out) for out in self.way.outs}
        return frozenset(out for out, place in places.items() if os.path.lexists(place.note))

    def _place(self, out: str) -> Place:
        return Place.of(self.ground.world / DOSSIER / out)

    def _put_right(self) -> list[str]:
        told: list[str] = []
        for out in self.way.outs:
            if os.path.isdir((place := self._place(out)).work):
                with holding(place, told.append):
                    pass
        return told

    def _left(self) -> list[str]:
        """What is left beside the folders that are made. A file in the making may wait for the next one to write over it."""
        names = os.listdir(self.ground.world / DOSSIER)
        return [one for one in names if one.endswith(WAITING) and one[1:].removesuffix(WAITING) not in _SINGLE]

    def _kept(self) -> frozenset[str]:
        """What lies there and is not made for readers, by names without what is drawn by lot in them."""
        with suppress(FileNotFoundError):
            return frozenset(
                _RANDOM.sub("", one) for one in os.listdir(self.ground.world / DOSSIER / ".cache/claimline")
            )
        return frozenset()

    def _next(self) -> Iterator[str]:
        self.went_on += 1
        if self.way.is_site and self.went_on % 2:
            edit(self.ground.world, 1)
            yield from self._gone_on(claimline("build"), self.later, "after another edit it came to something else")
        else:
            yield from self._gone_on(self.way.then, self.new, "it came to something else")

    def _gone_on(self, do: Do, wanted: Content, otherwise: str) -> Iterator[str]:
        ended = self.ground.run(do, "told-next")
        if ended.code and "folder-not-empty" not in ended.said:
            yield f"ended with {ended.code}: {ended.said.strip()[-400:]}"
        if self.ground.content(self.way.outs) != wanted:
            yield otherwise
        if left := [one for one in os.listdir(self.ground.world / DOSSIER) if one.endswith(WAITING)]:
            yield f"left {', '.join(left)}"


_SINGLE = ("all.zip", "all.tar.xz")
