"""What is kept of one reading for the next saves time and changes nothing, whatever became of the files and of itself."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.dossier import Dossier, open_dossier
from build_tools.keeping import readings, vault
from build_tools.keeping.secret import secret_of_user
from build_tools.keeping.snapshot import Looks, Snapshot
from build_tools.keeping.vault import FOLDER, SWITCH, Vault
from build_tools.problems import Written

FLOOD = Path(__file__).parent / "dossiers" / "flood"
ENTRY = "content/timeline/2031/millbrook-flood.md"
SEED = "seeds/gazette.txt"


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also of small dossiers, under a secret of this test's own."""
    monkeypatch.setenv(SWITCH, "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(readings, "ENOUGH", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FLOOD, tmp_path / "flood"))


def told(value: Any) -> Any:
    """Everything that a value says, each string with the place where it stands."""
    if isinstance(value, Written):
        return (str(value), value.line, value.column)
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(told(getattr(value, field.name)) for field in fields(value)))
    if isinstance(value, Mapping):
        return tuple((told(key), told(held)) for key, held in value.items())
    return tuple(map(told, value)) if isinstance(value, tuple | list) else value


def said(dossier: Dossier) -> Any:
    return told(dossier.corpus), dossier.problems, dossier.broken


def read_anew(root: Path) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "off")
        return said(open_dossier(root))


def kept_files(root: Path) -> list[Path]:
    return sorted(path for path in (root / FOLDER).iterdir() if not path.name.startswith("."))


def paths_read(root: Path) -> list[str]:
    """Which files the next opening reads."""
    read: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        from build_tools.records.files import Folder

        real = Folder.read
        patch.setattr(Folder, "read", lambda self, path: (read.append(path), real(self, path))[1])
        open_dossier(root)
    return sorted(set(read))


