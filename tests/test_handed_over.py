"""What somebody was handed can be checked by that person: with Python alone, file by file, and with a signature."""

from __future__ import annotations

import ast
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cli import main
from build_tools.exports.table_layout import TABLES, layouts
from build_tools.handing_over import build_bundle, told_by_another_way, verify_site
from build_tools.problems import ProblemsFound
from build_tools.seeds import normalise
from build_tools.verification.standalone import verify as standalone
from tests.trust import told_twice
from tests.trust.reproducible import MACHINES, bundled, hashes

PROGRAM = Path(standalone.__file__)
KEYGEN = shutil.which("ssh-keygen")
NEEDS_OPENSSH = pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is not installed here")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh private key, and beside it the file of those who are trusted, which names its owner."""
    folder = tmp_path_factory.mktemp("keys")
    made = folder / "editor"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(made)], check=True)
    (folder / "signers").write_text(f'editor@example.org namespaces="claimline" {made.with_suffix(".pub").read_text()}')
    return made


@pytest.fixture(scope="module")
def handed(dossiers: Mapping[str, Path], sites: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip of the invented dossier."""
    target = tmp_path_factory.mktemp("handed") / "flood.zip"
    build_bundle(dossiers["flood"], target)
    return target


@pytest.fixture(scope="module")
def signed(dossiers: Mapping[str, Path], handed: Path, key: Path) -> Path:
    """The same, signed."""
    target = handed.with_name("signed.zip")
    shutil.copy(handed, target)
    build_bundle(dossiers["flood"], target, key=key)
    return target


@pytest.fixture(scope="module")
def unpacked(handed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for those who only look at it."""
    with zipfile.ZipFile(handed) as archive:
        archive.extractall(at := tmp_path_factory.mktemp("unpacked"))
    (found,) = at.iterdir()
    return found


@pytest.fixture
def folder(handed: Path, tmp_path: Path) -> Path:
    """The zip as somebody unpacked it."""
    with zipfile.ZipFile(handed) as archive:
        archive.extractall(tmp_path / "unpacked")
    (found,) = (tmp_path / "unpacked").iterdir()
    return found


def checked(path: Path, seeds: Path | None = None, signers: Path | None = None) -> standalone.Report:
    report = standalone.Report()
    texts = standalone.read_seeds(str(seeds)) if seeds else {}
    standalone.check(str(path), texts, str(signers) if signers else None, report)
    return report


def wrong(path: Path) -> set[tuple[str, str]]:
    return {(one.code, one.where) for one in checked(path).wrong}


# ── The program in the bundle ───────────────────────────────────────────────────────────────────────────────


def pythons() -> list[str]:
    """This one, and the oldest that is promised where it is installed."""
    old = [found for name in ("python3.8", "python3.9") if (found := shutil.which(name))]
    starts = [one for one in old if subprocess.run([one, "-c", ""], capture_output=True, check=False).returncode == 0]
    return [sys.executable, *starts[:1]]


def test_it_runs_where_nothing_but_python_is(folder: Path, handed: Path, dossiers: Mapping[str, Path]) -> None:
    for python in pythons():
        for words in ([], [str(handed)]):
            command = [python, "-I", str(folder / "verify.py"), *words, "--seeds", str(dossiers["flood"] / "seeds")]
            done = subprocess.run(
                command, capture_output=True, check=False, cwd=folder, env={"PYTHONIOENCODING": "utf-8"}
            )
            told = done.stdout.decode()
            assert (done.returncode, done.stderr) == (0, b""), told
            assert "letter by letter" in told and "WRONG  " not in told
            assert "do not show: that anything that is said is true" in told
            (folder / "index.html").write_text("else")
            done = subprocess.run([python, str(folder / "verify.py")], capture_output=True, check=False)
            assert done.returncode == 1 and b"WRONG        index.html: is not the file that was built" in done.stdout
            with zipfile.ZipFile(handed) as archive:
                (folder / "index.html").write_bytes(archive.read(f"{folder.name}/index.html"))


def test_it_needs_the_standard_library_alone_and_is_read_by_python_3_8() -> None:
    tree = ast.parse(PROGRAM.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_its_table_of_references_is_that_of_the_columns() -> None:
    told = {name: (key, set(to)) for name, key, *to in standalone.TABLES}
    meant = {}
    for name in TABLES:
        layout = layouts()[name]
        to = {f"{one.name}>{one.refers_to.table}" for one in layout.columns if one.refers_to}
        meant[name] = ("+".join(layout.primary_key), to)
    assert told == meant and all(
        one.refers_to.column == "id" for name in TABLES for one in layouts()[name].columns if one.refers_to
    )


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters=[chr(at) for at in range(32)])
        | st.sampled_from("\r\n\u00a0\u202f\ufeff"),
        min_size=1,
    )
)
def test_it_makes_the_same_text_of_an_article_as_the_importer(text: str) -> None:
    data = text.encode()
    try:
        meant = normalise(data, "x.txt")
    except ProblemsFound:
        return
    assert standalone.normalised(data) == meant
    assert unicodedata.is_normalized("NFC", meant)


