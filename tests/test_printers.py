"""Problems as people, programs and GitHub read them; whatever a record says, it stays words."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sarif_subset import SUBSET

from build_tools.checks.catalogue import rules
from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.printers.as_json import as_json
from build_tools.printers.github import as_commands, as_summary
from build_tools.printers.sarif import FINGERPRINT
from build_tools.problems import Level, Location, Problem, as_text
from build_tools.reporting import report

FLOOD = "content/timeline/2031/millbrook-flood.md"
DAM = "content/timeline/2031/dam-failure-disputed.md"
ANY = st.text(st.characters(codec="utf-8"), min_size=1)
PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.builds(Location, ANY, st.integers(1, 99), st.integers(1, 99)),
        st.sampled_from(["quote-missing", "a-new-code"]),
        ANY,
        ANY | st.just(""),
        st.sampled_from(Level),
    ),
    max_size=5,
)
HOSTILE = "x\n::error::y\r\x1b[31m <img src=x onerror=alert(1)> [l](javascript:a) @all `b` | \u202e"


def change(root: Path, old: str, new: str, path: str = FLOOD) -> None:
    file = root / path
    assert old in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def broken(flood: Path) -> Path:
    """The small dossier with two errors and a warning."""
    change(flood, "type: disaster", "type: disasters", DAM)
    change(flood, 'said: "2031-03-05"', 'said: "2031-03-06"')
    change(flood, '{dam-failed: "no"}', '{dam-failed: "yes"}', DAM)
    return flood


def printed(root: Path, format_: str, **environment: str) -> str:
    return report(find_problems(open_dossier(root)), format_, root, environment=environment)


def test_people_read_one_problem_a_line_with_its_tip_below(broken: Path) -> None:
    assert printed(broken, "text").splitlines()[:2] == [
        f"{DAM}:4:7: unknown-reference: there is no event type “disasters”",
        "    Did you mean “disaster”?",
    ]


def test_programs_read_objects(broken: Path) -> None:
    first = json.loads(printed(broken, "json"))[0]
    assert (first["path"], first["line"], first["column"], first["code"]) == (DAM, 4, 7, "unknown-reference")
    assert first["tip"] == "Did you mean “disaster”?" and first["level"] == "error"


@given(PROBLEMS)
def test_no_word_of_a_record_begins_a_line_or_drives_a_terminal(problems: list[Problem]) -> None:
    lines = as_text(problems).split("\n") if problems else []
    assert len(lines) == len(problems) + sum(1 for problem in problems if problem.tip)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", "\n".join(lines))


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────────────────────


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command read as GitHub's runner reads it."""
    level, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return level, {key: unescaped(value) for key, value in pairs}, unescaped(message)


def unescaped(text: str) -> str:
    for char in "\r\n:,%":
        text = text.replace(f"%{ord(char):02X}", char)
    return text


@given(PROBLEMS)
def test_github_reads_back_what_was_said_and_nothing_else(problems: list[Problem]) -> None:
    lines = as_commands(problems).split("\n") if problems else []
    assert all(line.startswith(("::error file=", "::warning file=")) for line in lines)
    told = sorted((read[1]["file"], read[1]["line"], read[1]["title"]) for read in map(command, lines))
    assert told == sorted((one.where.path, str(one.where.line), one.code) for one in problems)


def test_github_shows_errors_first_since_it_shows_few(broken: Path) -> None:
    levels = [command(line)[0] for line in printed(broken, "github").split("\n")]
    assert levels == ["error", "error", "warning"]


