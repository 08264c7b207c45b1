"""The hook that is shipped for pre-commit: valid, and in a real repository it stops what a commit breaks, and no more."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from on_disk import change
from pre_commit.clientlib import load_manifest
from test_checks import DAM, FLOOD

from build_tools.repository import ask

MANIFEST = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
ACTOR = "content/actors/rescue-service.md"


def git(root: Path, *words: str) -> str:
    settings = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *settings, *words], cwd=root, check=True, capture_output=True, env=environment)
    return done.stdout.decode()


@pytest.fixture
def repository(flood: Path) -> Path:
    """The small dossier as a repository with one commit."""
    git(flood, "init", "--quiet", "--initial-branch=main")
    git(flood, "add", "--all")
    git(flood, "commit", "--quiet", "--message=Sound")
    return flood


def committing(root: Path, folder: str = ".") -> subprocess.CompletedProcess[str]:
    """What the hook does when everything is committed: pre-commit names to it the files that are there and match."""
    (hook,) = load_manifest(str(MANIFEST))
    git(root, "add", "--all")
    staged = git(root, "diff", "--cached", "--name-only", "-z", "--diff-filter=ACMRTUXB").split("\0")
    names = [name for name in staged if name and re.search(hook["files"], name)]
    _, *words = shlex.split(hook["entry"])
    command = [sys.executable, "-m", "build_tools.cli", *words, "--root", folder, *names]
    return subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    (hook,) = load_manifest(str(MANIFEST))
    assert hook["language"] == "python" and hook["pass_filenames"] and hook["require_serial"]
    assert yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))[0]["entry"].split()[0] == "claimline"


def test_a_sound_commit_passes(repository: Path) -> None:
    change(repository, FLOOD, "The river rose at night", "The river rose")
    done = committing(repository)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_commit_is_stopped_by_what_it_breaks_in_its_files(repository: Path) -> None:
    change(repository, FLOOD, "25 people", "26 people")
    done = committing(repository)
    assert done.returncode == 1 and f"{FLOOD}:22:12: quote-missing" in done.stdout


def test_a_commit_that_only_deletes_or_renames_is_stopped_by_what_it_breaks_elsewhere(repository: Path) -> None:
    git(repository, "mv", ACTOR, ACTOR.replace("service", "services"))
    done = committing(repository)
    assert done.returncode == 1 and "there is no actor “rescue-service”" in done.stdout
    git(repository, "reset", "--quiet", "--hard")
    (repository / ACTOR).unlink()
    done = committing(repository)
    assert done.returncode == 1 and "there is no actor “rescue-service”" in done.stdout


def test_a_commit_of_other_files_is_not_held_up(repository: Path) -> None:
    change(repository, FLOOD, "25 people", "26 people")
    git(repository, "commit", "--quiet", "--all", "--message=Broken before the hook was there")
    (repository / "README.md").write_text("Words")
    assert committing(repository).returncode == 0
    change(repository, DAM, "status: draft", "status: draft\nsensitivity: none")
    assert committing(repository).returncode == 0


def test_a_dossier_in_a_folder_of_its_repository_is_named_by_root(flood: Path) -> None:
    git(flood.parent, "init", "--quiet", "--initial-branch=main")
    git(flood.parent, "add", "--all")
    git(flood.parent, "commit", "--quiet", "--message=Sound")
    (flood / ACTOR).unlink()
    done = committing(flood.parent, "flood")
    assert done.returncode == 1 and "there is no actor “rescue-service”" in done.stdout
    assert ask(flood, "rev-parse", "HEAD")
