"""The automation that a new dossier gets: as valid and as careful as the tool's own, which it is held against."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.scaffold import rendering
from build_tools.scaffold.answers import Answers
from build_tools.scaffold.begin import begin

PROJECT = Path(__file__).parent.parent
BESIDE_PYTHON = Path(sys.executable).parent
WORKFLOWS = ("comment", "dossier", "form", "links", "outsiders", "release")
OF_THE_PROGRAM = ["make audit"]  # steps that concern its libraries, not a dossier


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("begun")
    for forge in ("github", "gitlab"):
        begin(folder / forge, Answers("A matter", "On it.", "@desk", forge=forge))
    return {forge: folder / forge for forge in ("github", "gitlab")}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


def parsed(path: Path) -> dict[str, Any]:
    """As strings only: YAML's own idea of ``on`` is a truth value."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize(
    ("forge", "schema", "pattern"),
    [
        ("github", "vendor.github-workflows", ".github/workflows/*.yml"),
        ("github", "vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/[!c]*.yml"),
        ("github", "vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("github", "vendor.dependabot", ".github/dependabot.yml"),
        ("gitlab", "vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_the_files_are_what_their_published_schemas_ask_for(
    forge: str, schema: str, pattern: str, dossiers: dict[str, Path]
) -> None:
    extra = ["--data-transform", "gitlab-ci"] if forge == "gitlab" else []
    paths = sorted(dossiers[forge].glob(pattern))
    done = run(BESIDE_PYTHON / "check-jsonschema", "--builtin-schema", schema, *extra, *paths)
    assert paths and done.returncode == 0, done.stdout


def test_zizmor_finds_no_way_in(dossiers: dict[str, Path]) -> None:
    github = dossiers["github"] / ".github"
    done = run(BESIDE_PYTHON / "zizmor", "--offline", "--no-progress", "--persona", "auditor", github)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_is_the_tool_s_own_but_for_where_the_program_comes_from(
    name: str, dossiers: dict[str, Path]
) -> None:
    """What tests/test_workflows.py holds of those (permissions, pins, tokens) holds of these."""
    theirs = parsed(dossiers["github"] / ".github" / "workflows" / f"{name}.yml")
    for job in theirs["jobs"].values():
        brought = [step for step in job["steps"] if step.get("run") == "make forge"]
        assert all("env" not in step for step in brought), "no token is there while the program is brought"
        job["steps"] = [step for step in job["steps"] if step not in brought]
        assert bool(brought) == any(step.get("env", {}).get("GH_TOKEN") for step in job["steps"])
    ours = parsed(PROJECT / ".github" / "workflows" / f"{name}.yml")
    for job in ours["jobs"].values():
        job["steps"] = [step for step in job["steps"] if step.get("run") not in OF_THE_PROGRAM]
    assert theirs == ours


def test_every_step_is_a_target_of_the_makefile(dossiers: dict[str, Path]) -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (dossiers["github"] / "Makefile").read_text(), re.MULTILINE)
    texts = [path.read_text() for path in (dossiers["github"] / ".github" / "workflows").glob("*.yml")]
    texts.append((dossiers["gitlab"] / ".gitlab-ci.yml").read_text())
    made = {word for text in texts for word in re.findall(r"(?:run: |- )make ([a-z-]+)", text)}
    assert phony and {"check", "review", "bundle", "forge"} <= made <= set(phony[1].split())


def test_beside_a_token_nothing_runs_but_the_program_without_what_it_depends_on(dossiers: dict[str, Path]) -> None:
    for target in ("comment", "flag", "links-issue", "form-request", "publish-release"):
        told = run("make", "--no-print-directory", "--dry-run", "-C", dossiers["github"], target).stdout
        assert re.fullmatch(r"PYTHONPATH=\.forge python3 -m build_tools\.forge \S+( \S+)?\n", told)
    brought = run("make", "--no-print-directory", "--dry-run", "-C", dossiers["github"], "forge").stdout
    assert brought == "sh .claimline/run --forge\n"
    script = (dossiers["github"] / ".claimline" / "run").read_text()
    assert re.search(r"--forge \]; then\n.*\n +exec .* pip install .*--no-deps .*\n +--target \.forge ", script)


def test_no_template_names_an_address_that_is_somebody_s() -> None:
    """Examples are of example.org; licences and the pages that explain a setting are named as what they are."""
    allowed = r"https://(creativecommons\.org/|(?:[a-z-]+\.)?example(?:\.org)?/|…)"
    for path in rendering.TEMPLATES.rglob("*"):
        for address in re.findall(r"https?://\S+", path.read_text(encoding="utf-8") if path.is_file() else ""):
            assert re.match(allowed, address) or address.startswith(("https://<host>", "http://127.0.0.1")), (
                path,
                address,
            )