def test_in_a_job_paths_begin_at_the_top_of_the_repository(broken: Path) -> None:
    line = printed(broken, "github", GITHUB_WORKSPACE=str(broken.parent)).split("\n")[0]
    assert command(line)[1]["file"] == f"flood/{DAM}"
    uri = json.loads(printed(broken, "sarif", GITHUB_WORKSPACE=str(broken.parent)))["runs"][0]["results"][0]
    assert uri["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"flood/{DAM}"


def test_the_whole_list_is_added_to_the_summary_of_the_job(broken: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    job = {"GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "c0ffee"}
    printed(broken, "github", GITHUB_STEP_SUMMARY=str(summary), **job)
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n### Claimline found 2 errors and 1 warning\n")
    assert text.count("\n- ") == 3
    assert f"- [4:7](<https://forge.example/a/b/blob/c0ffee/{DAM}?plain=1#L4>) **error** `unknown-reference`" in text


def test_a_sound_dossier_says_so_in_the_summary(flood: Path, tmp_path: Path) -> None:
    assert printed(flood, "github", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md")) == ""
    assert (tmp_path / "summary.md").read_text() == "### Claimline found no problem\n"


def test_a_summary_that_is_too_long_is_cut_and_says_what_was_left_out() -> None:
    problems = [Problem(Location(f"content/{at}.md"), "a-code", "ä" * 500, "tip.") for at in range(3000)]
    text = as_summary(problems)
    assert len(text.encode()) <= 1024 * 1024
    shown = text.count("\n- ")
    assert 900 < shown < 1100
    assert text.endswith(f"\n{3000 - shown} of 3000 are left out here: `claimline check` prints them all.\n")


def test_a_summary_with_no_room_left_is_not_written() -> None:
    assert as_summary([Problem(Location("a.md"), "a-code", "m")], limit=10) == ""


def test_hostile_words_are_only_words_in_a_summary() -> None:
    text = as_summary([Problem(Location(HOSTILE), "a-code", HOSTILE, HOSTILE)])
    assert "<img" not in text and "\x1b" not in text and "\u202e" not in text and "\r" not in text
    assert not re.search(r"(?<!\\)[@|\[]", re.sub(r"^- .*?: ", "", text, flags=re.MULTILINE))
    assert text.count("\n- ") == 1 and text.count("\n") == 5


# ── SARIF ───────────────────────────────────────────────────────────────────────────────────────────────────


def sarif(root: Path, **environment: str) -> dict[str, Any]:
    log = json.loads(printed(root, "sarif", **environment))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(SUBSET, format_checker=checker).validate(log)
    if official := os.environ.get("CLAIMLINE_SARIF_SCHEMA"):
        jsonschema.Draft7Validator(json.loads(Path(official).read_text())).validate(log)
    return log["runs"][0]  # type: ignore[no-any-return]


def test_a_run_tells_of_every_rule_and_of_each_result_where_it_is(broken: Path) -> None:
    run = sarif(broken)
    known = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert {rule.code for rule in rules()} <= known.keys() and "yaml-syntax" in known
    assert run["columnKind"] == "unicodeCodePoints" and run["invocations"][0]["executionSuccessful"]
    first = run["results"][0]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "unknown-reference"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == DAM and place["region"] == {"startLine": 4, "startColumn": 7}
    assert known["folder-wrong"]["properties"]["fixable"] and known["date-order"]["properties"]["waivable"]
    assert "```yaml" in known["date-order"]["help"]["markdown"]


def test_columns_count_characters_and_not_their_halves(flood: Path) -> None:
    change(flood, "places: [millbrook]", 'places: ["😀😀", millbruk]')
    places = [one["locations"][0]["physicalLocation"]["region"]["startColumn"] for one in sarif(flood)["results"]]
    assert places == [10, 16]


def test_a_clean_run_is_valid_and_has_no_result(flood: Path) -> None:
    assert sarif(flood)["results"] == []


def test_rules_lead_to_their_pages_where_the_site_has_an_address(flood: Path) -> None:
    assert not any("helpUri" in rule for rule in sarif(flood)["tool"]["driver"]["rules"])
    change(flood, "site_name:", "site_url: https://flood.example/dossier/\nsite_name:", "mkdocs.yml")
    addresses = {rule["id"]: rule["helpUri"] for rule in sarif(flood)["tool"]["driver"]["rules"]}
    assert addresses["date-order"] == "https://flood.example/dossier/rules/date-order.html"
    assert addresses["yaml-syntax"] == "https://flood.example/dossier/rules/index.html#yaml-syntax"


def test_a_result_keeps_its_fingerprint_when_its_line_moves(broken: Path) -> None:
    def prints() -> dict[str, str]:
        return {one["partialFingerprints"][FINGERPRINT]: one["ruleId"] for one in sarif(broken)["results"]}

    before = prints()
    assert len(before) == 3
    change(broken, "title: ", "# a remark\n\n\ntitle: ", DAM)
    assert prints() == before


def test_two_results_of_one_kind_have_two_fingerprints(flood: Path) -> None:
    change(flood, "actors: [rescue-service, county-council]", "actors: [nobody, nobody]")
    results = [one for one in sarif(flood)["results"] if one["ruleId"] == "unknown-reference"]
    prints = [one["partialFingerprints"][FINGERPRINT] for one in results]
    assert len(prints) == len(set(prints)) == 2


def test_a_rule_that_crashed_makes_the_run_a_failed_one(flood: Path) -> None:
    crash = Problem(
        Location(FLOOD, 11, 12), "rule-crashed", "the rule “x” ended with ZeroDivisionError()", "Report it."
    )
    run = json.loads(report([crash], "sarif", flood, environment={}))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith("the rule “x”")
    assert run["results"][0]["ruleId"] == "rule-crashed"


@given(PROBLEMS)
def test_any_problem_makes_valid_sarif(problems: list[Problem]) -> None:
    log = json.loads(report(problems, "sarif", Path("nowhere"), environment={}))
    jsonschema.Draft202012Validator(SUBSET).validate(log)
    assert json.loads(as_json(problems)) is not None


def test_the_command_prints_each_form_and_ends_with_one(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for format_, begins in (("text", DAM), ("json", "["), ("github", "::error"), ("sarif", "{")):
        result = CliRunner().invoke(main, ["check", "--format", format_, "--root", str(broken)])
        assert result.exit_code == 1 and result.stdout.startswith(begins)


# ── GitLab, and reports beside what is printed ──────────────────────────────────────────────────────────────


def test_gitlab_gets_each_problem_with_the_keys_that_it_names(broken: Path) -> None:
    rows = json.loads(printed(broken, "gitlab"))
    assert [(row["check_name"], row["severity"]) for row in rows] == [
        (problem.code, "major" if problem.level is Level.ERROR else "minor")
        for problem in find_problems(open_dossier(broken))
    ]
    assert all(row["location"]["path"].startswith("content/") and row["location"]["lines"]["begin"] > 1 for row in rows)
    assert (
        json.loads(printed(broken, "gitlab", CI_PROJECT_DIR=str(broken.parent)))[0]["location"]["path"]
        == f"flood/{DAM}"
    )


@given(PROBLEMS)
def test_no_two_problems_have_one_fingerprint(problems: list[Problem]) -> None:
    rows = json.loads(report(problems, "gitlab", Path("nowhere"), environment={}))
    assert len({row["fingerprint"] for row in rows}) == len(problems)


def test_one_check_is_printed_and_written_in_as_many_forms_as_are_asked_for(broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    names = ["problems.sarif", "problems.gitlab.json", "problems.json", "problems.txt"]
    words = [word for name in names for word in ("--report", str(out / name))]
    done = CliRunner().invoke(main, ["check", *words, "--root", str(broken)])
    assert done.exit_code == 1 and done.stdout == (out / "problems.txt").read_text()
    assert json.loads((out / "problems.sarif").read_text())["version"] == "2.1.0"
    assert "check_name" in (out / "problems.gitlab.json").read_text()
    assert "level" in json.loads((out / "problems.json").read_text())[0]


def test_a_report_whose_name_says_no_form_is_wrong_usage(flood: Path) -> None:
    done = CliRunner().invoke(main, ["check", "--report", "problems.xml", "--root", str(flood)])
    assert done.exit_code == 2 and ".gitlab.json" in done.stderr