# ── What is in the bundle ───────────────────────────────────────────────────────────────────────────────────


def test_the_hashes_are_those_that_sha256sum_checks(folder: Path) -> None:
    if shutil.which("sha256sum"):
        done = subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, b"")
    listed = standalone.read_sums((folder / "SHA256SUMS").read_bytes())
    assert listed.keys() == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        "SHA256SUMS"
    }


def test_the_manifest_tells_what_it_is_and_its_accounts_balance(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text())
    assert told["format"] == "claimline-bundle" and told["tool"]["name"] == "claimline"
    assert told["as_of"] == "1980-01-01T00:00:00Z" and told["as_of_is_told_by"].startswith("nothing")
    assert set(told["accounting"]) == {"seeds", "sentences", "records"} and told["counts"]["claims"] > 5
    assert all(sum(one["parts"].values()) == one["whole"] > 0 for one in told["accounting"].values())
    assert "withheld" not in json.dumps(told["accounting"]), "nobody is told that something is kept back"


def test_the_command_finds_all_in_order_and_looks_up_every_quote(
    handed: Path, folder: Path, dossiers: Mapping[str, Path]
) -> None:
    for path in (handed, folder):
        report = standalone.Report()
        assert verify_site(path, dossiers["flood"], report=report) == []
        assert any("letter by letter" in one for one in report.checked)
    assert [problem.code for problem in verify_site(handed, dossiers["flood"], signers=PROGRAM)] == [
        "signature-missing"
    ]


def test_a_site_that_was_only_built_is_no_bundle_and_that_is_said(
    sites: Mapping[str, Path], dossiers: Mapping[str, Path]
) -> None:
    report = standalone.Report()
    assert verify_site(sites["flood"], dossiers["flood"], report=report) == []
    assert "no bundle" in report.not_checked[0] and report.checked == []


def test_another_day_folder_time_zone_locale_umask_and_order_of_files_leave_no_trace(
    handed: Path, sites: Mapping[str, Path], dossiers: Mapping[str, Path], tmp_path: Path
) -> None:
    """`make trust` tries it with larger dossiers, in Git, and on more machines."""
    elsewhere = bundled(dossiers["flood"], replace(MACHINES[0], words=("bundle",)), tmp_path)
    assert hashes(elsewhere.parent.parent / "site") == hashes(sites["flood"])
    assert elsewhere.read_bytes() == handed.read_bytes()


# ── What was altered ────────────────────────────────────────────────────────────────────────────────────────

ALTERED: Mapping[str, tuple[Callable[[Path], object], set[tuple[str, str]]]] = {
    "a page": (lambda at: flip(at / "index.html", 100), {("file-changed", "index.html")}),
    "the manifest": (
        lambda at: flip(at / "manifest.json", 3),
        {("file-changed", "manifest.json"), ("tables-broken", "data")},
    ),
    "the manifest is gone": (
        lambda at: (at / "manifest.json").unlink(),
        {("file-missing", "manifest.json"), ("manifest-missing", "manifest.json")},
    ),
    "the program": (lambda at: flip(at / "verify.py", 0), {("file-changed", "verify.py")}),
    "a line of the hashes": (lambda at: flip(at / "SHA256SUMS", 64), {("sums-broken", "SHA256SUMS")}),
    "the hashes are gone": (lambda at: (at / "SHA256SUMS").unlink(), {("sums-missing", "SHA256SUMS")}),
    "a page is gone": (
        lambda at: (at / "about.html").unlink(),
        {("file-missing", "about.html"), ("count-wrong", "manifest.json")},
    ),
    "a page too many": (
        lambda at: (at / "x.html").write_text("x"),
        {("file-added", "x.html"), ("count-wrong", "manifest.json")},
    ),
    "another name": (
        lambda at: (at / "about.html").rename(at / "b.html"),
        {("file-added", "b.html"), ("file-missing", "about.html")},
    ),
}


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("what", ALTERED)
def test_whatever_was_altered_is_named(what: str, folder: Path) -> None:
    alter, found = ALTERED[what]
    alter(folder)
    assert wrong(folder) == found


