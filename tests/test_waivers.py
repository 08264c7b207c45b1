"""A record may be let off a rule that judges: with a reason, a day, and only as long as there is something to let pass."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.checks import run as running
from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.rule import Case, Finding
from build_tools.checks.run import run
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import Level

FLOOD = "content/timeline/2031/millbrook-flood.md"
LATE = 'said: "2031-03-05"', 'said: "2031-03-06"'  # line 28: after the Herald came out
EARLY = 'when: "2031-03-04"\n    quantities', 'when: "2031-03-09"\n    quantities'  # line 29: told of before
REASON = "reason: the Herald is dated a day early, date: '2031-03-07'"


def change(root: Path, *changes: tuple[str, str], path: str = FLOOD) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def waive(root: Path, *waivers: str, path: str = FLOOD) -> None:
    """Add waivers at the end of a record's front matter, so that no line moves."""
    lines = "".join(f"  - {{{waiver}}}\n" for waiver in waivers)
    file = root / path
    front, fence, body = file.read_text(encoding="utf-8").rpartition("---\n")
    file.write_text(f"{front}waivers:\n{lines}{fence}{body}", encoding="utf-8")


def found(root: Path) -> list[str]:
    return [f"{problem.where.line}: {problem.code}" for problem in find_problems(open_dossier(root))]


def test_what_a_record_waives_is_not_reported(flood: Path) -> None:
    change(flood, LATE)
    assert found(flood) == ["28: date-order"]
    waive(flood, f"rule: date-order, {REASON}")
    assert found(flood) == []


def test_a_waiver_lets_only_its_own_record_pass(flood: Path) -> None:
    change(flood, LATE)
    waive(flood, f"rule: date-order, {REASON}", path="content/sources/herald.md")
    assert found(flood) == ["9: waiver-unneeded", "28: date-order"]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("said on", ["29: date-order"]),
        ("2031-03-09", ["28: date-order"]),
        ("2031-03-06", []),  # the second finding names the day on which it was said
    ],
)
def test_words_narrow_a_waiver_to_the_findings_that_hold_them(words: str, left: list[str], flood: Path) -> None:
    change(flood, LATE, EARLY)
    assert found(flood) == ["28: date-order", "29: date-order"]
    waive(flood, f"rule: date-order, {REASON}, about: '{words}'")
    assert found(flood) == left


def test_words_that_no_finding_has_leave_it_standing_and_the_waiver_idle(flood: Path) -> None:
    change(flood, LATE)
    waive(flood, f"rule: date-order, {REASON}, about: the role")
    assert found(flood) == ["28: date-order", "34: waiver-unneeded"]


@pytest.mark.parametrize("rule", [rule.code for rule in rules() if not rule.waivable])
def test_a_rule_that_may_not_be_waived_is_not(rule: str, flood: Path) -> None:
    waive(flood, f"rule: {rule}, {REASON}")
    assert found(flood) == ["34: waiver-invalid"]


def test_no_quote_that_is_not_in_its_source_is_ever_let_pass(flood: Path) -> None:
    change(flood, ("At least 40 people have been taken", "At most 40 people have been taken"))
    waive(flood, f"rule: quote-missing, {REASON}")
    assert "15: quote-missing" in found(flood)


@pytest.mark.parametrize(
    ("waiver", "problem"),
    [
        ("rule: date-order, date: '2031-03-07'", "missing-key"),
        ("rule: date-order, reason: because", "missing-key"),
        ("rule: date-order, reason: '', date: '2031-03-07'", "empty-value"),
        ("rule: yaml-syntax, reason: because, date: '2031-03-07'", "waiver-invalid"),
        ("rule: all, reason: because, date: '2031-03-07'", "waiver-invalid"),
        ("rule: date-order, reason: because, date: '2031-02-30'", "waiver-invalid"),
        ("rule: date-order, reason: because, date: '2031-03'", "waiver-invalid"),
        ("rule: date-order, reason: because, date: 2031-03-07?", "waiver-invalid"),
        ("rule: date-order, reason: because, date: ../2031-03-07", "waiver-invalid"),
        ("rule: date-order, reason: '.', date: '2031-03-07'", "waiver-invalid"),
        ("rule: date-order, reason: because, date: '2031-03-07'", "waiver-invalid"),
        (f"rule: date-order, {REASON}, about: a", "waiver-invalid"),
        (f"rule: number-unborne, {REASON}", "waiver-invalid"),
        (f"rule: review-own, {REASON}, about: reviewed", "waiver-invalid"),
    ],
)
def test_a_waiver_that_nobody_answers_for_is_a_problem(waiver: str, problem: str, flood: Path) -> None:
    change(flood, LATE)
    waive(flood, waiver)
    assert problem in [line.split(": ")[1] for line in found(flood)]


@pytest.mark.parametrize(
    ("about", "left"),
    [
        ("170", ["number-unborne"]),
        ("17", ["number-unborne"]),
        ("the text", ["number-unborne", "number-unborne", "waiver-unneeded"]),
    ],
)
def test_a_number_is_waived_alone(about: str, left: list[str], flood: Path) -> None:
    change(flood, ("The river rose", "By 17 streets, 170 houses long, it rose"))
    waive(flood, f"rule: number-unborne, {REASON}, about: '{about}'")
    assert sorted(line.split(": ")[1] for line in found(flood)) == left


def test_a_reason_may_be_in_a_script_without_blanks(flood: Path) -> None:
    change(flood, LATE)
    waive(flood, "rule: date-order, reason: 报纸的日期早了一天, date: '2031-03-07'")
    assert found(flood) == []


def test_nothing_is_said_of_idle_waivers_while_a_record_cannot_be_read(flood: Path) -> None:
    waive(flood, f"rule: date-order, {REASON}")
    change(flood, ("kind: outlet", "kind: paper"), path="content/actors/herald.md")
    assert found(flood) == ["3: not-one-of"]


def test_nothing_is_said_of_a_waiver_on_texts_while_the_texts_are_elsewhere(flood: Path) -> None:
    waive(flood, f"rule: quoted-too-much, {REASON}", path="content/sources/herald.md")
    assert found(flood) == ["9: waiver-unneeded"]
    shutil.rmtree(flood / "seeds")
    assert found(flood) == []


def test_a_rule_that_crashed_makes_no_waiver_idle(flood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crashing(case: Case) -> Iterator[Finding]:
        raise ZeroDivisionError

    broken = Rule("date-order", "", Level.ERROR, "record", waivable=True, tip="", find=crashing, module="date_order")
    monkeypatch.setattr(running, "rules", lambda: (broken, *(rule for rule in rules() if rule.code != "date-order")))
    waive(flood, f"rule: date-order, {REASON}")
    assert [problem.code for problem in run(Case(open_dossier(flood).corpus))] == ["rule-crashed"]
