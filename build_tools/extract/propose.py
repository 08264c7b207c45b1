"""Reading → records to propose: the source, draft entries with their claims, new actors and places. Pure; no disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from build_tools.extract.claims.draft import Drafted, draft_claims
from build_tools.extract.entries import new_names
from build_tools.extract.entries.grouping import group
from build_tools.extract.entries.make import EntryMaker
from build_tools.extract.entries.new_source import source_of
from build_tools.extract.entries.same_day import with_days
from build_tools.extract.entries.telling import Telling
from build_tools.extract.reading import Reading, Span
from build_tools.model import Actor, Entry, EventType, Place, Source
from build_tools.text.languages import is_foreign


@dataclass(frozen=True)
class Proposal:
    """What to record of one seed. ``actors`` and ``places`` are new; ``reasons`` say why, by id or claim id.

    ``spans``: where each claim's quote stands, by claim id; half-open offsets in code points of the text.
    ``tellings``: what the entries were made of, to tell them anew by a part of their claims.
    """

    source: Source
    entries: tuple[Entry, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    tellings: tuple[Telling, ...] = ()


def propose(reading: Reading, *, source_id: str, event_types: Sequence[EventType] = ()) -> Proposal:
    """Draft records from a reading. Types are chosen among ``event_types`` where any are given."""
    allowed = tuple(kind.id for kind in event_types)
    source, publisher = source_of(reading, source_id)
    claims = draft_claims(reading, source_id)
    if is_foreign(source.language) and source.language != "und":  # “200.000 Euro” is no number in English
        claims = tuple(replace(one, claim=replace(one.claim, quantities=())) for one in claims)
    groups = group(claims, reading, allowed)
    with_days(groups)
    drafted = [item for found in groups for item in found.claims]
    maker = EntryMaker(reading, groups, allowed)
    entries = tuple(maker.make(found) for found in groups)
    actors, places = new_names.actors(reading, entries, publisher), new_names.places(reading, entries)
    reasons = _reasons(reading, maker.reasons, drafted, (*actors, *places))
    spans = {item.claim.id: (item.start, item.end) for item in drafted}
    return Proposal(source, entries, actors, places, reasons, spans, tuple(maker.tellings))


def _reasons(
    reading: Reading, of_entries: Mapping[str, str], drafted: Iterable[Drafted], new: Iterable[Actor | Place]
) -> Mapping[str, str]:
    reasons = dict(of_entries)
    reasons |= {item.claim.id: item.why for item in drafted}
    for record in new:
        key = f"{'actor' if isinstance(record, Actor) else 'place'}:{record.id}"
        reasons[key] = reading.entities[key].why if key in reading.entities else "named by another record"
    return reasons
