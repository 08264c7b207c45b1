"""What a diff tells those who review: dates and numbers of new claims, texts older than their claims, and own reviews."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from git_work import commit_all, git, repository_of
from on_disk import change

from build_tools.cli import main

FLOOD = "content/timeline/2031/millbrook-flood.md"
QUESTION = "content/questions/people-rescued.md"
NEW_CLAIM = """\
  - quote: said Ida Moss, the head of the Rescue Service (RS)
    source: gazette
    speaker: ida-moss
    said: "2031-03-04"
    when: "2031-03"
    quantities:
      - {written: RS, value: "31", unit: people, of: those in boats}
    answers: {people-rescued: "31"}
---
"""
OWN = "names Ann Ashe as reviewer, who made the change as well"


def told(root: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["diff", *words, "--root", str(root)])
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def commit_as(root: Path, name: str, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--author", f"{name} <{len(name)}@example.org>", "-m", message)


@pytest.fixture
def kept(flood: Path) -> Path:
    """The small dossier in a repository, its flood a draft that nobody has reviewed."""
    change(flood, FLOOD, "status: reviewed", "status: draft")
    change(flood, FLOOD, "reviewed_by: [editor]\n", "")
    return repository_of(flood)


def add_claim(root: Path) -> None:
    change(root, FLOOD, "---\nThe river", f"{NEW_CLAIM}The river")


def review(root: Path, *names: str) -> None:
    change(root, FLOOD, "status: draft", f"status: reviewed\nreviewed_by: [{', '.join(names)}]")


def test_a_new_claim_is_told_with_its_dates_and_numbers(kept: Path) -> None:
    add_claim(kept)
    assert "said 4 March 2031; when March 2031; “RS” = 31 people (those in boats)" in told(kept, "HEAD")


def test_a_question_answered_otherwise_says_that_its_text_is_older(kept: Path) -> None:
    older = "its assessment was written before this: read it again"
    file = kept / QUESTION
    file.write_text(f"{file.read_text().rstrip()}\nOnly the rescuers have counted.\n")
    commit_all(kept, "An assessment")
    add_claim(kept)
    assert older in told(kept, "HEAD")
    file.write_text(f"{file.read_text().rstrip()} Now two have.\n")
    assert older not in told(kept, "HEAD")


def test_a_reviewed_entry_with_a_new_claim_says_that_its_text_is_older(kept: Path) -> None:
    review(kept, "Ben Bower")
    commit_all(kept, "Reviewed")
    add_claim(kept)
    older = "Its text was written before its claims changed: read it again"
    assert older in told(kept, "HEAD")
    change(kept, FLOOD, "The river rose at night", "The river rose in the dark")
    assert older not in told(kept, "HEAD")


def test_who_wrote_a_change_and_is_named_as_its_reviewer_is_told(kept: Path) -> None:
    first = git(kept, "rev-parse", "HEAD")
    add_claim(kept)
    commit_as(kept, "Ann  ASHÉ", "A claim")
    review(kept, "Ann Ashe", "Ben Bower")
    commit_as(kept, "Ben Bower", "Reviewed")
    assert OWN in told(kept, first, "HEAD")
    assert "Ben Bower as reviewer" not in told(kept, first, "HEAD"), "he only wrote down that he reviewed it"


def test_a_review_by_somebody_else_is_no_own_review(kept: Path) -> None:
    first = git(kept, "rev-parse", "HEAD")
    add_claim(kept)
    commit_as(kept, "Ann Ashe", "A claim")
    review(kept, "Ben Bower")
    commit_as(kept, "Ben Bower", "Reviewed")
    assert "as reviewer" not in told(kept, first, "HEAD")


def test_what_is_not_committed_yet_is_by_whom_git_is_told_of(kept: Path) -> None:
    git(kept, "config", "user.name", "Ann Ashe")
    add_claim(kept)
    review(kept, "Ann Ashe")
    assert OWN in told(kept, "HEAD")


def test_a_renamed_entry_keeps_its_authors(kept: Path) -> None:
    first = git(kept, "rev-parse", "HEAD")
    add_claim(kept)
    commit_as(kept, "Ann Ashe", "A claim")
    assert CliRunner().invoke(main, ["rename", "millbrook-flood", "alder-flood", "--root", str(kept)]).exit_code == 0
    change(kept, "content/timeline/2031/alder-flood.md", "status: draft", "status: reviewed\nreviewed_by: [Ann Ashe]")
    commit_as(kept, "Ben Bower", "Another id, reviewed")
    assert OWN in told(kept, first, "HEAD")