def test_a_changed_byte_of_any_file_is_named_with_both_hashes(folder: Path) -> None:
    """One of every kind of file; `make trust` goes through all of them."""
    files = {
        path.suffix + path.parent.name: path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size
    }
    for path in files.values():
        before = path.read_bytes()
        flip(path, len(before) // 2)
        name = path.relative_to(folder).as_posix()
        report = standalone.Report()
        standalone.check_sums(standalone.open_folder(str(folder), report), report)
        codes = {one.code for one in report.wrong}
        path.write_bytes(before)
        assert codes & {"file-changed", "sums-broken", "file-missing"}, name
        if name != "SHA256SUMS":
            (one,) = report.wrong
            assert one.where == name and "expected sha256 " in one.what and ", found " in one.what
    assert len(files) > 15


def test_a_link_in_a_folder_is_told_and_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (folder / "about.html").unlink()
    (folder / "about.html").symlink_to(tmp_path / "secret")
    (folder / "more").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    assert {("file-not-plain", name) for name in ("about.html", "more", "pipe")} <= wrong(folder)


def remade(folder: Path) -> None:
    """As a forger makes them who knows how: the hashes are those of the altered files."""
    sums = folder / "SHA256SUMS"
    names = standalone.read_sums(sums.read_bytes())
    sums.write_text(
        "".join(f"{standalone.hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    )


def edited(folder: Path, table: str, edit: Callable[[list[dict[str, str]]], object]) -> None:
    path = folder / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    remade(folder)


def test_nothing_that_lies_beside_the_program_is_run(folder: Path, tmp_path: Path) -> None:
    for name in ("csv.py", "zipfile.py", "argparse.py"):
        (folder / name).write_text(f"open({str(tmp_path / 'run')!r}, 'w').close()")
    done = subprocess.run([sys.executable, "verify.py"], cwd=folder, capture_output=True, check=False)
    assert b"csv.py: is here and not listed" in done.stdout and not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda manifest: manifest.pop("counts"), "the manifest says nothing"),
        (lambda manifest: manifest["counts"].update(claims=6), "the manifest says 6"),
        (lambda manifest: manifest["accounting"]["seeds"].update(whole=9), "the accounting of seeds does not balance"),
        (lambda manifest: manifest["accounting"]["records"].update(whole=1, parts={"pages": 1}), "as many records"),
        (lambda manifest: manifest.update(files=3), "says that there are 3 files"),
        (lambda manifest: manifest.update(accounting=[[[]] * 9]), "not as Claimline writes them"),
    ],
)
def test_a_manifest_that_does_not_agree_is_found_even_where_the_hashes_are_forged(
    edit: Callable[[dict[str, Any]], object], told: str, folder: Path
) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    edit(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    remade(folder)
    assert any(told in one.what for one in checked(folder).wrong)


@pytest.mark.parametrize("content", [b"[" * 200_000, b"\xff", b"[]", b"", b'"x"', b"1" * 9999])
def test_a_manifest_of_any_kind_is_told_and_ends_nothing(content: bytes, folder: Path) -> None:
    (folder / "manifest.json").write_bytes(content)
    remade(folder)
    assert ("tables-broken", "data") in wrong(folder)


def test_no_word_of_a_bundle_makes_a_line_that_looks_like_the_program_s(folder: Path) -> None:
    forged = "x\nOK           signed by the Queen"
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["counts"][forged] = manifest["accounting"]["records"]["parts"][forged] = 0
    (folder / "manifest.json").write_text(json.dumps(manifest))
    edited(folder, "sources", lambda rows: rows[0].update(id=forged))
    report = checked(folder, folder)
    assert not any(line.startswith("OK           signed") for told in report.lines() for line in told.splitlines())
    assert any(r"x\nOK" in standalone.visible(one.what) for one in report.wrong) or report.wrong


def test_tables_that_are_gone_are_missed(folder: Path) -> None:
    (folder / "data" / "claim_via.csv").unlink()
    assert ("table-missing", "data/claim_via.csv") in wrong(folder)
    for path in (folder / "data").glob("*.csv"):
        path.unlink()
    assert ("count-wrong", "data/claims.jsonl") not in wrong(folder)
    assert any("there are no tables" in one for one in checked(folder).not_checked)


def test_a_quote_is_looked_up_whatever_the_table_says_of_it(folder: Path, dossiers: Mapping[str, Path]) -> None:
    edited(folder, "claims", lambda rows: [row.update(quote_found="missing", start="", end="") for row in rows])
    report = checked(folder, dossiers["flood"] / "seeds")
    assert {one.code for one in report.wrong} == {"told-otherwise"} and report.looked_up > 4


def test_a_folder_that_nobody_may_look_into_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("timeline"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert ("unreadable", "timeline") in wrong(folder)


@pytest.mark.parametrize(
    ("table", "edit", "code"),
    [
        ("claims", lambda rows: rows.pop(), "count-wrong"),
        ("claims", lambda rows: rows[0].update(entry="nowhere"), "reference-broken"),
        ("claims", lambda rows: rows[0].update(quote="Words that nobody wrote"), "claim-id-wrong"),
        ("claims", lambda rows: rows[0].update(source_sha256="0" * 64), "quote-wrong"),
        ("actors", lambda rows: rows[0].update(id=rows[1]["id"]), "row-twice"),
        ("entries", lambda rows: rows[0].update(address="timeline/nowhere.html"), "page-missing"),
        ("claims", lambda rows: rows[0].update(start=str(int(rows[0]["start"]) + 1)), "quote-wrong"),
        ("claims", lambda rows: rows[0].update(end=str(int(rows[0]["end"]) + 1)), "quote-wrong"),
        ("claims", lambda rows: rows[0].update(start="-5"), "quote-wrong"),
    ],
)
def test_tables_that_do_not_agree_are_found_even_where_the_hashes_are_forged(
    table: str, edit: Callable[[list[dict[str, str]]], object], code: str, folder: Path, dossiers: Mapping[str, Path]
) -> None:
    edited(folder, table, edit)
    assert code in {one.code for one in checked(folder, dossiers["flood"] / "seeds").wrong}


def test_an_altered_article_is_no_proof_and_its_quotes_are_not_checked(
    handed: Path, dossiers: Mapping[str, Path], tmp_path: Path
) -> None:
    seeds = Path(shutil.copytree(dossiers["flood"] / "seeds", tmp_path / "seeds"))
    whole = next(one for one in checked(handed, seeds).checked if "letter by letter" in one)
    flip(next(iter(sorted(seeds.glob("*.txt")))), 200)
    report = checked(handed, seeds)
    assert whole not in report.checked and "no text given has the hash of: " in report.not_checked[-1]


# ── What is told twice ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("forms", told_twice.FORMS)
def test_a_cell_that_is_told_again_elsewhere_cannot_be_forged_alone(forms: str, handed: Path) -> None:
    """`make trust` goes through all of them, in a larger dossier. Of columns that stand there once, it is said."""
    tried = told_twice.altered_cells(handed, told_twice.FORMS[forms], step=6)
    assert tried.missed == [] and tried.named > 40
    assert (tried.once == 0) == (forms == "with lines and database")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/claims.jsonl", b'"stance":"denies"', b'"stance":"asserts"'),
        ("data/dossier.json", b'"stance":"denies"', b'"stance":"asserts"'),
        ("data/claims.jsonl", b'"stance":"denies"', b'"stance":"denies","stance":"asserts"'),
        ("data/dossier.sqlite", b"The Alder floods Millbrook", b"The Alder floods Milbrookk"),
        ("data/SHA256SUMS", b"  claims.csv", b"  claims.txt"),
        ("data/datapackage.json", b'"name": "stance"', b'"name": "mood"'),
    ],
)
def test_another_form_that_says_something_else_than_the_tables_is_found(
    name: str, old: bytes, new: bytes, folder: Path
) -> None:
    content = (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new))
    remade(folder)
    assert wrong(folder) and not any(code == "file-changed" for code, _ in wrong(folder))


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE claim_via",
        "ALTER TABLE claims ADD COLUMN more TEXT GENERATED ALWAYS AS (upper(quote)) VIRTUAL",
        "ALTER TABLE claims RENAME TO others; CREATE VIEW claims AS SELECT * FROM others",
        "UPDATE claims SET stance = 'denies', note = x'00ff'",
        "DELETE FROM claims",
    ],
)
def test_a_database_of_a_forger_runs_nothing_and_is_told(statement: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / "dossier.sqlite")) as database:
        database.executescript(statement)
    remade(folder)
    assert {code for code, _ in wrong(folder)} & {"database-broken", "told-otherwise", "tables-broken"}


