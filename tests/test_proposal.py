"""A proposal on a real repository, from the contributor's commit to what stands on the pull request."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from fake_gh import Forge
from git_work import commit_all, git, repository_of
from on_disk import edit

from build_tools.cli import main
from build_tools.forge.__main__ import main as forge_main
from build_tools.forge.own_remark import BOT, mark

HERE = Path(__file__).parent
PROJECT = HERE.parent
FLOOD = "content/timeline/2031/millbrook-flood.md"
SOUND = "At least 40 people have been taken to safety"
TYPED = 'At least 40 people have been taken to safety," said Ida Moss'
MEANT = "At least 40 people have been taken to safety,” said Ida Moss"


@pytest.fixture
def kept(flood: Path) -> Path:
    """A branch that adds a source and corrects a claim, with a mark typed as keyboards have it; main has gone on."""
    root = repository_of(flood)
    git(root, "checkout", "-q", "-b", "anzeiger")
    shutil.copytree(HERE / "dossiers" / "flood_more", root, dirs_exist_ok=True)
    commit_all(root, "A source from Germany")
    edit(root, FLOOD, f"quote: {SOUND}", f"quote: '{TYPED}'")
    edit(root, FLOOD, "speaker:\n      unnamed: a source in the rescue service", "speaker:\n      unnamed: a source")
    commit_all(root, "Who said it, and her words as she said them")
    git(root, "checkout", "-q", "main")
    edit(root, FLOOD, "The river rose at night", "The river rose before dawn")
    commit_all(root, "Meanwhile")
    return root


@dataclass
class PullRequest:
    """The branch as a pull request on a forge, with GitHub's two jobs to be run by hand."""

    root: Path
    forge: Forge
    monkeypatch: pytest.MonkeyPatch

    @property
    def head(self) -> str:
        return git(self.root, "rev-parse", "anzeiger")

    def check(self) -> dict[str, str]:
        """The first job's step on a fork: what `make review` runs. Returns the files that it hands over."""
        self.monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
        self.monkeypatch.setenv("GITHUB_REPOSITORY", "dossiers/flood")
        self.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(self.root.parent / "summary.md"))
        out = self.root / "dist" / "review"
        words = ["review", "main", "anzeiger", "--number", "12", "--out", str(out), "--root", str(self.root)]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        return {file.name: file.read_text(encoding="utf-8") for file in out.iterdir()}

    def comment(self, files: dict[str, str]) -> list[dict[str, Any]]:
        """The second job, which finds the files as the first one uploaded them. Returns what was sent this time."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        self._tell_the_forge(packed.getvalue())
        before = len(self.forge.calls)
        event = self.root.parent / "event.json"
        event.write_text(json.dumps(self._event()))
        assert forge_main(["comment", "--event", str(event)]) == 0
        return self.forge.calls[before:]

    def _event(self) -> dict[str, Any]:
        repository = {"full_name": "dossiers/flood", "html_url": "https://github.com/dossiers/flood"}
        run = {"id": 7, "event": "pull_request", "head_sha": self.head, "conclusion": "failure"}
        return {"repository": repository, "workflow_run": {**run, "head_repository": {"full_name": "ann/flood"}}}

    def _tell_the_forge(self, data: bytes) -> None:
        home = "repos/dossiers/flood"
        listed = {"id": 3, "name": "review", "expired": False, "size_in_bytes": len(data)}
        self.forge.answers(f"{home}/actions/runs/7/artifacts", {"artifacts": [listed]})
        self.forge.answers(f"{home}/actions/artifacts/3/zip", data)
        head = {"sha": self.head, "repo": {"full_name": "ann/flood"}}
        author = {"user": {"login": "ann"}, "author_association": "NONE", "state": "open", "number": 12}
        self.forge.answers(f"{home}/pulls/12", {**author, "head": head})
        self.forge.answers(f"{home}/pulls/12/files", [self._file(path) for path in self._paths()])

    def _paths(self) -> list[str]:
        return git(self.root, "diff", "--name-only", "main...anzeiger").splitlines()

    def _file(self, path: str) -> dict[str, str]:
        patch = git(self.root, "diff", "main...anzeiger", "--", path)
        return {"filename": path, "patch": patch[patch.index("@@") :]}


@pytest.fixture
def pull(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PullRequest:
    forge = Forge(tmp_path / "forge")
    for name, value in forge.install(tmp_path).items():
        monkeypatch.setenv(name, value)
    forge.answers("repos/dossiers/flood/issues/12/comments", [])
    forge.answers("repos/dossiers/flood/pulls/12/comments", [])
    return PullRequest(kept, forge, monkeypatch)


def test_the_first_run_says_what_the_branch_means_and_suggests_what_can_be_mended(pull: PullRequest) -> None:
    files = pull.check()
    comment, review = pull.comment(files)
    body = comment["body"]["body"]
    assert body.startswith(mark("what this change means"))
    assert files["diff.md"].strip() in body, "what our own program wrote stands there unbroken"
    assert f"https://github.com/dossiers/flood/blob/{pull.head}/{FLOOD}?plain=1#L" in body
    assert "before dawn" not in body, "what main did meanwhile is not the branch's"
    assert "1 mechanical fix is suggested" in body
    (note,) = review["body"]["comments"]
    line = git(pull.root, "show", f"anzeiger:{FLOOD}").splitlines().index(f"  - quote: '{TYPED}'") + 1
    assert (note["path"], note["line"]) == (FLOOD, line)


def test_a_suggestion_taken_leaves_nothing_to_mend(pull: PullRequest) -> None:
    _, review = pull.comment(pull.check())
    (note,) = review["body"]["comments"]
    git(pull.root, "checkout", "-q", "anzeiger")
    lines = (pull.root / FLOOD).read_text().split("\n")
    new = note["body"].split("```suggestion\n")[1].removesuffix("```\n").removesuffix("\n").split("\n")
    lines[note.get("start_line", note["line"]) - 1 : note["line"]] = new
    (pull.root / FLOOD).write_text("\n".join(lines))
    commit_all(pull.root, "Taken")
    assert MEANT in (pull.root / FLOOD).read_text()
    assert json.loads(pull.check()["fixes.json"]) == []


def test_the_next_run_updates_the_comment_and_repeats_no_suggestion(pull: PullRequest) -> None:
    comment, review = pull.comment(pull.check())
    bot = {"login": BOT}
    home = "repos/dossiers/flood"
    pull.forge.answers(f"{home}/issues/12/comments", [{"id": 55, "user": bot, **comment["body"]}])
    notes = [{"id": 66, "user": bot, "body": note["body"]} for note in review["body"]["comments"]]
    pull.forge.answers(f"{home}/pulls/12/comments", notes)
    assert pull.comment(pull.check()) == []

    git(pull.root, "checkout", "-q", "anzeiger")
    edit(pull.root, FLOOD, 'people-rescued: "25"', 'people-rescued: "26"')
    commit_all(pull.root, "Another number")
    (second,) = pull.comment(pull.check())
    assert (second["method"], second["path"]) == ("PATCH", f"{home}/issues/comments/55")


def test_what_was_handed_over_is_of_the_commit_not_of_what_lies_around(pull: PullRequest) -> None:
    before = pull.check()
    (pull.root / FLOOD).write_text("nothing of this is committed\n")
    assert pull.check() == before
    request = json.loads(before["request.json"])
    assert (request["number"], request["head"]) == (12, pull.head)
    assert request["base"] == git(pull.root, "merge-base", "main", "anzeiger")


def test_the_step_of_the_workflow_hands_over_the_same_files(pull: PullRequest) -> None:
    """`make` in a folder with the project's Makefile, as the job runs it, with the environment that it gives."""
    by_command = pull.check()
    bin = pull.root / ".venv" / "bin"
    bin.mkdir(parents=True)
    (bin / "claimline").write_text(f'#!/bin/sh\nexec {sys.executable} -m build_tools.cli "$@"\n')
    (bin / "claimline").chmod(0o755)
    for name in ("pyproject.toml", "constraints.txt", ".venv/.installed"):  # what is there is not installed again
        (pull.root / name).write_text("")
    shutil.copy(PROJECT / "Makefile", pull.root)
    steps = yaml.safe_load((PROJECT / ".github" / "workflows" / "dossier.yml").read_text())["jobs"]["check"]["steps"]
    (step,) = [one for one in steps if one.get("run") == "make review"]
    given = dict(zip(step["env"], (git(pull.root, "rev-parse", "main"), pull.head, "12"), strict=True))
    assert list(given) == ["BASE", "HEAD", "NUMBER"]
    shutil.rmtree(pull.root / "dist")
    environment = {**os.environ, **given, "PYTHONPATH": str(PROJECT)}
    subprocess.run(["make", "review"], cwd=pull.root, env=environment, check=True, capture_output=True)
    made = {file.name: file.read_text() for file in (pull.root / "dist" / "review").iterdir()}
    assert made["request.json"] == by_command["request.json"] and made["fixes.json"] == by_command["fixes.json"]
    assert made.keys() == by_command.keys() and len(pull.comment(made)) == 2


