"""What a change means: on real repositories, in every form, exactly as people read it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from git_work import commit_all, git, repository_of
from jsonschema import Draft202012Validator
from on_disk import edit

from build_tools.cli import main
from build_tools.comparing import compare_states
from build_tools.dossier import open_dossier
from build_tools.forge.defused import defused
from build_tools.inspection import find_problems
from build_tools.records.git_tree import GitTree
from build_tools.review.markdown import as_markdown
from build_tools.review.telling import report_on

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "build_tools" / "review" / "review.schema.json"
GOLDEN = HERE / "golden" / "diff"
FLOOD = "content/timeline/2031/millbrook-flood.md"
DAM = "content/timeline/2031/dam-failure-disputed.md"


def diff(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["diff", *words, "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def told(root: Path, *words: str) -> str:
    result = diff(root, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def held(root: Path, *words: str) -> dict:  # type: ignore[type-arg]
    found = json.loads(told(root, *words, "--format", "json"))
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(found)
    return found


@pytest.fixture(scope="module")
def kept_once(tmp_path_factory: pytest.TempPathFactory, flood_at: Callable[[Path], Path]) -> Path:
    """The small dossier in a repository of its own, on main; for copies."""
    return repository_of(flood_at(tmp_path_factory.mktemp("kept") / "flood"))


@pytest.fixture
def kept(kept_once: Path, tmp_path: Path) -> Path:
    """A copy of it, free to be changed."""
    return Path(shutil.copytree(kept_once, tmp_path / "flood"))


@pytest.fixture(scope="module")
def branch(kept_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch that adds a source (seed, sidecar, claims) and corrects a claim, while main has gone on; to be read."""
    kept = Path(shutil.copytree(kept_once, tmp_path_factory.mktemp("branch") / "flood"))
    git(kept, "checkout", "-q", "-b", "anzeiger")
    shutil.copytree(HERE / "dossiers" / "flood_more", kept, dirs_exist_ok=True)
    (kept / "seeds/anzeiger.yml").write_text("kind: news-report\n")
    commit_all(kept, "A source from Germany")
    edit(kept, DAM, "speaker: {unnamed: A council spokesman, within: county-council}", "speaker: county-council")
    edit(kept, FLOOD, "quote: At least 40 people have been taken to safety\n", "quote: At least 40 people\n")
    commit_all(kept, "Who denied it, and fewer words")
    git(kept, "checkout", "-q", "main")
    edit(kept, FLOOD, "The river rose at night", "The river rose before dawn")
    commit_all(kept, "Meanwhile")
    return kept


def compare_with_golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / name
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("form", "name"), [("text", "branch.txt"), ("markdown", "branch.md"), ("json", "branch.json")])
def test_a_branch_that_adds_a_source_and_corrects_a_claim(
    branch: Path, request: pytest.FixtureRequest, form: str, name: str
) -> None:
    links = ["--link-base", "https://forge.example/ann/flood/blob/{commit}"]
    text = told(branch, "main...anzeiger", "--format", form, *links)
    for name_of_it, revision in (("BASE", "main~1"), ("HEAD", "anzeiger")):  # hashes hold the path of the checkout
        commit = git(branch, "rev-parse", revision)
        text = text.replace(commit, f"<{name_of_it}>").replace(commit[:10], f"<{name_of_it}, short>")
    assert "<HEAD" in text and "<BASE" in text
    compare_with_golden(name, text, request)
    assert "before dawn" not in text  # what main did meanwhile is not the branch's


def test_the_json_is_as_its_schema_says(branch: Path) -> None:
    found = held(branch, "--merge-base", "main", "anzeiger")
    assert found["before"]["commit"] == git(branch, "merge-base", "main", "anzeiger")
    assert {(one["kind"], one["became"]) for one in found["records"]} >= {("source", "added"), ("entry", "added")}
    assert [one["question"] for one in found["consequences"]["questions"]] == ["dam-failed"]
    assert held(branch, "main..anzeiger")["before"]["commit"] == git(branch, "rev-parse", "main")


def test_the_working_folder_is_compared_as_it_lies_there(kept: Path) -> None:
    assert told(kept, "HEAD").splitlines()[-1] == "  No change of meaning."
    edit(kept, FLOOD, 'date: "2031-03-04"', 'date: "2031-03-05"')
    assert "“The Alder floods Millbrook” moves from 4 March 2031 to 5 March 2031" in told(kept, "HEAD")


