"""Reading → records to propose: the source, draft entries with their claims, new actors and places. Pure; no disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from build_tools.extract import gazetteer, headlines
from build_tools.extract.claims import Drafted, draft_claims
from build_tools.extract.entries import EntryMaker
from build_tools.extract.grouping import group
from build_tools.extract.reading import Entity, Reading
from build_tools.model import Actor, Alias, Entry, EventType, Place, Source, Unnamed
from build_tools.text.names import fold, slug

_PRECISION = {
    "village": "locality", "town": "locality", "city": "locality", "settlement": "locality", "suburb": "locality",
    "port": "locality", "neighbourhood": "locality", "airport": "exact", "airfield": "exact", "bridge": "exact",
    "district": "district", "region": "region", "island": "region", "country": "country",
}  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """What to record of one seed. ``actors`` and ``places`` are new; ``reasons`` say why, by id or claim id."""

    source: Source
    entries: tuple[Entry, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def propose(
    reading: Reading, *, source_id: str, known_entries: Sequence[Entry] = (), event_types: Sequence[EventType] = ()
) -> Proposal:
    """Draft records from a reading. Types are chosen among ``event_types`` where any are given."""
    allowed = tuple(kind.id for kind in event_types)
    drafted = draft_claims(reading, source_id)
    maker = EntryMaker(reading, known_entries, allowed)
    entries = tuple(maker.make(found) for found in group(drafted, reading, allowed))
    source, publisher = _source(reading, source_id)
    actors, places = _actors(reading, entries, publisher), _places(reading, entries)
    return Proposal(source, entries, actors, places, _reasons(reading, maker.reasons, drafted, (*actors, *places)))


def _reasons(
    reading: Reading, of_entries: Mapping[str, str], drafted: Iterable[Drafted], new: Iterable[Actor | Place]
) -> Mapping[str, str]:
    reasons = dict(of_entries)
    reasons |= {item.claim.id: item.why for item in drafted}
    for record in new:
        key = f"{'actor' if isinstance(record, Actor) else 'place'}:{record.id}"
        reasons[key] = reading.entities[key].why if key in reading.entities else "named by another record"
    return reasons


# ── Source ──────────────────────────────────────────────────────────────────────────────────────────────────


def _source(reading: Reading, source_id: str) -> tuple[Source, Actor | None]:
    document = reading.document
    publisher = _publisher(reading)
    source = Source(
        id=source_id,
        title=document.title or _first_words(reading),
        publisher=publisher.id if publisher else "",
        authors=document.authors,
        published=reading.published,
        language=document.language,
        kind=_kind(reading),
        seed=PurePosixPath(document.name).name,
        sha256=document.sha256,
    )
    return source, publisher


def _first_words(reading: Reading) -> str:
    document = reading.document
    body = document.body_sentences or document.sentences
    return (
        headlines.from_words(document.text[body[0].start : min(body[0].end, body[0].start + 600)])
        if body
        else document.name
    )


def _kind(reading: Reading) -> str:
    blocks = reading.document.blocks
    bullets = sum(1 for block in blocks if block.kind == "bullet")
    signed = any(item.cue and reading.document.text[item.cue[0][0]] in "—–" for item in reading.attributions)
    if signed or any(block.part == "reading-list" for block in blocks):
        return "analyst-brief"
    return "round-up" if bullets >= 2 else "news-report"


def _publisher(reading: Reading) -> Actor | None:
    """The publisher as an actor: a known name where there is one, else an outlet, or a body if an abbreviation."""
    name = reading.document.publisher
    if not slug(name):
        return None
    for known in reading.known:
        if known.kind != "place" and fold(name) in {fold(form) for form in known.names}:
            return Actor(known.id, name=known.names[0], kind=known.kind)
    found = next(
        (
            entity
            for key, entity in reading.entities.items()
            if key.startswith("actor:") and fold(name) in _forms(entity)
        ),
        None,
    )
    if found:
        return Actor(found.id, name=found.name, kind=found.kind)
    listed = next(
        ((form, kind) for form, kind, others in gazetteer.bodies() if fold(name) in {fold(form), *map(fold, others)}),
        None,
    )
    if listed:
        return Actor(slug(listed[0]), name=listed[0], kind=listed[1])
    return Actor(slug(name), name=name, kind="organisation" if name.isupper() else "outlet")


def _forms(entity: Entity) -> set[str]:
    return {fold(entity.name), *(fold(alias) for alias in entity.aliases)}


# ── Actors and places ───────────────────────────────────────────────────────────────────────────────────────


def _actors(reading: Reading, entries: Sequence[Entry], publisher: Actor | None) -> tuple[Actor, ...]:
    wanted = {name.id for name in reading.names if name.id and name.kind != "place"}
    wanted |= {
        claim.speaker.within for entry in entries for claim in entry.claims if isinstance(claim.speaker, Unnamed)
    }
    wanted |= {key for entry in entries for claim in entry.claims for key in (claim.named_speaker, *claim.via)}
    wanted = _closed(wanted - {""}, reading)
    known = {name.id for name in reading.known if name.kind != "place"}
    found = [actor for key in sorted(wanted - known) if (actor := _actor_of(reading, key))]
    if publisher and publisher.id not in known and all(actor.id != publisher.id for actor in found):
        found.append(publisher)
    return tuple(sorted(found, key=lambda actor: actor.id))


def _closed(wanted: set[str], reading: Reading) -> set[str]:
    """With everything that the wanted ones lead to: their state, the body they are part of, where they hold office."""
    closed: set[str] = set()
    open_ends = set(wanted)
    while open_ends:
        closed |= open_ends
        open_ends = {key for found in open_ends for key in _leading_to(reading.entities.get(f"actor:{found}"))} - closed
    return closed


def _actor_of(reading: Reading, key: str) -> Actor | None:
    entity = reading.entities.get(f"actor:{key}")
    if entity:
        return _actor(entity)
    state = gazetteer.state_by_id().get(key)
    return Actor(state.id, name=state.name, kind="state") if state else None


def _leading_to(entity: Entity | None) -> set[str]:
    if entity is None:
        return set()
    return {entity.country, entity.part_of, *(role.of for role in entity.roles)} - {""}


def _actor(entity: Entity) -> Actor:
    return Actor(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        aliases=tuple(Alias(name) for name in entity.aliases),
        roles=entity.roles,
        part_of=entity.part_of,
        country=entity.country if entity.country != entity.id else "",
    )


def _places(reading: Reading, entries: Sequence[Entry]) -> tuple[Place, ...]:
    wanted = {name.id for name in reading.names if name.id and name.kind == "place"}
    wanted |= {place for entry in entries for place in entry.places}
    known = {name.id for name in reading.known if name.kind == "place"}
    found = {key: reading.entities[f"place:{key}"] for key in wanted if f"place:{key}" in reading.entities}
    places = {key: _place(entity) for key, entity in found.items() if key not in known}
    for key in {entity.within for entity in found.values()} - {"", *places, *known}:
        above = reading.entities.get(f"place:{key}")
        places[key] = (
            _place(above)
            if above
            else _country(reading.entities[f"actor:{key}"] if f"actor:{key}" in reading.entities else None, key)
        )
    return tuple(places[key] for key in sorted(places))


def _place(entity: Entity) -> Place:
    return Place(
        id=entity.id,
        name=entity.name,
        kind=entity.place_kind or "locality",
        aliases=tuple(Alias(name) for name in entity.aliases),
        within=entity.within,
        precision=_PRECISION.get(entity.place_kind, "locality"),
    )


def _country(entity: Entity | None, key: str) -> Place:
    name = entity.name if entity else gazetteer.state_by_id()[key].name if key in gazetteer.state_by_id() else key
    return Place(id=key, name=name, kind="country", precision="country")
