"""Builds that do not come to their end: the site that was there stays, and whoever comes next goes on."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from benchmarks.made.dossier import write_dossier
from faults_at import DONE, KILLED, REFUSED, kill, refuse, run_to, steps_of, without_waiting
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from build_tools import handing_over
from build_tools.building import build_site, write_exports
from build_tools.exports import landing
from build_tools.handing_over import build_bundle, verify_site
from build_tools.keeping import readings
from build_tools.placing import lock
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.staged import Staged
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.remaking import quick

ONLY = ("csv", "sqlite")


def files_of(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def beside(root: Path) -> list[str]:
    """What lies in a dossier that is none of its own."""
    return [
        one.name for one in root.iterdir() if one.name not in ("content", "seeds", "mkdocs.yml", ".claimline", ".cache")
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small dossier with its site, and what is kept of it."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.setenv("CLAIMLINE_CACHE", "on")
        patch.setenv("XDG_CACHE_HOME", str(folder / "own"))
        patch.setattr(readings, "ENOUGH", 0)
        patch.setattr(lock, "_PATIENCE", 20)
        without_waiting(patch)
        write_dossier(folder / "dossier", 6)
        build_site(folder / "dossier")
        yield folder / "dossier"


@pytest.fixture
def edited(built: Path, tmp_path: Path) -> Path:
    """The same after an edit, to be spoilt."""
    shutil.copytree(built, tmp_path / "dossier")
    entry = sorted((tmp_path / "dossier" / "content" / "timeline").rglob("*.md"))[2]
    entry.write_text(entry.read_text() + "\nMore became known later.\n")
    return tmp_path / "dossier"


def put_right(root: Path) -> None:
    with holding(Place.of(root / "site"), print):
        pass


# ── After an edit ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_build_after_an_edit_that_is_killed_leaves_the_old_or_the_new_site(
    built: Path, edited: Path, tmp_path: Path
) -> None:
    old = files_of(built / "site")
    shutil.copytree(edited, tmp_path / "whole")
    assert quick.remade(tmp_path / "whole", tmp_path / "whole" / "site") is quick.Became.REMADE
    new = files_of(tmp_path / "whole" / "site")
    shutil.copytree(edited, tmp_path / "counted")
    steps = steps_of(lambda: build_site(tmp_path / "counted"), tmp_path / "counted")
    found = []
    for at in (steps // 3, steps * 2 // 3, steps - 12):
        root = tmp_path / "killed"
        shutil.copytree(edited, root)
        assert run_to(at, kill, lambda root=root: build_site(root), root) == KILLED  # type: ignore[misc]
        put_right(root)
        found.append(files_of(root / "site"))
        if quick.remade(root, root / "site") is quick.Became.SAME:
            assert found[-1] == new, "only of a finished site it is said that nothing has changed"
        shutil.rmtree(root)
    assert all(one in (old, new) for one in found) and found[0] == old and found[-1] == new


def test_a_full_disk_after_an_edit_leaves_the_site_and_says_so(built: Path, edited: Path) -> None:
    assert run_to(40, refuse(errno.ENOSPC), lambda: build_site(edited), edited, lasting=True) == REFUSED
    assert files_of(edited / "site") == files_of(built / "site") and beside(edited) == ["site"]


def test_what_somebody_changes_in_the_site_meanwhile_is_not_taken_for_ours(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    land = Staged.land

    def land_and_change(staged: Staged) -> None:
        land(staged)
        (edited / "site" / "about.html").write_text("changed by hand")

    monkeypatch.setattr(Staged, "land", land_and_change)
    assert quick.remade(edited, edited / "site") is quick.Became.REMADE
    assert quick.remade(edited, edited / "site") is None


# ── From nothing ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_build_that_is_killed_when_all_is_written_leaves_the_former_site(
    built: Path, edited: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", "off")
    assert run_to("syncfs", kill, lambda: build_site(edited), edited) == KILLED
    assert files_of(edited / "site") == files_of(built / "site")
    assert [one.code for one in verify_site(edited / "site", edited)] == []
    told = "site/ a build was killed before it was finished: what was there is as it was.\n"
    assert capsys.readouterr().err == told and beside(edited) == ["site"]


def test_mkdocs_alone_killed_when_all_is_written_leaves_the_former_site(built: Path, edited: Path) -> None:
    def build() -> None:
        mkdocs_build(load_config(str(edited / "mkdocs.yml")))

    assert run_to("syncfs", kill, build, edited) == KILLED
    assert files_of(edited / "site") == files_of(built / "site")
    put_right(edited)
    build()
    assert files_of(edited / "site").keys() >= {"index.html", "data/dossier.sqlite"} and beside(edited) == ["site"]
    assert files_of(edited / "site") != files_of(built / "site")


@pytest.mark.parametrize("folder", [".", "content", "content/site", "seeds", ".."])
def test_a_site_is_never_put_over_the_dossier(folder: str, edited: Path) -> None:
    settings = edited / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}site_dir: {folder}\n")
    before = files_of(edited / "content")
    with pytest.raises(ProblemsFound, match="site_dir"):
        build_site(edited)
    assert files_of(edited / "content") == before


# ── Downloads and the zip ───────────────────────────────────────────────────────────────────────────────────


def test_downloads_appear_whole_or_not_at_all(edited: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for at in ("syncfs", 12):
        assert run_to(at, kill, lambda: write_exports(edited, out, only=ONLY), tmp_path) == KILLED
        assert not out.exists()
    assert (
        run_to(12, refuse(errno.ENOSPC), lambda: write_exports(edited, out, only=ONLY), tmp_path, lasting=True) != DONE
    )
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dossier"]
    assert write_exports(edited, out, only=ONLY) == len(files_of(out)) > 5


class TakesThreeOctets(FileIO):
    """A disk that is almost full takes a part of what is written, and says so by a number alone."""

    def write(self, octets: Any) -> int:
        return super().write(bytes(octets[:3]))


def test_a_file_is_written_to_its_last_octet_or_an_error_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "open", lambda path, mode, buffering: TakesThreeOctets(path, mode), raising=False)
    landing.OwnFiles(tmp_path).put("api/entry.json", b'{"title": "The dam"}')
    assert (tmp_path / "api" / "entry.json").read_bytes() == b'{"title": "The dam"}'


def test_a_zip_with_a_problem_does_not_take_the_place_of_a_sound_one(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "flood.zip"
    target.write_bytes(b"the zip before")
    monkeypatch.setattr(handing_over, "verify", lambda *_, **__: [Problem(Location("a"), "page-not-ours", "spoilt")])
    with pytest.raises(ProblemsFound, match="spoilt"):
        build_bundle(built, target)
    assert [one.name for one in tmp_path.iterdir()] == ["flood.zip"] and target.read_bytes() == b"the zip before"


def test_nobody_builds_or_packs_a_site_that_is_being_built(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    with holding(Place.of(built / "site"), print):
        for command in (build_site, build_bundle):
            with pytest.raises(ProblemsFound, match="busy: another build of this folder is at work"):
                command(built)