def test_a_question_that_turns_is_told_first(kept: Path) -> None:
    edit(kept, FLOOD, 'answers: {people-rescued: "25"}', 'answers: {people-rescued: "~45"}')
    first = told(kept, "HEAD").splitlines()[1].strip()
    assert (
        first == "Question “How many people were brought to safety in Millbrook?” turns from contradicted to compatible"
    )


def test_exit_codes_say_whether_something_differs_or_nothing_could_be_compared(kept: Path) -> None:
    edit(kept, FLOOD, "title: The Alder floods", "title:   The Alder floods")
    assert diff(kept, "HEAD", "--exit-code").exit_code == 0
    edit(kept, FLOOD, "title:   The Alder floods", "title: The Alder drowns")
    assert diff(kept, "HEAD").exit_code == 0
    assert diff(kept, "HEAD", "--exit-code").exit_code == 1
    for wrong in ("nosuch", "seeds", "--", "main...nosuch"):
        assert diff(kept, wrong).exit_code == 2
    assert "there is no revision “nosuch” here" in diff(kept, "nosuch").stderr


def test_formatting_comments_and_the_order_of_keys_are_no_change(kept: Path) -> None:
    edit(kept, FLOOD, "  # the Herald's count\n", "")
    edit(
        kept,
        DAM,
        '    speaker: residents\n    answers: {dam-failed: "yes"}',
        "    answers: {dam-failed: yes}\n    speaker: 'residents'",
    )
    edit(kept, "content/actors/herald.md", "\n", "\r\n")
    found = held(kept, "HEAD")
    assert found["empty"] and not found["records"] and not found["claims"]
    assert found["files"]["formatting"] == [DAM, FLOOD]
    assert (
        "No change of meaning: only formatting, order of keys, comments, or the new id of what was renamed (2 files)"
        in told(kept, "HEAD")
    )


