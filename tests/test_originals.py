"""Originals: files as received become texts once, with what they say of themselves; nothing is ever written over."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools import seeds as texts
from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.explain.explain import explain
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.ingest.unpacking import unpack
from build_tools.originals.formats import ending_of, format_for, formats, stem_of
from build_tools.originals.read import read_original
from build_tools.problems import Level, ProblemsFound
from build_tools.records import journal

TODAY = date(2032, 1, 1)
NOTE = """---
title: The Alder floods Millbrook
publisher: Alder Gazette
author: [Ida Moss]
published: 2025-03-04T21:10:00+01:00
source: https://gazette.example/flood
lang: en
---
The river service said on Tuesday that 40 people were taken to safety in Millbrook.
"""
MAILBOX = b"""From a@b.example Tue Mar  4 10:00:00 2025
From: Press office <press@rescue.example>
Subject: Forty people safe
Date: Tue, 04 Mar 2025 10:00:00 +0100
Message-ID: <1@rescue.example>

The rescue service said that 40 people were safe.

From a@b.example Tue Mar  4 11:00:00 2025
From: Press office <press@rescue.example>
Subject: A message without words
Message-ID: <2@rescue.example>


From a@b.example Tue Mar  4 12:00:00 2025
From: Press office <press@rescue.example>
Subject: Forty people safe
Date: Wed, 05 Mar 2025 10:00:00 +0100
Message-ID: <3@rescue.example>

The rescue service said that 44 people were safe.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dossier without any record."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "vocabulary.yml").write_text("statement: {label: Statement}\n")
    (tmp_path / "seeds").mkdir()
    return tmp_path


