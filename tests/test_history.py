"""The history of records as Git has it: through renames, without addresses, and with nothing where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from git_work import git

from build_tools.history import branch_of_readers, folder_in_repository, read_history, state_of

ENTRY = "content/timeline/2031/flood.md"


def commit(folder: Path, message: str, *, day: str, who: str = "Ann Other <ann@example.org>", **files: str) -> None:
    for path, text in files.items():
        target = folder / path.replace("__", "/").replace("_md", ".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-m", message, day=day, who=who)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose entry was recorded, renamed and changed, in a folder below its top."""
    root = tmp_path_factory.mktemp("made") / "repository" / "dossier"
    root.mkdir(parents=True)
    git(root.parent, "init", "-q", "-b", "main")
    body = "".join(f"line {number}\n" for number in range(20))
    commit(root, "The flood, as proposed", day="2031-03-04", content__timeline__2031__draft_md=body)
    (root / ENTRY).parent.mkdir(parents=True, exist_ok=True)
    (root / "content/timeline/2031/draft.md").rename(root / ENTRY)
    commit(root, "A better id", day="2031-03-05", who="bob@example.org <bob@example.org>")
    commit(
        root,
        "Ask ann@example.org about <b>this</b>",
        day="2031-03-06",
        content__timeline__2031__flood_md=body + "more\n",
    )
    commit(root, "Something else", day="2031-03-07", content__actors__ann_md="Ann", README_md="x")
    return root.parent


@pytest.fixture
def dossier(repository: Path, tmp_path: Path) -> Path:
    """The dossier in a copy of it, free to be changed."""
    shutil.copytree(repository, tmp_path / "repository")
    return tmp_path / "repository" / "dossier"


def test_a_record_s_changes_are_told_the_latest_first_and_through_its_renaming(dossier: Path) -> None:
    history = read_history(dossier)
    assert history.complete
    assert [(one.when, one.message) for one in history.changes[ENTRY]] == [
        ("2031-03-06", "Ask about <b>this</b>"),
        ("2031-03-05", "A better id"),
        ("2031-03-04", "The flood, as proposed"),
    ]
    assert [one.message for one in history.changes["content/actors/ann.md"]] == ["Something else"]


def test_nobody_s_address_is_told(dossier: Path) -> None:
    changes = [one for changes in read_history(dossier).changes.values() for one in changes]
    assert {one.who for one in changes} == {"Ann Other", "unknown"}
    assert not [one for one in changes if "@" in one.who + one.message]


def test_only_what_lies_in_the_folder_counts(dossier: Path) -> None:
    assert not [path for path in read_history(dossier).changes if not path.startswith("content/")]


def test_the_state_changes_with_a_record_and_with_nothing_else(dossier: Path) -> None:
    before = state_of(dossier)
    commit(dossier, "Not a record", day="2031-03-08", mkdocs_md="x")
    assert before and state_of(dossier) == before
    commit(dossier, "A record", day="2031-03-09", content__actors__ann_md="Ann Other")
    assert state_of(dossier) != before


def test_a_shallow_clone_claims_no_beginning(dossier: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "2", (dossier.parent).as_uri(), str(shallow))
    history = read_history(shallow / "dossier")
    assert not history.complete
    assert [one.message for one in history.changes["content/actors/ann.md"]] == ["Something else"]
    assert ENTRY not in history.changes  # all files seem to begin at the edge


def test_outside_git_there_is_no_history_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read_history(tmp_path).changes and read_history(tmp_path).complete and state_of(tmp_path) == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not read_history(tmp_path).changes and state_of(tmp_path) == ""


def test_a_repository_without_a_commit_has_no_history(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert not read_history(tmp_path).changes


def test_a_hook_s_own_repository_is_not_taken_for_the_dossier_s(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(dossier / "nowhere"))
    assert ENTRY in read_history(dossier).changes


# ── Where records are edited ────────────────────────────────────────────────────────────────────────────────


def test_readers_edit_on_the_branch_that_the_host_shows_first_else_main_else_the_one_at_hand(dossier: Path) -> None:
    git(dossier, "checkout", "-q", "-b", "proposal")
    assert branch_of_readers(dossier) == "main"
    git(dossier, "update-ref", "refs/remotes/origin/stable/2031", "HEAD")
    git(dossier, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/stable/2031")
    assert branch_of_readers(dossier) == "stable/2031"
    git(dossier, "symbolic-ref", "--delete", "refs/remotes/origin/HEAD")
    git(dossier, "branch", "-D", "main")
    assert branch_of_readers(dossier) == "proposal"


def test_a_dossier_below_the_top_of_its_repository_knows_its_folder(dossier: Path, tmp_path: Path) -> None:
    assert folder_in_repository(dossier) == "dossier/" and folder_in_repository(dossier.parent) == ""
    assert folder_in_repository(tmp_path) == "" and branch_of_readers(tmp_path) == "main"