def test_a_folder_is_compared_with_a_folder_without_git(
    flood: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(flood, tmp_path / "later")
    edit(tmp_path / "later", FLOOD, "The Alder floods", "The Alder drowns")
    monkeypatch.setenv("PATH", "")
    text = told(flood, str(flood), str(tmp_path / "later"))
    assert "title: The Alder [-floods-] {+drowns+} Millbrook" in text


RENAME: Callable[[Path, str, str], None] = lambda root, old, new: CliRunner().invoke(  # noqa: E731
    main, ["rename", old, new, "--root", str(root)], catch_exceptions=False
)


def test_what_is_renamed_everywhere_is_one_change(kept: Path) -> None:
    for old, new in (
        ("actors/residents", "people-of-millbrook"),
        ("sources/herald", "the-herald"),
        ("questions/dam-failed", "dam-broke"),
    ):
        RENAME(kept, old, new)
    found = held(kept, "HEAD")
    assert {(one["kind"], one["became"], one["fields"] == []) for one in found["records"]} == {
        ("actor", "renamed", True),
        ("source", "renamed", True),
        ("question", "renamed", True),
    }
    assert found["claims"] == [] and found["consequences"]["questions"] == []
    assert found["consequences"]["actor_pages"] == [] and found["consequences"]["vanished"] == []


def test_a_claim_that_goes_to_another_entry_is_one_change(kept: Path) -> None:
    claim = (kept / DAM).read_text().partition("  - quote: The dam above")[2].removesuffix("---\n")
    moved = f"  - quote: The dam above{claim}"
    edit(kept, DAM, moved, "")
    edit(kept, FLOOD, "---\nThe river", f"{moved}---\nThe river")
    found = held(kept, "HEAD")
    (one,) = found["claims"]
    assert one["became"] == "moved" and one["fields"] == []
    assert (one["before"]["entry"], one["after"]["entry"]) == ("dam-failure-disputed", "millbrook-flood")


def test_two_entries_made_one_are_told_as_such_and_the_other_way_round_too(kept: Path) -> None:
    claims = (kept / DAM).read_text().partition("claims:\n")[2].removesuffix("---\n")
    (kept / DAM).unlink()
    edit(kept, FLOOD, "---\nThe river", f"{claims}---\nThe river")
    edit(kept, FLOOD, "claims:", "was: [dam-failure-disputed]\nclaims:")
    commit_all(kept, "One event")
    found, back = held(kept, "HEAD~1", "HEAD"), held(kept, "HEAD", "HEAD~1")
    assert [(one["became"], one["other"]) for one in found["records"]] == [("merged", "millbrook-flood")]
    assert [(one["became"], one["other"]) for one in back["records"]] == [("split", "millbrook-flood")]
    assert {one["became"] for one in found["claims"]} == {"moved"} and len(found["claims"]) == 2
    assert found["consequences"]["vanished"] == ["dam-failure-disputed"]


def test_who_is_at_risk_is_told_loudly_and_no_words_are_repeated(kept: Path) -> None:
    edit(kept, FLOOD, "sensitivity: none", "sensitivity: person-at-risk")
    edit(kept, FLOOD, "At least 40 people have been taken to safety", "At least 40 people")
    commit_all(kept, "Withheld")
    for states, says in (
        (("HEAD~1", "HEAD"), "Withheld from now on"),
        (("HEAD", "HEAD~1"), "Attention: an entry withheld"),
    ):
        for form in ("text", "markdown", "json"):
            text = told(kept, *states, "--format", form)
            assert "people have been taken" not in text and "The Alder floods" not in text
        assert says in told(kept, *states).splitlines()[1]
    assert held(kept, "HEAD~1")["consequences"]["withheld"] == ["millbrook-flood"]
    assert held(kept, "HEAD", "HEAD~1")["consequences"]["published"] == ["millbrook-flood"]


def test_nobody_is_told_who_is_heard_in_what_is_withheld_nor_what_they_answer(kept: Path) -> None:
    edit(kept, FLOOD, "unnamed: a source in the rescue service", "unnamed: Zelda Quixano")
    edit(kept, FLOOD, "speaker: ida-moss", "speaker: residents")
    commit_all(kept, "A witness with a name")
    edit(kept, FLOOD, "sensitivity: none", "sensitivity: person-at-risk")
    commit_all(kept, "Withheld")
    for states in (("HEAD~1", "HEAD"), ("HEAD", "HEAD~1")):
        found = held(kept, *states)["consequences"]
        (turn,) = [one for one in found["questions"] if one["question"] == "people-rescued"]
        assert turn["before"]["state"] != turn["after"]["state"] and turn["roots_came"] == turn["roots_went"] == []
        assert turn["before"]["answers"] == turn["after"]["answers"] == []
        assert found["actor_pages"] == found["coverage"] == []
        for form in ("text", "markdown", "json"):
            text = told(kept, *states, "--format", form)
            assert not [word for word in ("Quixano", "Residents", "≥40", ">=40", "25 people") if word in text]
        assert "who answers in an entry that puts a person at risk, and what, is not repeated" in told(kept, *states)


def test_what_could_not_be_read_is_told_and_not_passed_over(kept: Path) -> None:
    edit(kept, FLOOD, "title: The Alder", "title: [The Alder")
    commit_all(kept, "Broken")
    edit(kept, FLOOD, "floods", "drowns")
    found = held(kept, "HEAD")
    assert found["files"]["unread"] == [FLOOD]
    assert "yaml-syntax" in {one["code"] for one in held(kept, "HEAD~1")["consequences"]["problems_added"]}


def test_a_record_that_cannot_be_read_is_not_gone_and_nothing_follows_from_it(kept: Path) -> None:
    for path in (FLOOD, "content/actors/residents.md", "content/questions/dam-failed.md", "content/vocabulary.yml"):
        (kept / path).write_text("x: [")
    found = held(kept, "HEAD")
    assert {(one["kind"], one["became"]) for one in found["records"]} == {
        (kind, "unreadable") for kind in ("entry", "actor", "question", "event type")
    }
    follows = found["consequences"]
    assert not any(follows[key] for key in follows if key not in ("problems_added", "problems_solved"))
    assert len(found["files"]["unread"]) == 4 and not found["claims"]
    first, *_, sums = told(kept, "HEAD").partition("\n\n")[0].splitlines()[1:]
    assert first.startswith("  4 records cannot be read now: nobody knows what changed there")
    assert "1 entry that cannot be read now" in sums and "removed" not in told(kept, "HEAD")


def test_what_can_be_read_again_is_told_with_its_claims(kept: Path) -> None:
    text = (kept / FLOOD).read_text()
    (kept / FLOOD).write_text("x: [")
    commit_all(kept, "Broken")
    (kept / FLOOD).write_text(text)
    found = held(kept, "HEAD")
    assert [(one["kind"], one["became"]) for one in found["records"]] == [("entry", "readable")]
    assert {one["became"] for one in found["claims"]} == {"added"}
    assert "Readable again: “The Alder floods Millbrook”" in told(kept, "HEAD")


def test_what_is_withheld_stays_so_when_its_file_breaks(kept: Path) -> None:
    edit(kept, FLOOD, "sensitivity: none", "sensitivity: person-at-risk")
    commit_all(kept, "Withheld")
    edit(kept, FLOOD, "title: The Alder", "title: [The Alder")
    for form in ("text", "markdown", "json"):
        assert "The Alder floods" not in told(kept, "HEAD", "--format", form)
    assert held(kept, "HEAD")["consequences"]["published"] == []


def all_problems(root: Path, before: str, after: str) -> tuple[set[str], set[str]]:
    """What a whole check of both states finds that the other does not: code, path and message."""
    had, has = (
        {(one.code, one.where.path, one.message) for one in find_problems(open_dossier(GitTree.at(root, revision)))}
        for revision in (before, after)
    )
    return {repr(one) for one in has - had}, {repr(one) for one in had - has}


EDITS = (
    (FLOOD, "source: herald", "source: nowhere"),
    (FLOOD, "speaker: ida-moss", "speaker: county-council\n    via: [rescue-service, rescue-service]"),
    ("content/sources/gazette.md", "published:", "retrieved:"),
    ("content/actors/county-council.md", "country: alder-county", "part_of: rescue-service"),
    ("content/questions/people-rescued.md", "kind: quantity", "kind: date"),
    ("seeds/herald.txt", "Rescuers brought 25", "Rescuers took 25"),
    ("content/vocabulary.yml", "disaster", "catastrophe"),
    ("content/actors/ida-moss.md", "Ida Moss", "Rescue Service"),
)


def test_problems_are_those_that_a_whole_check_of_both_states_would_find(branch: Path, tmp_path: Path) -> None:
    branch = Path(shutil.copytree(branch, tmp_path / "flood"))
    git(branch, "checkout", "-q", "anzeiger")
    for path, old, new in EDITS:
        edit(branch, path, old, new)
        commit_all(branch, path)
        found = held(branch, "HEAD~1", "HEAD")["consequences"]
        told = [
            {repr((one["code"], one["path"], one["message"])) for one in found[key]}
            for key in ("problems_added", "problems_solved")
        ]
        assert tuple(told) == all_problems(branch, "HEAD~1", "HEAD"), path


def test_blanks_before_the_first_line_of_prose_are_seen_since_they_make_code_of_it(kept: Path) -> None:
    edit(kept, FLOOD, "The river rose at night", "    The river rose at night")
    assert "prose: only its layout: {+␣␣␣␣+}The river rose" in told(kept, "HEAD")
    assert not held(kept, "HEAD")["empty"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("night, as the council", "night,\n\nas the council", "only its layout: The river rose at night, {+¶ +}as"),
        ("night, as the council", "night,  \nas the council", "only its layout: The river rose at night, {+⏎ +}as"),
        ("night, as the council", "night,\n- as the council", "night, {+⏎ - +}as the council"),
        ("night, as the council", "dawn,\n\n\tas the council", "[-night-] {+dawn+}, {+¶ ␣␣␣␣+}as the council"),
        ("night, as the council", "night,\nas the council", "prose: the same words in lines of other lengths"),
        ("The river", "\n\nThe river", "No change of meaning"),
    ],
)
def test_the_layout_of_prose_is_told_where_it_changes(kept: Path, old: str, new: str, says: str) -> None:
    edit(kept, FLOOD, old, new)
    assert says in told(kept, "HEAD")


