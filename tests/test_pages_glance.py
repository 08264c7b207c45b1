"""An entry at a glance says no more than its claims and its date do."""

from __future__ import annotations

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.pages.entry.glance import dating, glance
from build_tools.text.edtf import parse
from build_tools.wording.standing import standing


@pytest.mark.parametrize(
    ("date", "key"),
    [
        ("2024-11-06", "day"),
        ("2024-11", "within"),
        ("[2024-11-04,2024-11-05]", "within"),
        ("[..2024-11-07]", "within"),
        ("2024-11-06~", "about"),
        ("2024-11-06/2024-11-07", "lasted"),
        ("2023-08/..", "since"),
        ("../2024-11-07", "before"),
    ],
)
def test_how_sharply_a_date_is_known(date: str, key: str) -> None:
    assert dating(parse(date)) == key


def test_roots_and_sources_are_those_of_who_says_so_and_a_denial_is_a_dispute() -> None:
    corpus = dam()
    agreement = Agreement(corpus)
    for entry in corpus.entries.values():
        stands = standing(entry, corpus, agreement)
        seen = glance(stands)
        assert (seen.state == "disputed") is stands.disputed
        assert seen.low <= seen.high == len(stands.backing.roots)
        assert seen.sources == len(stands.backing.sources)
