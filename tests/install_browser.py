"""Sees to a browser for the tests: the one that is there; else Debian's, if that may be installed; else says what to do.

`make test` runs it first. Nothing is downloaded but Debian's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium-headless-shell")
VARIABLE = "CLAIMLINE_CHROMIUM"
ADVICE = (
    "The tests need Chromium or Chrome. Install one (Debian, Ubuntu: sudo apt-get install chromium), "
    f"or name its program in the environment variable {VARIABLE}, and run `make test` again."
)


def find_installed() -> Path | None:
    """The browser named in CLAIMLINE_CHROMIUM, else the first of NAMES on the path."""
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named) if Path(named).exists() else None
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


def may_install() -> bool:
    """Whether this is root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install() -> None:
    """Install Debian's package."""
    print("Installing Debian's chromium for the browser tests …", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not find_installed() and may_install():
        install()
    if not find_installed():
        sys.exit(ADVICE)
