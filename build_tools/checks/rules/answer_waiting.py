"""A reviewed entry answers reviewed questions: an answer to a draft is shown nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "answer-waiting"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Review the question too (delete its “status: draft”), or delete it and the answers to it."


def find(case: Case) -> Iterator[Finding]:
    """Answers of reviewed entries to questions that nobody has declared comparable."""
    drafted = case.corpus.drafted_questions
    for entry in case.entries() if drafted else ():
        for claim in entry.claims if entry.status == "reviewed" else ():
            for id in claim.answers:
                if id in drafted:
                    yield Finding(
                        entry, id, f"the answer waits: question “{id}” is a draft, so that nothing is compared"
                    )
