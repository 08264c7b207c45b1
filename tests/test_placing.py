"""A folder that readers get is the old one or the new one, whatever happens to the program that replaces it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from faults_at import DONE, KILLED, all_steps, kill, refuse, run_to, without_waiting

from build_tools.placing import disk, lock, swap
from build_tools.placing.landing import land
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.staged import Staged
from build_tools.placing.swap import begin, take_place
from build_tools.problems import ProblemsFound

OLD = {"index.html": "old", "data/all.csv": "old rows", "data/old/last.csv": "old", "same.css": "same"}
NEW = {"index.html": "new", "data/all.csv": "new rows", "new/page.html": "new", "same.css": "same"}
PROJECT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the disk: that is what a power cut is about, which no test can bring about."""
    without_waiting(monkeypatch)


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


def fresh(tmp_path: Path) -> Callable[[int], Path]:
    def prepare(at: int) -> Path:
        root = tmp_path / str(at)
        lay(root / "site", OLD)
        return root

    return prepare


def put_right(root: Path) -> list[str]:
    told: list[str] = []
    with holding(Place.of(root / "site"), told.append):
        pass
    return told


@pytest.mark.parametrize("way", WAYS)
def test_a_program_that_is_killed_at_any_step_leaves_the_old_or_the_new_folder(way: str, tmp_path: Path) -> None:
    found = []
    for _, outcome, root in all_steps(kill, WAYS[way], fresh(tmp_path)):
        before = files_of(root / "site")
        told = put_right(root)
        after = files_of(root / "site")
        assert after in (OLD, NEW) and os.listdir(root) == ["site"]
        assert (before == after) or told, "what is put right is told"
        assert outcome != DONE or (after == NEW and not told)
        found.append(after == NEW)
    assert len(found) > 15 and found == sorted(found) and found[0] is False and found[-2] is True


def test_where_folders_are_exchanged_readers_never_see_anything_else(tmp_path: Path) -> None:
    for _, _, root in all_steps(kill, swapped, fresh(tmp_path)):
        assert files_of(root / "site") in (OLD, NEW)


@pytest.mark.parametrize("way", WAYS)
def test_a_step_that_the_disk_refuses_leaves_the_old_or_the_new_folder(way: str, tmp_path: Path) -> None:
    for _, outcome, root in all_steps(refuse(errno.ENOSPC), WAYS[way], fresh(tmp_path)):
        if outcome == DONE and os.listdir(root) == ["site"]:
            assert files_of(root / "site") == NEW
            continue
        put_right(root)
        assert files_of(root / "site") in (OLD, NEW) and os.listdir(root) == ["site"]


@pytest.mark.parametrize("way", ["landed", "swapped_in_two_steps"])
def test_the_next_program_may_be_killed_too(way: str, tmp_path: Path) -> None:
    prepare, places = fresh(tmp_path), iter(range(10_000))
    for first in range(8, 40, 9):
        for second in range(1, 40, 5):
            root = prepare(next(places))
            if run_to(first, kill, lambda root=root: WAYS[way](root), root) == DONE:  # type: ignore[misc]
                return
            ended = run_to(second, kill, lambda root=root: put_right(root), root)  # type: ignore[misc]
            put_right(root)
            assert files_of(root / "site") in (OLD, NEW)
            shutil.rmtree(root)
            if ended == DONE:
                break


def test_what_happened_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = {line for _, _, root in all_steps(kill, landed, fresh(tmp_path)) for line in put_right(root)}
    told |= {line for _, _, root in all_steps(kill, swapped, fresh(tmp_path / "more")) for line in put_right(root)}
    assert {
        "site/ a build was killed before it was finished: what was there is as it was.",
        "site/ a build was killed while files took their places: 2 were left, and have theirs now.",
        "site/ a build was killed while the finished folder took its place: it is whole.",
    } <= told


def test_a_folder_that_was_not_there_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def prepare(at: int) -> Path:
        (tmp_path / str(at)).mkdir()
        return tmp_path / str(at)

    for _, _, root in all_steps(kill, swapped, prepare):
        assert not (root / "site").exists() or files_of(root / "site") == NEW
        told = put_right(root)
        assert not told or "nothing has been put there" in told[0] or "it is whole" in told[0]


# ── What lies in a folder, and beside it ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", ["swapped", "landed"])
def test_hidden_entries_at_the_top_are_somebodys_own_and_stay(way: str, tmp_path: Path) -> None:
    def prepare(at: int) -> Path:
        root = fresh(tmp_path)(at)
        lay(root / "site", {".git/HEAD": "ref"})
        return root

    for _, _, root in all_steps(kill, WAYS[way], prepare):
        put_right(root)
        assert (root / "site" / ".git" / "HEAD").read_text() == "ref"


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
            kill()

    assert run_to(-1, kill, die_with_a_helper, tmp_path) == KILLED
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
