"""The answers to one question are in one unit: its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools.checks.rule import Case, Finding
from build_tools.model import Claim, Question
from build_tools.problems import Level
from build_tools.text import tables

CODE = "units-mixed"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = True
TIP = "Convert the answer into the question’s unit (the claim’s quantity keeps what was written), or ask two questions."

_SHARE = re.compile(r"%|per\s?cent|share|rate|point|turnout|of ", re.IGNORECASE)
_POWERS = str.maketrans("²³", "23")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def find(case: Case) -> Iterator[Finding]:
    """Answers taken as they are from a quantity in another measure than the question’s: miles for kilometres, euros for
    dollars, per cent for people. Words for one thing (soldiers, troops) are not held against each other.
    """
    questions = case.questions()
    for entry in case.entries():
        for claim in entry.claims:
            for id, answer in claim.answers.items():
                question = questions.get(id)
                asked = question if question and claim.stance != "declines" else None
                if asked and (unit := _other_unit(answer, claim, asked)):
                    message = f"the answer {answer} is in {unit}, the question “{id}” asks for {asked.unit}"
                    yield Finding(entry, answer, message)


def _other_unit(answer: str, claim: Claim, question: Question) -> str:
    """The unit of the claim's quantities with this value, where none of them is in the question's."""
    if question.kind != "quantity" or not question.unit:
        return ""
    numbers = set(_NUMBER.findall(answer))
    taken = [
        quantity.unit
        for quantity in claim.quantities
        if quantity.unit and numbers & set(_NUMBER.findall(quantity.value))
    ]
    if not taken or any(_may_be_one(unit, question.unit) for unit in taken):
        return ""
    return taken[0]


def _may_be_one(one: str, other: str) -> bool:
    """Whether two units may be the same: not two measures, and not a share of something and the thing itself."""
    first, second = _recorded(one), _recorded(other)
    if first and second:
        return first == second
    counted = other if first == "%" else one if second == "%" else ""
    return not counted or bool(_SHARE.search(counted))


@lru_cache(maxsize=4096)
def _recorded(unit: str) -> str:
    """A measure in the form in which it is recorded; empty for a word for what is counted: “soldiers”."""
    folded = " ".join(unit.casefold().translate(_POWERS).split())
    known = _measures()
    return known.get(folded) or known.get(folded.removeprefix("us ")) or known.get(folded.removesuffix("s")) or ""


@lru_cache(maxsize=1)
def _measures() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, recorded, *_ in tables.rows(tables.table("units.tsv")):
        found[word.casefold()] = found[recorded.casefold()] = recorded
    return found