@pytest.mark.parametrize(
    "name", ["claims.jsonl", "questions.jsonl", "answers.jsonl", "dossier.json", "datapackage.json"]
)
@pytest.mark.parametrize(
    "content", [b"[]", b"null", b'{"id":1}', b'{"id":"x","finding":{"answers":[[]]}}', b"\xff", b"[" * 200_000, b"{"]
)
def test_lines_of_any_kind_are_told_and_end_nothing(name: str, content: bytes, unpacked: Path) -> None:
    files = standalone.open_folder(str(unpacked), standalone.Report())
    told = {f"data/{name}": content, "SHA256SUMS": b""}
    report = standalone.Report()
    standalone.check_tables(
        standalone.Files(files.names, lambda one: told[one] if one in told else files.read(one)), {}, report
    )
    assert {one.code for one in report.wrong} & {"told-otherwise", "tables-broken", "count-wrong"}


def test_bytes_that_are_no_database_end_nothing(folder: Path) -> None:
    path = folder / "data" / "dossier.sqlite"
    whole = path.read_bytes()
    for at in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
        report, files = standalone.Report(), standalone.open_folder(str(folder), standalone.Report())
        with suppress(ValueError, TypeError):
            standalone.check_forms(files, standalone.read_tables(files), report)
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    remade(folder)
    assert ("database-broken", "data/dossier.sqlite") in wrong(folder)


