"""The commands as a user runs them: exit codes, messages that say what to do, and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.seeds import read_document

FLOOD = "content/timeline/2031/millbrook-flood.md"


def claimline(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(word) for word in words])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_check_of_a_sound_dossier_exits_0_and_says_how_much_is_covered(flood: Path) -> None:
    result = claimline("check", "--root", flood)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "0 problems in 2 entries, 5 claims" in result.stderr
    assert "gazette: 100 % of 3 body sentences" in result.stderr


def test_check_exits_1_with_the_place_and_a_tip(flood: Path) -> None:
    edit(flood / FLOOD, "25 people", "26 people")
    result = claimline("check", "--root", flood)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{FLOOD}:22:12: quote-missing: these words are not in seeds/herald.txt")
    assert "The nearest there: “" in result.stdout


def test_check_of_some_paths_shows_only_theirs(flood: Path) -> None:
    edit(flood / FLOOD, "25 people", "26 people")
    assert claimline("check", "--root", flood, flood / "content/actors").exit_code == 0
    assert claimline("check", "--root", flood, flood / FLOOD).exit_code == 1


def test_check_for_programs_is_json(flood: Path) -> None:
    edit(flood / FLOOD, "type: disaster", "type: flood")
    (row,) = json.loads(claimline("check", "--format", "json", "--root", flood).stdout)
    assert (row["path"], row["line"], row["column"], row["code"]) == (FLOOD, 4, 7, "unknown-reference")


@pytest.mark.parametrize(
    "words", [["chek"], ["check", "--formt", "x"], ["rename", "one"], ["pages"], ["verify", "nowhere"]]
)
def test_wrong_usage_exits_2(words: list[str]) -> None:
    assert claimline(*words).exit_code == 2


def test_a_command_outside_a_dossier_says_where_to_run_it(tmp_path: Path) -> None:
    result = claimline("build", "--root", tmp_path)
    assert result.exit_code == 1
    assert "no-dossier" in result.stderr and "--root" in result.stderr


@pytest.mark.parametrize("command", ["build", "serve", "bundle"])
@pytest.mark.parametrize("hooks", ["", "hooks: []", "hooks: [of-somebody-else.py]", "hooks: [gone.py]"])
def test_no_site_is_made_without_the_hook_that_keeps_back_what_is_withheld(
    hooks: str, command: str, flood: Path
) -> None:
    (flood / "mkdocs.yml").write_text(f"site_name: Flood\n{hooks}\n")
    (flood / "of-somebody-else.py").write_text("def on_files(files, **_):\n    return files\n")
    result = claimline(command, "--root", flood)
    assert result.exit_code == 1 and "hook-missing" in result.stderr
    assert ("“hooks” names gone.py, which is not here" in result.stderr) == ("gone.py" in hooks)
    assert not (flood / "site").exists()


# ── fix ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_fix_mends_typography_hashes_and_folders_and_nothing_else(flood: Path) -> None:
    herald, gazette = flood / "content/sources/herald.md", flood / "seeds/gazette.txt"
    edit(gazette, "denied that the dam had failed", "denied that the “old” dam’s wall had failed")
    edit(flood / "content/sources/gazette.md", "sha256: ", "#sha256: ")
    edit(herald, "sha256: ", "#sha256: ")
    edit(flood / FLOOD, '"2031-03-04"   # both sources', '"2030-03-04"   # both sources')
    disputed = flood / "content/timeline/2031/dam-failure-disputed.md"
    quote = "A council spokesman denied that the dam had failed"
    edit(disputed, quote, """'A council spokesman denied that the "old" dam''s wall had failed'""")
    before = disputed.read_text()
    assert "Nothing" not in claimline("fix", "--dry-run", "--root", flood).stdout
    assert disputed.read_text() == before
    result = claimline("fix", "--root", flood)
    assert result.exit_code == 0, result.output
    assert "denied that the “old” dam’s wall had failed\n" in disputed.read_text()
    assert (flood / "content/timeline/2030/millbrook-flood.md").is_file() and not (flood / FLOOD).exists()
    left = find_problems(open_dossier(flood))
    assert [problem.code for problem in left] == ["date-unborne"], "the year is a person's to mend"
    assert claimline("fix", "--root", flood).stdout == "Nothing to mend.\n1 problem needs a person: claimline check\n"


@pytest.mark.parametrize(("written", "mended"), [("2031-3-5", "2031-03-05"), ("2031-3-05", "2031-03-05")])
def test_fix_puts_the_zero_that_a_date_lacks(written: str, mended: str, flood: Path) -> None:
    edit(flood / FLOOD, 'said: "2031-03-05"', f"said: {written}")
    assert "date-invalid" in {problem.code for problem in find_problems(open_dossier(flood))}
    result = claimline("fix", "--root", flood)
    assert mended in (flood / FLOOD).read_text() and "a person" not in result.stdout
    assert find_problems(open_dossier(flood)) == []


@pytest.mark.parametrize("written", ["5-3-2031", "2031-13-5", "2031-2-30", "March 5"])
def test_fix_leaves_a_date_that_may_be_meant_otherwise_and_says_that_a_person_is_needed(
    written: str, flood: Path
) -> None:
    edit(flood / FLOOD, 'said: "2031-03-05"', f'said: "{written}"')
    assert claimline("fix", "--root", flood).stdout == "Nothing to mend.\n1 problem needs a person: claimline check\n"


# ── rename ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actors/rescue-service", "alder-rescue"),
        ("actors/alder-county", "alder"),
        ("places/alder-county", "county"),
        ("millbrook", "millbrook-town"),
        ("gazette", "000-gazette"),
        ("people-rescued", "rescued"),
        ("timeline/millbrook-flood", "flood-in-millbrook"),
    ],
)
def test_a_renamed_record_is_found_under_its_new_id_everywhere(old: str, new: str, flood: Path) -> None:
    listed = claimline("rename", old, new, "--dry-run", "--root", flood).stdout
    assert find_problems(open_dossier(flood)) == []
    result = claimline("rename", old, new, "--root", flood)
    assert result.exit_code == 0, result.output
    assert result.stdout == listed
    assert find_problems(open_dossier(flood)) == []
    texts = [path.read_text() for path in (flood / "content").rglob("*.md")]
    id = old.rpartition("/")[2]
    assert sum(f"was: [{id}]" in text for text in texts) == 1
    assert "# both sources" in "".join(texts) and "# the Herald's count" in "".join(texts), "comments stay"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("alder-county", "x", "several records"),
        ("nobody", "x", "no record “nobody”"),
        ("ida-moss", "Ida Moss", "cannot be an id"),
        ("ida-moss", "residents", "is the id of another record"),
    ],
)
def test_a_rename_that_cannot_be_is_refused_with_a_reason(old: str, new: str, says: str, flood: Path) -> None:
    result = claimline("rename", old, new, "--root", flood)
    assert result.exit_code == 1
    assert says in result.stderr


def test_who_was_told_apart_stays_so_under_a_new_id(flood: Path) -> None:
    herald = flood / "content/actors/herald.md"
    herald.write_text("---\nname: Ida Mos\nkind: person\nnot_same: [ida-moss]\n---\n", encoding="utf-8")
    assert claimline("rename", "ida-moss", "i-moss", "--root", flood).exit_code == 0
    assert "not_same: [i-moss]" in herald.read_text(encoding="utf-8")
    assert find_problems(open_dossier(flood)) == []


def test_an_id_is_never_used_again(flood: Path) -> None:
    assert claimline("rename", "ida-moss", "i-moss", "--root", flood).exit_code == 0
    assert "was the id of i-moss" in claimline("rename", "residents", "ida-moss", "--root", flood).stderr


# ── import ──────────────────────────────────────────────────────────────────────────────────────────────────

ARTICLE = """Ferry runs aground near Port Hale
The ferry Northern Star ran aground off Port Hale late on Monday, March 10, 2031, the coastguard said.
“All 212 passengers are safe,” said Nora Finch, the head of the Coastguard Agency (CA), on Telegram.
A hospital official denied that anyone had died. Two people were missing, according to Reuters.
"""


def contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_new_name_that_looks_like_a_known_one_is_proposed_and_not_merged(flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(
        ARTICLE.replace("Nora Finch, the head", "Ida Mos, the head"), encoding="utf-8"
    )
    plan = claimline("import", "--root", flood).stdout
    assert "? content/actors/ida-mos.md: “Ida Mos” looks like “Ida Moss” of “ida-moss”" in plan
    assert "not_same: [ida-moss]" in plan
    assert (flood / "content/actors/ida-mos.md").is_file()


def test_a_dry_run_prints_the_plan_and_writes_nothing(flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    before = contents(flood)
    result = claimline("import", "--dry-run", "--root", flood)
    assert result.exit_code == 0, result.output
    assert "+ content/sources/ferry.md" in result.stdout and "+ content/timeline/2031/" in result.stdout
    assert contents(flood) == before


def test_an_imported_article_is_a_sound_draft_and_importing_again_changes_no_byte(flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    assert claimline("import", "--root", flood).exit_code == 0
    assert claimline("check", "--root", flood).exit_code == 0
    before = contents(flood)
    for words in ([], ["--again"], [flood / "seeds/ferry.txt"]):
        result = claimline("import", *words, "--root", flood)
        assert result.exit_code == 0 and result.stdout.rstrip().endswith("Nothing to do.")
        assert contents(flood) == before


def test_importing_an_article_that_people_curated_without_the_machine_touches_no_record(flood: Path) -> None:
    before = contents(flood / "content")
    result = claimline("import", "--root", flood)
    assert result.exit_code == 0, result.output
    after = contents(flood / "content")
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "seed-empty"),
        (b" \n\n", "seed-empty"),
        (b"PK\x03\x04\x00\x00word/document.xml", "seed-not-text"),
        ("The café said so.\n".encode("latin-1"), "seed-not-utf8"),
        ("The café said so.\n".encode("utf-16"), "seed-not-utf8"),
    ],
)
def test_a_seed_that_is_no_text_is_a_problem_and_hinders_no_other(data: bytes, code: str, flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    (flood / "seeds/broken.txt").write_bytes(data)
    result = claimline("import", "--root", flood)
    assert result.exit_code == 1
    (told,) = [line for line in result.stderr.splitlines() if line.startswith("seeds/broken.txt:1:")]
    assert code in told and (flood / "seeds/broken.txt").read_bytes() == data
    assert [path.stem for path in (flood / "content/sources").glob("*ferr*")]
    assert not [path for path in contents(flood) if "broken" in str(path) and not str(path).endswith("broken.txt")]


def test_a_sidecar_says_what_the_text_cannot(flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    aside = "{quote: late on Monday, reason: the hour is not known}"
    (flood / "seeds/ferry.yml").write_text(f"publisher: harbour-post\nauthors: [A, B]\nset_aside:\n  - {aside}\n")
    result = claimline("import", "--root", flood)
    assert result.exit_code == 0, result.output
    assert claimline("check", "--root", flood).exit_code == 0
    source = (flood / "content/sources/ferry.md").read_text()
    assert "publisher: harbour-post" in source and "reason: the hour is not known" in source
    assert "name: Harbour Post" in (flood / "content/actors/harbour-post.md").read_text()
    assert (
        claimline("import", "--root", flood).stdout == "Seeds: 0 read, 3 unchanged since their import. Nothing to do.\n"
    )


@pytest.mark.parametrize(
    ("sidecar", "says"),
    [
        ("titel: X\n", "seeds/ferry.yml:1:1: unknown-key"),
        ("title: 'X\n", "seeds/ferry.yml:1:8: yaml-syntax"),
        ("published: [2031]\n", "seeds/ferry.yml:1:12: wrong-shape"),
        ("publisher: The Times\n", "seeds/ferry.yml:1:12: bad-id"),
        ("published: 10.3.2031\n", "seeds/ferry.yml:1:12: date-invalid"),
    ],
)
def test_a_broken_sidecar_is_a_problem_at_its_place(sidecar: str, says: str, flood: Path) -> None:
    (flood / "seeds/ferry.txt").write_text(ARTICLE)
    (flood / "seeds/ferry.yml").write_text(sidecar)
    before = contents(flood)
    result = claimline("import", "--root", flood)
    assert result.exit_code == 1 and says in result.stderr
    assert contents(flood) == before


def test_a_vanished_seed_stops_an_import_so_that_nothing_is_taken_for_deleted(flood: Path) -> None:
    (flood / "seeds/herald.txt").unlink()
    result = claimline("import", "--root", flood)
    assert result.exit_code == 1
    assert "content/sources/herald.md:6:7: seed-missing" in result.stderr


def test_an_import_shows_all_problems_at_once(flood: Path) -> None:
    edit(flood / FLOOD, "type: disaster", "type: flood")
    edit(flood / "content/actors/residents.md", "kind: group", "kind: crowd")
    (flood / "seeds/empty.txt").write_bytes(b"")
    said = claimline("import", "--root", flood).stderr
    assert all(code in said for code in ("unknown-reference", "not-one-of", "seed-empty")) and "3 problems" in said


def test_a_file_that_is_no_seed_is_refused(flood: Path) -> None:
    assert "not-a-seed" in claimline("import", flood / "mkdocs.yml", "--root", flood).stderr


def test_annotate_shows_what_is_read_and_writes_nothing(flood: Path) -> None:
    seed = flood / "seeds/ferry.txt"
    seed.write_text(ARTICLE)
    before = contents(flood)
    read = json.loads(claimline("annotate", seed, "--format", "json", "--root", flood).stdout)
    assert {
        "text",
        "published",
        "sentences",
        "times",
        "names",
        "quantities",
        "attributions",
        "claims",
        "entries",
    } <= set(read)
    assert all(read["text"][item["start"] : item["end"]] == item["text"] for item in read["times"] + read["names"])
    assert "Nora Finch" in claimline("annotate", seed, "--root", flood).stdout
    assert contents(flood) == before


def test_annotate_writes_a_working_page_where_it_is_told_to(flood: Path, tmp_path: Path) -> None:
    seed, out = flood / "seeds/herald.txt", tmp_path / "work" / "herald.html"
    before = contents(flood)
    on_stdout = claimline("annotate", seed, "--format", "html", "--root", flood)
    assert on_stdout.stdout.startswith("<!doctype html>") and not on_stdout.stderr
    result = claimline("annotate", seed, "--format", "html", "--out", out, "--root", flood)
    assert out.read_text(encoding="utf-8") == on_stdout.stdout
    assert "not to be published" in result.stderr and not result.stdout
    assert contents(flood) == before


@pytest.mark.parametrize(
    "place", ["site/herald.html", "seeds/herald.html", "content/herald.html", "seeds/../site/x/y.html"]
)
def test_a_working_page_is_never_written_where_it_would_be_published(flood: Path, place: str) -> None:
    before = contents(flood)
    result = claimline(
        "annotate", flood / "seeds/herald.txt", "--format", "html", "--out", flood / place, "--root", flood
    )
    assert result.exit_code == 1 and "not-published" in result.stderr
    assert contents(flood) == before and not (flood / "site").exists()


def test_a_page_that_no_browser_could_open_is_refused_before_its_seed_is_read(flood: Path) -> None:
    seed = flood / "seeds/long.txt"
    seed.write_text("Rain fell. " * 250_000)
    result = claimline("annotate", seed, "--format", "html", "--root", flood)
    assert result.exit_code == 1
    assert "long.txt:1:1: page-too-large: a page of it would be too large to open: 2.8 MB of text" in result.stderr


def test_an_edited_seed_stops_an_import_and_stays_a_problem(flood: Path) -> None:
    edit(flood / "seeds/herald.txt", "25 people", "26 people")
    before = contents(flood)
    for words in ([], ["--again"]):
        result = claimline("import", *words, "--root", flood)
        assert result.exit_code == 1
        assert "content/sources/herald.md:7:9: seed-changed" in result.stderr
    assert contents(flood) == before


def test_the_same_text_again_is_a_copy_and_no_new_evidence(flood: Path) -> None:
    (flood / "seeds/copy.txt").write_bytes((flood / "seeds/herald.txt").read_bytes())
    (flood / "seeds/copy.yml").write_text("publisher: evening-post\n")
    assert claimline("import", "--root", flood).exit_code == 0
    assert "republishes: herald" in (flood / "content/sources/copy.md").read_text()
    result = claimline("check", "--root", flood)
    assert result.exit_code == 0 and "in 2 entries, 5 claims" in result.stderr


def test_files_that_are_no_seeds_are_pointed_out(flood: Path) -> None:
    for name in ("notes.docx", "gazette.yaml", "lonely.yml"):
        (flood / "seeds" / name).write_text("x: y\n")
    said = claimline("import", "--dry-run", "--root", flood).stderr
    for name in ("notes.docx", "gazette.yaml", "lonely.yml"):
        assert f"seeds/{name}:1:1: stray-seed" in said
    assert claimline("check", "--root", flood).exit_code == 0, "a warning, no more"


def test_an_article_without_a_date_says_that_it_needs_one(flood: Path) -> None:
    (flood / "seeds/note.txt").write_text("The mayor said the bridge is closed.\n")
    said = claimline("import", "--root", flood).stderr
    assert "seeds/note.txt:1:1: date-unknown" in said and "seeds/note.yml" in said


def test_an_article_without_a_publisher_says_that_it_needs_one_and_where(flood: Path) -> None:
    (flood / "seeds/note.txt").write_text("The mayor said on 4 March 2021 that the bridge is closed.\n")
    said = " ".join(claimline("import", "--dry-run", "--root", flood).stderr.split())
    assert "seeds/note.txt:1:1: publisher-unknown" in said and "Add a line “publisher: …” to seeds/note.yml" in said
    (flood / "seeds/note.yml").write_text("publisher: herald\n")
    assert "publisher-unknown" not in claimline("import", "--root", flood).stderr
    assert "publisher-unknown" not in claimline("check", "--root", flood).output


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Lowland Courier, March 4, 2031", "Lowland Courier"),
        ("The Harbour Times — 4 March 2031", "The Harbour Times"),
        ("Radio Alder, Tuesday, 4 March 2031", "Radio Alder"),
        ("Reuters, March 4, 2031 10:15 GMT", "Reuters"),
        ("Oslo, 4 March 2031", ""),
        ("New York, March 4, 2031", ""),
        ("Post Falls, March 4, 2031", ""),
        ("Published: March 4, 2031", ""),
    ],
)
def test_an_outlet_before_the_date_on_its_line_is_the_publisher_and_a_place_is_not(line: str, publisher: str) -> None:
    text = f"A bridge falls in the old town\n{line}\n\nThe mayor said on Tuesday that the bridge is closed.\n"
    assert read_document(text, "note.txt").publisher == publisher


def test_a_dry_run_tells_of_each_claim_who_says_what_and_when(flood: Path) -> None:
    text = "The mayor of Millbrook, Ada Quill, denied on Tuesday that the bridge had fallen.\n"
    (flood / "seeds/note.txt").write_text(f"Alder Courier, March 4, 2021\n\n{text}")
    plan = claimline("import", "--dry-run", "--root", flood).stdout
    assert "claim ada-quill denies: “denied on Tuesday that the bridge had fallen” (said 2021-03-02)" in plan


def test_a_date_line_that_lies_ahead_is_named_and_not_taken(flood: Path) -> None:
    text = "Published: 3 July 2131\n\nA bridge fell on Tuesday, July 1, the mayor said.\n"
    (flood / "seeds/note.txt").write_text(text)
    shown = claimline("annotate", flood / "seeds/note.txt", "--root", flood).stdout
    assert "published unknown (the date “3 July 2131” that the text carries is later than today)" in shown
    said = " ".join(claimline("import", "--root", flood).stderr.split())
    assert "date-unknown: the text carries the date “3 July 2131”, which is later than today" in said
    assert "published: 2131-07-03" in said and "seeds/note.yml" in said
    (flood / "seeds/note.yml").write_text("published: 2131-07-03\n")
    assert "date-unknown" not in claimline("import", "--root", flood).stderr


def test_a_seed_named_by_its_path_in_the_dossier_is_found_from_elsewhere(
    flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (flood / "seeds/note.txt").write_text("The mayor said on 4 March 2021 that the bridge is closed.\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for command in (["annotate"], ["import", "--dry-run"]):
        result = claimline(*command, "seeds/note.txt", "--root", flood)
        assert result.exit_code == 0, result.output


def test_check_finds_the_dossier_from_a_folder_inside_it(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(flood / FLOOD, "25 people", "26 people")
    monkeypatch.chdir((flood / FLOOD).parent)
    assert claimline("check", "millbrook-flood.md").exit_code == 1
    assert claimline("check", "dam-failure-disputed.md").exit_code == 0
    assert claimline("check", "misspelt.md").exit_code == 2


def test_check_says_which_sentences_are_open(flood: Path) -> None:
    edit(flood / FLOOD, "quote: At least 40 people have been taken to safety", "quote: Tom Reed")
    said = claimline("check", "--root", flood).stderr
    assert "neither claimed nor set aside: seeds/gazette.txt:3:1: “At least 40 people have been taken to …" in said
