"""A folder that readers get is the old one or the new one, whatever happens to the program that replaces it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from build_tools.placing import disk, lock, swap
from build_tools.placing.landing import land
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.staged import Staged
from build_tools.placing.swap import begin, take_place
from build_tools.problems import ProblemsFound
from tests.trust.branching import KILLED, POWER_CUT, Point, gone_through
from tests.trust.faulty_run import Ended

OLD = {"index.html": "old", "data/all.csv": "old rows", "data/old/last.csv": "old", "same.css": "same"}
NEW = {"index.html": "new", "data/all.csv": "new rows", "new/page.html": "new", "same.css": "same"}
PROJECT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: nobody waits for a disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


def lay(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def files_of(folder: Path) -> dict[str, str]:
    return {one.relative_to(folder).as_posix(): one.read_text() for one in folder.rglob("*") if one.is_file()}


def swapped(root: Path) -> None:
    """As a full build does."""
    place = Place.of(root / "site")
    with holding(place, print):
        lay(begin(place), NEW)
        take_place(place)


def swapped_in_two_steps(root: Path) -> None:
    """Where the system cannot exchange two folders."""
    swap.exchange = lambda one, other: False  # type: ignore[assignment]
    swapped(root)


def brought_over(root: Path) -> None:
    """Where the folder itself cannot be moved."""

    def stays(place: Place) -> None:
        land(place, place.ready, gone=sorted(swap.files_in(place.target) - swap.files_in(place.ready)))

    swap.exchange = lambda one, other: False  # type: ignore[assignment]
    swap._one_after_the_other = stays
    swapped(root)


def landed(root: Path) -> None:
    """As a build after an edit does."""
    place = Place.of(root / "site")
    with holding(place, print):
        staged = Staged.begin(place)
        for path, text in NEW.items():
            if text != OLD.get(path):
                staged.write(path, text.encode())
        staged.remove("data/old/last.csv")
        staged.land()


WAYS: dict[str, Callable[[Path], None]] = {
    one.__name__: one for one in (swapped, swapped_in_two_steps, brought_over, landed)
}


KILLED_SAID = "site/ a build was killed before it was finished: what was there is as it was."
SAYS = {
    "swapped": "site/ a build was killed while the finished folder took its place: it is whole.",
    "swapped_in_two_steps": "site/ a build was killed while the finished folder took its place: it is whole.",
    "brought_over": "site/ a build was killed while files took their places: 5 were left, and have theirs now.",
    "landed": "site/ a build was killed while files took their places: 2 were left, and have theirs now.",
}
HIDDEN = {".git/HEAD": "ref"}  # somebody's own


def put_right(root: Path) -> list[str]:
    told: list[str] = []
    with holding(Place.of(root / "site"), told.append):
        pass
    return told


def done(way: Callable[[Path], object], root: Path) -> Callable[[], int]:
    def do() -> int:
        way(root)
        return 0

    return do


@dataclass
class Watch:
    """A way that is gone once; before each of its steps somebody else is killed, or meets one of the ``faults`` (in turn). What
    was seen then.
    """

    root: Path
    old: Mapping[str, str]
    faults: Sequence[str]
    new: Mapping[str, str]
    told: list[str] = field(default_factory=list)
    killed: list[tuple[bool, bool]] = field(default_factory=list)  # before the next came, after it: is it the new one

    def go(self, way: Callable[[Path], object]) -> None:
        gone_through(done(way, self.root), self.root, self.root.parent / "told", ways=self.ways, judge=self.judge)
        assert files_of(self.root / "site") == self.new

    def ways(self, point: Point) -> Iterator[str]:
        yield KILLED
        yield from self.faults[point.at % 2 :: 2]
        if point.unsettled:
            yield POWER_CUT

    def judge(self, point: Point, fault: str, ended: Ended) -> None:
        before = files_of(self.root / "site")
        told = put_right(self.root)
        after = files_of(self.root / "site")
        where = f"{fault} before {point.at}, {point.name} of {point.path}: {ended.said}"
        assert after in (self.old, self.new) and set(os.listdir(self.root)) <= {"site"}, where
        assert before == after or told, f"{where}: what is put right is told"
        assert ended.code or after == self.new, f"{where}: done is what it says"
        if fault == KILLED:
            self.told += told
            self.killed.append((before == self.new, after == self.new))


@pytest.mark.parametrize("way", WAYS)
def test_a_program_that_is_killed_or_refused_a_step_leaves_the_old_or_the_new_folder(way: str, quick: Path) -> None:
    lay(quick / "world" / "site", {**OLD, **HIDDEN})
    faults = () if way == "brought_over" else ("broken", "full from here")  # which is to land
    watch = Watch(quick / "world", {**OLD, **HIDDEN}, faults, {**NEW, **HIDDEN})
    watch.go(WAYS[way])
    after = [is_new for _, is_new in watch.killed]
    assert len(after) > 15 and after == sorted(after) and after[0] is False and after[-1] is True
    assert {KILLED_SAID, SAYS[way]} <= set(watch.told)


def test_where_folders_are_exchanged_readers_never_see_anything_else(quick: Path) -> None:
    lay(quick / "world" / "site", OLD)
    seen = []

    def look(_: Point) -> tuple[str, ...]:
        seen.append(files_of(quick / "world" / "site"))
        return ()

    gone_through(done(swapped, quick / "world"), quick / "world", quick / "told", ways=look, judge=never)
    assert all(one in (OLD, NEW) for one in seen) and seen[0] == OLD and seen[-1] == NEW


def never(*_: object) -> None:
    raise AssertionError


@pytest.mark.parametrize("way", ["landed", "swapped_in_two_steps"])
def test_the_next_program_may_be_killed_too(way: str, quick: Path) -> None:
    root = quick / "world"
    lay(root / "site", OLD)
    tried = []

    def next_one(point: Point, *_: object) -> None:
        gone_through(done(put_right, root), root, quick / "next", ways=killed, judge=and_the_next)

    def and_the_next(*_: object) -> None:
        put_right(root)
        tried.append(files_of(root / "site"))

    def now_and_then(point: Point) -> tuple[str, ...]:
        return killed(point) if point.at % 6 == 1 else ()

    gone_through(done(WAYS[way], root), root, quick / "told", ways=now_and_then, judge=next_one)
    assert len(tried) > 40 and all(one in (OLD, NEW) for one in tried)


def killed(_: Point) -> tuple[str, ...]:
    return (KILLED,)


def test_a_folder_that_was_not_there_appears_whole_or_not_at_all(quick: Path) -> None:
    (quick / "world").mkdir()
    watch = Watch(quick / "world", {}, (), NEW)
    watch.go(swapped)
    assert any("nothing has been put there" in one for one in watch.told)


# ── What lies in a folder, and beside it ────────────────────────────────────────────────────────────────────


def test_a_folder_that_is_a_link_stays_one(tmp_path: Path) -> None:
    lay(tmp_path / "elsewhere" / "www", OLD)
    (tmp_path / "site").symlink_to("elsewhere/www")
    swapped(tmp_path)
    assert (tmp_path / "site").is_symlink() and files_of(tmp_path / "elsewhere" / "www") == NEW


HOSTILE = [
    '{"source": "staged", "gone": ["../precious"]}',
    '{"source": "..", "gone": []}',
    "[]",
    "nothing",
    '{"gone": 3}',
]


@pytest.mark.parametrize("note", [*HOSTILE, '{"source": "staged", "gone": ["/precious"]}'])
def test_a_note_that_came_with_a_dossier_reaches_nothing_outside_the_folder(note: str, tmp_path: Path) -> None:
    lay(tmp_path, {"precious": "kept", ".site.claimline-new/note": note})
    lay(tmp_path / "site", OLD)
    put_right(tmp_path)
    assert (tmp_path / "precious").read_text() == "kept" and files_of(tmp_path / "site") == OLD


def test_no_file_is_written_through_a_link_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    lay(tmp_path / "outside", {"all.csv": "kept"})
    lay(tmp_path / "site", {"index.html": "old"})
    (tmp_path / "site" / "data").symlink_to("../outside")
    with pytest.raises(ProblemsFound, match="leads out"):
        landed(tmp_path)
    assert files_of(tmp_path / "outside") == {"all.csv": "kept"}
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_a_hidden_folder_that_is_a_link_is_not_worked_in(tmp_path: Path) -> None:
    lay(tmp_path / "outside", {"draft/precious": "kept"})
    (tmp_path / ".site.claimline-new").symlink_to("outside")
    with pytest.raises(ProblemsFound, match="a link lies where drafts are kept"):
        swapped(tmp_path)
    assert files_of(tmp_path / "outside") == {"draft/precious": "kept"}


@pytest.mark.parametrize("ignored", [".gitignore", "build_tools/scaffold/templates/gitignore"])
def test_git_ignores_what_lies_beside_a_site(ignored: str) -> None:
    assert ".*.claimline-new" in (PROJECT / ignored).read_text().splitlines()
    assert Place.of(Path("site")).work.name == ".site.claimline-new"


# ── Two at once ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_build_is_told_who_is_at_work_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    place = Place.of(tmp_path / "site")
    with holding(place, print):
        lay(begin(place), NEW)
        with pytest.raises(ProblemsFound) as found, holding(place, print):
            pass
        take_place(place)
    (problem,) = found.value.problems
    assert str(problem).endswith(f"busy: another build of this folder is at work (process {os.getpid()})")
    assert files_of(tmp_path / "site") == NEW


def test_a_lock_of_a_program_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    lay(tmp_path, {".site.claimline-new/lock": "4"})
    swapped(tmp_path)
    assert files_of(tmp_path / "site") == NEW and os.listdir(tmp_path) == ["site"]


def test_helpers_of_a_program_that_was_killed_hold_the_place_until_they_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    place = Place.of(tmp_path / "site")
    reading, writing = os.pipe()

    def die_with_a_helper() -> None:
        with holding(place, print):
            if os.fork() == 0:
                os.close(writing)
                os.read(reading, 1)
                os._exit(0)
            os._exit(9)

    process = os.fork()
    if process == 0:
        die_with_a_helper()
    os.waitpid(process, 0)
    with pytest.raises(ProblemsFound, match="has left helpers, which are at work still"):
        put_right(tmp_path)
    os.close(writing)
    monkeypatch.setattr(lock, "_PATIENCE", 5)
    put_right(tmp_path)
    os.close(reading)


def test_a_protected_file_of_the_former_folder_is_no_hindrance(tmp_path: Path) -> None:
    lay(tmp_path / "site", OLD)
    (tmp_path / "site" / "data" / "old").chmod(0o500)
    swapped(tmp_path)
    assert os.listdir(tmp_path) == ["site"]


def test_two_folders_change_places_or_nothing_is_done(tmp_path: Path) -> None:
    lay(tmp_path / "one", OLD)
    assert disk.exchange(tmp_path / "one", tmp_path / "none") is False
    assert files_of(tmp_path / "one") == OLD
