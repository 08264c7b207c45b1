"""Bodies around bodies and places around places, by the words between two names. Adds ``part_of`` and ``within``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.extract.reading import Entity, NameMention

_OF_BODY = re.compile(r"(?: \([A-Z][\w-]*\))? (?:of|at) (?:the )?(?:[A-Z]\w+[’']s )?")
_IN_PLACE = re.compile(r",? (?:in )?(?:the )?(?:[A-Z]\w+[’']s )?")
_IN_STATE = re.compile(r",? (?:in )?(?:the )?")
_POSSESSIVES = ("’s ", "'s ")


def place(text: str, mentions: Sequence[NameMention], index: int, entities: dict[str, Entity]) -> None:
    """“A (ABC) of B”, “B’s A”: A is part of B; “city of A in B”: A lies within B. Known ones stay as they are."""
    mention = mentions[index]
    key = f"{'place' if mention.kind == 'place' else 'actor'}:{mention.id}"
    entity = entities.get(key)
    if entity is None or entity.known:
        return
    if mention.kind == "place" and not entity.within:
        if within := _around(text, mentions, index):
            entities[key] = entity._replace(within=within)
    elif mention.kind in ("organisation", "unit") and not entity.part_of:
        if whole := _whole(text, mentions, index):
            entities[key] = entity._replace(part_of=whole)


def _whole(text: str, mentions: Sequence[NameMention], index: int) -> str:
    """The organisation that the named one is part of: its id, empty if none is said."""
    mention = mentions[index]
    following = mentions[index + 1] if index + 1 < len(mentions) else mention
    gap = text[mention.end : following.start] if following.start - mention.end < 24 else ""
    if following.kind == "organisation" and following.id != mention.id and _OF_BODY.fullmatch(gap):
        return following.id
    previous = mentions[index - 1] if index else mention
    owned = text[previous.end : mention.start] in _POSSESSIVES
    return previous.id if owned and previous.kind == "organisation" else ""


def _around(text: str, mentions: Sequence[NameMention], index: int) -> str:
    """The place or state that the named place lies in: its id, empty if none is said."""
    mention = mentions[index]
    previous = mentions[index - 1] if index else mention
    if text[previous.end : mention.start] in _POSSESSIVES and previous.kind in ("state", "place"):
        return previous.id
    return next((other.id for other in mentions[index + 1 : index + 3] if _is_around(text, mention, other)), "")


def _is_around(text: str, mention: NameMention, other: NameMention) -> bool:
    gap = text[mention.end : other.start]
    if other.kind == "place":
        return other.id != mention.id and len(gap) < 24 and bool(_IN_PLACE.fullmatch(gap))
    stops = text[other.end : other.end + 1] in ",.;"
    return other.kind == "state" and stops and len(gap) < 10 and bool(_IN_STATE.fullmatch(gap))
