"""Real Git repositories for tests: nobody's settings, one author where no other is named, and a day of one's choice."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *words: str, day: str = "2031-03-10", who: str = "Ann Other <ann@example.org>") -> str:
    """Run Git in a folder and give back what it says."""
    name, _, mail = who.partition(" <")
    person = {"NAME": name, "EMAIL": mail.rstrip(">"), "DATE": f"{day}T12:00:00+00:00"}
    named = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    environment = {**os.environ, **named, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(folder), "-c", "commit.gpgsign=false", *words]
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return done.stdout.decode().strip()


def repository_of(folder: Path) -> Path:
    """A folder made the top of a repository with everything in it committed on main."""
    git(folder, "init", "-q", "-b", "main")
    commit_all(folder, "As it was")
    return folder


def commit_all(folder: Path, message: str) -> str:
    """Commit whatever lies there; its hash."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")
