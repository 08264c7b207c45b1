"""What a name can name, and how sure that is: person, organisation, outlet, unit, group, place. Holds no rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from build_tools.extract import gazetteer
from build_tools.extract.names.around import Around
from build_tools.extract.names.runs import Run


class Kind(NamedTuple):
    """A decision: the kind, how sure (3 by form, 2 by words beside it, 1 by position), the place kind, the reason.

    ``tail``: how many letters behind the run belong to the name (“ region”); ``shared``: a place word that several
    names share (“the A and B regions”).
    """

    kind: str
    weight: int
    why: str
    place_kind: str = ""
    tail: int = 0
    shared: str = ""


# What a rule makes of a run by its form alone: nothing, a kind, or what is to be looked for around each mention of it.
Look = Callable[[Around], Kind | None]
Sign = Kind | Look | None

NONE = Kind("", 0, "no word around it says what it names")


def head_of(run: Run) -> gazetteer.Head | None:
    """What the run's head word makes of it: its last word, one before “of”, “for”, “on”, “in”, or one that goes first."""
    return _head_of(run.words) if len(run.words) > 1 else None


@lru_cache(maxsize=16384)
def _head_of(words: tuple[str, ...]) -> gazetteer.Head | None:
    known = gazetteer.heads()
    for index, word in enumerate(words[:-2]):
        if words[index + 1] in ("of", "for", "on", "in") and word in known:
            return known[word]
    return known.get(words[-1]) or gazetteer.front_heads().get(words[0])
