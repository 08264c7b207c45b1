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
TIP = "Write what the denier says instead (“no”, another number), or no answer: “denies” does not turn an answer round."


def find(case: Case) -> Iterator[Finding]:
    """Answers of denials that say the same as an answer of somebody who says so, in the same entry."""
    for entry in case.entries():
        said = {answer for claim in entry.claims if claim.stance in SUPPORTING for answer in claim.answers.items()}
        for claim in entry.claims:
            for question, answer in claim.answers.items() if claim.stance == "denies" else ():
                if (question, answer) in said:
                    message = (
                        f"this denial gives “{question}” the same answer as a claim that it stands against: {answer}"
                    )
                    yield Finding(entry, answer, message, level=Level.WARNING)
