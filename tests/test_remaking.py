"""A site on the disk after an edit: brought up to date by what the edit touches, and byte for byte what a full build makes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from benchmarks.made.dossier import write_dossier
from on_disk import files_of

from build_tools.building import build_site
from build_tools.keeping import readings
from build_tools.remaking import quick


def commit(root: Path, message: str) -> None:
    """Everything, by a made-up person."""
    git = ("git", "-c", "user.name=Editor", "-c", "user.email=editor@invalid", "-c", "commit.gpgsign=false")
    for words in (("init", "-q", "-b", "main"), ("add", "content"), ("commit", "-q", "-m", message)):
        subprocess.run((*git, *words), cwd=root, check=True)


def test_an_edit_and_an_altered_site_lead_to_what_a_full_build_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was edited and committed is made again on another day without a full build; where a file of the site is gone, all
    of it is.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(readings, "ENOUGH", 0)
    kept, anew = tmp_path / "kept", tmp_path / "anew"
    write_dossier(kept, 6)
    commit(kept, "All records")
    build_site(kept)
    entry = sorted((kept / "content" / "timeline").rglob("*.md"))[2]
    entry.write_text(entry.read_text() + "\nMore became known later.\n")
    assert quick.remade(kept, kept / "site") is quick.Became.REMADE
    assert quick.remade(kept, kept / "site") is quick.Became.SAME
    commit(kept, "What became known later")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")
    assert quick.remade(kept, kept / "site") is quick.Became.REMADE
    assert "(commit " in (kept / "site" / "about.html").read_text()
    shutil.copytree(kept, anew, ignore=shutil.ignore_patterns("site", ".cache"))
    monkeypatch.setenv("CLAIMLINE_CACHE", "off")
    build_site(anew)
    assert files_of(kept / "site") == files_of(anew / "site")
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    (kept / "site" / "data" / "places.csv").unlink()
    assert quick.remade(kept, kept / "site") is None
