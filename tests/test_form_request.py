"""From a labelled issue to a pull request: read without a token, written by a job that takes nothing but records."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fake_gh import Forge
from on_disk import files_of
from test_forms import Case, copy_of

from build_tools.cli import main as claimline
from build_tools.dossier import open_dossier
from build_tools.forge.__main__ import main as forge_program
from build_tools.forge.form_request import LABEL
from build_tools.inspection import find_problems
from build_tools.problems import errors_among

PROJECT = Path(__file__).parent.parent
CASES = PROJECT / "tests" / "cases" / "forms"
BASE = "d" * 40
HOME = "repos/dossiers/flood"


def event(body: str, *, label: str = LABEL, author: str = "guest") -> dict[str, Any]:
    repository = {
        "full_name": "dossiers/flood",
        "html_url": "https://github.com/dossiers/flood",
        "default_branch": "main",
    }
    issue = {"number": 12, "user": {"login": author}, "body": body, "title": "$(touch /tmp/x) `id`"}
    return {"action": "labeled", "repository": repository, "issue": issue, "label": {"name": label}}


@dataclass
class Stage:
    """A repository with its forge; what the two jobs of the workflow run there."""

    folder: Path
    root: Path
    forge: Forge

    def read(self, told: dict[str, Any]) -> Any:
        """The job without a token: the file that it hands over."""
        path = self.folder / "event.json"
        path.write_text(json.dumps(told))
        words = ["form", "--event", str(path), "--dry-run", "--format", "json", "--root", str(self.root)]
        result = CliRunner().invoke(claimline, words)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        (self.folder / "form.json").write_text(result.stdout)
        return json.loads(result.stdout)

    def request(self, handed_over: Any = None) -> int:
        """The job with a token."""
        if handed_over is not None:
            (self.folder / "form.json").write_text(json.dumps(handed_over))
        words = ["form", str(self.folder / "form.json"), "--base", BASE, "--event", str(self.folder / "event.json")]
        return forge_program(words)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    forge = Forge(tmp_path / "forge")
    for name, value in forge.install(tmp_path).items():
        monkeypatch.setenv(name, value)
    forge.answers(f"{HOME}/git/matching-refs/heads/form-12", [])
    forge.answers(f"{HOME}/pulls", [])
    forge.answers(f"{HOME}/issues/12/comments", [])
    return Stage(tmp_path, copy_of("flood", tmp_path), forge)


def form_of(name: str) -> str:
    return Case.read(CASES / f"{name}.txt").form


def test_a_labelled_form_becomes_one_commit_on_a_branch_of_its_own_and_a_pull_request(stage: Stage) -> None:
    before = files_of(stage.root)
    stage.read(event(form_of("correction-number-with-its-answer").replace("Ann Other", "_No response_")))
    assert files_of(stage.root) == before
    assert stage.request() == 0
    ref, commit, pull, comment = stage.forge.calls
    assert (ref["path"], ref["body"]) == (f"{HOME}/git/refs", {"ref": "refs/heads/form-12", "sha": BASE})
    made = commit["body"]["variables"]["input"]
    assert made["expectedHeadOid"] == BASE and made["branch"]["branchName"] == "form-12"
    assert pull["path"] == f"{HOME}/pulls" and (pull["body"]["head"], pull["body"]["base"]) == ("form-12", "main")
    assert pull["body"]["title"] == "Correction: millbrook-flood (a number)"
    assert "Closes #12." in pull["body"]["body"]
    assert comment["path"] == f"{HOME}/issues/12/comments" and "head%3Aform-12" in comment["body"]["body"]
    for one in made["fileChanges"]["additions"]:
        (stage.root / one["path"]).write_bytes(base64.b64decode(one["contents"]))
    dossier = open_dossier(stage.root)
    assert not errors_among(find_problems(dossier))
    entry = dossier.corpus.entries["millbrook-flood"]
    assert (entry.status, entry.proposed_by) == ("draft", ("guest",))
    assert entry.claims[1].note.startswith("Correction proposed by guest, not checked.")


def test_a_form_that_is_no_use_is_answered_under_the_issue_and_the_answer_kept_up(stage: Stage) -> None:
    handed_over = stage.read(event("### Page or record\n\n@everyone see #1\n\n### The site says\n\nx"))
    assert handed_over["files"] == {}
    assert stage.request() == 0
    (comment,) = stage.forge.calls
    assert "“The source says”: nothing is filled in here" in comment["body"]["body"]
    told = [{"id": 5, "user": {"login": "github-actions[bot]"}, "body": comment["body"]["body"] + "old"}]
    stage.forge.answers(f"{HOME}/issues/12/comments", told)
    stage.request()
    assert stage.forge.calls[-1]["method"] == "PATCH"


def test_what_a_form_says_calls_nobody_and_closes_nothing_in_the_pull_request(stage: Stage) -> None:
    stage.read(event(form_of("hostile-answers-that-look-like-yaml") + "\ncloses #99 @everyone\n"))
    stage.request()
    pull = stage.forge.calls[2]["body"]
    assert "@everyone" not in pull["body"] and "#99" not in pull["body"]
    assert set(pull["title"]) <= set("New event: abcdefghijklmnopqrstuvwxyz0123456789-")


def test_an_open_request_of_the_same_form_is_never_written_over(stage: Stage) -> None:
    stage.read(event(form_of("source-alone")))
    own, fork = {"full_name": "dossiers/flood"}, {"full_name": "guest/flood"}
    stage.forge.answers(f"{HOME}/git/matching-refs/heads/form-12", [{"ref": "refs/heads/form-12"}])
    stage.forge.answers(f"{HOME}/pulls", [{"head": {"ref": "form-12", "repo": own}}])
    stage.request()
    (comment,) = stage.forge.calls
    assert "nothing was written over it" in comment["body"]["body"]
    stage.forge.answers(f"{HOME}/pulls", [{"head": {"ref": "form-12", "repo": fork}}])
    stage.request()
    assert stage.forge.calls[1]["body"]["ref"] == "refs/heads/form-12-2"


@pytest.mark.parametrize(
    "path",
    ["Makefile", ".github/workflows/x.yml", "content/../Makefile", "content/actors/a.md/../../../x", "/etc/passwd"]
    + ["content/index.md", "content/vocabulary.yml", "seeds/a.txt", "content/actors/a.html", "content/timeline/a.md"],
)  # fmt: skip
def test_the_job_with_a_token_takes_records_and_nothing_else(stage: Stage, path: str) -> None:
    stage.read(event("x"))
    for told in ({"files": {path: "x"}, "gone": []}, {"files": {"content/actors/a.md": "x"}, "gone": [path]}):
        assert stage.request({"title": "t", "body": "b", **told}) == 1
    assert stage.forge.calls == []


@pytest.mark.parametrize("told", [[], {}, {"files": []}, {"files": {}, "gone": 1, "title": "", "body": ""}, None, "x"])
def test_the_job_with_a_token_refuses_what_is_no_handover(stage: Stage, told: Any) -> None:
    stage.read(event("x"))
    (stage.folder / "form.json").write_text(json.dumps(told))
    assert stage.request() == 1
    assert stage.forge.calls == []


def test_another_label_starts_nothing(stage: Stage) -> None:
    stage.read(event(form_of("source-alone"), label="question"))
    assert stage.request() == 1
    assert stage.forge.calls == []


def test_the_label_that_starts_it_is_the_same_in_the_workflow() -> None:
    workflow = (PROJECT / ".github" / "workflows" / "form.yml").read_text(encoding="utf-8")
    assert f"github.event.label.name == '{LABEL}'" in workflow


def test_an_event_of_something_else_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text('{"pull_request": {}}')
    result = CliRunner().invoke(claimline, ["form", "--event", str(path), "--root", str(PROJECT)])
    assert result.exit_code == 1 and "tells of no issue" in result.stderr and "GITHUB_EVENT_PATH" in result.stderr
