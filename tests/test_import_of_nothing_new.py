"""An import with nothing new says so by the looks of the files alone, and is never wrong about it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from synthetic_articles import synthetic_dossier

from build_tools.cli import main
from build_tools.ingest import nothing_new, run

SEEDS = 4


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier into which all of its seeds were imported, of a size that counts, with files that have aged a little."""
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setattr(nothing_new, "_ENOUGH", 3)
    monkeypatch.setattr(nothing_new, "_TICK", 20_000_000)
    synthetic_dossier(tmp_path / "dossier", SEEDS, size=700)
    assert "Seeds: 4 read" in imported(tmp_path / "dossier")
    return tmp_path / "dossier"


def imported(root: Path) -> str:
    found = CliRunner().invoke(main, ["import", "--root", str(root)], catch_exceptions=False)
    return found.output


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The dossiers that are opened to plan an import."""
    folders: list[Path] = []
    open_dossier = run.open_dossier

    def noting(root: Path, **given: bool) -> object:
        folders.append(root)
        return open_dossier(root, **given)

    monkeypatch.setattr(run, "open_dossier", noting)
    return folders


def test_what_an_import_has_left_is_not_opened_again(root: Path, opened: list[Path]) -> None:
    told = imported(root)
    assert told == "Seeds: 0 read, 4 unchanged since their import. Nothing to do.\n" and not opened
    (root / ".cache/claimline/imported").unlink()
    assert imported(root) == told and opened


def _seed(root: Path) -> None:
    (root / "seeds/new.txt").write_text(
        "Floods hit Alcoy\n\nThe river Alc flooded two villages on Monday, police said.\n"
    )


def _text(root: Path) -> None:
    path = root / "seeds/00000.txt"
    data, told = path.read_bytes(), path.stat()
    path.write_bytes(data[:-2] + b"x\n")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))  # the same size, and set back


def _sidecar(root: Path) -> None:
    (root / "seeds/00000.yml").write_text("published: 2020-05-05\n")


def _ledger(root: Path) -> None:
    (root / "seeds/00000.ledger.json").unlink()


def _record(root: Path) -> None:
    next((root / "content/sources").iterdir()).write_text("---\ntitle: [\n---\n")


@pytest.mark.parametrize("change", [_seed, _text, _sidecar, _ledger, _record])
def test_whatever_is_changed_is_seen(root: Path, opened: list[Path], change: Callable[[Path], None]) -> None:
    change(root)
    told = imported(root)
    assert opened
    (root / ".cache/claimline/imported").unlink(missing_ok=True)
    assert change in (_seed, _sidecar, _ledger) or imported(root) == told


def test_who_curates_other_records_is_not_waited_for(root: Path, opened: list[Path]) -> None:
    for folder in ("timeline", "actors"):
        path = next((root / "content" / folder).rglob("*.md"))
        path.write_text(path.read_text().replace("draft", "reviewed") + "\nA curator's words.\n")
    assert "Nothing to do" in imported(root) and not opened


def test_a_seed_that_comes_while_others_are_read_is_not_forgotten(root: Path, opened: list[Path]) -> None:
    watch = nothing_new.Watch(root)
    _seed(root)
    watch.note(nothing_new.ImportPlan(unchanged=4), sleep=lambda _: None)
    assert "Seeds: 1 read" in imported(root)


def test_a_note_that_came_with_a_dossier_counts_for_nothing(
    root: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "somebody else"))
    imported(root)
    assert opened
