"""Builds that do not come to their end: the site that was there stays, and whoever comes next goes on."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from build_tools import handing_over
from build_tools.accelerate import in_place
from build_tools.building import build_site
from build_tools.exports import landing
from build_tools.exports.formats import dossier_sqlite
from build_tools.handing_over import build_bundle
from build_tools.placing import disk, lock
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.staged import Staged
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.remaking import quick
from tests.trust.branching import KILLED, Point, gone_through
from tests.trust.building import DOSSIER, Ground, edit
from tests.trust.faulty_run import Ended
from tests.trust.ways_to_build import Do, alone, claimline

MEMORY = Path("/dev/shm")
FORMER = {"index.html": b"former"}
FULL = "full from here"


def files_of(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def beside(root: Path) -> list[str]:
    """What lies in a dossier that is none of its own."""
    own = ("content", "seeds", "mkdocs.yml", ".claimline", ".cache")
    return sorted(one.name for one in root.iterdir() if one.name not in own)


def put_right(out: Path) -> list[str]:
    told: list[str] = []
    with holding(Place.of(out), told.append):
        pass
    return told


@dataclass
class Watch:
    """A command that is looked at before each of its changes but those in a draft, or in what is kept. ``killed``: what was there when something else lay beside it, and
    now and then when something of it had changed, if the command was killed then, and when the next one had come; ``told``: what that one said. At the change ``full_at`` it
    meets a full disk, too: ``said``.
    """

    ground: Ground
    out: str
    full_at: str = ""
    killed: list[tuple[str, str]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    count: int = 0
    is_remembered_of_none: bool = False
    _looks: set[object] = field(default_factory=set)
    _kinds: set[object] = field(default_factory=set)

    def now(self) -> str:
        """A hash of all that is there; empty where nothing is."""
        return self.ground.content((self.out,))[self.out]

    @property
    def folder(self) -> Path:
        return self.ground.world / DOSSIER / self.out

    def go(self, do: Do) -> Ended:
        ground, work = self.ground, str(Place.of(self.folder).work)
        elsewhere = (f"{work}/draft/", f"{work}/former/", f"{ground.world}/{DOSSIER}/.cache/", f"{ground.world}/tmp/")
        return gone_through(
            ground.command(do),
            ground.world,
            ground.folder / "told",
            ways=self.ways,
            judge=self.judge,
            passing=elsewhere,
        )

    def ways(self, point: Point) -> Iterator[str]:
        self.count = point.at
        if (look := self.look()) not in self._looks:
            self._looks.add(look)
            kind = len(look[0]), look[1]
            is_one = point.name == "replace" and point.path.endswith("/site/data/entries.csv")
            if kind not in self._kinds or len(self._looks) % 8 == 0 or is_one:
                self._kinds.add(kind)
                yield KILLED
        if point.name == self.full_at:
            yield FULL

    def look(self) -> tuple[frozenset[tuple[int, int]], frozenset[str]]:
        place = Place.of(self.folder)
        told = [os.stat(one) for one in place.target.rglob("*")] if place.target.exists() else []
        waiting = os.listdir(place.work) if place.work.is_dir() else []
        return frozenset((one.st_ino, one.st_size) for one in told), frozenset(waiting)

    def judge(self, point: Point, fault: str, ended: Ended) -> None:
        if fault == FULL:
            assert ended.code == 1, ended.said
            self.said.append(ended.said)
        before = self.now()
        self.told |= set(put_right(self.folder))
        self.killed.append((before, self.now()))
        if point.path.endswith("/site/data/entries.csv"):
            root = self.ground.world / DOSSIER
            assert quick.remade(root, root / "site") is None, "of a site that was put right, nothing is remembered"
            self.is_remembered_of_none = True
        assert {one for one in beside(self.ground.world / DOSSIER)} <= {"site", self.out}


@dataclass(frozen=True)
class Built:
    """A small dossier that was built, and what was seen of that."""

    ground: Ground
    watch: Watch
    former: str
    site: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    otherwise = tmp_path_factory.mktemp("built")
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else otherwise) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        alone(patch)
        patch.setattr(lock, "_PATIENCE", 20)
        ground = Ground(Path(folder))
        ground.begin()
        site = ground.world / DOSSIER / "site"
        site.mkdir()
        (site / "index.html").write_bytes(FORMER["index.html"])
        watch = Watch(ground, "site", full_at="syncfs")
        former = watch.now()
        ended = watch.go(claimline("build"))
        assert ended.code == 0, ended.said
        built = Built(ground, watch, former, watch.now())
        ground.keep()
        yield built


@pytest.fixture
def ground(built: Built, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """The same after an edit, to be spoilt."""
    built.ground.lay_as_kept()
    edit(built.ground.world, 0)
    own = str(built.ground.world / "own")
    for name, value in {"SOURCE_DATE_EPOCH": "1700000000", "CLAIMLINE_CACHE": "on", "XDG_CACHE_HOME": own}.items():
        monkeypatch.setenv(name, value)
    return built.ground


@pytest.fixture
def edited(ground: Ground) -> Path:
    return ground.world / DOSSIER


def test_a_full_build_that_is_killed_at_any_change_leaves_the_former_site_or_has_made_the_new_one(built: Built) -> None:
    killed, former, site = built.watch.killed, built.former, built.site
    assert built.watch.count > 3000 and all(one in (former, site) for pair in killed for one in pair)
    assert killed[0] == (former, former) != killed[-1] == (site, site)
    assert {
        "site/ a build was killed before it was finished: what was there is as it was.",
        "site/ a build was killed while the finished folder took its place: it is whole.",
    } <= built.watch.told


def test_a_full_disk_leaves_the_former_site_and_is_told(built: Built) -> None:
    (said,) = built.watch.said
    assert "cannot-write: No space left on device" in said and "Make room" in said and "site/ is as it was" in said


def test_a_build_after_an_edit_that_is_killed_at_any_change_leaves_the_old_or_the_new_site(
    built: Built, ground: Ground
) -> None:
    watch = Watch(ground, "site")
    assert watch.go(claimline("build")).code == 0
    new = watch.now()
    after = [one for _, one in watch.killed]
    assert new != built.site and all(one in (built.site, new) for one in after)
    assert after[0] == built.site and after[-1] == new and len(after) > 5
    assert any("were left, and have theirs now" in one for one in watch.told) and watch.is_remembered_of_none


def test_what_somebody_changes_in_the_site_meanwhile_is_not_taken_for_ours(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    land = Staged.land

    def land_and_change(staged: Staged) -> None:
        land(staged)
        (edited / "site" / "about.html").write_text("changed by hand")

    monkeypatch.setattr(Staged, "land", land_and_change)
    assert quick.remade(edited, edited / "site") is quick.Became.REMADE
    assert quick.remade(edited, edited / "site") is None


@pytest.mark.parametrize(("strict", "warnings", "takes_place"), [(True, 1, False), (False, 1, True), (True, 0, True)])
def test_a_site_that_mkdocs_refuses_for_its_warnings_does_not_take_its_place(
    strict: bool, warnings: int, takes_place: bool, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_bytes(FORMER["index.html"])
    config = MkDocsConfig()
    config.site_dir, config.strict = str(site), strict
    plugin = in_place.InPlace(config)
    (Path(config.site_dir) / "index.html").write_text("new")
    counter = CountHandler(level=logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(counter)
    try:
        for _ in range(warnings):
            log.warning("a link leads nowhere")
        plugin.on_post_build(config=config)
    finally:
        log.removeHandler(counter)
    if not takes_place:
        plugin.on_build_error(error=Abort("strict"))
    assert ((site / "index.html").read_text() == "new") is takes_place
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_disk_that_refuses_mkdocs_is_told_as_everywhere(tmp_path: Path) -> None:
    config = MkDocsConfig()
    config.site_dir = str(tmp_path / "site")
    plugin = in_place.InPlace(config)
    with pytest.raises(Abort, match=r"cannot-write: No space left(.|\n)*nothing was put into site/"):
        plugin.on_build_error(error=OSError(errno.ENOSPC, "No space left on device", f"{config.site_dir}/a.html"))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_before_mkdocs_begins_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(place: Place) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(place.draft))

    monkeypatch.setattr(in_place, "begin", full)
    config = MkDocsConfig()
    config.site_dir = str(tmp_path / "site")
    with pytest.raises(Abort, match=r"cannot-write: No space left(.|\n)*nothing was put into site/"):
        in_place.InPlace(config)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", [".", "content", "content/site", "seeds", ".."])
def test_a_site_is_never_put_over_the_dossier(folder: str, built: Built, tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    shutil.copytree(built.ground.world / DOSSIER, root, ignore=shutil.ignore_patterns("site", ".cache"))
    settings = root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}site_dir: {folder}\n")
    before = files_of(root / "content")
    with pytest.raises(ProblemsFound, match="site_dir"):
        build_site(root)
    assert files_of(root / "content") == before


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_could_not_write_what_a_site_is_made_of_stops_it_before_it_takes_its_place(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_called", lambda *_: number)
    with pytest.raises(OSError, match=os.strerror(number)):
        disk.settle(tmp_path)


# ── Downloads and the zip ───────────────────────────────────────────────────────────────────────────────────


def test_downloads_appear_whole_or_not_at_all(ground: Ground) -> None:
    watch = Watch(ground, "exports", full_at="syncfs")
    assert watch.go(claimline("export", "--out", "{root}/exports", "--only", "csv,sqlite")).code == 0
    made = watch.now()
    assert len(files_of(watch.folder)) > 5 and all(one in ("", made) for pair in watch.killed for one in pair)
    assert "nothing was put into exports/" in watch.said[0]


@pytest.mark.parametrize(
    ("statement", "number"), [("SELECT * FROM nowhere", None), ("ATTACH '/nowhere/at/all' AS other", errno.EACCES)]
)
def test_what_the_disk_refuses_sqlite_is_told_as_what_it_is(
    statement: str, number: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_sqlite, "_PRAGMAS", ())
    monkeypatch.setattr(dossier_sqlite, "declared", lambda _: statement)
    with pytest.raises(OSError if number else dossier_sqlite.sqlite3.OperationalError) as found:
        dossier_sqlite._write({}, tmp_path / "a.sqlite")
    assert getattr(found.value, "errno", None) == number


class TakesThreeOctets(FileIO):
    """A disk that is almost full takes a part of what is written, and says so by a number alone."""

    def write(self, octets: Any) -> int:
        return super().write(bytes(octets[:3]))


def test_a_file_is_written_to_its_last_octet_or_an_error_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "open", lambda path, mode, buffering: TakesThreeOctets(path, mode), raising=False)
    landing.OwnFiles(tmp_path).put("api/entry.json", b'{"title": "The dam"}')
    assert (tmp_path / "api" / "entry.json").read_bytes() == b'{"title": "The dam"}'


def test_a_zip_with_a_problem_does_not_take_the_place_of_a_sound_one(
    edited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "flood.zip"
    target.write_bytes(b"the zip before")
    monkeypatch.setattr(handing_over, "verify", lambda *_, **__: [Problem(Location("a"), "page-not-ours", "spoilt")])
    with pytest.raises(ProblemsFound, match="spoilt"):
        build_bundle(edited, target)
    assert [one.name for one in tmp_path.iterdir()] == ["flood.zip"] and target.read_bytes() == b"the zip before"


def test_nobody_builds_or_packs_a_site_that_is_being_built(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    with holding(Place.of(edited / "site"), print):
        for command in (build_site, build_bundle):
            with pytest.raises(ProblemsFound, match="busy: another build of this folder is at work"):
                command(edited)
