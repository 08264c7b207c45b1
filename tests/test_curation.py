"""Commands that edit for people: every file or none, nothing else touched, nothing dropped without a word."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import errors_among
from build_tools.records import write

FLOOD = "content/timeline/2031/millbrook-flood.md"
DISPUTED = "content/timeline/2031/dam-failure-disputed.md"


def claimline(*words: str | Path, given: str = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def done(*words: str | Path) -> str:
    """What a command that has to succeed prints."""
    result = claimline(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str | Path) -> str:
    """What a command that has to be refused says."""
    result = claimline(*words)
    assert result.exit_code == 1, result.output
    return result.stderr


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def is_sound(root: Path) -> bool:
    return errors_among(find_problems(open_dossier(root))) == []


@pytest.fixture
def disk_that_fills_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The second file that is written finds no room."""
    real, written = write._write, []

    def write_until_full(path: str, data: bytes) -> None:
        written.append(path)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        real(path, data)

    monkeypatch.setattr(write, "_write", write_until_full)
    yield written


# ── rename ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_links_in_prose_follow_a_rename(flood: Path) -> None:
    prose = (
        'See [her](../../actors/ida-moss.md), [on the site](../actors/ida-moss.html#roles "Moss"), [a place][1],\n'
        "[not hers](../places/ida-moss.md) and [not that](../actors/ida-moss-jr.md).\n\n[1]: <../../actors/ida-moss.md>\n"
    )
    edit(flood / FLOOD, "The river rose at night, as the council said.\n", prose)
    edit(flood / "content/actors/residents.md", "---\nname", "---\nwas: [folk]\nname")
    residents = flood / "content/actors/residents.md"
    residents.write_text(residents.read_text() + "They know [Ms Moss](ida-moss.md) and [nato](nato.md).\n")
    shown = done("rename", "ida-moss", "i-moss", "--root", flood)
    text = (flood / FLOOD).read_text()
    assert '[her](../../actors/i-moss.md), [on the site](../actors/i-moss.html#roles "Moss")' in text
    assert "[not hers](../places/ida-moss.md) and [not that](../actors/ida-moss-jr.md)" in text
    assert "[1]: <../../actors/i-moss.md>" in text
    assert "[Ms Moss](i-moss.md) and [nato](nato.md)" in residents.read_text()
    assert f"~ {FLOOD}" in shown and "speaker: i-moss" in shown


def test_a_renamed_question_keeps_the_comment_at_each_answer(flood: Path) -> None:
    edit(flood / FLOOD, 'answers: {people-rescued: ">=40"}', 'answers:\n      people-rescued: ">=40"   # at least')
    done("rename", "people-rescued", "rescued", "--root", flood)
    assert 'answers:\n      rescued: ">=40"   # at least' in (flood / FLOOD).read_text()


def test_a_renamed_publisher_stays_renamed_after_the_next_import(flood: Path) -> None:
    sidecar = flood / "seeds/gazette.yml"
    sidecar.write_bytes(b"# the paper\r\npublisher: alder-gazette   # as it calls itself\r\nkind: news-report\r\n")
    done("import", "--root", flood)
    done("rename", "alder-gazette", "gazette-of-alder", "--root", flood)
    assert sidecar.read_bytes() == (
        b"# the paper\r\npublisher: gazette-of-alder   # as it calls itself\r\nkind: news-report\r\n"
    )
    before = contents(flood / "content")
    assert done("import", "--again", "--dry-run", "--root", flood).count("publisher") == 0
    done("import", "--root", flood)
    assert contents(flood / "content") == before


def test_a_byte_order_mark_and_newlines_of_windows_stay(flood: Path) -> None:
    path = flood / FLOOD
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    done("rename", "ida-moss", "i-moss", "--root", flood)
    assert path.read_bytes() == before.replace(b"ida-moss", b"i-moss")


def test_a_rename_that_finds_no_room_leaves_every_byte(flood: Path, disk_that_fills_up: list[str]) -> None:
    before = contents(flood)
    assert "cannot-write: No space left" in refused("rename", "ida-moss", "i-moss", "--root", flood)
    assert contents(flood) == before


# ── fix ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def mendable(flood: Path) -> Path:
    """A dossier in Git with a quote in other typography and a hash that is missing."""
    edit(flood / "seeds/gazette.txt", "the dam had failed", "the “old” dam had failed")
    edit(
        flood / "content/sources/gazette.md",
        "sha256: 3754b003a05416e675f3a627887856994979c0e0068f4577fa6a63d4b8e22c2f\n",
        "",
    )
    disputed = next((flood / "content/timeline/2031").glob("*dam*"))
    edit(
        disputed,
        "quote: A council spokesman denied that the dam",
        'quote: A council spokesman denied that the "old" dam',
    )
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", "-C", flood, *words], check=True)
    return flood


def test_what_fix_would_do_is_told_in_exact_lines(mendable: Path) -> None:
    before = contents(mendable / "content")
    rows: list[dict[str, Any]] = json.loads(done("fix", "--dry-run", "--format", "json", "--root", mendable))
    assert contents(mendable / "content") == before
    assert [(row["rule"], row["start_line"], row["end_line"]) for row in rows] == [
        ("seed-changed", 7, 7),
        ("quote-missing", 9, 9),
    ]
    for row in rows:
        path = mendable / row["path"]
        lines = path.read_text().split("\n")
        lines[row["start_line"] - 1 : row["end_line"]] = row["replacement"].split("\n")
        path.write_text("\n".join(lines))
    assert is_sound(mendable)
    assert done("fix", "--root", mendable) == "Nothing to mend.\n"


def test_what_fix_would_do_is_a_patch_that_git_applies(mendable: Path) -> None:
    edit(mendable / FLOOD, 'date: "2031-03-04"', 'date: "2030-03-04"')
    edit(mendable / FLOOD, 'said: "2031-03-05"', 'said: "2031-03-05"')
    patch = done("fix", "--dry-run", "--format", "diff", "--root", mendable)
    assert "rename to content/timeline/2030/millbrook-flood.md" in patch
    subprocess.run(["git", "-C", mendable, "apply"], input=patch.encode(), check=True)
    applied = contents(mendable / "content")
    subprocess.run(["git", "-C", mendable, "apply", "-R"], input=patch.encode(), check=True)
    done("fix", "--root", mendable)
    assert contents(mendable / "content") == applied
