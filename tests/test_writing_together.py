"""Files change all together or not at all: whatever fails on the way, and even if the program is killed in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from build_tools.dossier import open_dossier
from build_tools.problems import ProblemsFound
from build_tools.records import journal
from build_tools.records.write import LOCK, one_writer, write_all

NEW = {"content/a.md": "new a", "content/b.md": "new b", "content/made/c.md": "new c"}
GONE = ("content/d.md",)
OLD = {"content/a.md": "old a", "content/b.md": "old b", "content/d.md": "old d"}
AFTER = NEW
CHANGES = 4  # three files are written, one goes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "seeds").mkdir()
    for path, text in OLD.items():
        (tmp_path / path).write_text(text)
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    """All files, the hidden ones too."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in found}


def fails_at(number: int, what: Callable[..., None]) -> Callable[..., None]:
    """The function, which fails the so-many-th time that it is called."""
    calls = count()

    def perhaps(*words: object) -> None:
        if next(calls) == number:
            raise OSError(13, "Permission denied", str(words[0]))
        what(*words)

    return perhaps


@pytest.mark.parametrize("number", range(CHANGES))
def test_where_one_file_cannot_take_its_place_all_are_as_they_were(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_do", fails_at(number, journal._do))
    with one_writer(root), pytest.raises(ProblemsFound) as found:
        write_all(root, NEW, delete=GONE)
    assert found.value.problems[0].code == "cannot-write"
    assert texts(root) == OLD


KILLED = """
import os, signal, sys
from pathlib import Path
from build_tools.records import journal
from build_tools.records.write import one_writer, write_all
root, number, texts, gone = Path(sys.argv[1]), int(sys.argv[2]), eval(sys.argv[3]), eval(sys.argv[4])
calls, real = iter(range(99)), journal._do
def perhaps(*words):
    if next(calls) == number:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*words)
journal._do = perhaps
with one_writer(root):
    write_all(root, texts, delete=gone)
"""


def killed_after(root: Path, number: int) -> None:
    """A command that is killed when it has changed so many files."""
    done = subprocess.run([sys.executable, "-c", KILLED, root, str(number), repr(NEW), repr(GONE)], check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", [0, 2, 3])
def test_what_a_killed_command_has_begun_the_next_one_finishes(root: Path, number: int) -> None:
    killed_after(root, number)
    open_dossier(root)
    assert texts(root) == AFTER


def test_a_file_that_a_person_changed_after_the_interruption_stays_as_they_left_it(root: Path) -> None:
    killed_after(root, 1)
    (root / "content/b.md").write_text("mine")
    with pytest.raises(ProblemsFound) as found, one_writer(root):
        pass
    assert [(one.code, one.where.path) for one in found.value.problems] == [("changed-meanwhile", "content/b.md")]
    assert texts(root) == {**AFTER, "content/b.md": "mine"}


def test_what_was_written_before_the_first_file_changed_is_swept_away(root: Path) -> None:
    (root / LOCK).write_text("999999999")
    (root / "content/.a.md.claimline-new").write_text("half of it")
    with one_writer(root):
        pass
    assert texts(root) == OLD


def a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere.txt"))
    path.symlink_to(path.with_name("elsewhere.txt"))


def write_protected(path: Path) -> None:
    path.chmod(0o444)


@pytest.mark.parametrize("spoilt", [a_link, write_protected])
def test_a_link_or_a_protected_file_stops_everything(root: Path, spoilt: Callable[[Path], None]) -> None:
    spoilt(root / "content/b.md")
    before = texts(root)
    with one_writer(root), pytest.raises(ProblemsFound) as found:
        write_all(root, NEW, delete=GONE)
    assert (found.value.problems[0].code, found.value.problems[0].where.path) == ("cannot-write", "content/b.md")
    assert {path: text for path, text in texts(root).items() if path != LOCK} == before


def test_a_folder_that_leads_out_of_the_dossier_is_not_written_into(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    os.symlink(outside, root / "content/made")
    with one_writer(root), pytest.raises(ProblemsFound):
        write_all(root, NEW)
    assert not list(outside.iterdir())


def test_a_byte_order_mark_stays(root: Path) -> None:
    (root / "content/a.md").write_bytes(b"\xef\xbb\xbfold a")
    write_all(root, {"content/a.md": "new a"})
    assert (root / "content/a.md").read_bytes() == b"\xef\xbb\xbfnew a"