def test_files_beside_the_records_are_told_by_name(kept: Path) -> None:
    for path in (".claimline.journal", "content/.hidden", "build_tools/rule.py", ".github/workflows/x.yml"):
        (kept / path).parent.mkdir(parents=True, exist_ok=True)
        (kept / path).write_text("x\n")
    edit(kept, "mkdocs.yml", "site_name:", "# a remark\nsite_name:")
    commit_all(kept, "What no record is")
    paths = [".claimline.journal", ".github/workflows/x.yml", "build_tools/rule.py", "content/.hidden", "mkdocs.yml"]
    assert held(kept, "HEAD~1", "HEAD")["files"]["program"] == paths
    first, then = told(kept, "HEAD~1", "HEAD").splitlines()[1:3]
    assert first == (
        "  5 files of the program or settings changed (.claimline.journal, .github/, build_tools/, content/ and others): "
        "nothing is said here of what that does"
    )
    assert then == "  No change of meaning in the records."


def test_a_dossier_in_a_folder_of_a_repository_tells_of_its_own_files(flood: Path, tmp_path: Path) -> None:
    shutil.copytree(flood, tmp_path / "all" / "flood")
    repository = repository_of(tmp_path / "all")
    for path in ("elsewhere.txt", "flood/Makefile"):
        (repository / path).write_text("x\n")
    commit_all(repository, "Files")
    assert held(repository / "flood", "HEAD~1", "HEAD")["files"]["program"] == ["Makefile"]


WAIVER = "waivers: [{rule: number-unborne, reason: Counted by us, date: 2031-03-09, about: '17'}]\n"


