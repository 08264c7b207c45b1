"""The downloads as readers meet them: each told of, each with examples that run, each with its hash."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_tools.agreement import Agreement
from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.exports import downloads, guides
from build_tools.exports.all import WRITERS, files
from build_tools.exports.checksums import Finished
from build_tools.exports.downloads import Row, described, known, name_of
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Download
from build_tools.published import for_readers

PROJECT = Path(__file__).parent.parent
ROOTS = {"first": PROJECT, "flood": PROJECT / "tests/dossiers/flood"}
LINES = 5  # three of use and, at most, two of what they need


def exported(root: Path) -> Mapping[str, bytes]:
    corpus = for_readers(open_dossier(root).corpus)
    return files(Telling(corpus, Agreement(corpus), SiteFacts("A dossier", url="https://dossier.example/")))


@pytest.fixture(scope="module")
def made() -> Mapping[str, Mapping[str, bytes]]:
    return {name: exported(root) for name, root in ROOTS.items()}


@pytest.fixture(scope="module")
def folder(made: Mapping[str, Mapping[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("downloads")
    for path, content in made["first"].items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return site


def finished(made: Mapping[str, bytes]) -> dict[str, Finished]:
    return {path: Finished.of(content) for path, content in made.items()}


def told(made: Mapping[str, bytes], row: Row) -> Download:
    return next(one for one in described(finished(made)) if one.name == row.name)


@pytest.mark.parametrize("dossier", ROOTS)
def test_every_file_is_told_of_on_the_data_page(dossier: str, made: Mapping[str, Mapping[str, bytes]]) -> None:
    told_of = described(finished(made[dossier]))
    assert [one.name for one in told_of if not (one.what and one.group.what)] == []
    assert sum(one.files for one in told_of) == len(made[dossier])


def test_every_file_told_of_is_made_by_the_format_that_is_named() -> None:
    assert {row.made_by for row in known()} == {*WRITERS, "sums"}


@pytest.mark.parametrize("row", known(), ids=lambda row: row.name)
def test_every_file_has_an_example_of_a_few_lines_in_three_languages(row: Row) -> None:
    examples = guides.guide_to(row.name).examples
    assert [one.language for one in examples] == ["Python", "R", "Shell"]
    for example in examples:
        assert "http" not in example.code
        assert len([line for line in example.code.splitlines() if line.strip()]) <= LINES


@pytest.mark.parametrize("row", known(), ids=lambda row: row.name)
def test_the_example_in_python_runs(
    row: Row, folder: Path, made: Mapping[str, Mapping[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    download = told(made["first"], row)
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.chdir(where(download, folder))
    (code,) = (one.code for one in download.examples if one.language == "Python")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # an example of three lines closes no file
        warnings.filterwarnings("ignore", "ConjunctiveGraph", DeprecationWarning)  # of rdflib, by itself
        exec(compile(code, f"{row.name}.md", "exec"), {"__name__": "__main__"})  # noqa: S102 - that it runs is the test
    assert said.getvalue().strip()


@pytest.mark.parametrize("row", known(), ids=lambda row: row.name)
def test_the_example_in_the_shell_runs(row: Row, folder: Path, made: Mapping[str, Mapping[str, bytes]]) -> None:
    download = told(made["first"], row)
    (code,) = (one.code for one in download.examples if one.language == "Shell")
    if missing := [tool for tool in ("jq", "sqlite3", "sha256sum") if tool in code.split() and not shutil.which(tool)]:
        pytest.skip(f"{missing[0]} is not on this machine")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    ran = subprocess.run(
        ["sh", "-ec", code],
        cwd=where(download, folder),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.strip()


def where(download: Download, folder: Path) -> Path:
    return folder / "data" if name_of(download.path) != download.path else folder


def test_the_hashes_are_those_of_all_files_beside_them(folder: Path, made: Mapping[str, Mapping[str, bytes]]) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=folder / "data",
        capture_output=True,
        text=True,
        check=True,
    )
    in_data = {name_of(path) for path in made["first"] if path.startswith("data/")}
    assert {line.removesuffix(": OK") for line in checked.stdout.splitlines()} == in_data - {"SHA256SUMS"}
    sums = next(one for one in described(finished(made["first"])) if one.name == "claims.csv").sha256
    assert sums == hashlib.sha256(made["first"]["data/claims.csv"]).hexdigest()


def test_files_of_one_make_are_told_of_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Row("days/*.txt", "days", "feeds", "own", "Text", "One file for each day")
    monkeypatch.setattr("build_tools.exports.downloads.known", lambda: (row,))
    (days,) = described(finished({"data/days/2.txt": b"two", "data/days/1.txt": b"one"}))
    assert (days.name, days.files, days.path, days.sha256) == ("days/*.txt", 2, "data/days/1.txt", "")


def export(*words: str) -> Iterator[str]:
    ran = CliRunner().invoke(main, ["export", *words])
    yield from (str(ran.exit_code), ran.output)


def test_a_user_takes_the_formats_or_files_that_they_name(flood: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, said = export("--root", str(flood), "--out", str(out), "--only", "references", "--only", "claims.jsonl,*.csv")
    assert code == "0", said
    names = {path.name for path in (out / "data").iterdir()}
    assert {"sources.bib", "sources.ris", "claims.jsonl", "claims.csv", "entries.csv"} <= names
    assert not names & {"dossier.json", "entries.jsonl", "SHA256SUMS"}


def test_a_format_that_is_not_there_is_refused_with_where_to_look(flood: Path, tmp_path: Path) -> None:
    code, said = export("--root", str(flood), "--out", str(tmp_path / "out"), "--only", "excel")
    assert code == "2" and "“excel”" in said and "claimline export --list" in said


def test_the_list_names_every_file_outside_of_a_dossier_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = export("--list")
    assert code == "0" and all(f"  {row.name} " in said for row in known())


def test_what_tells_the_tables_again_and_is_large_stays_out_of_the_zip_for_reading_offline() -> None:
    sizes = {"data/claims.csv": 9_000_000, "data/timeline.ics": 9_000_000, "data/places.geojson": 9_000}
    sizes |= {"data/claims.jsonl": 1_500_000, "data/dossier.json": 1_500_000, "data/assets.json": 9_000_000}
    sizes |= {f"api/v2/entries/{number}.json": 9_000 for number in range(300)} | {"data.html": 9_000_000}
    api = {path for path in sizes if path.startswith("api/")}
    assert downloads.left_out(sizes) == api | {"data/claims.jsonl", "data/dossier.json", "data/timeline.ics"}
    told = downloads.described({path: Finished(size, "0" * 64) for path, size in sizes.items() if path != "data.html"})
    left = {"claims.jsonl", "dossier.json", "timeline.ics", "api/v2/*.json"}
    assert {one.name for one in told if not one.is_in_zip} == left
