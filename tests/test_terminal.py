"""What commands say: no letter in it hides or turns another, and whoever stops one is told what is true of the files."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from git_work import repository_of

from build_tools import dossier
from build_tools.cli import main
from build_tools.commands.group import numbers
from build_tools.ingest.import_plan import ImportPlan
from build_tools.ingest.ledger import Ledger
from build_tools.ingest.proposed import SeedPlan
from build_tools.ingest.standing import hash_of
from build_tools.placing import right
from build_tools.placing.disk import clear
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from build_tools.placing.swap import begin, take_place
from build_tools.problems import Level, Location, Problem
from build_tools.records import journal, note, write
from build_tools.records.lock import LOCK
from build_tools.terminal import hand_out, say
from build_tools.text import hidden

TURNED = "\u202e000,21\u202c and gr\u200bowing\u2066"
ENTRY = "content/timeline/2031/millbrook-flood.md"


def claimline(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)])


@pytest.fixture
def hostile(flood: Path) -> Path:
    """Such letters in names, titles, prose, quotes, an article that is still to be read, and what points nowhere."""
    repository_of(flood)
    (flood / "seeds/o2.txt").write_text(
        f"“The numbers are {TURNED},” Ida Moss said on March 5, 2031.\nThe {TURNED} River rose.\n", encoding="utf-8"
    )
    for path, old in (
        ("content/actors/ida-moss.md", "Ida Moss"),
        ("content/actors/herald.md", "Herald"),
        (ENTRY, "The Alder floods"),
        (ENTRY, "Told to the Herald"),
        (ENTRY, "The river rose"),
        (ENTRY, "Rescuers brought"),
        (ENTRY, "type: disaster"),
        ("content/questions/dam-failed.md", "dam"),
    ):
        text = (flood / path).read_text(encoding="utf-8")
        assert old in text
        (flood / path).write_text(text.replace(old, f"{old} {TURNED}", 1), encoding="utf-8")
    return flood


SAID = {
    "check": [],
    "diff": ["HEAD"],
    "explain": ["ida-moss"],
    "import": ["--dry-run"],
    "annotate": ["seeds/o2.txt"],
    "fix": ["--dry-run"],
    "rename": ["ida-moss", "i-m", "--dry-run"],
    "merge": ["herald", "into", "alder-gazette", "--dry-run"],
    "set-aside": ["herald", TURNED, "--reason", TURNED, "--dry-run"],
    "add-quote": ["herald", TURNED],
    "new": ["actor", "--name", TURNED, "--kind", "no-kind"],
    "form": [f"{TURNED}.md"],
    "report": ["--actor", TURNED],
    "build": [],
    "export": ["--out", "out", "--only", TURNED],
    "links": ["--out", TURNED],
    "verify": [TURNED],
    TURNED: [],
}


@pytest.mark.parametrize("command", SAID, ids=ascii)
def test_no_command_lets_a_letter_that_hides_another_out(
    command: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile)
    done = claimline(hostile, command, *SAID[command])
    assert done.stdout or done.stderr
    assert [*map(hidden.name, hidden.pattern().findall(done.stdout + done.stderr))] == []


class Terminal(io.TextIOWrapper):
    """A stream at which somebody sits."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "seen"), [(Terminal, "a‹U+202E›b ‹U+001B›[2J\n"), (io.TextIOWrapper, "a\u202eb \x1b[2J\n")]
)
def test_what_is_for_programs_is_to_the_letter_but_on_a_terminal(
    stream: type[io.TextIOWrapper], seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", stream(io.BytesIO(), encoding="utf-8"))
    hand_out("a\u202eb \x1b[2J")
    assert sys.stdout.buffer.getvalue().decode() == seen  # type: ignore[attr-defined]


@pytest.mark.parametrize(("code", "seen"), [("utf-8", b"\\udcff \xe2\x86\x92"), ("ascii", b"\\udcff \\u2192")])
def test_what_a_stream_has_no_code_for_ends_no_command(code: str, seen: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding=code))
    say("\udcff →", err=True, nl=False)
    assert sys.stderr.buffer.getvalue() == seen  # type: ignore[attr-defined]


# ── Ctrl-C ──────────────────────────────────────────────────────────────────────────────────────────────────


def broken_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def after(do: Callable[..., object]) -> Callable[..., None]:
    """Done whole, and stopped then."""

    def done(*words: object, **named: object) -> None:
        do(*words, **named)
        raise KeyboardInterrupt

    return done


def test_who_stops_a_command_that_has_written_nothing_is_told_so(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "open_dossier", broken_off)
    done = claimline(flood, "check")
    assert (done.exit_code, done.stderr) == (130, "\nStopped. No record and no article was changed.\n")


def test_who_stops_a_command_that_has_written_is_told_what(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago(flood)
    monkeypatch.setattr(write.Staging, "commit", after(write.Staging.commit))
    done = claimline(flood, "rename", "ida-moss", "i-m")
    assert done.exit_code == 130
    assert "Written before that, and whole: 2 files, content/actors/i-m.md, " in done.stderr


def long_ago(root: Path) -> None:
    for path in root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))


