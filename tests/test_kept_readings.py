"""An import that was interrupted goes on without reading again what it had read, and ends as if nothing had been."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from synthetic_articles import synthetic_dossier

from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.reading import KnownName
from build_tools.ingest import drafting
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.asked_names import AskedNames, answers_of
from build_tools.ingest.kept_readings import NotKept, Shelf, Writing, key_of, unpacked
from build_tools.ingest.library import forget_readings, library_of
from build_tools.ingest.run import plan_import

LATEST = dt.date(2026, 1, 1)
SEEDS = 7
NAMES = (KnownName("alcoy", "place", ("Alcoy",)), KnownName("mill-board", "organisation", ("Mill Board", "MB")))


class Interrupted(Exception):
    """Somebody has pressed Ctrl-C."""


def stopping_at(number: int) -> Callable[[Iterable[Any], int, str], Iterator[Any]]:
    """A bar at which an import is interrupted."""

    def bar(items: Iterable[Any], count: int, label: str) -> Iterator[Any]:
        for at, item in enumerate(items):
            if at == number:
                raise Interrupted
            yield item

    return bar


@pytest.fixture(autouse=True)
def _a_user_whose_programs_keep_things(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("user")))


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the seeds that are read from now on."""
    names: list[str] = []
    read = drafting.read

    def noting(document: Any, **given: Any) -> Any:
        names.append(document.name)
        return read(document, **given)

    monkeypatch.setattr(drafting, "read", noting)
    return names


def imported(root: Path, *, stop_at: int = SEEDS) -> None:
    """Import the seeds by one process, as the command does."""
    with closing(library_of(root)) as library:
        plan = plan_import(root, latest=LATEST, jobs=1, library=library, progress=stopping_at(stop_at))
    apply_plans(root, plan.plans)
    forget_readings(root)


def files_in(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def kept_file(root: Path) -> Path:
    (path,) = (root / ".cache/claimline/unfinished-import").iterdir()
    return path


def interrupted(root: Path, *, at: int = 5) -> Path:
    synthetic_dossier(root, SEEDS, size=900)
    with pytest.raises(Interrupted):
        imported(root, stop_at=at)
    return root


def test_what_was_read_before_an_interruption_is_not_read_again(tmp_path: Path, texts_read: list[str]) -> None:
    synthetic_dossier(tmp_path / "whole", SEEDS, size=900)
    imported(tmp_path / "whole")
    root = interrupted(tmp_path / "stopped")
    texts_read.clear()
    imported(root)
    assert texts_read == ["seeds/00006.txt"]  # the sixth had been read already
    assert files_in(root) == files_in(tmp_path / "whole")


@pytest.mark.parametrize("cut", [1, 40, 3_000])
def test_a_reading_that_was_cut_off_is_made_again(tmp_path: Path, texts_read: list[str], cut: int) -> None:
    root = interrupted(tmp_path / "stopped")
    path = kept_file(root)
    os.truncate(path, path.stat().st_size - cut)
    texts_read.clear()
    imported(root)
    assert texts_read == ["seeds/00005.txt", "seeds/00006.txt"]


def test_a_file_that_was_damaged_only_costs_time(tmp_path: Path) -> None:
    root = interrupted(tmp_path / "stopped")
    path = kept_file(root)
    data = bytearray(path.read_bytes())
    data[100::997] = bytes(len(data[100::997]))
    path.write_bytes(data)
    imported(root)
    synthetic_dossier(tmp_path / "whole", SEEDS, size=900)
    imported(tmp_path / "whole")
    assert files_in(root) == files_in(tmp_path / "whole")


def test_a_text_that_was_changed_is_read_again(tmp_path: Path, texts_read: list[str]) -> None:
    root = interrupted(tmp_path / "stopped")
    with (root / "seeds/00001.txt").open("a", encoding="utf-8") as file:
        file.write("\nThree people were killed in Alcoy on Monday.\n")
    texts_read.clear()
    imported(root)
    assert "seeds/00001.txt" in texts_read and "seeds/00000.txt" not in texts_read


class Malicious:
    """What would run a program when it is read as Python reads such things."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("true",)


@pytest.mark.parametrize("found", [Malicious(), Lexicon(), Path("a"), ["a"], None], ids=lambda one: type(one).__name__)
def test_a_file_from_elsewhere_makes_nothing_but_readings(found: object) -> None:
    with pytest.raises(NotKept):
        unpacked(zlib.compress(pickle.dumps(found)))


def test_nothing_is_kept_where_nothing_may_be_written(tmp_path: Path) -> None:
    synthetic_dossier(tmp_path / "a", 2, size=500)
    (tmp_path / "a/.cache").write_text("a file where a folder is wanted")
    imported(tmp_path / "a")
    assert (tmp_path / "a/content/sources").is_dir()


@pytest.mark.parametrize(
    ("new", "is_the_same"),
    [
        (KnownName("elmford", "place", ("Elmford",)), True),
        (KnownName("alcoy-fc", "organisation", ("Alcoy FC",)), True),
        (KnownName("alcoy-region", "place", ("Alcoy region",)), False),
        (KnownName("france", "state", ("France",)), False),
    ],
)
def test_a_reading_holds_as_long_as_names_answer_the_same(new: KnownName, is_the_same: bool) -> None:
    asked = AskedNames(Lexicon(NAMES))
    for match in asked.find("The Mill Board (MB) met in the Alcoy region of France."):
        asked.name_of(match.listed)
    assert asked.called("MB") == NAMES[1] and asked.names.get(("alcoy", "place")) == NAMES[0]
    assert ("nobody", "actor") not in asked.names and asked.state_id("france") == "france"
    assert asked.answers == answers_of(Lexicon(NAMES), asked.questions)
    assert (asked.answers == answers_of(Lexicon((*NAMES, new)), asked.questions)) is is_the_same


def test_of_a_file_of_another_reader_nothing_is_taken(tmp_path: Path) -> None:
    writing = Writing(tmp_path / "a")
    writing.add(b"R", key_of("seeds/a.txt", "1"), b"x")
    writing.close()
    shelf = Shelf()
    shelf.put(tmp_path / "a")
    assert shelf.at(key_of("seeds/a.txt", "1"))
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes().replace(b"readings 1", b"readings 0"))
    other = Shelf()
    for name in ("a", "missing"):
        other.put(tmp_path / name)
    assert not other.at(key_of("seeds/a.txt", "1"))


def test_what_a_dossier_brings_with_it_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts_read: list[str]
) -> None:
    root = interrupted(tmp_path / "stopped")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "somebody else"))
    texts_read.clear()
    imported(root)
    assert len(texts_read) == SEEDS
