"""Spellings of one name meet; ids are made of plain letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.text.names import fold, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Dae-jung", "Kim Dae Jung"),
        ("São Paulo", "SAO PAULO"),
        ("N’Djamena", "N'Djamena"),
        ("Łódź", "Lodz"),
        ("Київ", "Kyiv"),
    ],
)
def test_spellings_of_a_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_an_id_ends_at_a_word() -> None:
    assert slug("The Ministry of Public Works and Housing of the Republic of Somewhere Else") == (
        "the-ministry-of-public-works-and-housing-of-the-republic"
    )


@given(st.text(max_size=200))
def test_folding_again_changes_nothing_and_ids_are_plain(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert re.fullmatch(r"[a-z0-9-]{0,60}", slug(text))
