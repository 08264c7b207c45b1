"""``claimline explain``: whose every value is, by which rule, from which words, and what follows from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_matching import dossier_of, imported

from build_tools.checks.catalogue import Rule, rules
from build_tools.cli import main
from build_tools.dossier import open_dossier
from build_tools.explain.account import CHANGED, DELETED, MACHINE, PERSON, Account
from build_tools.explain.explain import explain

TEXT = """Bridge shut after crash

OSLO, May 6, 2025 — The mayor of Oslo, Kari Lund, said on Tuesday that 14 people were hurt when a tram hit a bridge.

“We were lucky,” Lund said.
"""
FLOOD = "content/timeline/2031/millbrook-flood.md"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["explain", *words, "--root", str(root)])


@pytest.fixture
def tram(tmp_path: Path) -> Path:
    """A dossier with one imported article."""
    root = dossier_of(tmp_path, TEXT, _1="publisher: echo\n")
    imported(root)
    return root


def entry_file(root: Path) -> Path:
    return next(path for path in (root / "content/timeline").rglob("*.md") if "14 people" in path.read_text())


def account_of(root: Path, words: str) -> Account:
    (account,) = explain(root, words)
    return account


def test_a_claim_says_who_spoke_by_which_words_and_what_dates_it(tram: Path) -> None:
    account = account_of(tram, "seeds/1.txt:3")
    values = {value.key: value for value in account.values}
    speaker = values["speaker"]
    assert (speaker.value, speaker.origin) == ("kari-lund", MACHINE)
    assert any("Lund" in words.text for words in speaker.words) and any("said" in words.text for words in speaker.words)
    assert any("14 people" in why or "“14" in why for why in values["quantities"].why)
    text = (tram / "seeds/1.txt").read_text()
    for value in account.values:
        for words in value.words:
            assert text[words.start : words.end] == words.text
            assert text.split("\n")[words.line - 1][words.column - 1 :].startswith(words.text.split("\n")[0])


def test_what_people_made_of_it_is_told_apart(tram: Path) -> None:
    file = entry_file(tram)
    text = file.read_text()
    text = text.replace("speaker: kari-lund", "speaker: {unnamed: the mayor}\n    note: mine", 1).replace(
        "type: ", "type: accident #", 1
    )
    file.write_text("".join(line for line in text.splitlines(True) if "said:" not in line))
    line = text[: text.index("quote:")].count("\n") + 1
    values = {value.key: value for value in account_of(tram, f"{file}:{line}").values}
    assert values["speaker"].origin == CHANGED and values["speaker"].proposed == "kari-lund"
    assert (values["note"].origin, values["note"].why) == (PERSON, ())
    if "said" in values:
        assert (values["said"].origin, values["said"].value) == (DELETED, None)


def test_a_record_that_a_person_made_is_theirs(flood: Path) -> None:
    account = account_of(flood, "millbrook-flood")
    assert {value.origin for value in account.values} == {PERSON}
    assert any("No ledger proposes it" in line for line in account.remarks)
    assert any(line.startswith("Who speaks of it: ") for line in account.remarks)


def test_a_line_of_a_record_means_its_claim(flood: Path) -> None:
    lines = (flood / FLOOD).read_text().splitlines()
    last = max(number for number, line in enumerate(lines, start=1) if line.strip().startswith("- quote:"))
    assert account_of(flood, f"{FLOOD}:{last}").kind == account_of(flood, f"{FLOOD}:{last + 1}").kind == "claim"
    assert account_of(flood, f"{FLOOD}:2").kind == "entry"


def test_an_answer_says_how_it_compares_and_a_question_what_it_comes_to(flood: Path) -> None:
    corpus = open_dossier(flood).corpus
    placed = corpus.claims_by_question["people-rescued"][0]
    told = "\n".join(account_of(flood, placed.id).remarks)
    assert "At the question people-rescued" in told and ("the two " in told or "the same root" in told)
    assert account_of(flood, placed.id.rpartition("#")[2]).id == placed.id
    assert any(placed.id in line for line in account_of(flood, "people-rescued").remarks)


def test_a_line_without_a_claim_says_why(tram: Path) -> None:
    assert "surrounds the article" in account_of(tram, "seeds/1.txt:1").remarks[0]
    assert account_of(tram, "seeds/1.txt:2").remarks == ("The line is empty.",)


def test_a_source_says_what_its_sidecar_told(tram: Path) -> None:
    publisher = next(value for value in account_of(tram, "sources/1").values if value.key == "publisher")
    assert publisher.why == ("the file beside it says so (seeds/1.yml)",)


def test_problems_of_the_claim_are_told(flood: Path) -> None:
    file = flood / FLOOD
    file.write_text(file.read_text().replace("25 people", "26 people", 1))
    corpus = open_dossier(flood).corpus
    placed = next(one for one in corpus.claims if "26 people" in one.claim.quote)
    problems = account_of(flood, placed.id).problems
    assert any("quote-missing" in problem for problem in problems), problems


def test_an_unknown_id_exits_1_and_names_the_nearest(flood: Path) -> None:
    result = run(flood, "milbrook-flood")
    assert result.exit_code == 1 and result.stdout == ""
    assert "unknown-id" in result.stderr and "millbrook-flood" in result.stderr
    assert run(flood).exit_code == 2


def test_json_holds_what_the_text_says(tram: Path) -> None:
    (held,) = json.loads(run(tram, "seeds/1.txt:3", "--format", "json").stdout)
    assert held["kind"] == "claim" and {"start", "end", "line", "column"} <= held["values"][0]["words"][0].keys()
    assert held["id"] in run(tram, "seeds/1.txt:3").stdout


def test_everything_in_the_first_dossier_can_be_explained(first_dossier_copy: Path) -> None:
    corpus = open_dossier(first_dossier_copy).corpus
    few = [
        *list(corpus.entries)[:3],
        *list(corpus.actors)[:3],
        *list(corpus.places)[:3],
        *corpus.sources,
        *list(corpus.questions)[:3],
    ]
    for id in (*few, *(placed.id for placed in corpus.claims[:3])):
        assert explain(first_dossier_copy, id)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_the_code_of_a_rule_is_explained_by_its_page(rule: Rule, flood: Path) -> None:
    told = run(flood, rule.code).output
    assert rule.sentence in told and rule.tip in told
    for example in rule.page.examples:
        assert all(problem in told for problem in example.problems)
        assert all(excerpt.path in told for excerpt in example.excerpts)


def test_a_code_that_is_no_rule_s_has_a_sentence_and_what_to_do(flood: Path) -> None:
    told = run(flood, "yaml-syntax:").output
    assert told.startswith("yaml-syntax (Reading the files)\n") and "put the value in double quotes" in told


def test_a_slip_in_a_code_is_met_with_the_nearest(flood: Path) -> None:
    assert "yaml-syntax" in run(flood, "yaml-sintax").output


def test_a_record_that_is_called_like_a_code_is_explained_as_well(flood: Path) -> None:
    shutil.copy(flood / "content/questions/dam-failed.md", flood / "content/questions/date-order.md")
    told = run(flood, "date-order").output
    assert "rule date-order" in told and "question date-order" in told
