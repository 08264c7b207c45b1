"""Names that every state has a bearer of (“Ministry of Defence”, “General Staff”, “Supreme Court”): whose one is meant.

A body of the dossier with such an alias is meant only where the text speaks of its state, and of no other directly
before the name; else the name is read like a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.extract.names.lexicon import Lexicon, Match
from build_tools.extract.names.owners import is_generic, owner_before

_DEEPEST = 6  # bodies within bodies


def of_the_right_state(text: str, listed: Sequence[Match], lexicon: Lexicon) -> Iterator[Match]:
    """The matches without those bodies of the dossier whose generic name stands for another state's body here."""
    states = {match.listed.id for match in listed if match.listed.kind == "state"}
    for match in listed:
        country = _country(match, lexicon)
        if not country or not is_generic(text[match.start : match.end]):
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