def test_the_list_of_hashes_in_data_names_what_is_there(folder: Path) -> None:
    listed = standalone.read_sums((folder / "data" / "SHA256SUMS").read_bytes())
    there = {path.relative_to(folder / "data").as_posix() for path in (folder / "data").rglob("*") if path.is_file()}
    assert listed.keys() == there - {"SHA256SUMS"}


# ── What the screen says ────────────────────────────────────────────────────────────────────────────────────


def screen(*words: object) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, str(PROGRAM), *map(str, words)], capture_output=True, check=False)
    return done.returncode, done.stdout.decode().splitlines()


def test_the_first_line_says_what_it_comes_to_and_what_is_not_known(handed: Path, folder: Path, tmp_path: Path) -> None:
    status, lines = screen(handed)
    told = "Unaltered since SHA256SUMS was written. Who wrote it is not shown: no signature. No quote was looked up."
    assert (status, lines[0]) == (0, told)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "other.txt").write_text("Another version")
    status, lines = screen(handed, "--seeds", tmp_path / "seeds")
    assert status == 1 and lines[0].endswith("The articles given are not those that it quotes.")
    again = Path(shutil.make_archive(str(tmp_path / "again"), "zip", folder.parent))
    status, lines = screen(again)
    assert status == 1 and lines[0] == lines[-1] == standalone.REPACKED
    (folder / "about.html").write_text("else")
    status, lines = screen(folder)
    assert status == 1 and lines[0].endswith("1 thing is WRONG. Rely on none of them.")


@NEEDS_OPENSSH
def test_a_signature_of_somebody_unknown_is_told_from_a_forgery(signed: Path, key: Path, tmp_path: Path) -> None:
    status, lines = screen(signed, "--signers", key.with_name("signers"))
    assert status == 0 and ", and signed by editor@example.org (key SHA256:" in lines[0]
    (tmp_path / "others").write_text("")
    status, unknown = screen(signed, "--signers", tmp_path / "others")
    assert status == 1 and "is not among those that you trust" in unknown[0]
    (told,) = (one for one in unknown if one.startswith("NOT ANSWERED"))
    kind, public = key.with_suffix(".pub").read_text().split()[:2]
    assert f'NAME namespaces="claimline" {kind} {public}' in told and not any("Rely on none" in one for one in unknown)
    status, lines = screen(signed, "--signers", key.with_suffix(".pub"))
    assert status == 1 and any(f'NAME namespaces="claimline" {kind} {public} [signers-unfit]' in one for one in lines)
    assert not any("\\r" in one or "\r" in one for one in (*lines, *unknown))


