"""Where words stand in a text: many quotes are found at once as each is found alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.quotes import Places, find_in

letters = st.text(alphabet="ab .“\n", min_size=1, max_size=60)
cuts = st.tuples(st.integers(0, 59), st.integers(1, 15), st.sampled_from(["", "a", "b a", "“"]))


@given(letters, st.lists(cuts, max_size=5))
def test_many_quotes_are_found_at_once_as_each_is_found_alone(text: str, chosen: list[tuple[int, int, str]]) -> None:
    quotes = [(text[start : start + length], after) for start, length, after in chosen if start < len(text)]
    places = Places(text, (quote for quote, _ in quotes))
    for quote, after in quotes:
        assert places.find(quote, after=after) == find_in(text, quote, after=after)
