"""The moment as of which a site is built, which is never the day of the build."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from git_work import commit_all, git, repository_of

from build_tools.moment import EPOCH, moment_of, standing_still
from build_tools.problems import ProblemsFound


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in Git of which a record was committed on 10 March 2031."""
    monkeypatch.delenv(EPOCH, raising=False)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("One")
    return repository_of(tmp_path)


def test_the_time_is_that_of_the_commit_which_last_changed_the_dossier(dossier: Path) -> None:
    assert str(moment_of(dossier)) == "2031-03-10T12:00:00Z"
    (dossier / "program.py").write_text("1")
    git(dossier, "add", "-A")
    git(dossier, "commit", "-q", "-m", "Elsewhere", day="2031-04-11")
    assert str(moment_of(dossier)) == "2031-03-10T12:00:00Z"
    (dossier / "content" / "index.md").write_text("Two")
    commit_all(dossier, "More")
    assert "commit" in moment_of(dossier).named_by


def test_what_source_date_epoch_names_goes_before_and_nonsense_is_told(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EPOCH, "0")
    assert (str(moment_of(dossier)), moment_of(dossier).named_by) == ("1970-01-01T00:00:00Z", EPOCH)
    for nonsense in ("", "yesterday", "-1", "1e9", "9" * 30, "٣"):
        monkeypatch.setenv(EPOCH, nonsense)
        with pytest.raises(ProblemsFound, match="moment-unreadable"):
            moment_of(dossier)


def test_outside_git_there_is_no_time_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(EPOCH, raising=False)
    assert str(moment_of(tmp_path)) == "1980-01-01T00:00:00Z" and moment_of(tmp_path).named_by.startswith("nothing")


def test_the_clock_goes_on_afterwards_and_a_later_build_looks_again(dossier: Path) -> None:
    with standing_still(dossier) as moment:
        assert os.environ[EPOCH] == str(moment.seconds)
        (dossier / "content" / "index.md").write_text("Two")
        git(dossier, "commit", "-q", "-am", "Two", day="2032-01-01")
        assert str(moment_of(dossier)) == "2032-01-01T12:00:00Z"
    assert EPOCH not in os.environ
