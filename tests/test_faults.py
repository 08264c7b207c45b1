"""Whatever fails, ends or happens at once while a command writes: files that belong together are all old or all new."""

from __future__ import annotations

import errno
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from git_work import commit_all, git, repository_of
from written_together import GONE, NEW, OLD, begun, killed_after, texts, write

from build_tools.cli import main
from build_tools.curation import carrying_out
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.import_plan import ImportPlan
from build_tools.ingest.nothing_new import Watch
from build_tools.ingest.run import plan_import
from build_tools.problems import ProblemsFound
from build_tools.records import journal, lock, note, staging
from build_tools.records.write import finish_interrupted, one_writer, write_all
from tests.trust.fault_bench import Bench, tree_of
from tests.trust.fault_scenarios import LATER, SCENARIOS
from tests.trust.faulty_run import cut_the_power, run
from tests.trust.injecting import KILLS, WAYS, Fault

MEMORY = Path("/dev/shm")
FLOOD = "content/timeline/2031/millbrook-flood.md"


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: nothing is waited for that a disk takes its time over."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return begun(tmp_path)


def claimline(*words: str | Path) -> tuple[int, str]:
    """A command's exit code and all that it says."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.output


# ── every change on disk ────────────────────────────────────────────────────────────────────────────────────


def written(root: Path) -> Callable[[], int]:
    """A command that writes two records, makes one and deletes one."""

    def command() -> int:
        try:
            write(root)
        except ProblemsFound as found:
            print(found)
            return 1
        return 0

    return command


def test_every_change_on_disk_of_a_small_command_fails_once_in_one_of_all_ways(quick: Path) -> None:
    root, told = begun(quick / "root"), quick / "told"
    told.mkdir()
    changes = len(run(written(root), told).changes)
    assert texts(root) == NEW and changes > 40
    for fault in (Fault(at, WAYS[at % len(WAYS)]) for at in range(changes)):
        as_before(root)
        ended = run(written(root), told, fault=fault)
        assert (ended.code == -signal.SIGKILL) == (fault.way in KILLS), (fault, ended.said)
        if fault.way == "power cut":
            cut_the_power(ended.unsettled, root)
        shown = {path: text for path, text in texts(root).items() if not Path(path).name.startswith(".")}
        assert note.is_there(str(root)) or shown in (OLD, NEW), fault
        assert (ended.code, shown) not in ((0, OLD), (1, NEW)), fault
        assert run(written(root), told).code == 0 and texts(root) == NEW, fault


def as_before(root: Path) -> None:
    """The files of before, and nothing that a command has left."""
    for path in root.rglob("*"):
        if path.is_file():
            path.unlink()
    for path, text in OLD.items():
        (root / path).write_text(text)


def test_nothing_takes_its_place_before_the_disk_knows_what_and_why(root: Path) -> None:
    """So that a power cut cannot leave the later of two things without the earlier one."""
    told = root.parent / f"{root.name}-told"
    told.mkdir()
    changes = [(name, os.path.relpath(path, root)) for name, path in run(written(root), told).changes]

    def at(name: str, path: str) -> int:
        return max(number for number, change in enumerate(changes) if change == (name, path))

    places = [at("replace", "content/a.md"), at("replace", "content/made/c.md"), at("unlink", "content/d.md")]
    waiting = [f"content/{name}{note.WAITING}" for name in (".a.md", ".b.md", "made/.c.md")]
    settled = [at("fsync", path) for path in waiting]
    journaled, known = at("replace", note.JOURNAL), [n for n, one in enumerate(changes) if one == ("fsync", ".")]
    assert max(settled) < at("fsync", note.DRAFT) < journaled < max(known) < min(places)
    assert any(max(settled) < number < journaled for number in known)
    for folder in ("content", "content/made"):
        before, after = [number for number, one in enumerate(changes) if one == ("fsync", folder)]
        assert max(settled) < before < journaled and max(places) < after < at("unlink", note.JOURNAL)


def test_a_rename_that_meets_a_fault_when_its_files_take_their_places_is_whole_after_the_next_run(quick: Path) -> None:
    bench = Bench(SCENARIOS[0], quick / "bench")
    changes = bench.course.changes
    places = [at for at, (name, path) in enumerate(changes) if name == "replace" and note.WAITING not in path]
    points = [bench.hold(Fault(at, WAYS[at % len(WAYS)])) for at in places]
    assert len(points) >= 3 and [one for one in points if one.found] == []


# ── who else is at it ───────────────────────────────────────────────────────────────────────────────────────


def test_of_many_that_find_a_lock_that_was_left_one_gets_it_at_a_time(root: Path) -> None:
    (root / lock.LOCK).write_text("999999999")
    children = []
    for _ in range(6):
        if child := os.fork():
            children.append(child)
            continue
        _add_one(root)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 6
    assert (root / "count").read_text() == "x" * 60
    assert not (root / lock.LOCK).exists()


def _add_one(root: Path) -> None:
    """Ten times: read, wait, write what was read and one more; then end."""
    code = 1
    try:
        for _ in range(10):
            while True:
                try:
                    held = lock.take(root)
                    break
                except ProblemsFound:
                    time.sleep(0.001)
            count = root / "count"
            before = count.read_text() if count.exists() else ""
            time.sleep(0.0005)
            count.write_text(before + "x")
            held.release()
        code = 0
    finally:
        os._exit(code)


def test_a_lock_that_a_killed_process_left_holds_nobody_up_although_its_number_is_taken_again(root: Path) -> None:
    (root / lock.LOCK).write_text(str(os.getpid()))
    with one_writer(root) as told:
        assert [one.code for one in told] == ["interrupted"]


def test_who_is_writing_is_told_to_who_comes_next(root: Path) -> None:
    with one_writer(root), pytest.raises(ProblemsFound, match=f"busy: .*process {os.getpid()}"), one_writer(root):
        pass


COMMANDS = {
    "rename": ("rename", "ida-moss", "i-moss"),
    "merge": ("merge", "residents", "ida-moss", "--prefer", "ida-moss"),
    "set-aside": ("set-aside", "herald", "The dam above the town has failed", "--reason", "hearsay"),
}
TOUCHED = {"rename": FLOOD, "merge": "content/actors/residents.md", "set-aside": "content/sources/herald.md"}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_person_saves_while_a_command_thinks_is_not_written_over(
    flood: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = flood / TOUCHED[command], carrying_out.require_no_worse

    def thinks(*words: object) -> None:
        real(*words)  # type: ignore[arg-type]
        path.write_text(path.read_text() + "\nMine.\n")

    monkeypatch.setattr(carrying_out, "require_no_worse", thinks)
    before = texts(flood)
    code, said = claimline(*COMMANDS[command], "--root", flood)
    assert code == 1 and f"{TOUCHED[command]}:1:1: changed-meanwhile" in said and "Run the command again" in said
    assert texts(flood) == {**before, TOUCHED[command]: before[TOUCHED[command]] + "\nMine.\n"}


def test_what_a_person_saves_while_an_import_settles_its_files_is_not_written_over(
    flood: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimline("import", "--root", flood)
    path = flood / "content/sources/gazette.md"
    path.write_text(path.read_text().replace('published: "2031-03-04"\n', ""))
    real = staging.settle_files

    def saves(paths: list[str]) -> None:
        real(paths)
        (root_of(paths) / "content/a.md").write_text("mine")

    def root_of(paths: list[str]) -> Path:
        return next(parent for parent in Path(next(iter(paths))).parents if (parent / "content").is_dir())

    monkeypatch.setattr(staging, "settle_files", saves)
    (flood / "content/a.md").write_text("old")
    with pytest.raises(ProblemsFound, match="changed-meanwhile"), one_writer(flood):
        write_all(flood, {"content/a.md": "new", "content/b.md": "new"})
    assert (flood / "content/a.md").read_text() == "mine" and not (flood / "content/b.md").exists()


def test_a_file_that_appears_in_the_place_of_a_new_one_at_the_last_moment_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = journal.settle_folders

    def appears(paths: list[str]) -> None:
        real(paths)
        (root / "content/n.md").write_text("mine")

    monkeypatch.setattr(journal, "settle_folders", appears)
    with pytest.raises(ProblemsFound, match="changed-meanwhile"), one_writer(root):
        write_all(root, {**NEW, "content/n.md": "new"})
    assert texts(root) == {**OLD, "content/n.md": "mine"}


# ── interrupted, and put back ───────────────────────────────────────────────────────────────────────────────


def test_what_git_put_back_after_an_interruption_is_not_torn_by_the_next_command(root: Path) -> None:
    repository_of(root)
    killed_after(root, 2)
    git(root, "checkout", "--", "content")
    with pytest.raises(ProblemsFound) as found:
        finish_interrupted(root)
    assert {one.code for one in found.value.problems} == {"changed-meanwhile"}
    assert "put back" in str(found.value)
    assert {path: text for path, text in texts(root).items() if path in OLD} == OLD
    finish_interrupted(root)


def test_a_command_that_is_killed_while_it_takes_back_is_taken_back_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = journal._take_back, []

    def gives_up(*words: object) -> None:
        calls.append(words)
        if len(calls) == 2:
            raise OSError(errno.EIO, "the disk is gone")
        real(*words)  # type: ignore[arg-type]

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    real_do = journal._do
    monkeypatch.setattr(journal, "_take_back", gives_up)
    monkeypatch.setattr(journal, "_do", lambda root, step: fails() if step.path in GONE else real_do(root, step))
    with pytest.raises(ProblemsFound) as found, one_writer(root):
        write_all(root, NEW, delete=GONE)
    assert "half done now" in found.value.problems[0].tip
    monkeypatch.undo()
    (told,) = finish_interrupted(root)
    assert "taken back" in told.message and texts(root) == OLD


def test_a_rename_or_merge_that_is_asked_for_twice_is_done_once(flood: Path) -> None:
    for words in (COMMANDS["rename"], ("merge", "residents", "i-moss", "--prefer", "i-moss")):
        assert claimline(*words, "--root", flood)[0] == 0
        before = texts(flood)
        code, said = claimline(*words, "--root", flood)
        assert code == 0 and "nothing is to be done" in said and texts(flood) == before


def test_the_next_command_says_that_one_was_interrupted_and_what_became_of_it(flood: Path, tmp_path: Path) -> None:
    (tmp_path / "told").mkdir()
    words = ["rename", "ida-moss", "i-moss", "--root", str(flood)]
    at = _of_journal(flood, tmp_path)
    ended = run(lambda: main(words) or 0, tmp_path / "told", fault=Fault(at + 4, "killed before"))
    assert ended.code == -signal.SIGKILL and note.is_there(str(flood))
    code, said = claimline(*words)
    assert code == 0 and "a command was interrupted while it was writing; it is finished now" in said


def _of_journal(flood: Path, tmp_path: Path) -> int:
    """At which change a rename has written its note."""
    bench = Bench(SCENARIOS[0], tmp_path / "bench")
    return next(at for at, (name, path) in enumerate(bench.course.changes) if path.endswith(note.JOURNAL))


# ── the clock, and Git ──────────────────────────────────────────────────────────────────────────────────────


def test_after_the_clock_was_put_back_an_import_waits_for_nothing(
    flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tomorrow = time.time() + 86_400
    for number in range(210):
        path = flood / f"seeds/{number}.txt"
        path.write_text("x")
        os.utime(path, (tomorrow, tomorrow))
    slept: list[float] = []
    Watch(flood).note(ImportPlan(), ["seeds/0.txt"], sleep=slept.append)
    assert slept == []


def test_an_import_goes_on_where_the_clock_was_put_back_between_two_of_them(flood: Path) -> None:
    claimline("import", "--root", flood)
    for path in flood.rglob("*"):
        os.utime(path, (time.time() + 86_400,) * 2)
    (flood / "seeds/bridge.txt").write_text(LATER)
    os.utime(flood / "seeds/bridge.txt", (0, 0))
    code, said = claimline("import", "--root", flood)
    assert code == 0 and "1 read" in said


CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"
TORN = {
    "front matter": (FLOOD, "title: The Alder floods Millbrook\n", CONFLICT.format("title: A", "title: B"), 2),
    "prose": (FLOOD, "The river rose at night, as the council said.\n", CONFLICT.format("One.", "Two."), 34),
    "a whole record": ("content/actors/herald.md", "", CONFLICT.format("---\nname: A\n---", "---\nname: B\n---"), 1),
    "a seed": ("seeds/gazette.txt", "By Tom Reed", CONFLICT.format("By Tom", "By Tim"), 5),
    "a ledger": ("seeds/herald.ledger.json", "{", "{\n" + CONFLICT.format('"a": 1', '"b": 1'), 2),
}


TOLD_BY = [(word, where) for where in TORN for word in ("check", "import") if (word, where) != ("check", "a ledger")]


@pytest.mark.parametrize(("word", "where"), TOLD_BY)
def test_a_conflict_that_git_left_is_told_with_its_line_and_what_to_do(flood: Path, word: str, where: str) -> None:
    path, old, new, line = TORN[where]
    text = (flood / path).read_text()
    (flood / path).write_text(text.replace(old, new, 1) if old else new)
    before = texts(flood)
    code, said = claimline(word, *(["--again"] if word == "import" else []), "--root", flood)
    assert code == 1 and f"{path}:{line}:1: merge-conflict" in said and "git add" in said
    assert texts(flood) == before


def index_lock(root: Path) -> None:
    (root / ".git/index.lock").touch()


def detached(root: Path) -> None:
    git(root, "checkout", "-q", "--detach")


def merging(root: Path) -> None:
    """A merge that Git has begun and nobody has committed."""
    git(root, "checkout", "-q", "-b", "other")
    (root / "content/actors/nora.md").write_text("---\nname: Nora\nkind: person\n---\n")
    commit_all(root, "Nora")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "--no-commit", "other")


@pytest.mark.parametrize("begun", [index_lock, detached, merging])
def test_what_git_has_begun_hinders_no_command_and_is_left_as_it_is(flood: Path, begun: Callable[[Path], None]) -> None:
    repository_of(flood)
    begun(flood)
    git_files = {path: path.read_bytes() for path in (flood / ".git").rglob("*") if path.is_file()}
    (flood / "seeds/bridge.txt").write_text(LATER)
    assert claimline("import", "--root", flood)[0] == 0
    assert claimline("rename", "ida-moss", "i-moss", "--root", flood)[0] == 0
    assert claimline("check", "--root", flood)[0] == 0
    assert {path: path.read_bytes() for path in (flood / ".git").rglob("*") if path.is_file()} == git_files


def test_a_record_that_is_renamed_while_an_import_reads_is_not_made_again(flood: Path) -> None:
    (flood / "seeds/bridge.txt").write_text(LATER)
    plan = plan_import(flood, latest=date(2032, 1, 1))
    assert claimline("rename", "ida-moss", "i-moss", "--root", flood)[0] == 0
    before = texts(flood)
    with pytest.raises(ProblemsFound, match="content/actors/ida-moss.md:1:1: changed-meanwhile: the file has gone"):
        apply_plans(flood, plan.plans, there=plan.there)
    assert texts(flood) == before


def test_two_imports_at_once_come_to_what_one_comes_to(flood: Path) -> None:
    (flood / "seeds/bridge.txt").write_text(LATER)
    first = plan_import(flood, latest=date(2032, 1, 1))
    second = plan_import(flood, latest=date(2032, 1, 1))
    apply_plans(flood, first.plans)
    before = tree_of(flood.parent)
    with pytest.raises(ProblemsFound, match="changed-meanwhile"):
        apply_plans(flood, second.plans)
    assert tree_of(flood.parent) == before
