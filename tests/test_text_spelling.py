"""Which names look like two spellings of one; what is only proposed must be neither missed nor shouted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import STEADY, grows_with

from build_tools.text.spelling import alike, likeness

SPELLINGS = [
    ("Andrei Petrov", "Andrii Petrov"),
    ("Zelensky", "Зеленський"),
    ("Zelenskyy", "Zelensky"),
    ("Zelenskiy", "Selenskyj"),
    ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
    ("Kyiv", "Kiev"),
    ("Київ", "Киев"),
    ("Kharkiv", "Kharkov"),
    ("Luhansk", "Lugansk"),
    ("Sergei Orlov", "Сергій Орлов"),
    ("Yevgeny Sokolov", "Evgenii Sokolov"),
    ("Shevchenko", "Ševčenko"),
    ("Shevchenko", "Schewtschenko"),
    ("Müller", "Mueller"),
    ("Mohammed al-Sudani", "Muhammad Al Sudani"),
    ("Abdel Karim el-Masri", "Abdul Karim al-Masri"),
    ("Park Jae-sung", "Park Jaesung"),
    ("Min Ho Park", "Park Min Ho"),
    ("Ministry of Defence", "Defense Ministry"),
    ("J. Okafor", "Janet Okafor"),
]
OTHERS = [
    ("Aleksandr Ivanov", "Aleksandra Ivanova"),
    ("Maria Lopez", "Mario Lopez"),
    ("John Smith", "Jane Smith"),
    ("Ali Hassan", "Ali Hussein"),
    ("Austria", "Australia"),
    ("Niger", "Nigeria"),
    ("Iran", "Iraq"),
    ("Mali", "Male"),
    ("Kursk", "Kursk region"),
    ("東京", "大阪"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_meet_either_way_round(one: str, other: str) -> None:
    assert [(pair.first, pair.second) for pair in alike([("a", one), ("b", other)])] == [("a", "b")]
    assert [(pair.first, pair.second) for pair in alike([("b", other), ("a", one)])] == [("b", "a")]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_of_others_do_not(one: str, other: str) -> None:
    assert not list(alike([("a", one), ("b", other)]))


def test_one_record_may_bear_both() -> None:
    assert not list(alike([("a", "Kyiv"), ("a", "Kiev")]))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_are_compared_without_a_fault_and_alike_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_many_names_under_one_key_take_work_in_proportion() -> None:
    def compare(count: int) -> None:
        list(alike([(at, f"Ann{'a' * (at % 7)} Lee{'e' * (at % 5)}") for at in range(count)]))

    assert grows_with(500, compare) < STEADY
