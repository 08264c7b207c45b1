"""Names that every state has a bearer of (“Ministry of Defence”, “General Staff”, “Supreme Court”): whose one is meant.

A body of the dossier with such an alias is meant only where the text speaks of its state, and of no other directly
before the name; else the name is read like a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.extract import gazetteer
from build_tools.extract.lexicon import Lexicon, Match
from build_tools.extract.registry import owner_before, owner_ids

_DEEPEST = 6  # bodies within bodies


def of_the_right_state(text: str, listed: Sequence[Match], lexicon: Lexicon) -> Iterator[Match]:
    """The matches without those bodies of the dossier whose generic name stands for another state's body here."""
    states = {match.listed.id for match in listed if match.listed.kind == "state"}
    for match in listed:
        country = _country(match, lexicon)
        if not country or not _is_generic(text[match.start : match.end]):
            yield match
            continue
        owner = owner_before(text, match.start)
        if lexicon.state_id(owner) == country if owner else country in states:
            yield match


def _country(match: Match, lexicon: Lexicon) -> str:
    """The state of a body that the dossier knows, by way of the bodies it is part of; empty for all else."""
    name = lexicon.name_of(match.listed) if match.listed.kind in ("organisation", "unit") else None
    for _ in range(_DEEPEST):
        if name is None or name.kind == "state":
            break
        name = lexicon.names.get((name.country, "actor"))
    return name.id if name else ""


def _is_generic(written: str) -> bool:
    """Whether all its words are heads, portfolios and small words, and none says whose it is."""
    words = written.split()
    return all(
        word[0].islower() or word in gazetteer.heads() or word in gazetteer.listed("run_words.tsv", "portfolio")
        for word in words
    ) and not any(word in owner_ids() for word in words)