# ── The zip itself ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_flip_in_what_the_zip_says_of_its_files_is_found(handed: Path, tmp_path: Path) -> None:
    """Every byte of the first header, and of the end; `make trust` goes through all of them."""
    data, at = handed.read_bytes(), tmp_path / "b.zip"
    with zipfile.ZipFile(handed) as archive:
        first = archive.infolist()[0]
        directory = archive.start_dir
    end = 30 + len(first.filename)
    for place in (*range(0, end, 3), directory, directory + 12, *range(len(data) - 22, len(data), 2)):
        at.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert structure_of(at), f"byte {place}"


def structure_of(path: Path) -> list[object]:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            found = [*standalone.zip_dangers(archive.infolist())]
            return [*found, *standalone.zip_structure(file, archive.infolist())]
    except (ValueError, *standalone.UNREADABLE) as error:
        return [error]


# ── Signatures ──────────────────────────────────────────────────────────────────────────────────────────────


@NEEDS_OPENSSH
def test_a_signed_bundle_names_who_signed_it_to_those_who_trust_them(signed: Path, key: Path, tmp_path: Path) -> None:
    report = checked(signed, signers=key.with_name("signers"))
    assert report.wrong == [] and any("signed by editor@example.org" in one for one in report.checked)
    assert any("whose signature it is" in one for one in checked(signed).not_checked)
    (tmp_path / "others").write_text("")
    assert {one.code for one in checked(signed, signers=tmp_path / "others").wrong} == {"signer-unknown"}


@NEEDS_OPENSSH
def test_forged_hashes_are_found_by_the_signature_and_so_is_any_other_signature(signed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(signed) as archive:
        archive.extractall(tmp_path)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    (folder / "about.html").write_text("forged")
    remade(folder)
    assert ("signature-wrong", "SHA256SUMS.sig") in wrong(folder)
    whole = (folder / "SHA256SUMS.sig").read_bytes()
    for at in range(0, len(whole), 37):
        flip(folder / "SHA256SUMS.sig", at)
        assert ("signature-wrong", "SHA256SUMS.sig") in wrong(folder)
        (folder / "SHA256SUMS.sig").write_bytes(whole)


@NEEDS_OPENSSH
def test_without_openssh_it_is_said_that_nobody_looked_at_the_signature(
    signed: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    report = checked(signed, signers=key.with_name("signers"))
    assert report.wrong == [] and any(one.startswith("the signature: ssh-keygen") for one in report.not_checked)
    asked = [sys.executable, str(PROGRAM), str(signed), "--signers", str(key.with_name("signers"))]
    done = subprocess.run(asked, capture_output=True, check=False)
    assert done.returncode == 1 and b"NOT CHECKED  the signature" in done.stdout, "whoever asked for it has not got it"


def test_a_key_that_is_none_signs_nothing_and_leaves_the_former_zip(handed: Path, dossiers: Mapping[str, Path]) -> None:
    before = handed.read_bytes()
    with pytest.raises(ProblemsFound) as raised:
        build_bundle(dossiers["flood"], handed, key=PROGRAM)
    assert [problem.code for problem in raised.value.problems] == ["not-signed"] and handed.read_bytes() == before


@NEEDS_OPENSSH
def test_who_signs_is_told_what_to_hand_on_by_another_way(signed: Path, key: Path, tmp_path: Path) -> None:
    hash_, with_key, line = told_by_another_way(signed)
    report = checked(signed)
    asked = subprocess.run(["ssh-keygen", "-l", "-f", f"{key}.pub"], capture_output=True, check=True, text=True)
    assert hash_.endswith(report.fingerprint) and asked.stdout.split()[1] in with_key
    (tmp_path / "signers").write_text(line)
    assert checked(signed, signers=tmp_path / "signers").is_signed


def test_who_does_not_sign_is_told_the_hash_and_that_nothing_shows_who_made_it(handed: Path) -> None:
    hash_, unsigned = told_by_another_way(handed)
    assert hash_.endswith(checked(handed).fingerprint) and "Not signed" in unsigned


def test_a_bundle_says_how_to_ask_who_signed_it(folder: Path) -> None:
    assert "--signers FILE" in (folder / "READ ME.txt").read_text()


def test_whoever_has_no_dossier_verifies_what_they_were_handed(
    handed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["verify", str(handed)])
    assert done.exit_code == 0, done.output
    assert "NOT CHECKED" in done.stdout and "quotes" in done.stdout
