"""Answers and quantities are written in the value grammar, as the question's kind asks."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Claim, Entry, Question
from build_tools.problems import Level
from build_tools.values import NotAValue, parse_answer, parse_number, parse_tolerance

CODE = "value-invalid"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = (
    "A number (12000), a range (11000..12000), at least (>=10000), at most (<=12000), about (~600), some of all (38/63), "
    "yes or no, a date (2024-11-06), or the id of a place, as the question asks."
)


def find(case: Case) -> Iterator[Finding]:
    """Values outside the grammar, options that the question does not have."""
    for entry in case.entries():
        for claim in entry.claims:
            yield from _in_quantities(entry, claim)
            yield from _in_answers(entry, claim, case)
    for question in case.of(Question):
        try:
            parse_tolerance(question.tolerance)
        except NotAValue as reason:
            yield Finding(question, question.tolerance, str(reason))


def _in_quantities(entry: Entry, claim: Claim) -> Iterator[Finding]:
    for quantity in claim.quantities:
        if quantity.written not in claim.quote:
            yield Finding(entry, quantity.written, f"“{quantity.written}” does not stand in the claim’s quote")
        try:
            parse_number(quantity.value)
        except NotAValue as reason:
            yield Finding(entry, quantity.value, str(reason))


def _in_answers(entry: Entry, claim: Claim, case: Case) -> Iterator[Finding]:
    for id, answer in claim.answers.items():
        question = case.questions().get(id)
        if question is None or claim.stance == "declines":
            continue
        try:
            parse_answer(answer, question.kind)
        except NotAValue as reason:
            yield Finding(entry, answer, f"{reason}, as the question “{id}” asks")
        if question.kind == "choice" and question.options and answer not in question.options:
            yield Finding(entry, answer, f"“{answer}” is none of the options of “{id}”: {', '.join(question.options)}")
