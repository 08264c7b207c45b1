"""A question has what its kind needs and nothing that its kind cannot use."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Question
from build_tools.problems import Level

CODE = "question-shape"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Correct the question’s kind, or take the key out."

_USED_BY = {
    "unit": ("quantity",),
    "tolerance": ("quantity", "date"),
    "deaths_of": ("quantity",),
    "options": ("choice",),
}


def find(case: Case) -> Iterator[Finding]:
    """A choice with fewer than two options or one twice; unit, tolerance or options where nothing is counted or chosen."""
    for question in case.of(Question):
        for key, kinds in _USED_BY.items():
            value = getattr(question, key)
            if value and question.kind not in kinds:
                shown = value if isinstance(value, str) else value[0]
                yield Finding(question, shown, f"a question of the kind {question.kind} has no “{key}”")
        if question.kind == "choice":
            yield from _of_choice(question)


def _of_choice(question: Question) -> Iterator[Finding]:
    if len(question.options) < 2:
        tip = "List the answers that are possible under “options”; for an answer in free words the kind is text."
        yield Finding(question, question.kind, "a choice needs two options or more", tip)
    for at, option in enumerate(question.options):
        if option in question.options[:at]:
            yield Finding(question, option, f"the option “{option}” is listed twice", "Delete one of the two.")
