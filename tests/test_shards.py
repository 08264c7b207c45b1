"""Articles that were read in parts, on any machines and in any order, are imported as by one import, byte for byte."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from synthetic_articles import articles

from build_tools.cli import main
from build_tools.ingest import drafting
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.driving import Part, import_by, merged
from build_tools.ingest.kept_readings import SEED, Writing, key_of
from build_tools.ingest.run import plan_import
from build_tools.ingest.shards import Share, bring_articles, next_round, read_round, read_share
from build_tools.problems import ProblemsFound

LATEST = dt.date(2026, 1, 1)
COUNT = 9


def dossier(root: Path) -> Path:
    """Articles of which two share their people and places, one is a copy of another, and one a later version."""
    (root / "content").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "content/vocabulary.yml").write_text("statement: {label: Statement}\naccident: {label: Accident}\n")
    texts = list(articles(COUNT - 3, size=900))
    texts += [
        texts[0].replace("said", "told reporters"),
        texts[1],
        f"{texts[2]}\nThe river Alc rose again on Monday.\n",
    ]
    for number, text in enumerate(texts):
        (root / f"seeds/{number:02}.txt").write_text(text, encoding="utf-8")
    (root / "seeds/03.yml").write_text("published: 2024-05-06\n", encoding="utf-8")
    return root


def files_in(root: Path) -> dict[str, bytes]:
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files after one import."""
    root = dossier(tmp_path_factory.mktemp("whole") / "dossier")
    apply_plans(root, plan_import(root, latest=LATEST, jobs=1).plans)
    return files_in(root)


def in_any_order(chance: random.Random) -> Callable[[Callable[[Part], str], Sequence[Part]], list[str]]:
    """An engine that does its work in any order and gives the answers in another."""

    def each(work: Callable[[Part], str], parts: Sequence[Part]) -> list[str]:
        shuffled = chance.sample(parts, len(parts))
        done = [work(part) for part in shuffled]
        return chance.sample(done, len(done))

    return each


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), parts=st.integers(1, 4), read_here=st.integers(0, 6))
def test_parts_come_to_what_one_import_comes_to(
    whole: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    chance: random.Random,
    parts: int,
    read_here: int,
) -> None:
    root, folder = dossier(tmp_path_factory.mktemp("parts") / "dossier"), tmp_path_factory.mktemp("folder")
    import_by(in_any_order(chance), root, folder, parts=parts, latest=LATEST, read_here=read_here)
    assert files_in(root) == whole


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_parts_that_were_read_without_rounds_are_mended_where_names_bear_on_them(
    whole: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    away, root = (dossier(tmp_path_factory.mktemp("parts") / "dossier") for _ in range(2))
    for path in (root / "seeds").iterdir():
        path.unlink()  # the files of parts bring the articles along
    names = [f"{number:02}.txt" for number in range(COUNT)]
    chance.shuffle(names)
    cuts = sorted(chance.sample(range(1, COUNT), 2))
    files = []
    for begin, end in zip([0, *cuts], [*cuts, COUNT], strict=True):
        files.append(away / f"{begin}.part")
        read_share(away, Share(), files[-1], only=[away / "seeds" / name for name in names[begin:end]], latest=LATEST)
    files = chance.sample(files, len(files))
    assert bring_articles(root, files) == COUNT
    merged(root, files, latest=LATEST)
    assert files_in(root) == whole


def test_what_a_round_has_read_is_read_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: dict[str, bytes]
) -> None:
    root = dossier(tmp_path / "dossier")
    read = drafting.read
    names: list[str] = []

    def noting(document: object, **given: object) -> object:
        names.append(document.name)  # type: ignore[attr-defined]
        return read(document, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(drafting, "read", noting)
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    import_by(lambda work, parts: [work(part) for part in parts], root, tmp_path, parts=2, latest=LATEST, read_here=1)
    assert sorted(names) == [f"seeds/{number:02}.txt" for number in range(COUNT)]
    assert files_in(root) == whole


def test_by_hand_an_import_goes_from_round_to_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.ingest.shards.READ_HERE", 1)
    root = dossier(tmp_path / "dossier")

    def run(*words: str) -> str:
        return CliRunner().invoke(main, ["import", "--root", str(root), *words], catch_exceptions=False).output

    assert run("--shard", "2/4", "--out", str(tmp_path / "a")) == f"2 articles read into {tmp_path / 'a'}.\n"
    assert "Nothing is left" in run("--next", str(tmp_path / "r"))  # so few are read where they are put together
    said = run("--merge", str(tmp_path / "a"))
    assert "Seeds: 8 read" in said and "Written." in said  # one is a copy that is known already
    assert "is no part of a whole" in run("--shard", "5/4", "--out", "b")
    assert "needs --out" in run("--shard", "1/4")


def test_a_round_names_the_articles_and_all_names_known_by_then(tmp_path: Path) -> None:
    root = dossier(tmp_path / "dossier")
    round = next_round(root, (), latest=LATEST, read_here=2)
    assert round and round.seeds == tuple(f"seeds/{number:02}.txt" for number in (4, 5, 6, 7))
    assert len(round.names) > 4
    (tmp_path / "round").write_text(round.as_text(), encoding="utf-8")
    assert read_round(tmp_path / "round") == round


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", ".hidden.txt", "a.ledger.json", "a/b.txt", "a.py"])
def test_a_file_of_parts_brings_articles_and_nothing_else(tmp_path: Path, name: str) -> None:
    root = dossier(tmp_path / "dossier")
    before = files_in(tmp_path)
    writing = Writing(tmp_path / "part")
    writing.add(SEED, key_of(name, ""), name.encode() + b"\0text")
    writing.close()
    assert bring_articles(root, [tmp_path / "part"]) == 0
    (tmp_path / "part").unlink()
    assert files_in(tmp_path) == before


def test_an_article_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    root = dossier(tmp_path / "dossier")
    away = Path(shutil.copytree(root, tmp_path / "away"))
    (away / "seeds/00.txt").write_text("Floods hit Alcoy\n\nPolice closed a bridge on Monday.\n")
    read_share(away, Share(1, COUNT), tmp_path / "part", latest=LATEST)
    before = files_in(root)
    assert bring_articles(root, [tmp_path / "part"]) == 0
    assert files_in(root) == before


def test_what_is_no_file_of_a_part_is_refused(tmp_path: Path) -> None:
    root = dossier(tmp_path / "dossier")
    (tmp_path / "part").write_text("a text")
    for work in (lambda: bring_articles(root, [tmp_path / "part"]), lambda: read_round(tmp_path / "part")):
        with pytest.raises(ProblemsFound):
            work()
