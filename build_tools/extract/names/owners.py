"""Whose a body is: the state before its name, and names that every state has a bearer of. Knows no entity."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer

_POSSESSIVE = re.compile(r"(?:[’']s?)? (?:the )?\Z")


def owner_before(text: str, start: int) -> str:
    """The state whose possessive or adjective stands before the name (“Russia’s Ministry of Defense”): its id."""
    before = text[max(0, start - 40) : start]
    joined = _POSSESSIVE.search(before)
    if not joined:
        return ""
    words = re.findall(r"[\w.’-]+", before[: joined.start()])[-4:]
    forms = (" ".join(words[-count:]) for count in range(len(words), 0, -1))
    return next((owner_ids()[form] for form in forms if form in owner_ids()), "")


@lru_cache(maxsize=1)
def owner_ids() -> dict[str, str]:
    """Name or demonym of a state → its id in the table."""
    return {form: state.id for state in gazetteer.states() for form in (state.name, *state.others, *state.demonyms)}


def is_generic(name: str) -> bool:
    """Whether all its words are heads, portfolios and small words, and none says whose it is: “Ministry of Defence”."""
    words = name.split()
    return all(
        word[0].islower() or word in gazetteer.heads() or word in gazetteer.listed("run_words.tsv", "portfolio")
        for word in words
    ) and not any(word in owner_ids() for word in words)
