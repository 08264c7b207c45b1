"""A grade of reliability says who gave it, and nobody signs a grade that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Source
from build_tools.problems import Level

CODE = "grade-unsigned"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = True
TIP = "Add “graded_by” with the name of whoever stands for the grade."


def find(case: Case) -> Iterator[Finding]:
    """Sources with a reliability without ``graded_by``, and the reverse."""
    for source in case.of(Source):
        if source.reliability and not source.graded_by:
            yield Finding(source, source.reliability, f"the grade {source.reliability} is given by nobody")
        elif source.graded_by and not source.reliability:
            tip = "Give the grade (reliability: A to F), or delete “graded_by”."
            yield Finding(source, source.graded_by, f"{source.graded_by} has given no grade", tip)
