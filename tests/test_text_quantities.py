"""Numbers with their bounds, their unit and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import agreement
from build_tools import values as grammar
from build_tools.corpus import Corpus
from build_tools.text import numerals
from build_tools.text.quantities import find as quantities


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
        ("Between 30 and 45 people were hurt", "Between 30 and 45", "30..45", "", "people"),
        ("between $2 million and $3 million", "between $2 million and $3 million", "2000000..3000000", "USD", ""),
        ("cost $1.5 to $2 billion", "$1.5 to $2 billion", "1500000000..2000000000", "USD", ""),
        ("two or three men", "two or three", "2..3", "", "men"),
        ("as many as 500 homes", "as many as 500", "<=500", "", "homes"),
        ("fewer than 20 cases", "fewer than 20", "<=20", "", "cases"),
        ("100 or more guests", "100 or more", ">=100", "", "guests"),
        ("some 40-odd boats", "some 40-odd", "~40", "", "boats"),
        ("The toll was likely to exceed 40.", "exceed 40", ">=40", "", "deaths"),
        ("more than 60 witnesses", "more than 60", ">=60", "", "witnesses"),
        ("waited 2½ hours", "2½", "2.5", "", "hours"),
        ("a bill of £1½ million", "£1½ million", "1500000", "GBP", ""),
        ("1,000s of people fled", "1,000s", ">=2000", "", "people"),
        ("losses exceeding $40m", "exceeding $40m", ">=40000000", "USD", ""),
        ("the number of cases rose to 57", "57", "57", "", "cases"),
        ("a third of the crop", "a third", "1/3", "", "crop"),
        ("nearly two-thirds of voters", "nearly two-thirds", "~2/3", "", "voters"),
        ("more than half of the ships", "more than half", ">=0.5", "", "ships"),
        ("one in five children", "one in five", "1/5", "", "children"),
        ("roughly 1 in 10 adults", "roughly 1 in 10", "~1/10", "", "adults"),
        ("none of the 12 passengers", "none of the 12", "0/12", "", "passengers"),
        ("no one was hurt", "no one", "0", "", "people"),
        ("half a million people", "half a million", "500000", "", "people"),
        ("one and a half million tonnes", "one and a half million tonnes", "1500000", "t", ""),
        ("half a dozen ships", "half a dozen", "6", "", "ships"),
        ("tens of thousands of people", "tens of thousands", ">=20000", "", "people"),
        ("several thousand fighters", "several thousand", ">=2000", "", "fighters"),
        ("scores of villagers", "scores", ">=40", "", "villagers"),
        ("exports more than doubled", "more than doubled", ">=2", "times", ""),
        ("10 times more rain", "10 times", "10", "times", "rain"),
        ("by 0.25 percentage points", "0.25 percentage points", "0.25", "percentage point", ""),
        ("at -5 °C", "5 °C", "-5", "Cel", ""),
        ("CHF 30,000", "CHF 30,000", "30000", "CHF", ""),
        ("US$ 40 million", "US$ 40 million", "40000000", "USD", ""),
        ("₹2 lakh crore", "₹2 lakh crore", "2000000000000", "INR", ""),
        ("20 million shekels", "20 million shekels", "20000000", "ILS", ""),
        ("5 million pounds", "5 million pounds", "5000000", "GBP", ""),
        ("3.2m doses", "3.2m", "3200000", "", "doses"),
        ("12 000 people", "12 000", "12000", "", "people"),
        ("a grant of Tk 30,000", "Tk 30,000", "30000", "BDT", ""),
        ("a loan of Rs. 5 lakh", "Rs. 5 lakh", "500000", "INR", ""),
        ("14 of its divers", "14", "14", "", "divers"),
        ("one diver died", "one", "1", "", "diver"),
        ("a 27-nation bloc", "27", "27", "", "nation"),
        ("one of the 15 judges", "15", "15", "", "judges"),
        ("a single drone", "a single", "1", "", "drone"),
    ],
)
def test_a_number_says_how_much_of_what(text: str, written: str, value: str, unit: str, of: str) -> None:
    (found,) = quantities.find_quantities(text)
    assert (found.text, found.value, found.unit, found.of) == (written, value, unit, of)
    assert found.why


@pytest.mark.parametrize(
    "text",
    ["one such area", "no one came", "the 21st floor", "the F-16 and the G7", "Feldner, 61, left", "Project 21631",
     "a 5-4 vote", "they won 3-2", "voted 4-5 against", "call 555-1234", "+44 20 7946 0958", "at 10:30", "chapter 3",
     "on page 12", "10 Mill Street", "No. 10", "a 45-year-old man", "aged 45", "boys aged 15 and 16", "one girl asked why", "One described it as weak",
     "a three-member panel", "Channel 4", "the 100m final"],
)  # fmt: skip
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert quantities.find_quantities(text) == ()


def test_a_part_counts_what_the_whole_counted() -> None:
    found = quantities.find_quantities("It sent 12,000 troops, 500 of whom came back, and 40 wounded.")
    assert [quantity.of for quantity in found][:2] == ["troops", "troops"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rose from 40 to 60 people.", ["40", "60"]),
        ("Rates rose from 3% to 5%.", ["3", "5"]),
        ("12 in 10 villages fell ill", ["12", "10"]),
        ("killed 14 people and wounded 40", ["14", "40"]),
        ("around 1,000 kilometers (600 miles)", ["~1000", "~600"]),
        ("100 rockets and 45 drones", ["100", "45"]),
    ],
)
def test_two_numbers_that_stand_together_are_two(text: str, values: list[str]) -> None:
    assert [found.value for found in quantities.find_quantities(text)] == values


def test_what_them_counts_is_left_open_where_it_may_be_either_of_two() -> None:
    found = quantities.find_quantities("It freed 90 seals from 4 pens. At least 12 of them were ill.")
    assert [quantity.of for quantity in found] == ["seals", "pens", ""]
    found = quantities.find_quantities("It freed 90 seals. At least 12 of them were ill.")
    assert [quantity.of for quantity in found] == ["seals", "seals"]


def test_a_day_lends_its_month_to_no_number() -> None:
    text = "The army said on 22 June that it fell and between 30 and 40 wounded were found."
    start = text.index("22 June")
    (found,) = quantities.find_quantities(text, skip=[(start, start + 7)])
    assert (found.value, found.of) == ("30..40", "")


def test_those_who_are_hurt_are_counted_like_those_who_are_killed() -> None:
    found = quantities.find_quantities("It was killing 14 people and wounding 40.")
    assert [quantity.of for quantity in found] == ["people"] * 2
    found = quantities.find_quantities("It left 14 dead and 40 injured.")
    assert [quantity.of for quantity in found] == ["dead", "injured"]


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


words = st.sampled_from(
    "between and or to of in a an half third two-thirds one five 10 20 300 4,000 million bn dozen hundred m % °C $ £ CHF people killed "
    "at least exceed more than nearly no none nobody was hurt the - – + ( ) , . rose from fewer times doubled km tons toll".split()
)


@given(st.lists(words, max_size=14).map(" ".join))
def test_every_value_is_in_the_value_grammar(text: str) -> None:
    for found in quantities.find_quantities(text):
        assert text[found.start : found.end] == found.text
        assert grammar.parse_number(found.value)


@pytest.mark.parametrize("bound", ["more than", "over", "exceeding", "in excess of", "at least", "upwards of"])
def test_more_than_a_number_is_written_one_way_and_does_not_contradict_the_number(bound: str) -> None:
    (found,) = quantities.find_quantities(f"{bound} 10,000 people")
    assert found.value == ">=10000"
    both = grammar.parse_number(found.value), grammar.parse_number("10000")
    assert agreement.compare(*both, corpus=Corpus()) is not agreement.Relation.CONTRADICT
