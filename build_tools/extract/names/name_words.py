"""The small words around and inside names, by kind, and words that make a body or a state of a name. Only tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from build_tools.extract import gazetteer


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind in the table of words in and around names."""
    return frozenset(gazetteer.listed("run_words.tsv", kind))


def has_head(words: Sequence[str]) -> bool:
    """Whether one of the words is the head of a kind of name."""
    return any(word in gazetteer.heads() for word in words)


@cache
def state_words() -> frozenset[str]:
    """Names of states, and the words for their people and things."""
    return frozenset(gazetteer.demonyms()) | {state.name for state in gazetteer.states()}