def long_ago(root: Path) -> None:
    """As if every file had been lying there for long before it was read."""
    for path in root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock so coarse that no file was ever changed just now; its other time is not looked at, no test can set it."""
    monkeypatch.setattr(Looks, "latest", property(lambda self: self.modified))
    monkeypatch.setattr(readings, "_TICK", 0)


def test_what_was_read_once_is_not_read_again(root: Path, settled: None) -> None:
    long_ago(root)
    first = said(open_dossier(root))
    assert paths_read(root) == ["content/index.md", "content/vocabulary.yml"]
    assert said(open_dossier(root)) == first == read_anew(root)


def test_a_file_that_was_changed_is_read_and_no_other(root: Path, settled: None) -> None:
    long_ago(root)
    open_dossier(root)
    (root / ENTRY).write_text((root / ENTRY).read_text().replace("status: reviewed", "status: draft   "))
    assert paths_read(root) == ["content/index.md", ENTRY, "content/vocabulary.yml"]
    assert said(open_dossier(root)) == read_anew(root)


def test_a_file_that_may_have_changed_within_one_tick_of_the_clock_is_looked_into(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Looks(1, 2**62, 2**62, 1)
    monkeypatch.setattr("build_tools.keeping.snapshot._note", lambda entry, path, into: into.update({path: looks}))
    open_dossier(root)
    (root / ENTRY).write_text((root / ENTRY).read_text().replace("flood", "FLOOD"))
    assert said(open_dossier(root)) == read_anew(root)


EDITS = (
    ("a record is mended", lambda root: _replaced(root / ENTRY, "status: reviewed", "status: draft")),
    ("a record is broken", lambda root: _replaced(root / ENTRY, "title:", "tilte:")),
    ("lines move down", lambda root: _replaced(root / ENTRY, "---\n", "---\n\n\n", once=True)),
    ("a record is renamed", lambda root: _moved(root / ENTRY, "other-flood.md")),
    ("a record is gone", lambda root: (root / "content/actors/herald.md").unlink(missing_ok=True)),
    ("an id is there twice", lambda root: _copied(root / ENTRY, root / "content/timeline/2032/millbrook-flood.md")),
    ("a text changes", lambda root: _replaced(root / SEED, "the", "that", once=True)),
    ("a text is no text", lambda root: (root / SEED).write_bytes(b"\xff\xfe\x00")),
    ("a text is gone", lambda root: (root / SEED).unlink(missing_ok=True)),
    ("a text is back", lambda root: shutil.copy(FLOOD / SEED, root / SEED)),
    ("all records are back", lambda root: shutil.copytree(FLOOD / "content", root / "content", dirs_exist_ok=True)),
    ("a record is a link", lambda root: _linked(root / "content/actors/herald.md")),
    ("words are changed for others as long", lambda root: _same_size(root / ENTRY)),
    ("what is kept is deleted", lambda root: shutil.rmtree(root / FOLDER, ignore_errors=True)),
    ("a part of it is cut off", lambda root: _cut(root)),
)


def _replaced(path: Path, old: str, new: str, *, once: bool = False) -> None:
    if path.is_file():
        path.write_text(path.read_text("utf-8", "replace").replace(old, new, 1 if once else -1))


def _moved(path: Path, name: str) -> None:
    if path.is_file():
        path.rename(path.with_name(name))


def _copied(path: Path, to: Path) -> None:
    if path.is_file():
        to.parent.mkdir(exist_ok=True)
        shutil.copy(path, to)


def _linked(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere.md")


def _same_size(path: Path) -> None:
    if path.is_file():
        times = path.stat()
        _replaced(path, "a", "e")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _cut(root: Path) -> None:
    for path in kept_files(root) if (root / FOLDER).is_dir() else ():
        path.write_bytes(path.read_bytes()[:-5])


@given(st.lists(st.sampled_from([name for name, _ in EDITS]), min_size=1, max_size=6))
@settings(max_examples=25)
def test_whatever_is_done_to_the_files_a_dossier_is_opened_as_if_nothing_were_kept(edits: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = Path(shutil.copytree(FLOOD, folder / "flood"))
        for edit in edits:
            dict(EDITS)[edit](root)
            assert said(open_dossier(root)) == read_anew(root), edit


def test_what_is_kept_is_made_anew_whichever_byte_of_it_is_wrong(root: Path) -> None:
    first = said(open_dossier(root))
    for number, path in enumerate(kept_files(root)):
        data = bytearray(path.read_bytes())
        data[number * 7919 % len(data)] ^= 1
        path.write_bytes(data)
        assert said(open_dossier(root)) == first


def test_a_part_that_was_lost_is_kept_again(root: Path, settled: None) -> None:
    long_ago(root)
    first = said(open_dossier(root))
    for path in kept_files(root):
        if path.name.startswith("readings-"):
            path.unlink()
    assert said(open_dossier(root)) == first
    open_dossier(root)
    assert paths_read(root) == ["content/index.md", "content/vocabulary.yml"]


class Trap:
    """What a pickle may do to those who load it."""

    def __reduce__(self) -> Any:
        return os.mkdir, ("sprung",)


def test_nothing_is_loaded_that_came_with_a_dossier(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    first = said(open_dossier(root))
    stranger = Vault(root, b"a secret of somebody else")
    for path in kept_files(root):
        stranger.write(path.name, pickle.dumps(Trap()))
    assert said(open_dossier(root)) == first
    for path in kept_files(root):
        path.write_bytes(pickle.dumps(Trap()))
    assert said(open_dossier(root)) == first
    assert not Path("sprung").exists()


def test_what_is_kept_under_one_name_does_not_pass_for_another(root: Path) -> None:
    held = Vault.at(root)
    assert held and held.write("one", b"words") and held.read("one") == b"words"
    (root / FOLDER / "one").rename(root / FOLDER / "other")
    assert held.read("other") is None


def test_what_another_version_of_the_program_kept_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Vault.at(root)
    assert held and held.write("one", b"words")
    monkeypatch.setattr(vault, "program", lambda: "another")
    newer = Vault.at(root)
    assert newer and newer.read("one") is None


@pytest.mark.parametrize("part", [".cache", FOLDER])
def test_a_link_in_the_place_of_the_folder_is_not_followed(root: Path, tmp_path: Path, part: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "claimline").mkdir(parents=True)
    (root / part).parent.mkdir(exist_ok=True)
    (root / part).symlink_to(elsewhere)
    assert said(open_dossier(root)) == read_anew(root)
    assert [path for path in elsewhere.rglob("*") if path.is_file()] == []


def test_where_nothing_can_be_kept_everything_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / ".cache").write_text("no folder")
    assert said(open_dossier(root)) == read_anew(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "mkdocs.yml"))
    assert secret_of_user() is None
    assert said(open_dossier(root)) == read_anew(root)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no rights of others")
def test_a_secret_that_others_can_read_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert secret_of_user() is not None
    (tmp_path / "user/claimline/secret").chmod(0o644)
    assert secret_of_user() is None


def test_where_a_machine_builds_once_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SWITCH)
    monkeypatch.setenv("CI", "true")
    open_dossier(root)
    assert not (root / ".cache").exists()


def test_git_is_told_to_leave_out_what_is_kept(root: Path) -> None:
    open_dossier(root)
    assert (root / FOLDER / ".gitignore").read_text() == "*\n"


def test_what_an_ended_process_left_is_deleted_when_it_is_old(root: Path) -> None:
    open_dossier(root)
    old, new = (root / FOLDER / f"part-{name}" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    (root / ENTRY).write_text((root / ENTRY).read_text() + "\nMore.\n")
    open_dossier(root)
    assert not old.exists() and new.exists()


def test_a_snapshot_tells_of_a_folder_what_the_folder_tells(root: Path) -> None:
    from build_tools.records.files import Folder

    (root / "content/actors/link.md").symlink_to("herald.md")
    (root / "content/elsewhere").symlink_to(root / "seeds")
    files: Iterator[Any] = iter((Folder(root), Snapshot.of(root)))
    folder, seen = next(files), next(files)
    paths = (
        "content",
        "seeds",
        "content/actors/link.md",
        "content/elsewhere",
        "seeds/gazette.txt",
        "mkdocs.yml",
        "no.md",
    )
    for ask in ("has", "has_folder", "is_link", "below"):
        assert [getattr(seen, ask)(path) for path in paths] == [getattr(folder, ask)(path) for path in paths], ask
