"""A site that is served while its dossier is edited: what is carried over from one state shows nothing that no longer is."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from edits_of_a_corpus import EDITS, State
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages_corpus import dam
from test_incremental import Tree, differences, published

from build_tools.making.maker import all_made
from build_tools.model import History
from build_tools.publication import Publication, as_markdown

FEW = 2  # sequences in the suite; HYPOTHESIS_PROFILE=explore tries many


def site_of(publication: Publication) -> Tree:
    """Pages and files, but for the downloads."""
    pages = {page.path: as_markdown(page).encode() for page in all_made(publication.page_makers())}
    return pages | dict(all_made(publication.file_makers()))


def first_difference(edits: Sequence[str], seed: int) -> tuple[str, list[str]] | None:
    """After which of some edits a site that was carried on shows something else than one that is made anew, and where."""
    random, state = Random(seed), (dam(), History())
    publication = published(state)
    site_of(publication)
    for edit in edits:
        before, state = state, EDITS[edit](state, random)
        publication = carried(publication, before, state)
        if found := differences(site_of(publication), site_of(published(state))):
            return edit, found
    return None


def carried(publication: Publication, before: State, state: State) -> Publication:
    """What is shown after an edit; a commit has everything worked out anew."""
    if before[1] != state[1]:
        return published(state)
    with_texts = dict(before[0].documents) != dict(state[0].documents)
    return publication.carried_on(published(state).dossier, with_texts=with_texts)


@settings(
    max_examples=FEW if settings.default.max_examples <= 100 else 300, suppress_health_check=[HealthCheck.too_slow]
)
@given(edits=st.lists(st.sampled_from([*EDITS]), min_size=2, max_size=3), seed=st.integers(0, 10**6))
def test_after_whatever_edits_what_is_served_is_what_a_full_build_makes(edits: list[str], seed: int) -> None:
    """Byte by byte, after each edit."""
    assert first_difference(edits, seed) is None
