"""What is handed out with a tag: a list of all that it was made with, which other programs read, and nothing that was not made."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_tools.forge.__main__ import main
from build_tools.forge.calls import Refused
from build_tools.forge.release import release_of

PROJECT = Path(__file__).parent.parent
FILES = {"dossier.zip": b"a zip", "sbom.cdx.json": b"{}", "verify.py": b"print()"}


# ── What it was made with ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def bill() -> str:
    words = [sys.executable, PROJECT / ".ci" / "sbom.py"]
    first, second = (subprocess.run(words, capture_output=True, check=True, text=True).stdout for _ in range(2))
    assert first == second, "the same environment gives the same bytes"
    return first


def test_the_bill_of_materials_is_what_cyclonedx_asks_for(bill: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_5)
    assert validator.validate_str(bill) is None
    assert validator.validate_str(bill.replace('"library"', '"librarian"')) is not None, "it can find something"


def test_the_bill_names_every_library_with_its_version_and_what_needs_it(bill: str) -> None:
    told = json.loads(bill)
    held = {one["name"] for one in told["components"]}
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {one.split(">=")[0] for one in asked} <= held and not {"pytest", "hypothesis"} & held
    references = {one["bom-ref"] for one in told["components"]} | {told["metadata"]["component"]["bom-ref"]}
    assert {one["ref"] for one in told["dependencies"]} == references
    assert {needed for one in told["dependencies"] for needed in one["dependsOn"]} <= references


# ── What is handed out ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """As `make release` leaves it."""
    sums = ""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
        sums += f"{hashlib.sha256(content).hexdigest()}  {name}\n"
    (tmp_path / "SHA256SUMS").write_text(sums)
    return tmp_path


def test_a_release_has_every_file_that_was_made_and_their_hashes(made: Path) -> None:
    words = release_of(made, tag="v1.0.0", repository="dossiers/flood").words
    assert words[:3] == ("release", "create", "v1.0.0") and "--verify-tag" in words
    assert [Path(word).name for word in words[-4:]] == [*sorted(FILES), "SHA256SUMS"]


@pytest.mark.parametrize("tag", ["", "main", "v1", "v1.0.0 --draft", "--help", "v1.0.0\n", "../v1.0.0"])
def test_nothing_but_the_tag_of_a_version_is_released(tag: str, made: Path) -> None:
    with pytest.raises(Refused, match="is none of a release"):
        release_of(made, tag=tag, repository="dossiers/flood")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("verify.py", b"import os", "verify.py is not the file"),
        ("more.zip", b"", "does not list the files"),
        ("SHA256SUMS", b"", "does not list the files"),
        ("SHA256SUMS", b"0  --notes-file=/etc/passwd\n", "does not list the files"),
    ],
)
def test_what_was_not_made_is_not_handed_out(name: str, content: bytes, told: str, made: Path) -> None:
    (made / name).write_bytes(content)
    with pytest.raises(Refused, match=told):
        release_of(made, tag="v1.0.0", repository="dossiers/flood")


def test_where_nothing_was_made_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", str(tmp_path), "--tag", "v1.0.0", "--repository", "dossiers/flood"]) == 1
    assert "make release" in capsys.readouterr().err


def test_a_dry_run_shows_what_would_be_sent(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run", "release", str(made), "--tag", "v1.0.0", "--repository", "dossiers/flood"]) == 0
    assert "verify.py" in capsys.readouterr().out
