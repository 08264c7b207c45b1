"""A comparison by what is kept of the folder tells what a comparison from nothing tells, and reads and judges little for it."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from git_work import commit_all, repository_of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rechecking import EDITS, ENTRIES, files, made

from build_tools import comparing
from build_tools.cli import main
from build_tools.keeping import readings
from build_tools.keeping.vault import FOLDER, SWITCH
from build_tools.rechecking import again, first, states
from build_tools.records import load

FLOOD = "content/timeline/2031/millbrook-flood.md"


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also of small dossiers, under a secret of this test's own."""
    monkeypatch.setenv(SWITCH, "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for module in (readings, states):
        monkeypatch.setattr(module, "ENOUGH", 0)


def told(root: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["diff", *words, "--format", "json", "--root", str(root)])
    assert result.exit_code == 0, result.output
    return result.stdout


def told_anew(root: Path, *words: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "off")
        return told(root, *words)


def test_the_second_comparison_reads_and_judges_only_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "flood"
    made(root)
    repository_of(root)
    (root / FLOOD).write_text((root / FLOOD).read_text() + "\nMore of it.\n")
    commit_all(root, "More")
    expected = told(root, "HEAD~1", "HEAD")
    read, judged = [], []
    parse, each = load.parse, again.judge_each
    monkeypatch.setattr(load, "parse", lambda text, path, found: read.append(path) or parse(text, path, found))
    monkeypatch.setattr(
        again, "judge_each", lambda records, case: judged.extend(one.path for one in records) or each(records, case)
    )
    monkeypatch.setattr(first, "judge_each", lambda *_: pytest.fail("all are judged"))
    monkeypatch.setattr(comparing, "default_jobs", lambda: 1)  # what a second process does is not seen here
    assert told(root, "HEAD~1", "HEAD") == expected == told_anew(root, "HEAD~1", "HEAD")
    assert read.count(FLOOD) == 3  # once from Git with what is kept, and twice without
    assert sorted(judged) == [
        FLOOD.replace("millbrook-flood", "injured-found"),
        FLOOD,
    ]  # the one has a link to the other
    assert (root / FOLDER / "blobs").exists()


@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4), st.integers(0, 2**32))
@settings(max_examples=4)
def test_after_any_edits_it_tells_what_one_from_nothing_tells(edits: list[str], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, chance = Path(folder) / "flood", random.Random(seed)
        made(root)
        repository_of(root)
        for edit in edits:
            if files(root, ENTRIES) and files(root, "content/*/*.md"):
                EDITS[edit](root, chance)
        assert told(root, "HEAD") == told_anew(root, "HEAD"), "with the folder"
        commit_all(root, "Edited")
        assert told(root, "HEAD~1", "HEAD") == told_anew(root, "HEAD~1", "HEAD"), "of two revisions"
        assert told(root, "HEAD", "HEAD~1") == told_anew(root, "HEAD", "HEAD~1"), "the other way round"
