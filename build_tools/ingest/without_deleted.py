"""A proposal without those whom a person has deleted: nothing is to point to a record that is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from build_tools.model import Claim, Entry, Unnamed

Exists = Callable[[str], bool]  # of ``<kind>/<id>``


def without_deleted(entry: Entry, exists: Exists) -> Entry:
    """The entry with those of its actors, places and related entries that there are; its claims likewise."""
    return replace(
        entry,
        actors=_there("actors", entry.actors, exists),
        places=_there("places", entry.places, exists),
        see_also=_there("timeline", entry.see_also, exists),
        claims=tuple(_named_in_words(claim, exists) for claim in entry.claims),
    )


def _named_in_words(claim: Claim, exists: Exists) -> Claim:
    """A speaker whom a person has deleted is named in words; those who passed it on are left out."""
    speaker = claim.speaker
    if isinstance(speaker, Unnamed) and speaker.within and not exists(f"actors/{speaker.within}"):
        speaker = Unnamed(speaker.words)
    elif isinstance(speaker, str) and not exists(f"actors/{speaker}"):
        speaker = Unnamed(speaker.replace("-", " "))
    via = _there("actors", claim.via, exists)
    return claim if speaker is claim.speaker and via == claim.via else replace(claim, speaker=speaker, via=via)


def _there(folder: str, ids: tuple[str, ...], exists: Exists) -> tuple[str, ...]:
    return ids if all(exists(f"{folder}/{id}") for id in ids) else tuple(id for id in ids if exists(f"{folder}/{id}"))
