"""A denial answers with what it comes to itself, not with what it denies."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level
from build_tools.roots import SUPPORTING

CODE = "denial-agrees"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Give the denier's own answer (“no”, another number), or none: stance never turns an answer round."


def find(case: Case) -> Iterator[Finding]:
    """Answers of denials that say the same as an answer of somebody who says so, in the same entry."""
    for entry in case.entries():
        said = {answer for claim in entry.claims if claim.stance in SUPPORTING for answer in claim.answers.items()}
        for claim in entry.claims:
            for question, answer in claim.answers.items() if claim.stance == "denies" else ():
                if (question, answer) in said:
                    message = f"this denial answers “{question}” just as a claim that says so does: {answer}"
                    yield Finding(entry, answer, message, level=Level.WARNING)