def put(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into seeds/."""
    for name, held in files.items():
        (root / "seeds" / name).write_bytes(held if isinstance(held, bytes) else held.encode())


def everything(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def names(root: Path, ending: str = ".txt") -> list[str]:
    return sorted(path.name for path in (root / "seeds").iterdir() if path.name.endswith(ending))


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)])


def capture(root: Path, name: str) -> dict[str, object]:
    held: dict[str, object] = json.loads((root / "seeds" / f"{name}.capture.json").read_text())
    return held


def source(root: Path, id: str) -> str:
    return (root / "content" / "sources" / f"{id}.md").read_text()


# ── from a file to a text, its capture and its records ──────────────────────────────────────────────────────


def test_an_original_becomes_a_text_that_begins_with_its_title(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    assert run(root, "import").exit_code == 0
    assert (root / "seeds" / "flood.txt").read_text() == (
        "The Alder floods Millbrook\n\n"
        "The river service said on Tuesday that 40 people were taken to safety in Millbrook.\n"
    )
    assert (root / "seeds" / "flood.md").read_text() == NOTE


def test_beside_the_text_stands_how_it_was_made_and_where_each_fact_was_found(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    held = capture(root, "flood")
    assert held["original"] == {"file": "flood.md", "format": "Markdown", "sha256": sha256(NOTE.encode()).hexdigest()}
    assert held["sha256"] == sha256((root / "seeds" / "flood.txt").read_bytes()).hexdigest()
    assert "Markdown 3" in str(held["reader"])
    found = held["found"]
    assert isinstance(found, dict)
    assert found["published"] == {"value": "2025-03-04", "from": "front matter published"}
    assert found["url"] == {"value": "https://gazette.example/flood", "from": "front matter source"}


def test_what_the_file_says_of_itself_comes_into_the_record_and_anchors_its_days(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    record = source(root, "flood")
    for line in (
        "title: The Alder floods Millbrook",
        "publisher: alder-gazette",
        "authors: [Ida Moss]",
        'published: "2025-03-04"',
        "url: https://gazette.example/flood",
        "seed: flood.txt",
        "original: flood.md",
    ):
        assert f"\n{line}\n" in record
    assert (root / "content" / "actors" / "alder-gazette.md").is_file()
    (entry,) = open_dossier(root).corpus.entries.values()
    assert entry.date == "2025-03-04"  # a Tuesday


def test_a_sidecar_overrides_the_file_and_the_file_what_the_text_lets_guess(root: Path) -> None:
    put(root, {"flood.md": NOTE, "flood.yml": "published: 2025-03-05\npublisher: the-other-paper\n"})
    run(root, "import")
    record = source(root, "flood")
    assert 'published: "2025-03-05"' in record and "publisher: the-other-paper" in record
    assert not (root / "content" / "actors" / "alder-gazette.md").exists()
    assert "authors: [Ida Moss]" in record


def test_a_sidecar_of_a_mailbox_is_for_all_its_messages_and_that_of_a_text_comes_first(root: Path) -> None:
    put(root, {"box.mbox": MAILBOX, "box.yml": "publisher: rescue-service\nkind: statement\n"})
    put(root, {"box-forty-people-safe-2.yml": "kind: press-release\n"})
    run(root, "import")
    assert "publisher: rescue-service\n" in source(root, "box-forty-people-safe")
    assert "kind: statement\n" in source(root, "box-forty-people-safe")
    second = source(root, "box-forty-people-safe-2")
    assert "publisher: rescue-service\n" in second and "kind: press-release\n" in second
    assert "stray-seed" not in run(root, "check").output


def test_a_publisher_that_is_known_by_another_name_is_the_same_actor(root: Path) -> None:
    actors = root / "content" / "actors"
    actors.mkdir()
    (actors / "gazette.md").write_text("---\nname: The Gazette\nkind: outlet\naliases: [Alder Gazette]\n---\n")
    put(root, {"flood.md": NOTE})
    run(root, "import")
    assert "\npublisher: gazette\n" in source(root, "flood")


def test_a_day_that_is_still_to_come_is_not_believed_and_the_import_says_what_to_do(root: Path) -> None:
    put(root, {"flood.md": NOTE.replace("2025-03-04", "2999-03-04")})
    told = run(root, "import").output
    assert "published:" not in source(root, "flood")
    assert "its file carries the date “2999-03-04”" in told
    assert "published: 2999-03-04" in told and "flood.yml" in told


def test_one_bad_message_is_reported_and_the_others_go_in(root: Path) -> None:
    put(root, {"box.mbox": MAILBOX})
    result = run(root, "import")
    assert result.exit_code == 0
    assert names(root) == ["box-forty-people-safe-2.txt", "box-forty-people-safe.txt"]
    assert "an article is left out: the message “A message without words” holds no text" in result.output
    original = capture(root, "box-forty-people-safe-2")["original"]
    assert isinstance(original, dict) and original["part"] == "3@rescue.example"


def test_an_original_that_cannot_be_read_stops_no_other_and_ends_with_exit_1(root: Path) -> None:
    put(root, {"a.eml": b"no mail at all", "flood.md": NOTE, "latin.txt": "Ein Müller.".encode("latin-1")})
    result = run(root, "import")
    assert result.exit_code == 1
    assert "seeds/a.eml:1:1: original-unreadable" in result.output
    assert "seeds/latin.txt:1:6: seed-not-utf8" in result.output  # a new text hinders no other either
    assert names(root) == ["flood.txt", "latin.txt"]
    assert (root / "content/sources/flood.md").is_file()


def test_a_dry_run_shows_the_texts_and_the_records_and_writes_nothing(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    before = everything(root)
    told = run(root, "import", "--dry-run").output
    assert everything(root) == before
    assert "+ seeds/flood.txt: “The Alder floods Millbrook”, Alder Gazette, 2025-03-04, 19 words" in told
    assert "published: 2025-03-04 (from front matter published)" in told
    assert "+ content/sources/flood.md" in told


GERMAN = """---
title: Hochwasser in Mühlbach
lang: en-US
---
Mindestens 40 Menschen sind am Dienstag in Mühlbach in Sicherheit gebracht worden, sagte die Feuerwehr. Der Damm sei nicht
gebrochen, teilte der Landkreis mit, und die Lage ist nach den Worten von Ida Moos nicht mehr so schlimm wie in der Nacht.
"""


def test_a_text_keeps_its_language_whatever_the_program_that_saved_it_says_of_itself(root: Path) -> None:
    put(root, {"flut.md": GERMAN, "flood.md": NOTE})
    told = run(root, "import").output
    corpus = open_dossier(root).corpus
    assert {source.id: source.language for source in corpus.sources.values()} == {"flut": "de", "flood": "en"}
    assert {corpus.language_of(placed.claim) for placed in corpus.claims if placed.claim.source == "flut"} == {"de"}
    assert "seeds/flut.txt:1:1: language-unread: the text is in German" in told
    assert "seeds/flood.txt:1:1: language-unread" not in told


def test_a_translation_names_who_made_it(root: Path) -> None:
    put(root, {"flut.md": GERMAN})
    run(root, "import")
    entry = next((root / "content" / "timeline").rglob("*.md"))
    words = "    source: flut\n"
    for translation, code in (("{text: At least 40 people}", "missing-key"), ("{text: At least 40, by: I. Moss}", "")):
        text = entry.read_text().replace(words, f"{words}    translation: {translation}\n", 1)
        (entry.parent / "translated.md").write_text(text)
        told = run(root, "check", str(entry.parent / "translated.md")).output
        assert ("missing-key" in told) == bool(code)


# ── once and never again ────────────────────────────────────────────────────────────────────────────────────


def test_a_second_import_changes_nothing(root: Path) -> None:
    put(root, {"flood.md": NOTE, "box.mbox": MAILBOX})
    run(root, "import")
    before = everything(root)
    told = run(root, "import")
    assert told.exit_code == 0 and "Nothing to do." in told.output
    run(root, "import", "--again")
    run(root, "import", str(root / "seeds" / "box.mbox"), str(root / "seeds" / "flood.md"))
    assert everything(root) == before


def test_a_text_that_a_person_deleted_comes_back_only_when_its_original_is_named(root: Path) -> None:
    put(root, {"box.mbox": MAILBOX})
    run(root, "import")
    for path in [*(root / "seeds").glob("box-forty-people-safe-2.*"), *(root / "content").rglob("*-2.md")]:
        path.unlink()
    run(root, "import")
    assert names(root) == ["box-forty-people-safe.txt"]
    run(root, "import", "seeds/box.mbox")
    assert names(root) == ["box-forty-people-safe-2.txt", "box-forty-people-safe.txt"]


def test_an_original_that_changed_is_a_problem_and_its_text_stays(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    put(root, {"flood.md": NOTE + "\nMore words.\n", "other.md": "# Other\n\nOther words.\n"})
    before = (root / "seeds" / "flood.txt").read_bytes()
    result = run(root, "import")
    assert result.exit_code == 1 and "seeds/flood.md:1:1: original-changed" in result.output
    assert "save it under another name" in result.output
    assert (root / "seeds" / "flood.txt").read_bytes() == before
    assert names(root) == ["flood.txt", "other.txt"]
    for path in ("", "seeds/flood.md", "seeds/flood.capture.json", "content/sources/flood.md"):
        told = run(root, "check", *([str(root / path)] if path else []))
        assert told.exit_code == 1 and "original-changed" in told.output


def test_an_original_that_is_not_at_hand_is_no_problem(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    (root / "seeds" / "flood.md").unlink()
    assert run(root, "import").exit_code == 0
    assert run(root, "check").exit_code == 0


def test_a_text_that_somebody_corrects_and_imports_by_name_is_noted_as_such(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    text = root / "seeds" / "flood.txt"
    text.write_text(text.read_text().replace("river service", "rescue service"))
    assert run(root, "import").exit_code == 1
    told = run(root, "import", "seeds/flood.txt").output
    assert "~ seeds/flood.capture.json: notes that a person has corrected the text" in told
    assert capture(root, "flood")["corrected"] == sha256(text.read_bytes()).hexdigest()
    assert "capture-stale" not in run(root, "check").output
    before = everything(root)
    run(root, "import", "seeds/flood.txt", "seeds/flood.md")
    assert everything(root) == before


def test_a_text_that_is_no_longer_what_was_made_is_told(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    text = root / "seeds" / "flood.txt"
    text.write_text(text.read_text().replace("Tuesday", "Monday"))
    told = run(root, "check").output
    assert "capture-stale: seeds/flood.txt is not the text that was made of flood.md" in told and "(warning)" in told


@pytest.mark.parametrize(
    "held", [b"{", b"[]", b'{"format": 2}', b'{"format": 1, "seed": 3}', b"\xff", b"[" * 100_000], ids=repr
)
def test_a_capture_that_cannot_be_read_is_a_problem_with_its_place(root: Path, held: bytes) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    put(root, {"flood.capture.json": held})
    for words in (["check"], ["import"]):
        told = run(root, *words)
        assert told.exit_code == 1 and "seeds/flood.capture.json:1:" in told.output and "capture-broken" in told.output


def test_a_capture_whose_text_is_gone_is_told_as_a_stray_file(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    run(root, "import")
    (root / "seeds" / "flood.txt").unlink()
    assert "seeds/flood.capture.json:1:1: stray-seed" in run(root, "check").output


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────

OTHER = "# Other\n\nOther words of another article.\n"
TAKEN: dict[str, tuple[dict[str, str | bytes], list[str], int, str]] = {
    "a text that somebody put there": (
        {"a.txt": "By hand.\n", "a.md": NOTE},
        ["a.txt"],
        0,
        "the file is not read, since seeds/a.txt was not made of it (warning)",
    ),
    "the same in capitals": ({"A.txt": "By hand.\n", "a.md": NOTE}, ["A.txt"], 0, "seeds/A.txt was not made of it"),
    "a text that stands in for what cannot be read": (
        {"a.txt": "By hand.\n", "a.md": "---\na: b\n---\n"},
        ["a.txt"],
        0,
        "cannot be read (no text was found in it), and seeds/a.txt stands in for it (warning)",
    ),
    "another original of that name": ({"a.eml": MAILBOX[:330], "a.md": NOTE}, ["a.txt"], 1, "made of a.eml"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_a_name_that_is_taken_is_told_and_nothing_is_written_over(root: Path, case: str) -> None:
    files, made, code, words = TAKEN[case]
    put(root, files)
    result = run(root, "import")
    assert (
        result.exit_code == code and "seeds/a.md:1:1: original-name-taken" in result.output and words in result.output
    )
    assert names(root) == made
    assert "a.txt" not in files or (root / "seeds" / "a.txt").read_text() == files["a.txt"]


def test_the_same_words_in_two_originals_are_one_text(root: Path) -> None:
    put(root, {"a.md": NOTE, "b.md": NOTE})
    result = run(root, "import")
    assert result.exit_code == 0 and names(root) == ["a.txt"]
    assert "seeds/b.md: not made again, its text is that of seeds/a.txt" in result.output


@pytest.mark.parametrize("copy", ["a (1).md", "a - Copy.md", "Kopie von a.md"])
def test_of_two_files_with_one_article_what_is_called_a_copy_is_the_one_left_out(root: Path, copy: str) -> None:
    put(root, {copy: NOTE, "z.md": NOTE})
    run(root, "import")
    assert names(root) == ["z.txt"]


def test_the_number_that_a_browser_gave_is_no_part_of_the_source_s_id(root: Path) -> None:
    put(root, {"a (1).md": NOTE})
    run(root, "import")
    assert (root / "content/sources/a.md").is_file()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Flood – a page.md", "Flood – a page.txt"),
        (f"{'long ' * 48}.md", "long-long-long-long-long-long-long-long-long-long-long-long.txt"),
        ("what: a “day”?.md", "what-a-day.txt"),
        ("Повінь.md", "Повінь.txt"),
        (":::.md", f"original-{sha256(NOTE.encode()).hexdigest()[:12]}.txt"),
    ],
)
def test_a_text_is_called_after_its_original_as_far_as_every_system_can_bear_it(
    root: Path, name: str, text: str
) -> None:
    put(root, {name: NOTE})
    run(root, "import")
    assert names(root) == [text]


def test_an_original_elsewhere_is_not_imported_and_the_tip_says_where_to_put_it(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(NOTE)
    result = run(root, "import", str(elsewhere))
    assert result.exit_code == 1 and "not-a-seed" in result.output and "copy the file there first" in result.output


def test_links_and_notes_to_people_are_no_originals(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(NOTE)
    (root / "seeds" / "linked.md").symlink_to(tmp_path / "secret.md")
    put(root, {"README.md": "# How to put articles here\n", ".hidden.md": NOTE})
    assert run(root, "import").exit_code == 1  # a link is a problem for whoever builds the site
    assert names(root) == []


KINDS = [
    ("a.html", b"<!doctype html><p>x", "html_page"),
    ("a.html", b"%PDF-1.7", "pdf_file"),
    ("a.PDF", b"%PDF-1.7", "pdf_file"),
    ("a.pdf", b"<html><body>log in first", "html_page"),
    ("a.xml", b"<?xml version='1.0'?><rss>", "feeds"),
    ("a.xml", b"<?xml version='1.0'?>\n<html xmlns='x'>", "html_page"),
    ("a.html", b"<?xml version='1.0'?><feed xmlns='x'>", "feeds"),
    ("a.WARC.gz", b"\x1f\x8b", "web_archive"),
    ("a.md", b"<html>", "markdown_text"),
]


@pytest.mark.parametrize(("name", "data", "module"), KINDS)
def test_the_reader_is_chosen_by_name_and_by_what_the_file_is(name: str, data: bytes, module: str) -> None:
    assert format_for(data, name).module == module


def test_every_reader_that_the_table_names_is_there() -> None:
    for one in formats().values():
        assert callable(import_module(f"build_tools.originals.{one.module}").articles)
        assert all(version(library) for library in one.libraries)


def test_the_readme_names_every_kind_of_original() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    section = readme.partition("## What goes into seeds/")[2].partition("\n## ")[0]
    assert {ending for ending in formats() if f"`{ending}`" not in section} == set()


@given(st.text(max_size=40))
def test_a_name_without_its_ending_is_shorter_by_that(name: str) -> None:
    file = name.rpartition("/")[2]
    assert stem_of(name) + file[len(file) - len(ending_of(name)) :] == file or not ending_of(name)


# ── all of it or nothing ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", range(1, 5))
def test_a_disk_that_is_full_on_the_way_leaves_no_text_and_no_record(
    root: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, {"flood.md": NOTE, "box.mbox": MAILBOX})
    before, real = everything(root), journal._do
    done: list[Any] = []

    def full(*words: Any) -> None:
        done.append(words)
        if len(done) == number:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(*words)

    plan = plan_import(root, latest=TODAY)
    monkeypatch.setattr(journal, "_do", full)
    with pytest.raises(ProblemsFound, match="cannot-write"):
        apply_plans(root, plan.plans, plan.unpacked.texts)
    monkeypatch.undo()
    assert everything(root) == before


def test_a_text_that_appears_while_the_import_is_planned_is_not_written_over(root: Path) -> None:
    put(root, {"flood.md": NOTE})
    plan = plan_import(root, latest=TODAY)
    put(root, {"flood.txt": "By hand.\n"})
    with pytest.raises(ProblemsFound, match="changed-meanwhile"):
        apply_plans(root, plan.plans, plan.unpacked.texts)
    assert names(root, "") == ["flood.md", "flood.txt"]


# ── told afterwards ─────────────────────────────────────────────────────────────────────────────────────────


def test_explain_tells_what_a_fact_comes_from_and_what_the_text_was_made_of(root: Path) -> None:
    put(root, {"flood.md": NOTE, "flood.yml": "kind: statement\n"})
    run(root, "import")
    (account,) = explain(root, str(root / "seeds" / "flood.md"))
    why = {value.key: value.why for value in account.values}  # type: ignore[union-attr]
    assert why["published"] == ("flood.md says so: front matter published",)
    assert why["publisher"] == ("flood.md says so: front matter publisher, “Alder Gazette”",)
    assert why["kind"] == ("the file beside it says so (seeds/flood.yml)",)
    assert "Its text was made of flood.md (Markdown), by claimline markdown_text 1" in "\n".join(account.remarks)  # type: ignore[union-attr]


def test_annotate_reads_an_original_and_asks_which_article_is_meant(root: Path) -> None:
    put(root, {"flood.md": NOTE, "box.mbox": MAILBOX})
    assert "published 2025-03-04 · en" in run(root, "annotate", "seeds/flood.md").output
    asked = run(root, "annotate", str(root / "seeds" / "box.mbox"))
    assert asked.exit_code == 1 and "which-article: it holds 2 articles" in asked.output
    assert "1: “Forty people safe”" in asked.output
    assert "44 people" in run(root, "annotate", str(root / "seeds" / "box.mbox"), "--part", "2").output


# ── any file ────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = [*NOTE.split("\n"), *MAILBOX.decode().split("\n"), "# ", "- ", "| a | b |\n|---|---|", "```", "> ", "\x00"]
PIECES += [
    "Content-Type: text/html; charset=utf-16",
    "Content-Type: multipart/mixed; boundary=x",
    "--x",
    "=?utf-8?b?4?=",
]
PIECES += [
    "<script>",
    "[[",
    "![",
    "](",
    "Content-Transfer-Encoding: base64",
    "\u202e",
    "+++",
    "a = 1979-05-27",
    "\ud800",
]
ANY_FILE = st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=25).map(
    lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass")
)


@pytest.mark.parametrize("name", ["seeds/a.md", "seeds/a.eml", "seeds/a.mbox"])
@given(data=ANY_FILE)
@settings(max_examples=80)
def test_any_bytes_give_articles_or_a_clear_problem(name: str, data: bytes) -> None:
    try:
        found = read_original(data, name)
    except ProblemsFound as problems:
        assert problems.problems and all(one.tip and one.code != "reader-crashed" for one in problems.problems)
        return
    assert found.articles
    for one in found.articles:
        assert texts.normalise(one.text.encode(), name) == one.text
        assert not {problem.level for problem in one.problems} & {Level.ERROR}
        assert all(key in one.told_by for key in ("title", "published", "url") if getattr(one, key))


WORDS = st.sampled_from(
    ["Some words.", "Other words.", "# Flood\n\nWords.", "", "---\ntitle: Flood\n---\nMore words.", MAILBOX.decode()]
)
NAMES = st.sampled_from(
    ["a.md", "A.md", "a.eml", "a.mbox", "b.mbox", "B.MD", "a-flood.md", "é.md", "e\u0301.md", "a.txt", "b-flood.txt"]
)


@given(files=st.dictionaries(NAMES, WORDS, max_size=6), later=st.dictionaries(NAMES, WORDS, max_size=3))
@settings(max_examples=40)
def test_whatever_lies_in_seeds_no_file_is_written_over_and_a_second_time_makes_nothing(
    files: dict[str, str], later: dict[str, str]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "seeds").mkdir()
        for put_there in (files, {name: held for name, held in later.items() if name not in files}):
            put(root, put_there)
            before = everything(root)
            made = unpacked(root)
            assert everything(root).items() >= before.items() and len(everything(root)) == len(before) + 2 * made
            assert unpacked(root) == 0


def unpacked(root: Path) -> int:
    """How many texts an import makes of what lies there; they are written."""
    there = {
        path.name: texts.normalise(path.read_bytes() or b"x", path.name) for path in (root / "seeds").glob("*.txt")
    }
    found = unpack(root, None, {name: sha256(text.encode()).hexdigest() for name, text in there.items()})
    for new in found.texts:
        for path, text in new.files().items():
            assert not (root / path).exists()
            (root / path).write_text(text)
    return len(found.texts)
