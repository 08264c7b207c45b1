"""A proposal that points to what there is: under the ids that records have now, without those that people deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from build_tools.ingest.proposed import Proposed
from build_tools.ingest.renamed import Renamed
from build_tools.model import Claim, Entry, Record, Source, Unnamed

Exists = Callable[[str], bool]  # of ``<kind>/<id>``
R = TypeVar("R", bound=Record)


def in_ids_of_now(proposed: Proposed, renamed: Renamed) -> Proposed:
    """The proposal with the ids that people have given to what it names by others."""
    if not any(renamed.values()):
        return proposed
    return replace(
        proposed,
        source=_source_now(proposed.source, renamed),
        entries=[_entry_now(entry, renamed) for entry in _now(proposed.entries, renamed.get("timeline", {}))],
        actors=_now(proposed.actors, renamed.get("actors", {})),
        places=_now(proposed.places, renamed.get("places", {})),
        questions=tuple(_now(proposed.questions, renamed.get("questions", {}))),
    )


def without_deleted(entry: Entry, exists: Exists, names: Mapping[str, str]) -> Entry:
    """The entry with those of its actors, places and related entries that there are; its claims likewise. ``names``: of
    actors by id, as the text has them.
    """
    return replace(
        entry,
        actors=_there("actors", entry.actors, exists),
        places=_there("places", entry.places, exists),
        see_also=_there("timeline", entry.see_also, exists),
        claims=tuple(_named_in_words(claim, exists, names) for claim in entry.claims),
    )


def without_ends(entry: Entry, publisher: str) -> Entry:
    """The entry with chains that lead from the speaker to the publisher and pass neither of them, and nobody twice."""
    return replace(entry, claims=tuple(_between_ends(claim, publisher) for claim in entry.claims))


def _between_ends(claim: Claim, publisher: str) -> Claim:
    via = tuple(id for id in dict.fromkeys(claim.via) if id not in (claim.named_speaker, publisher))
    return claim if via == claim.via else replace(claim, via=via)


def _now(records: Sequence[R], ids: Mapping[str, str]) -> list[R]:
    return [replace(record, id=ids[record.id]) if record.id in ids else record for record in records]


def _source_now(source: Source, renamed: Renamed) -> Source:
    sources, actors = renamed.get("sources", {}), renamed.get("actors", {})
    return replace(
        source,
        id=sources.get(source.id, source.id),
        publisher=actors.get(source.publisher, source.publisher),
        republishes=sources.get(source.republishes, source.republishes),
        updates=sources.get(source.updates, source.updates),
        not_same=tuple(sources.get(id, id) for id in source.not_same),
    )


def _entry_now(entry: Entry, renamed: Renamed) -> Entry:
    actors, places = renamed.get("actors", {}), renamed.get("places", {})
    return replace(
        entry,
        actors=_ids(entry.actors, actors),
        places=_ids(entry.places, places),
        see_also=_ids(entry.see_also, renamed.get("timeline", {})),
        claims=tuple(_claim_now(claim, actors, renamed.get("sources", {})) for claim in entry.claims),
    )


def _claim_now(claim: Claim, actors: Mapping[str, str], sources: Mapping[str, str]) -> Claim:
    speaker = claim.speaker
    if isinstance(speaker, Unnamed):
        speaker = replace(speaker, within=actors.get(speaker.within, speaker.within))
    elif speaker:
        speaker = actors.get(speaker, speaker)
    source = sources.get(claim.source, claim.source)
    return replace(claim, source=source, speaker=speaker, via=_ids(claim.via, actors))


def _ids(ids: tuple[str, ...], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(now.get(id, id) for id in ids))


def _named_in_words(claim: Claim, exists: Exists, names: Mapping[str, str]) -> Claim:
    """A speaker whom a person has deleted is named in words; those who passed it on are left out."""
    speaker = claim.speaker
    if isinstance(speaker, Unnamed) and speaker.within and not exists(f"actors/{speaker.within}"):
        speaker = Unnamed(speaker.words)
    elif isinstance(speaker, str) and not exists(f"actors/{speaker}"):
        speaker = Unnamed(names.get(speaker, speaker.replace("-", " ")))
    via = _there("actors", claim.via, exists)
    return claim if speaker is claim.speaker and via == claim.via else replace(claim, speaker=speaker, via=via)


def _there(folder: str, ids: tuple[str, ...], exists: Exists) -> tuple[str, ...]:
    return ids if all(exists(f"{folder}/{id}") for id in ids) else tuple(id for id in ids if exists(f"{folder}/{id}"))
