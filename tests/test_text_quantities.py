"""Numbers with their bounds, their unit and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.text import numerals, quantities


@pytest.mark.parametrize(
    ("text", "written", "value", "unit", "of"),
    [
        ("about 12,000 North Korean soldiers came", "about 12,000", "~12000", "", "North Korean soldiers"),
        ("sent “around 11,000 to 12,000” troops", "around 11,000 to 12,000", "11000..12000", "", "troops"),
        ("at least 10,000 people fled", "at least 10,000", ">=10000", "", "people"),
        ("no more than 40 drones", "no more than 40", "<=40", "", "drones"),
        ("38 of 63 Russian drones launched", "38 of 63", "38/63", "", "Russian drones"),
        ("nearly six million artillery rounds", "nearly six million", "~6000000", "", "artillery rounds"),
        ("military aid worth $9bn to them", "$9bn", "9000000000", "USD", "military aid"),
        ("a 1,000-kilometer front", "1,000-kilometer", "1000", "km", "front"),
        ("(600 miles)", "600 miles", "600", "mi", ""),
        ("600 square kilometers of land", "600 square kilometers", "600", "km2", "land"),
        ("rose 12% to a record", "12%", "12", "%", ""),
        ("5 to 7 million tonnes of grain", "5 to 7 million tonnes", "5000000..7000000", "t", "grain"),
        ("millions of artillery shells for", "millions", ">=2000000", "", "artillery shells"),
        ("two more settlements in the east", "two", "2", "", "settlements"),
        ("No injuries have been reported", "No", "0", "", "injuries"),
        ("twenty-five ships", "twenty-five", "25", "", "ships"),
        ("a fine of €2.5 billion", "€2.5 billion", "2500000000", "EUR", ""),
        ("one hundred and ten cases", "one hundred and ten", "110", "", "cases"),
    ],
)
def test_a_number_says_how_much_of_what(text: str, written: str, value: str, unit: str, of: str) -> None:
    (found,) = quantities.find_quantities(text)
    assert (found.text, found.value, found.unit, found.of) == (written, value, unit, of)
    assert found.why


@pytest.mark.parametrize(
    "text",
    ["one such area", "no one came", "the 21st floor", "the F-16 and the G7", "Feldner, 61, left", "Project 21631"],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert quantities.find_quantities(text) == ()


def test_a_part_counts_what_the_whole_counted() -> None:
    found = quantities.find_quantities("It sent 12,000 troops, 500 of whom came back, and 40 wounded.")
    assert [quantity.of for quantity in found][:2] == ["troops", "troops"]


def test_what_is_a_date_is_skipped() -> None:
    assert quantities.find_quantities("on November 6", skip=[(3, 13)]) == ()


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_separators_keep_their_value(number: int) -> None:
    assert numerals.value(f"{number:,}") == number


@given(st.text(alphabet=st.sampled_from("0123456789,. %$€-–aof to million two half “”\n"), max_size=80))
def test_offsets_lead_back_to_the_words(text: str) -> None:
    for found in quantities.find_quantities(text):
        assert text[found.start : found.end] == found.text
        assert found.value
