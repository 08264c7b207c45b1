"""The value grammar: text as sets of numbers, days and options."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.values import NotAValue, NumberSet, Option, Tolerance, parse_answer, parse_number, parse_tolerance

NUMBERS = {
    "12000": NumberSet(Fraction(12000), Fraction(12000)),
    "2.5": NumberSet(Fraction(5, 2), Fraction(5, 2)),
    "11000..12000": NumberSet(Fraction(11000), Fraction(12000)),
    "~11000..12000": NumberSet(Fraction(11000), Fraction(12000), approximate=True),
    ">=10000": NumberSet(Fraction(10000), None),
    "<=12000": NumberSet(None, Fraction(12000)),
    "~600": NumberSet(Fraction(600), Fraction(600), approximate=True),
    "38/63": NumberSet(Fraction(38), Fraction(38), total=Fraction(63)),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_the_set_that_it_allows(text: str) -> None:
    assert parse_number(text) == NUMBERS[text]


@pytest.mark.parametrize("text", ["", "many", "12,000", "12..10", "1e9", ">10", "~", "38/", "1/2/3", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotAValue):
        parse_number(text)


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**12))
def test_a_range_holds_its_ends(low: int, width: int) -> None:
    value = parse_number(f"{low}..{low + width}")
    assert (value.low, value.high) == (low, low + width)


def test_about_means_ten_per_cent_unless_the_question_says_otherwise() -> None:
    about = parse_number("~600")
    assert (about.widened(None).low, about.widened(None).high) == (540, 660)
    assert about.widened(parse_tolerance("5")).low == 595


def test_tolerances_are_shares_amounts_or_days() -> None:
    assert parse_tolerance("10 %") == Tolerance(share=Fraction(1, 10))
    assert parse_tolerance("2 days") == Tolerance(amount=Fraction(2))
    assert parse_tolerance("") is None


def test_yes_is_an_option_only_where_the_question_asks_yes_or_no() -> None:
    assert parse_answer("yes", "yes-no") == Option("yes")
    with pytest.raises(NotAValue):
        parse_answer("maybe", "yes-no")
