"""The automation around a proposal: its files are valid, may do no more than they need, and trust nothing of a stranger."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
BESIDE_PYTHON = Path(sys.executable).parent

# Every job that may write, and what. Whoever adds one says here why: a token that may write meets no stranger's code.
MAY_WRITE = {
    ("dossier", "publish"): {"pages", "id-token"},  # deploys what another job has built
    ("dossier", "code-scanning"): {"security-events"},  # uploads what another job has found
    ("comment", "comment"): {"pull-requests"},  # reads the artifact of a proposal's run as hostile data
    ("outsiders", "flag"): {"pull-requests"},  # asks GitHub alone
    ("form", "request"): {"contents", "pull-requests", "issues"},  # a branch with what the job before has made
    ("links", "tell"): {"issues"},  # reads the report of the job before
    ("release", "publish"): {"contents"},  # sends what the job before has made of a maintainer's tag
}
BESIDE_A_TOKEN = {"make comment", "make flag", "make links-issue", "make form-request", "make publish-release"}


def parsed(path: Path) -> dict[str, Any]:
    """As strings only: YAML's own idea of ``on`` is a truth value."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in WORKFLOWS:
        yield from ((path.stem, name, job) for name, job in parsed(path)["jobs"].items())


JOBS = [pytest.param(workflow, name, job, id=f"{workflow}.{name}") for workflow, name, job in jobs()]


def steps(job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from job.get("steps", [])


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)


# ── What others say of them ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", [path for path in FORMS if path.stem != "config"]),
        ("vendor.github-issue-config", [path for path in FORMS if path.stem == "config"]),
        ("vendor.dependabot", [PROJECT / ".github" / "dependabot.yml"]),
        ("vendor.gitlab-ci", [PROJECT / ".gitlab-ci.yml"]),
    ],
)
def test_the_files_are_what_their_published_schemas_ask_for(schema: str, paths: list[Path]) -> None:
    extra = ["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []
    done = run(BESIDE_PYTHON / "check-jsonschema", "--builtin-schema", schema, *extra, *paths)
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_no_way_in() -> None:
    done = run(BESIDE_PYTHON / "zizmor", "--offline", "--no-progress", "--persona", "auditor", PROJECT / ".github")
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not shutil.which("actionlint"), reason="actionlint is in no package index; see tool.yml")
def test_actionlint_finds_no_fault() -> None:
    done = run("actionlint", *WORKFLOWS)
    assert done.returncode == 0, done.stdout


# ── What they may do ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_begins_with_no_permission_at_all(path: Path) -> None:
    assert parsed(path)["permissions"] == {}


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_job_may_write_only_what_it_is_there_for(workflow: str, name: str, job: dict[str, Any]) -> None:
    rights = job.get("permissions", {})
    written = {key for key, value in rights.items() if value == "write"}
    assert written == MAY_WRITE.get((workflow, name), set())
    assert {key for key, value in rights.items() if value == "read"} <= {"contents", "actions"}


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_job_that_may_write_installs_nothing_and_runs_no_stranger_s_code(
    workflow: str, name: str, job: dict[str, Any]
) -> None:
    if (workflow, name) not in MAY_WRITE:
        return
    ran = {step["run"] for step in steps(job) if "run" in step}
    assert ran <= BESIDE_A_TOKEN
    for command in ran:
        told = run(
            "make", "--no-print-directory", "--dry-run", "--always-make", *command.split()[1:]
        ).stdout.splitlines()
        assert len(told) == 1 and re.fullmatch(r"python3 -m build_tools\.forge \S+( \S+)?", told[0])


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_check_out_leaves_no_token_behind_and_never_takes_a_proposal_beside_one(
    workflow: str, name: str, job: dict[str, Any]
) -> None:
    for step in steps(job):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"
            assert not {"ref", "repository", "allow-unsafe-pr-checkout"} & step["with"].keys()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_to_one_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"uses:(.*)", path.read_text(encoding="utf-8"))
    pin = r" (actions|github)/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert [line for line in used if not re.fullmatch(pin, line)] == []


def test_one_action_has_one_commit_everywhere() -> None:
    used = {pin for path in WORKFLOWS for pin in re.findall(r"uses: (\S+@\S+ # \S+)", path.read_text(encoding="utf-8"))}
    assert len({pin.split("@")[0] for pin in used}) == len(used)


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_shell_meets_no_word_of_the_event(workflow: str, name: str, job: dict[str, Any]) -> None:
    assert [step["run"] for step in steps(job) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(("workflow", "name", "job"), JOBS)
def test_a_job_ends_some_day(workflow: str, name: str, job: dict[str, Any]) -> None:
    assert 0 < int(job["timeout-minutes"]) <= 180


def test_the_readme_tells_of_every_workflow_and_what_it_may_write() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \|.*\| ([^|]+) \|$", (PROJECT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {name: rights for name, rights in rows if name in {path.stem for path in WORKFLOWS}}
    assert told.keys() == {path.stem for path in WORKFLOWS}
    for name, rights in told.items():
        assert (rights == "nothing") == (name not in {workflow for workflow, _ in MAY_WRITE}), name


def test_a_release_is_made_of_a_tag_alone_and_after_all_tests() -> None:
    released = parsed(PROJECT / ".github" / "workflows" / "release.yml")
    ran = [step["run"] for step in released["jobs"]["make"]["steps"] if "run" in step]
    assert released["on"] == {"push": {"tags": ["v*"]}} and ran == ["make test", "make audit", "make release"]
    assert released["jobs"]["publish"]["needs"] == "make"


def test_a_proposal_is_checked_without_a_secret() -> None:
    text = (PROJECT / ".github" / "workflows" / "dossier.yml").read_text(encoding="utf-8")
    assert "secrets." not in text and "github.token" not in text and "pull_request_target" not in text


def test_what_ci_runs_is_what_people_run() -> None:
    """Every step is a target of the Makefile, so that a test, GitLab and a person at home run the same."""
    commands = {step["run"] for _, _, job in jobs() for step in steps(job) if "run" in step}
    gitlab = parsed(PROJECT / ".gitlab-ci.yml")
    commands |= {line for job in gitlab.values() if isinstance(job, dict) for line in job.get("script", [])}
    made = {command.split()[1] for command in commands if command.startswith("make ")}
    phony = re.search(r"^\.PHONY: (.*)$", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert phony and {"check", "review", "bundle"} <= made <= set(phony[1].split())
    others = {command for command in commands if not command.startswith("make ")}
    assert {command.split()[0] for command in others} <= {"mv", "pipx"}


# ── Who is asked ────────────────────────────────────────────────────────────────────────────────────────────


def test_content_and_system_files_have_owners_of_their_own() -> None:
    lines = (PROJECT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owners = dict(line.split() for line in lines if line and not line.startswith("#"))
    assert list(owners)[0] == "*" and owners.keys() == {"*", "/content/", "/seeds/"}
    assert owners["/content/"] == owners["/seeds/"] != owners["*"]


def test_the_names_to_be_replaced_are_nobody_s() -> None:
    """Somebody's account must not be asked for reviews by accident: RFC 2606 reserves example.org."""
    text = (PROJECT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    assert all(owner.endswith("@example.org") for owner in re.findall(r"^[*/]\S*\s+(\S+)$", text, re.MULTILINE))