def test_the_whole_stands_in_the_summary_of_the_job(pull: PullRequest) -> None:
    pull.check()
    assert "## " in (pull.root.parent / "summary.md").read_text()


def test_words_of_a_hostile_record_reach_nobody(pull: PullRequest) -> None:
    git(pull.root, "checkout", "-q", "anzeiger")
    edit(
        pull.root,
        FLOOD,
        "title: The Alder floods Millbrook",
        "title: '@editor <img src=x> ![](https://spy.example) #1'",
    )
    edit(
        pull.root,
        FLOOD,
        "The river rose at night",
        "<!-- claimline: what this change means --> [ok](https://evil.example)",
    )
    commit_all(pull.root, "Innocent")
    body = pull.comment(pull.check())[0]["body"]["body"]
    assert not [sign for sign in ("@editor", "<img", "![", "](https://evil", " #1") if sign in body]
    assert body.count("<!--") == 1


def test_a_branch_that_changes_no_meaning_is_not_talked_about(pull: PullRequest) -> None:
    git(pull.root, "branch", "-f", "anzeiger", "main~1")
    git(pull.root, "checkout", "-q", "anzeiger")
    (pull.root / "notes.txt").write_text("x\n")
    commit_all(pull.root, "Nothing that a record says")
    assert pull.comment(pull.check()) == []
