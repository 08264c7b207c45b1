"""A quantity says the number of its words: plain contradictions are told, everything that may be meant so is not."""

from __future__ import annotations

import pytest

from build_tools.checks.rule import Case
from build_tools.checks.rules import value_otherwise
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Quantity

CONTRADICTED = [
    ("12,000", "15000", "soldiers"),
    ("at least 40", "25", "people"),
    ("about 600", "900", "homes"),
    ("two million", "3000000", "tonnes"),
    ("38 of 63", "39/64", "drones"),
    ("no more than 8,500", "<=9500", "soldiers"),
    ("20 percent", "30", "%"),
]
MEANT = [
    ("12,000", "12000", "soldiers"),
    ("12,000", "~12000", "soldiers"),
    ("12,000", ">=10000", "soldiers"),
    ("nearly 12,000", "11800", "soldiers"),
    ("at least 40", "43", "people"),
    ("at least 40", "40", "people"),
    ("more than 12,000", "12000..13000", "people"),
    ("hundreds of", ">=100", "people"),
    ("two weeks", "14", "days"),
    ("one third", "33", "%"),
    ("half", "50", "%"),
    ("38 of 63", "38", "drones"),
    ("15.000", "15000", "soldiers"),
    ("$5 billion", "5", "billion dollars"),
    ("600 miles", "965", "km"),
    ("5 percent", "-5", "%"),
    ("many", "12", "people"),
    ("a dozen", "12", "people"),
]


def found(written: str, value: str, unit: str, **of_claim: str) -> list[str]:
    quantity = Quantity(written=written, value=value, unit=unit)
    claim = Claim(quote=f"They counted {written} there", source="wire", quantities=(quantity,), **of_claim)
    entry = Entry("count", title="A count", date="2031-03-04", claims=(claim,))
    return [one.message for one in value_otherwise.find(Case(Corpus(entries={"count": entry})))]


@pytest.mark.parametrize("case", CONTRADICTED, ids=str)
def test_a_value_that_its_words_contradict_is_told_with_both(case: tuple[str, str, str]) -> None:
    (message,) = found(*case)
    assert f"“{case[0]}”" in message and case[1] in message


@pytest.mark.parametrize("case", MEANT, ids=str)
def test_a_value_that_its_words_may_mean_is_let_be(case: tuple[str, str, str]) -> None:
    assert found(*case) == []


def test_words_of_another_language_are_read_only_where_they_are_digits() -> None:
    assert found("deux millions", "3000000", "tonnes", lang="fr") == []
    assert found("12 000", "15000", "soldats", lang="fr")
    assert found("12 000", "12000", "soldats", lang="fr") == []
