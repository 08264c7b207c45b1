"""The rules: each finds its breach at the place where it is, and nothing in a sound dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from on_disk import change

from build_tools.checks.catalogue import Rule
from build_tools.checks.rule import Case, Finding
from build_tools.checks.run import judge, run
from build_tools.dossier import open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import Level

FLOOD = "content/timeline/2031/millbrook-flood.md"
DAM = "content/timeline/2031/dam-failure-disputed.md"

# What is done to the sound dossier → the problems that it must raise, as path:line:column: code.
BREACHES: dict[str, tuple[str, str, str, list[str]]] = {
    "a changed quote": (FLOOD, "At least 40 people", "At least 50 people", [f"{FLOOD}:15:12: quote-missing", f"{FLOOD}:19:19: value-invalid"]),
    "an ambiguous quote": (DAM, "quote: The dam above the town has failed", "quote: Millbrook", [f"{DAM}:14:12: quote-ambiguous"]),
    "one quote claimed twice": (
        DAM, "The dam above the town has failed", "Rescuers brought 25 people to safety in Millbrook on March 4, 2031",
        [f"{DAM}:14:12: claim-duplicate"],
    ),
    "an unknown actor": (FLOOD, "actors: [rescue-service", "actors: [rescue-servise", [f"{FLOOD}:6:10: unknown-reference"]),
    "an unknown speaker": (FLOOD, "speaker: ida-moss", "speaker: ida", ["content/actors/ida-moss.md:2:7: record-orphan", f"{FLOOD}:17:14: speaker-not-actor"]),
    "an unknown source": (DAM, "source: herald", "source: heral", [f"{DAM}:15:13: unknown-reference"]),
    "an unknown question": (DAM, 'dam-failed: "yes"', 'dam-fail: "yes"', [f"{DAM}:17:15: unknown-reference"]),
    "an unknown type": (DAM, "type: disaster", "type: disasters", [f"{DAM}:4:7: unknown-reference"]),
    "an impossible date": (DAM, "2031-03-04/2031-03-05", "2031-02-30", [f"{DAM}:3:7: date-invalid"]),
    "an interval that ends first": (DAM, "2031-03-04/", "2031-03-09/", [f"{DAM}:3:7: date-invalid"]),
    "an entry in another year's folder": (DAM, "2031-03-04/", "2030-12-04/", [f"{DAM}:3:7: folder-wrong"]),
    "a denial that answers what it denies": (DAM, '{dam-failed: "no"}', '{dam-failed: "yes"}', [f"{DAM}:13:27: denial-agrees"]),
    "said after it was published": (FLOOD, 'said: "2031-03-05"', 'said: "2031-03-06"', [f"{FLOOD}:28:11: date-order"]),
    "happened after it was said": (
        FLOOD, 'said: "2031-03-05"\n    when: "2031-03-04"', 'said: "2031-03-04"\n    when: "2031-03-05"',
        [f"{FLOOD}:29:11: date-order"],
    ),
    "an answer outside the grammar": (FLOOD, '{people-rescued: ">=40"}', '{people-rescued: "many"}', [f"{FLOOD}:20:31: value-invalid"]),
    "a number that is not in the quote": (FLOOD, "written: At least 40", "written: 41", [f"{FLOOD}:19:19: value-invalid"]),
    "reviewed by nobody": (FLOOD, "reviewed_by: [editor]\n", "", [f"{FLOOD}:7:9: review-missing"]),
    "no claim": (DAM, "claims:", "see_also: []\n---\n", ["content/questions/dam-failed.md:2:8: record-orphan", f"{DAM}:2:8: claims-absent"]),
    "raw HTML in prose": (FLOOD, "The river rose at night", "The <b>river</b> rose", [f"{FLOOD}:34:5: prose-unsafe", f"{FLOOD}:34:13: prose-unsafe"]),
    "a script link in prose": (FLOOD, "The river", "[The](javascript:alert(1)) river", [f"{FLOOD}:34:1: prose-unsafe"]),
    "a changed hash": ("content/sources/herald.md", "sha256: ", "sha256: 0", ["content/sources/herald.md:7:9: seed-changed"]),
    "no hash": ("content/sources/herald.md", "sha256: ", "language: ", ["content/sources/herald.md:6:7: seed-changed"]),
    "a vanished seed": ("content/sources/herald.md", "seed: herald.txt", "seed: gone.txt", ["content/sources/herald.md:6:7: seed-missing"]),
    "an address that is none": ("content/sources/herald.md", "kind:", "url: javascript:alert(1)\nkind:", ["content/sources/herald.md:5:6: link-unsafe"]),
    "a place within itself": (
        "content/places/alder-county.md", "kind: county", "kind: county\nwithin: millbrook",
        ["content/places/alder-county.md:4:9: hierarchy-loop", "content/places/millbrook.md:4:9: hierarchy-loop"],
    ),
    "two spellings of a name": (
        "content/actors/herald.md", "name: Herald\nkind: outlet", "name: Aida Mozz\nkind: person\naliases: [Ida Mos]",
        ["content/actors/ida-moss.md:2:7: names-alike"],
    ),
    "a place told apart from one that is not there": (
        "content/places/millbrook.md", "kind: town", "kind: town\nnot_same: [millbruck]",
        ["content/places/millbrook.md:4:12: unknown-reference"],
    ),
    "a person at risk among what is reviewed": (FLOOD, "sensitivity: none", "sensitivity: person-at-risk", [
        "content/actors/ida-moss.md:2:7: person-at-risk", "content/questions/people-rescued.md:2:8: person-at-risk", f"{FLOOD}:7:9: person-at-risk",
    ]),
}  # fmt: skip


def test_a_sound_dossier_has_no_problem(flood: Path) -> None:
    assert find_problems(open_dossier(flood)) == []


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_found_where_it_is(breach: str, flood: Path) -> None:
    path, old, new, expected = BREACHES[breach]
    change(flood, path, old, new)
    found = find_problems(open_dossier(flood))
    assert [f"{problem.where}: {problem.code}" for problem in found] == expected
    assert all(problem.tip for problem in found)


def test_all_problems_come_at_once(flood: Path) -> None:
    for path, old, new, _ in (BREACHES["a changed quote"], BREACHES["an unknown type"], BREACHES["a changed hash"]):
        change(flood, path, old, new)
    codes = [problem.code for problem in find_problems(open_dossier(flood))]
    assert codes == ["seed-changed", "unknown-reference", "quote-missing", "value-invalid"]


def test_what_points_to_a_broken_record_is_not_reported_too(flood: Path) -> None:
    change(flood, "content/actors/residents.md", "kind: group", "kind: crowd")
    assert [problem.code for problem in find_problems(open_dossier(flood))] == ["not-one-of"]


def test_a_near_quote_is_shown_as_a_tip_and_never_passes(flood: Path) -> None:
    change(flood, DAM, "The dam above the town has failed", "The dam above the city has failed")
    (problem,) = find_problems(open_dossier(flood))
    assert problem.tip == "The nearest there: “The dam above the town has failed”"


def test_without_seeds_quotes_count_as_unavailable_and_the_rest_works(flood: Path) -> None:
    for file in (flood / "seeds").iterdir():
        file.unlink()
    (flood / "seeds").rmdir()
    dossier = open_dossier(flood)
    assert find_problems(dossier) == []
    assert {dossier.corpus.find(placed.claim).outcome for placed in dossier.corpus.claims} == {"text unavailable"}


def test_a_quote_that_occurs_twice_is_decided_by_the_words_before_it(flood: Path) -> None:
    change(flood, DAM, "quote: The dam above the town has failed", "quote: Millbrook\n    after: Flood in")
    assert find_problems(open_dossier(flood)) == []


def crashing(case: Case) -> Iterator[Finding]:
    for entry in case.entries():
        for claim in entry.claims:
            yield Finding(entry, claim.quote, "found before the fault")
            raise ZeroDivisionError("by zero")


def test_a_crashing_rule_is_reported_as_its_own_problem_at_the_claim_that_it_judged(flood: Path) -> None:
    rule = Rule("crashing", "Nothing crashes.", Level.WARNING, "record", waivable=False, tip="", find=crashing)
    before, crash = judge(rule, Case(open_dossier(flood).corpus)).problems
    assert before.message == "found before the fault"
    assert f"{crash}" == f"{FLOOD}:11:12: rule-crashed: the rule “crashing” ended with ZeroDivisionError('by zero')"


def test_a_rule_that_crashes_before_it_has_a_record_names_its_own_file() -> None:
    rule = Rule("lost", "", Level.ERROR, "record", waivable=False, tip="", find=lambda case: [1][2], module="lost")  # type: ignore[arg-type]
    (problem,) = judge(rule, Case(open_dossier(Path("nowhere")).corpus)).problems
    assert problem.code == "rule-crashed" and problem.where.path == "build_tools/checks/rules/lost.py"


ALIKE = ("content/actors/herald.md", "name: Herald\nkind: outlet", "name: Ida Mos\nkind: person")


@pytest.mark.parametrize("told", ["content/actors/herald.md", "content/actors/ida-moss.md"])
def test_names_once_told_apart_are_not_asked_about_again(told: str, flood: Path) -> None:
    change(flood, *ALIKE)
    (problem,) = find_problems(open_dossier(flood))
    assert problem.level is Level.WARNING and "ida-moss" in problem.tip and "not_same: [herald]" in problem.tip
    change(flood, told, "kind: person", f"kind: person\nnot_same: [{'ida-moss' if 'herald' in told else 'herald'}]")
    assert find_problems(open_dossier(flood)) == []


def test_bodies_of_two_states_may_bear_one_name(flood: Path) -> None:
    change(
        flood,
        "content/actors/herald.md",
        "name: Herald\nkind: outlet",
        "name: Rescue Service\nkind: organisation\npart_of: herald-house",
    )
    codes = [problem.code for problem in find_problems(open_dossier(flood))]
    assert "names-alike" not in codes


def test_a_reprinted_source_is_over_its_budget(flood: Path) -> None:
    whole = "Rescuers brought 25 people to safety in Millbrook on March 4, 2031, a source in the rescue service told the Herald."
    change(flood, FLOOD, "Rescuers brought 25 people to safety in Millbrook on March 4, 2031", f'"{whole}"')
    change(flood, DAM, "The dam above the town has failed", '"The dam above the town has failed, residents said."')
    codes = {problem.code for problem in run(Case(open_dossier(flood).corpus))}
    assert codes == {"quoted-too-much"}
    change(flood, "content/sources/herald.md", "kind:", "rights: full-text\nkind:")
    assert run(Case(open_dossier(flood).corpus)) == []
