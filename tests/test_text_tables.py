"""Words of a table are found in a text as whole words, however the search for them is written."""

import re

from hypothesis import given
from hypothesis import strategies as st

from build_tools.text import tables

_WORDS = st.lists(st.text("abB-’", min_size=1, max_size=4).filter(lambda word: word[0] != "’"), min_size=1, max_size=6)


@given(_WORDS, st.text("abB-’ .", max_size=40))
def test_a_leaping_search_finds_what_a_plain_one_finds(words: list[str], text: str) -> None:
    plain = re.compile(rf"(?<!\w){tables.alternatives(words)}(?!\w)")
    leaping = re.compile(rf"{tables.searchable(words)}(?!\w)")
    assert [found.span() for found in leaping.finditer(text)] == [found.span() for found in plain.finditer(text)]


def test_a_word_inside_another_is_not_found() -> None:
    found = re.compile(tables.searchable(["Ukraine", "US"])).findall("NonUS and US, Ukraine and subUkraine")
    assert found == ["US", "Ukraine"]