def test_a_rule_that_is_waived_is_told_near_the_top_with_its_reason(kept: Path) -> None:
    edit(kept, FLOOD, "claims:\n", f"{WAIVER}claims:\n")
    commit_all(kept, "Waived")
    says = (
        f"A rule is waived: number-unborne in “The Alder floods Millbrook” ({FLOOD}:10), "
        "for what has “17” in it. Reason: Counted by us"
    )
    assert says in told(kept, "HEAD~1", "HEAD").splitlines()[1]
    assert "A rule is waived no more: number-unborne" in told(kept, "HEAD", "HEAD~1").splitlines()[1]
    (waiver,) = held(kept, "HEAD~1", "HEAD")["waivers"]
    assert (waiver["given"], waiver["rule"], waiver["record"]["id"]) == (True, "number-unborne", "millbrook-flood")


def test_the_reason_of_a_waiver_is_not_repeated_where_a_person_is_at_risk(kept: Path) -> None:
    edit(kept, FLOOD, "sensitivity: none", "sensitivity: person-at-risk")
    edit(kept, FLOOD, "claims:\n", f"{WAIVER}claims:\n")
    for form in ("text", "markdown", "json"):
        assert "Counted by us" not in told(kept, "HEAD", "--format", form)
    assert "number-unborne in an entry that puts a person at risk, millbrook-flood" in told(kept, "HEAD")


HOSTILE = (
    "</details></summary><script>alert(1)</script><img src=x> @octocat @org/team #12 GH-7 org/repo#5 "
    "deadbeef1234567 https://evil.example www.evil.example evil@evil.example [x](https://evil.example) `code` ```"
    " | * _ ~ $x$ :skull: \u202e <!-- ![x](y) \\"
)


def test_hostile_words_become_no_markup_no_link_and_no_ping(kept: Path) -> None:
    hostile = HOSTILE.replace("'", "''")
    edit(kept, FLOOD, "title: The Alder floods Millbrook", f"title: '{hostile}'")
    edit(kept, FLOOD, "The river rose at night, as the council said.", f"# {HOSTILE}\n\n{HOSTILE}")
    edit(kept, FLOOD, "reviewed_by: [editor]", f"reviewed_by: ['{hostile}']")
    text = told(kept, "HEAD", "--format", "markdown")
    assert HOSTILE.split()[0] not in text and "<script" not in text and "<img" not in text and "<!--" not in text
    for sign in (
        "@octocat",
        "@org",
        " #12",
        "GH-7",
        "repo#5",
        "deadbeef1234567",
        "://evil",
        "www.evil",
        "@evil",
    ):
        assert sign not in text, sign
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "\u202e" not in text and ":skull:" not in text and "$x$" not in text
    assert text.count("<details>") == text.count("</details>")


def test_what_a_bot_says_of_it_still_reads_as_it_was_meant(branch: Path) -> None:
    links = ["--link-base", "https://forge.example/ann/flood/blob/{commit}"]
    text = told(branch, "main...anzeiger", "--format", "markdown", *links)
    assert defused(text, repository="https://forge.example/ann/flood", commit="0" * 40) == text
    relative = told(branch, "main...anzeiger", "--format", "markdown", "--link-base", ".")
    said = defused(relative, repository="https://forge.example/ann/flood", commit="0" * 40)
    assert f"(https://forge.example/ann/flood/blob/{'0' * 40}/{FLOOD}?plain=1#L2)" in said


def test_a_comment_is_never_longer_than_it_may_be_and_says_what_is_left_out(kept: Path) -> None:
    record = (kept / FLOOD).read_text()
    for number in range(60):
        words = record.replace("At least 40 people", f"“{number}” 𝔄 people <&>" * 20)
        (kept / f"content/timeline/2031/flood-{number}.md").write_text(words)
    shown = told(kept, "HEAD", "--format", "markdown", "--limit", "2000")
    report = report_on(compare_states(kept, "HEAD"))
    for limit in (2000, 5000, 30_000):
        text = as_markdown(report, limit=limit, whole="claimline diff HEAD")
        assert limit != 2000 or text == shown
        assert len(text.encode("utf-16-le")) // 2 <= limit
        assert "Left out" in text and "`claimline diff HEAD` shows everything" in text
        assert text.count("<details>") == text.count("</details>")


def test_a_bad_base_for_links_is_refused(kept: Path) -> None:
    for base in ("javascript:alert(1)", "https://x/ y", "https://x/)", "https://x/>"):
        assert diff(kept, "HEAD", "--link-base", base).exit_code == 2
