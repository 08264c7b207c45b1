"""A check after some edits finds what a check from nothing finds, and looks at little for it."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.commands.checking import _claims_missing, _sizes
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.keeping import readings
from build_tools.keeping.vault import FOLDER, SWITCH
from build_tools.problems import Problem
from build_tools.rechecking import again, check
from build_tools.rechecking.at_hand import judge_at_hand
from build_tools.rechecking.check import check_all
from build_tools.rechecking.covering import Told, summary, told_of

DOSSIERS = Path(__file__).parent / "dossiers"
Found = tuple[tuple[Problem, ...], tuple[int, ...], dict[str, int], dict[str, Told]]


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also of small dossiers, under a secret of this test's own."""
    monkeypatch.setenv(SWITCH, "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(readings, "ENOUGH", 0)


def checked(root: Path) -> Found:
    found = check_all(root)
    assert found
    return found.problems, found.size, dict(found.missing), dict(found.covered)


def checked_anew(root: Path) -> Found:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "off")
        dossier = open_dossier(root)
        problems = tuple(find_problems(dossier))
    return problems, _sizes(dossier.corpus), dict(_claims_missing(dossier.corpus)), told_of(dossier.corpus)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made(tmp_path / "flood")
    return tmp_path / "flood"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the records that are judged from now on; “all” where all are."""
    paths: list[str] = []
    each = again.judge_each
    monkeypatch.setattr(
        again, "judge_each", lambda records, case: paths.extend(one.path for one in records) or each(records, case)
    )
    monkeypatch.setattr(
        check, "judge_all", lambda *given, real=check.judge_all, **named: paths.append("all") or real(*given, **named)
    )
    return paths


def test_where_nothing_has_changed_nothing_is_judged(root: Path, judged: list[str]) -> None:
    first = checked(root)
    assert (checked(root), judged) == (first, ["all"])


def test_prose_of_one_entry_concerns_that_entry_alone(root: Path, judged: list[str]) -> None:
    checked(root)
    path = root / "content/timeline/2031/second-wave.md"
    path.write_text(path.read_text() + "\nMore of it.\n")
    assert checked(root) == checked_anew(root)
    assert judged == ["all", "content/timeline/2031/second-wave.md"]


def test_a_text_concerns_its_source_and_who_quotes_it(root: Path, judged: list[str]) -> None:
    checked(root)
    path = root / "seeds/anzeiger.txt"
    path.write_text(path.read_text() + "\nMehr davon.\n")
    assert checked(root) == checked_anew(root)
    quoting = [one for one in files(root, "content/timeline/*/*.md") if "source: anzeiger" in one.read_text()]
    concerned = {"all", "content/sources/anzeiger.md", *(one.relative_to(root).as_posix() for one in quoting)}
    assert set(judged) == concerned


def test_where_a_rule_crashes_nothing_is_kept_and_the_command_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from build_tools.checks.rules import folder_wrong

    def crash(_: object) -> None:
        raise ValueError("no such luck")

    monkeypatch.setattr(folder_wrong.layout, "path_for", crash)
    assert check_all(root) is None
    assert not (root / FOLDER / "verdict").exists()


def test_how_often_each_of_two_like_names_is_used_is_told_as_it_is_now(root: Path) -> None:
    council = (root / "content/actors/county-council.md").read_text()
    (root / "content/actors/county-counncil.md").write_text(council.replace("Council", "Counncil"))
    before = checked(root)
    path = next(one for one in files(root, ENTRIES) if "speaker: county-council" in one.read_text())
    path.write_text(path.read_text().replace("speaker: county-council", "speaker: county-counncil", 1))
    after = checked(root)
    assert after == checked_anew(root)
    tips = [{one.tip for one in found[0] if one.code == "names-alike"} for found in (before, after)]
    assert tips[0] and tips[0] != tips[1]


def test_of_many_sources_a_check_names_three_open_sentences_each_and_says_how_to_see_all() -> None:
    lines = ("a: 10 %", *(f"    neither claimed nor set aside: {number}" for number in "12345"))
    many = {f"s{number:02}": Told(number, 5, lines) for number in range(21)}
    told = summary(many)
    assert told[1:6] == [*lines[:4], "    neither claimed nor set aside: and 2 more"]
    assert told[-1] == "And 1 source more: `claimline check seeds/NAME.txt` tells of one, with all its sentences."
    assert summary({"a": Told(10, 5, lines)}) == [*lines]


# ── edits ───────────────────────────────────────────────────────────────────────────────────────────────────

Edit = Callable[[Path, random.Random], None]


def files(root: Path, pattern: str) -> list[Path]:
    return sorted(path for path in root.glob(pattern) if path.is_file() and not path.is_symlink())


def words_replaced(pattern: str, *pairs: tuple[str, str]) -> Edit:
    """One occurrence of one of some words in one of the files becomes another word."""

    def edit(root: Path, chance: random.Random) -> None:
        found = [
            (path, old, new)
            for path in files(root, pattern)
            for old, new in pairs
            if old in path.read_text("utf-8", "replace")
        ]
        if found:
            path, old, new = chance.choice(found)
            path.write_text(path.read_text("utf-8", "replace").replace(old, new, 1))

    return edit


def line_left_out(root: Path, chance: random.Random) -> None:
    path = chance.choice(files(root, "content/*/**/*.md"))
    lines = path.read_text("utf-8", "replace").splitlines(keepends=True)
    del lines[chance.randrange(len(lines)) :][:1]
    at = chance.randrange(max(1, len(lines)))
    path.write_text("".join([*lines[:at], *lines[at + 1 :]]))


def claim_copied(root: Path, chance: random.Random) -> None:
    """From one entry into another."""
    one, other = (chance.choice(files(root, "content/timeline/*/*.md")) for _ in range(2))
    text, into = one.read_text("utf-8", "replace"), other.read_text("utf-8", "replace")
    if "claims:\n" in text and "claims:\n" in into:
        claims = text.partition("claims:\n")[2].partition("\n---")[0]
        other.write_text(into.replace("claims:\n", f"claims:\n{claims}\n", 1))


def file_gone(pattern: str) -> Edit:
    return lambda root, chance: chance.choice(files(root, pattern) or [root / "none"]).unlink(missing_ok=True)


def file_renamed(root: Path, chance: random.Random) -> None:
    path = chance.choice(files(root, "content/*/**/*.md"))
    path.rename(path.with_name(f"{path.stem}-{chance.randrange(3)}.md"))


def file_copied(root: Path, chance: random.Random) -> None:
    path = chance.choice(files(root, "content/*/**/*.md"))
    path.with_name(f"copy-of-{path.name}").write_bytes(path.read_bytes())


def copied_elsewhere(root: Path, chance: random.Random) -> None:
    path = chance.choice(files(root, "content/timeline/*/*.md"))
    (root / "content/timeline/2040").mkdir(exist_ok=True)
    (root / "content/timeline/2040" / path.name).write_bytes(path.read_bytes())


def line_added(pattern: str, *lines: str) -> Edit:
    """To the front matter of a record."""

    def edit(root: Path, chance: random.Random) -> None:
        path = chance.choice(files(root, pattern) or [root / "content/index.md"])
        text = path.read_text("utf-8", "replace")
        path.write_text(text.replace("---\n", f"---\n{chance.choice(lines)}\n", 1))

    return edit


def prose_added(pattern: str, *prose: str) -> Edit:
    def edit(root: Path, chance: random.Random) -> None:
        path = chance.choice(files(root, pattern))
        path.write_text(path.read_text("utf-8", "replace") + chance.choice(prose))

    return edit


def all_restored(root: Path, _: random.Random) -> None:
    shutil.rmtree(root / "content")
    shutil.rmtree(root / "seeds")
    made(root)


ENTRIES, ACTORS = "content/timeline/*/*.md", "content/actors/*.md"
WAIVER = "waivers: [{rule: %s, reason: It is so in the archive, date: 2031-04-01}]"
EDITS: dict[str, Edit] = {
    "a status": words_replaced(ENTRIES, ("status: reviewed", "status: draft"), ("status: draft", "status: reviewed"), ("status: reviewed", "status: retracted")),
    "what puts a person at risk": words_replaced(ENTRIES, ("sensitivity: none", "sensitivity: person-at-risk"), ("sensitivity: person-at-risk", "sensitivity: none")),
    "an entry withheld": line_added(ENTRIES, "sensitivity: person-at-risk"),
    "a date": words_replaced(ENTRIES, ("2031-03-04", "2031-03-05"), ("2031-03", "2032-03"), ("2031-03-05", "2031-03-04")),
    "words of quotes": words_replaced(ENTRIES, ("the", "teh"), ("said", "told"), ("teh", "the"), ("12", "13")),
    "who speaks": words_replaced(ENTRIES, ("county-council", "rescue-service"), ("rescue-service", "nobody-at-all"), ("nobody-at-all", "herald")),
    "sources of claims": words_replaced(ENTRIES, ("source: gazette", "source: herald"), ("source: herald", "source: gazette")),
    "a name": words_replaced(ACTORS, ("Herald", "Gazette"), ("Alder", "Elder"), ("name: ", "name: The ")),
    "of whom an actor is part": line_added(ACTORS, "part_of: herald", "part_of: county-council", "country: residents", "not_same: [herald]"),
    "where a place lies": line_added("content/places/*.md", "within: millbrook", "within: alder-county", "not_same: [millbrook]"),
    "what a source says of itself": line_added("content/sources/*.md", "updates: gazette", "updates: herald", "republishes: gazette", "reliability: B", "rights: full-text"),
    "a hash": words_replaced("content/sources/*.md", ("sha256: ", "sha256: 00")),
    "former names": line_added("content/*/*.md", "was: [herald]", "was: [gazette, millbrook]"),
    "a waiver": line_added("content/*/**/*.md", *(WAIVER % code for code in ("record-orphan", "number-unborne", "names-alike", "quoted-too-much", "date-order"))),
    "a text": words_replaced("seeds/*.txt", ("the", "that"), ("that", "the"), ("12", "21"), ("March", "April")),
    "a text gone": file_gone("seeds/*.txt"),
    "a record gone": file_gone("content/*/*.md"),
    "an entry gone": file_gone(ENTRIES),
    "a record renamed": file_renamed,
    "a record copied": file_copied,
    "an id twice": copied_elsewhere,
    "a claim copied": claim_copied,
    "a line left out": line_left_out,
    "the vocabulary": words_replaced("content/vocabulary.yml", ("disaster", "misfortune"), ("misfortune", "disaster"), ("label: ", "label: Any ")),
    "the first page": prose_added("content/index.md", "\nSeven hundred people were “never seen again” in 1987.\n", "\n[Flood](timeline/millbrook-flood.html)\n"),
    "prose on an actor": prose_added(ACTORS, "\nIt has 12 members.\n", "\n[Flood](../timeline/millbrook-flood.html)\n", "\n[Nobody](../actors/nobody.html)\n", "\n[Herald](herald.html)\n"),
    "prose on an entry": prose_added(ENTRIES, "\nIn all 4711 were “out of house”.\n", "\n[[herald]] [x](../places/millbrook.html#y)\n", "\n[That](millbrook-flood.html#claim-00000000)\n"),
    "a stray file": lambda root, _: (root / "content/actors/notes.txt").write_text("x"),
    "no UTF-8": lambda root, chance: chance.choice(files(root, ENTRIES) or [root / "content/index.md"]).write_bytes(b"---\n\xff\n---\n"),
    "all as it was": all_restored,
    "what is kept": lambda root, _: shutil.rmtree(root / FOLDER, ignore_errors=True),
}  # fmt: skip


def made(root: Path) -> None:
    for name in ("flood", "flood_more"):
        shutil.copytree(DOSSIERS / name, root, dirs_exist_ok=True)


@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6), st.integers(0, 2**32))
@settings(max_examples=12)
def test_after_any_edits_a_check_finds_what_a_check_from_nothing_finds(edits: list[str], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, chance = Path(folder) / "flood", random.Random(seed)
        made(root)
        assert checked(root) == checked_anew(root)
        for edit in edits:
            if files(root, ENTRIES) and files(root, "content/*/*.md"):
                EDITS[edit](root, chance)
                assert checked(root) == checked_anew(root), edit


@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=5), st.integers(0, 2**32))
@settings(max_examples=6)
def test_a_dossier_in_memory_is_judged_after_edits_as_one_from_nothing(edits: list[str], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, chance, verdict = Path(folder) / "flood", random.Random(seed), None
        made(root)
        check_all(root)
        for edit in edits:
            if files(root, ENTRIES) and files(root, "content/*/*.md"):
                was = contents(root)
                EDITS[edit](root, chance)
                now = contents(root)
                changed = {path for path in {*was, *now} if was.get(path) != now.get(path)}
                dossier = open_dossier(root)
                verdict = judge_at_hand(verdict, dossier, changed)
                assert not verdict or list(verdict.problems) == find_problems(dossier), edit


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files(root, "[cs]*/**/*")}
