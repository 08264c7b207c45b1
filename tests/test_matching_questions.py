"""Questions that an import proposes: visibly drafts, with their answers filled in, and nobody's until a person keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_matching import dossier_of, imported

from build_tools.agreement import Agreement, State
from build_tools.curation.renaming import rename_record
from build_tools.dossier import open_dossier
from build_tools.explain.account import MACHINE
from build_tools.explain.explain import explain
from build_tools.exports.all import files
from build_tools.exports.telling import Telling
from build_tools.inspection import find_problems
from build_tools.matching.conflicts import conflicts
from build_tools.model import Claim, Quantity
from build_tools.pages.page import Site
from build_tools.pages.render import render
from build_tools.problems import errors_among

FIRST = """JAKARTA, August 5, 2025 — An explosion at a fireworks factory in Tangerang on Tuesday shattered windows, police said.

Police chief Agus Rahman said 30 people were injured.

The company denied that the factory had stored gunpowder in the yard.
"""
SECOND = """JAKARTA, August 5, 2025 — A fireworks factory exploded in Tangerang on Tuesday, shattering windows, police said.

Police chief Agus Rahman told reporters that 45 people were injured.

Mayor Dewi Santoso said the factory had stored gunpowder in the yard.
"""


@pytest.fixture
def blast(tmp_path: Path) -> Path:
    """A dossier of two articles on one event that disagree."""
    root = dossier_of(tmp_path, FIRST, SECOND, _1="publisher: echo\n", _2="publisher: herald\n")
    imported(root)
    return root


def drafted(root: Path) -> dict[str, str]:
    return {id: question.kind for id, question in open_dossier(root).corpus.drafted_questions.items()}


def test_conflicting_numbers_and_a_denial_are_asked_with_both_answers(blast: Path) -> None:
    corpus = open_dossier(blast).corpus
    assert sorted(drafted(blast).values()) == ["quantity", "yes-no"]
    for id, kind in drafted(blast).items():
        answers = {placed.claim.source: placed.claim.answers[id] for placed in corpus.claims_by_question[id]}
        assert answers == ({"1": "30", "2": "45"} if kind == "quantity" else {"1": "no", "2": "yes"})
    assert errors_among(find_problems(open_dossier(blast))) == []


def test_a_drafted_question_is_neither_compared_nor_shown_nor_exported(blast: Path) -> None:
    corpus = open_dossier(blast).corpus
    agreement = Agreement(corpus)
    assert agreement.findings == {} and agreement.disputed_entries == {}
    assert all(not corpus.answers_of(placed.claim) for placed in corpus.claims)
    made = [page.html for page in render(corpus, agreement, Site("Blast"))]
    made += [data.decode(errors="replace") for data in files(Telling(corpus, agreement)).values()]
    titles = [question.title.partition("“")[0] for question in corpus.drafted_questions.values()]
    traces = [*titles, *(f"questions/{id}" for id in drafted(blast)), *(f'"{id}":' for id in drafted(blast))]
    assert not [trace for trace in traces for text in made if trace in text]


def test_a_person_accepts_it_by_deleting_one_line(blast: Path) -> None:
    for file in (blast / "content/questions").iterdir():
        file.write_text(file.read_text().replace("status: draft\n", ""))
    findings = Agreement(open_dossier(blast).corpus).findings
    assert {finding.question.kind: finding.state for finding in findings.values()} == {
        "quantity": State.SINGLE_ROOT,  # the same police chief, twice
        "yes-no": State.CONTRADICTED,
    }
    assert not any(one.changes for one in imported(blast, again=True).values())


def test_a_question_that_a_person_deleted_is_not_proposed_again(blast: Path) -> None:
    for file in (blast / "content/questions").iterdir():
        file.unlink()
    for file in (blast / "content/timeline").rglob("*.md"):
        kept = [line for line in file.read_text().splitlines(True) if "answers:" not in line and ': "no"\n' not in line]
        file.write_text("".join(line for line in kept if ': "30"\n' not in line and ': "45"\n' not in line))
    assert errors_among(find_problems(open_dossier(blast))) == []
    assert not any(one.changes for one in imported(blast, again=True).values())
    (blast / "seeds/3.txt").write_text(
        SECOND.replace("45", "60").replace("exploded", "blew up").replace("told reporters", "said")
    )
    imported(blast)
    assert "people-injured" not in " ".join(drafted(blast))


def test_what_a_person_has_reviewed_is_not_answered_for_them(tmp_path: Path) -> None:
    root = dossier_of(tmp_path, FIRST, _1="publisher: echo\n")
    imported(root)
    for file in (root / "content/timeline").rglob("*.md"):
        file.write_text(file.read_text().replace("status: draft", "status: reviewed\nreviewed_by: [me]"))
    before = {file: file.read_bytes() for file in (root / "content/timeline").rglob("*.md")}
    (root / "seeds/2.txt").write_text(SECOND)
    imported(root)
    assert {file: file.read_bytes() for file in before} == before
    assert drafted(root) and all(
        "add its answer" in question.body for question in open_dossier(root).corpus.drafted_questions.values()
    )


def test_the_ledgers_stay_and_follow_a_rename(blast: Path) -> None:
    def ledgers() -> list[bytes]:
        return [file.read_bytes() for file in sorted((blast / "seeds").glob("*.json"))]

    before = ledgers()
    assert not any(one.changes for one in imported(blast, again=True).values())
    assert ledgers() == before
    id = next(iter(drafted(blast)))
    rename_record(blast, f"questions/{id}", "asked")
    assert errors_among(find_problems(open_dossier(blast))) == []
    still = [line.strip() for held in ledgers() for line in held.decode().splitlines() if id in line]
    assert still in ([], [f'"questions/{id}": {{}},']), "nothing points to it; that it was proposed once is remembered"
    assert not any(one.changes for one in imported(blast, again=True).values())


def test_a_proposed_answer_is_explained(blast: Path) -> None:
    id = next(iter(drafted(blast)))
    corpus = open_dossier(blast).corpus
    for placed in corpus.claims_by_question[id]:
        (account,) = explain(blast, placed.id)
        assert {value.origin for value in account.values if value.key == "answers"} == {MACHINE}
        assert any("no person has declared" in line for line in account.remarks)
    (account,) = explain(blast, id)
    assert any("no person has declared it" in line for line in account.remarks)


# ── what is comparable ──────────────────────────────────────────────────────────────────────────────────────


def counting(quote: str, written: str, value: str, of: str, *, unit: str = "", stance: str = "asserts") -> Claim:
    return Claim(quote, "s", "somebody", stance=stance, quantities=(Quantity(written, value, unit, of),))


HURT = counting("30 people were injured", "30", "30", "people")


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (counting("45 people were wounded", "45", "45", "people"), True),
        (counting("injuring 45", "45", "45", ""), True),
        (counting("45 people were killed", "45", "45", "people"), False),
        (counting("45 soldiers were injured", "45", "45", "soldiers"), False),
        (counting("at least 25 people were injured", "at least 25", ">=25", "people"), False),
        (counting("about 31 people were injured", "about 31", "~31", "people"), False),
        (counting("45 people are expected to be injured", "45", "45", "people", stance="expects"), False),
        (counting("45 people had been there, and two were injured", "45", "45", "people"), False),
        (counting("45 percent were injured", "45 percent", "45", "", unit="%"), False),
    ],
)
def test_numbers_are_compared_only_of_the_same_thing_and_fate(other: Claim, asked: bool) -> None:
    assert bool(list(conflicts(HURT, other))) is asked
    assert bool(list(conflicts(other, HURT))) is asked


DENIED = "denied that the dam at Harrow Reservoir had failed"


@pytest.mark.parametrize(
    ("quote", "stance", "answers"),
    [
        ("Reports that the dam at Harrow Reservoir failed are false", "asserts", None),
        ("Reports that the dam at Harrow Reservoir failed are false", "denies", None),
        ("It is untrue that the dam at Harrow Reservoir failed", "asserts", None),
        ("the dam at Harrow Reservoir had failed shortly after midnight", "asserts", ("no", "yes")),
    ],
)
def test_two_who_deny_the_same_are_not_asked_against_each_other(
    quote: str, stance: str, answers: tuple[str, str] | None
) -> None:
    denied = Claim(DENIED, "s", "peter-lund", stance="denies")
    found = [(one.mine, one.other) for one in conflicts(denied, Claim(quote, "t", "edwin-hale", stance=stance))]
    assert found == ([answers] if answers else [])


def test_who_calls_a_report_false_is_asked_against_who_says_so() -> None:
    false = Claim("Reports that the dam at Harrow Reservoir failed are false", "s", "edwin-hale")
    says = Claim("the dam at Harrow Reservoir had failed shortly after midnight", "t", "ida-moss")
    (asked,) = conflicts(false, says)
    assert (asked.mine, asked.other) == ("no", "yes") and "had failed shortly" in asked.title
