"""The actors and places to propose of a reading: those that its entries need and the dossier does not have."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.extract import gazetteer
from build_tools.extract.names import cities
from build_tools.extract.reading import Entity, Reading
from build_tools.model import Actor, Alias, Entry, Place, Unnamed


def actors(reading: Reading, entries: Sequence[Entry], publisher: Actor | None) -> tuple[Actor, ...]:
    """Everybody named, speaking or passing on, with those they lead to, and the publisher; in order of their ids."""
    claims = [claim for entry in entries for claim in entry.claims]
    wanted = {name.id for name in reading.names if name.kind != "place"}
    wanted |= {claim.speaker.within for claim in claims if isinstance(claim.speaker, Unnamed)}
    wanted |= {key for claim in claims for key in (claim.named_speaker, *claim.via)}
    known = reading.known.names
    closed = {id for id in _closed(wanted - {""}, reading) if (id, "actor") not in known}
    found = {key: actor for key in closed if (actor := _actor_of(reading, key))}
    if publisher and (publisher.id, "actor") not in known:
        found.setdefault(publisher.id, publisher)
    return tuple(found[key] for key in sorted(found))


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


def places(reading: Reading, entries: Sequence[Entry]) -> tuple[Place, ...]:
    """Every place named, with the place or country around it; in order of their ids."""
    wanted = {name.id for name in reading.names if name.id and name.kind == "place"}
    wanted |= {place for entry in entries for place in entry.places}
    known = reading.known.names
    found = {key: reading.entities[f"place:{key}"] for key in wanted if f"place:{key}" in reading.entities}
    new = {key: _place(entity) for key, entity in found.items() if (key, "place") not in known}
    for key in {entity.within for entity in found.values()} - {"", *new}:
        if (key, "place") in known:
            continue
        above = reading.entities.get(f"place:{key}")
        new[key] = _place(above) if above else _country(reading, key)
    return tuple(new[key] for key in sorted(new))


def _place(entity: Entity) -> Place:
    return Place(
        id=entity.id,
        name=entity.name,
        kind=entity.place_kind or "locality",
        aliases=tuple(Alias(name) for name in entity.aliases),
        within=entity.within,
        coordinates=entity.coordinates,
        coordinates_from=cities.SOURCE if entity.coordinates else "",
        precision=gazetteer.precisions().get(entity.place_kind, "locality"),
    )


def _country(reading: Reading, key: str) -> Place:
    entity, state = reading.entities.get(f"actor:{key}"), gazetteer.state_by_id().get(key)
    name = entity.name if entity else state.name if state else key
    return Place(id=key, name=name, kind="country", precision="country")
