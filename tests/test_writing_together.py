"""Files change all together or not at all: whatever fails on the way, and even if the program is killed in between."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from git_work import commit_all, git, repository_of
from written_together import CHANGES, GONE, NEW, OLD, begun, killed_after, texts

from build_tools.dossier import open_dossier
from build_tools.problems import ProblemsFound
from build_tools.records import journal, note
from build_tools.records.lock import LOCK
from build_tools.records.write import finish_interrupted, one_writer, write_all


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return begun(tmp_path)


def fails_at(number: int, what: Callable[..., None]) -> Callable[..., None]:
    """The function, which fails the so-many-th time that it is called."""
    calls = count()

    def perhaps(*words: object) -> None:
        if next(calls) == number:
            raise OSError(13, "Permission denied", str(words[0]))
        what(*words)

    return perhaps


def test_a_person_s_interruption_of_the_note_leaves_no_trace(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(note.json, "dump", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(root, NEW, delete=GONE)
    assert texts(root) == OLD


@pytest.mark.parametrize("number", range(CHANGES))
def test_where_one_file_cannot_take_its_place_all_are_as_they_were(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_do", fails_at(number, journal._do))
    with one_writer(root), pytest.raises(ProblemsFound) as found:
        write_all(root, NEW, delete=GONE)
    assert found.value.problems[0].code == "cannot-write"
    assert texts(root) == OLD


@pytest.mark.parametrize("number", [0, 2, 3])
def test_what_a_killed_command_has_begun_the_next_one_finishes(root: Path, number: int) -> None:
    killed_after(root, number)
    finish_interrupted(root)
    assert texts(root) == NEW


def codes(root: Path) -> list[tuple[str, str]]:
    """What those who only read are told of the note that lies here."""
    found = [(one.code, one.where.path) for one in open_dossier(root).problems]
    return [(code, path) for code, path in found if path == note.JOURNAL]


def test_who_only_reads_tells_of_a_killed_command_and_changes_nothing(root: Path) -> None:
    killed_after(root, 2)
    before = texts(root)
    assert codes(root) == [("interrupted", note.JOURNAL)]
    assert texts(root) == before


def test_a_command_that_is_still_writing_is_not_told_as_interrupted(root: Path) -> None:
    killed_after(root, 2)
    with open(root / LOCK, "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert codes(root) == []


VICTIM = hashlib.sha256(b"mine").hexdigest()
FOREIGN = {
    "a file beside the dossier is deleted": [{"path": "../victim.txt", "waiting": "", "before": VICTIM}],
    "a file beside the dossier by way of content": [
        {"path": "content/../../victim.txt", "waiting": "", "before": VICTIM}
    ],
    "an absolute path": [{"path": "{above}/victim.txt", "waiting": "", "before": VICTIM}],
    "a new file beside the dossier": [{"path": "../made.txt", "waiting": "content/a.md", "before": ""}],
    "a file of the program": [{"path": "build_tools/cli.py", "waiting": "content/a.md", "before": ""}],
    "Git's own settings": [{"path": ".git/config", "waiting": "content/a.md", "before": ""}],
    "a record that another one overwrites": [{"path": "content/c.md", "waiting": "content/a.md", "before": ""}],
    "a folder that is a link": [{"path": "content/out/victim.txt", "waiting": "", "before": VICTIM}],
    "what waits is a link": [{"path": "content/l.md", "waiting": "content/.l.md.claimline-new", "before": ""}],
    "no words at all": [{"path": 1, "waiting": "", "before": ""}],
    "one step of ours does not excuse another": [
        {"path": "content/a.md", "waiting": "", "before": hashlib.sha256(b"old a").hexdigest()},
        {"path": "../victim.txt", "waiting": "", "before": VICTIM},
    ],
}


@pytest.mark.parametrize("steps", FOREIGN.values(), ids=FOREIGN)
def test_a_note_that_names_what_no_command_writes_is_told_and_never_followed(
    tmp_path: Path, steps: list[dict[str, str]]
) -> None:
    root = tmp_path / "clone"
    (root / "content").mkdir(parents=True)
    (root / "content/a.md").write_text("old a")
    (tmp_path / "victim.txt").write_text("mine")
    (root / "content/out").symlink_to(tmp_path)
    (root / "content/.l.md.claimline-new").symlink_to(tmp_path / "victim.txt")
    (root / note.JOURNAL).write_text(json.dumps(steps).replace("{above}", str(tmp_path)))
    before = texts(tmp_path)
    assert codes(root) == [("journal-foreign", note.JOURNAL)]
    with pytest.raises(ProblemsFound) as found, one_writer(root):
        pass
    assert [one.code for one in found.value.problems] == ["journal-foreign"]
    assert texts(tmp_path) == before


def test_a_note_that_came_with_a_commit_is_never_followed(root: Path) -> None:
    killed_after(root, 2)
    (root / LOCK).unlink()
    repository_of(root)
    git(root, "add", "-f", note.JOURNAL)
    commit_all(root, "A helpful change")
    before = texts(root)
    assert codes(root) == [("journal-foreign", note.JOURNAL)]
    with pytest.raises(ProblemsFound), one_writer(root):
        pass
    assert texts(root) == before


def test_a_note_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "content/note").write_text("[]")
    (root / note.JOURNAL).symlink_to(root / "content/note")
    assert codes(root) == [("journal-foreign", note.JOURNAL)]


def test_a_note_is_not_written_through_a_link_that_lies_in_its_place(root: Path) -> None:
    (root / "precious.txt").write_text("precious")
    (root / f"{note.JOURNAL}{note.WAITING}").symlink_to(root / "precious.txt")
    write_all(root, NEW, delete=GONE)
    assert texts(root) == {**NEW, "precious.txt": "precious"}


def test_no_half_note_stays_where_a_command_was_killed_while_it_wrote_one(root: Path) -> None:
    (root / LOCK).write_text("999999999")
    (root / f"{note.JOURNAL}{note.WAITING}").write_text("[{")
    with one_writer(root):
        pass
    assert texts(root) == OLD


def test_git_is_told_to_leave_out_what_a_killed_command_leaves() -> None:
    top = Path(__file__).parents[1]
    left = [note.JOURNAL, f"{note.JOURNAL}{note.WAITING}", "content/actors/.a.md.claimline-new", LOCK]
    assert git(top, "check-ignore", *left).split() == left


def test_a_file_that_a_person_changed_after_the_interruption_stays_as_they_left_it(root: Path) -> None:
    killed_after(root, 1)
    (root / "content/b.md").write_text("mine")
    with pytest.raises(ProblemsFound) as found, one_writer(root):
        pass
    assert [(one.code, one.where.path) for one in found.value.problems] == [("changed-meanwhile", "content/b.md")]
    assert texts(root) == {**NEW, "content/b.md": "mine"}


def test_what_was_written_before_the_first_file_changed_is_swept_away(root: Path) -> None:
    (root / LOCK).write_text("999999999")
    (root / "content/.a.md.claimline-new").write_text("half of it")
    with one_writer(root):
        pass
    assert texts(root) == OLD


def a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere.txt"))
    path.symlink_to(path.with_name("elsewhere.txt"))


def write_protected(path: Path) -> None:
    path.chmod(0o444)


@pytest.mark.parametrize("spoilt", [a_link, write_protected])
def test_a_link_or_a_protected_file_stops_everything(root: Path, spoilt: Callable[[Path], None]) -> None:
    spoilt(root / "content/b.md")
    before = texts(root)
    with one_writer(root), pytest.raises(ProblemsFound) as found:
        write_all(root, NEW, delete=GONE)
    assert (found.value.problems[0].code, found.value.problems[0].where.path) == ("cannot-write", "content/b.md")
    assert {path: text for path, text in texts(root).items() if path != LOCK} == before


def test_a_folder_that_leads_out_of_the_dossier_is_not_written_into(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    os.symlink(outside, root / "content/made")
    with one_writer(root), pytest.raises(ProblemsFound):
        write_all(root, NEW)
    assert not list(outside.iterdir())


def test_a_byte_order_mark_stays(root: Path) -> None:
    (root / "content/a.md").write_bytes(b"\xef\xbb\xbfold a")
    write_all(root, {"content/a.md": "new a"})
    assert (root / "content/a.md").read_bytes() == b"\xef\xbb\xbfnew a"