def test_who_stops_a_build_is_told_of_the_site(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from build_tools import building

    (flood / "site").mkdir()
    monkeypatch.setattr(building, "_built", broken_off)
    done = claimline(flood, "build")
    assert (done.exit_code, done.stderr.split("\n")[1:]) == (
        130,
        ["Stopped. No record and no article was changed.", "site/ is as it was.", ""],
    )


@pytest.mark.parametrize(
    ("has_written", "told"), [(False, "before it had written anything"), (True, "2 files, seeds/")]
)
def test_of_a_command_that_was_killed_with_no_note_the_files_tell_what_it_wrote(
    has_written: bool, told: str, flood: Path
) -> None:
    long_ago(flood)
    (flood / LOCK).write_text("4711")
    for name in ("new.txt", "other.txt") if has_written else ():
        (flood / "seeds" / name).write_text("new")
    (found,) = write.finish_interrupted(flood)
    assert (found.code, told in found.message) == ("interrupted", True)


# ── numbers and places ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("errors", "warnings", "told"),
    [(1, 0, "1 problem"), (0, 2, "2 warnings"), (2, 1, "2 problems and 1 warning"), (0, 0, "0 problems")],
)
def test_a_warning_is_not_counted_as_a_problem(errors: int, warnings: int, told: str) -> None:
    levels = [Level.ERROR] * errors + [Level.WARNING] * warnings
    assert numbers([Problem(Location("x"), "code", "what", "", level) for level in levels]) == told


def test_a_folder_has_no_lines(tmp_path: Path) -> None:
    assert claimline(tmp_path, "check").stderr.startswith(f"{tmp_path}/: no-dossier: ")


@pytest.mark.parametrize(
    ("known", "told"),
    [(Ledger("seeds/a.txt"), "Nothing to do."), (Ledger("seeds/a.txt", reader=1), "goes into 1 ledger.")],
)
def test_an_import_that_changes_no_record_says_where_it_changes_a_ledger(known: Ledger, told: str) -> None:
    plan, ledger = ImportPlan(), Ledger("seeds/a.txt")
    plan.add(SeedPlan("seeds/a.txt", (), (), ledger, seen={ledger.path: hash_of(known.as_text())}))
    assert plan.as_text().endswith(told)


def test_make_says_that_it_installs_before_it_does() -> None:
    rules = (Path(__file__).parent.parent / "Makefile").read_text().split("\n\n")
    installing = [rule for rule in rules if rule.startswith("$(VENV)")]
    assert len(installing) == 2
    assert all("@echo" in rule and rule.index("@echo") < rule.index("$(INSTALL)") for rule in installing)


# ── what was interrupted, and what only looks so ────────────────────────────────────────────────────────────


def test_what_the_system_keeps_of_a_former_site_is_told_and_nobody_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, told = Place.of(tmp_path / "site"), list[str]()
    place.target.mkdir()
    (place.target / "old.html").write_text("old")
    monkeypatch.setattr(right, "clear", lambda path: clear(path) if path != place.former else None)
    for _ in ("the build", "the next"):
        with holding(place, told.append):
            (begin(place) / "new.html").write_text("new")
            if not told:
                take_place(place)
    kept = "site/ is whole, but what was there before could not be deleted: "
    assert [one.startswith(f"{kept}{place.former}/old.html") for one in told] == [True, True], told


@pytest.mark.parametrize("number", [2, 42])
def test_of_many_files_that_were_put_back_one_line_tells(number: int, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    texts = {f"content/{at:02}.md": f"new {at}" for at in range(number)}
    steps = []
    for path, text in texts.items():
        (tmp_path / path).write_text("old")
        after = hashlib.sha256(text.encode()).hexdigest()
        steps.append(note.step_for(str(tmp_path), path, note.beside(path, note.WAITING), after))
    note.write_note(str(tmp_path), steps)
    (tmp_path / note.DRAFT).rename(tmp_path / note.JOURNAL)
    found = journal.finish(str(tmp_path))
    assert {one.code for one in found} == {"changed-meanwhile"} and len(found) == min(number, 2) - (number > 3)
    assert ("and so were 41 files, content/01.md, content/02.md, content/03.md …" in found[0].message) == (number > 3)
