"""The nouns of search: a thing to be found, the words by which it is found, and the card that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

KINDS = ("actor", "place", "question", "entry", "claim", "source")

# How much a word weighs by where it stands; a word is WHOLE when it is all of an actor's or a place's name.
# What begins as typed is sought among names first.
WHOLE, NAME, TEXT, RELATED = 4, 3, 2, 1
WEIGHTS = (WHOLE, NAME, TEXT, RELATED)

DISPUTED = "disputed"
UNNAMED = "unnamed"  # what all speakers whom the sources do not name are filtered by


class Field(NamedTuple):
    """Words of a thing. ``own``: they stand in it, in this order, so that phrases can be found in them."""

    weight: int
    text: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What a result shows: ``title`` with a line ``about`` it and a ``text`` below (in ``lang``, if not English).

    ``page`` and ``anchor`` lead to it. ``also``: other names of an actor or place; the entry of a claim, and a
    translation. ``signs``: what must not be overlooked, such as ``denies``, ``disputed``, ``draft``.
    """

    page: str
    title: str
    about: tuple[str, ...] = ()
    text: str = ""
    also: tuple[str, ...] = ()
    lang: str = ""
    signs: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a thing is counted and filtered by: ids of actor and source, the first day it may mean, its signs.

    ``day``: ``2024-11-06``, ``2024-11`` or ``2024``, as exactly as it is known. An entry has the speakers and sources
    of its claims beside its own traits.
    """

    speaker: str = ""
    source: str = ""
    day: str = ""
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing to find. ``claims``: how many claims follow from an entry, in the order of the claims."""

    kind: str
    card: Card
    fields: tuple[Field, ...]
    traits: Traits = Traits()
    claims: int = 0
