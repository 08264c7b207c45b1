"""Which city of the gazetteer a new place is: only where the text decides it. Adds country, coordinates and reasons.

A region is not its capital city, a village no city of its name; of several cities of a name none is taken unless the
countries and cities named around it tell which, and none that lies far from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools.extract import gazetteer
from build_tools.extract.names import cities
from build_tools.extract.names.cities import City
from build_tools.extract.names.owners import owner_ids
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Document

_MAY_BE_CITY = frozenset(("", "city", "town", "port"))
_LARGE = 500_000  # so large that the name alone means it, where no country at all is named
_FAR = 700.0  # kilometres between cities of one sentence without a country's name to join them
_MUCH_LARGER = 20


@dataclass(frozen=True)
class _Stand:
    """Where a place stands: the countries (codes) named in its sentences, in the text, and its neighbours' keys."""

    beside: frozenset[str]
    anywhere: frozenset[str]
    neighbours: frozenset[str]


def with_cities(
    document: Document, mentions: Sequence[NameMention], entities: Mapping[str, Entity]
) -> dict[str, Entity]:
    """The entities, those places with a country and coordinates that can be only one city of the gazetteer."""
    found = dict(entities)
    waiting = [key for key, entity in entities.items() if _is_open(entity)]
    if not waiting:
        return found
    stands = _stands(document, mentions, entities)
    taken: dict[str, City] = {}
    for key in waiting:
        chosen, why = _choose(entities, key, stands.get(key, _Stand(frozenset(), frozenset(), frozenset())))
        if chosen:
            taken[key] = chosen
        found[key] = found[key]._replace(why=f"{found[key].why}; {why}" if why else found[key].why)
    for key, city in taken.items():
        far = (
            _far_from(city, [taken[one] for one in stands[key].neighbours if one in taken]) if key in stands else False
        )
        if far and city.country not in stands[key].beside:
            why = f"{found[key].why}; not taken for it, since it lies far from the other places of the sentence"
            found[key] = found[key]._replace(why=why)
        else:
            found[key] = _located(found[key], city, entities)
    return found


def _is_open(entity: Entity) -> bool:
    return entity.kind == "place" and not entity.known and entity.place_kind in _MAY_BE_CITY


def _located(entity: Entity, city: City, entities: Mapping[str, Entity]) -> Entity:
    """With the city's country and point; GeoNames' id is left to a curator, who can verify it."""
    point = (f"{city.latitude:.4f}".rstrip("0"), f"{city.longitude:.4f}".rstrip("0"))
    return entity._replace(
        within=entity.within or _state_id(city.country, entities), coordinates=point, place_kind="city"
    )


def _choose(entities: Mapping[str, Entity], key: str, stand: _Stand) -> tuple[City | None, str]:
    """The one city it can be, and why; or why none is taken. Both empty where the gazetteer has none of the name."""
    entity = entities[key]
    options = cities.called(entity.name)
    if not options:
        return None, ""
    if entity.within:
        country = _code(entities, entity.within)
        return (
            _single(options, {country}, f"the only city of the name there ({cities.SOURCE})") if country else (None, "")
        )
    if stand.beside:
        return _single(
            options, stand.beside, f"the only city of the name in a country named beside it ({cities.SOURCE})"
        )
    if stand.anywhere:
        return _single(
            options, stand.anywhere, f"the only city of the name in a country the text names ({cities.SOURCE})"
        )
    if len(options) == 1 and options[0].population >= _LARGE:
        return options[0], f"the only city of the name ({cities.SOURCE})"
    return None, "which city of the name is meant, the text does not tell"


def _single(options: Sequence[City], countries: Iterable[str], why: str) -> tuple[City | None, str]:
    """The only option in these countries, or the one that is very much larger than its namesakes in its own country."""
    inside = [city for city in options if city.country in countries]
    if not inside:
        return None, "the gazetteer's cities of the name lie in other countries than those named"
    others = [city for city in inside[1:] if city.population * _MUCH_LARGER > inside[0].population]
    if others or len({city.country for city in inside}) > 1:
        return None, "several cities of the countries named bear the name"
    return inside[0], why


def _far_from(city: City, others: Sequence[City]) -> bool:
    return bool(others) and all(city.distance(other) > _FAR for other in others)


# ── What stands beside a place ──────────────────────────────────────────────────────────────────────────────


def _stands(
    document: Document, mentions: Sequence[NameMention], entities: Mapping[str, Entity]
) -> Mapping[str, _Stand]:
    """Of every place: the countries and places named in the sentences that name it. One pass over the mentions."""
    beside: dict[str, set[str]] = {}
    neighbours: dict[str, set[str]] = {}
    anywhere: set[str] = set()
    for group in _by_sentence(document, mentions):
        codes = {code for mention in group if (code := _country_of(mention, entities))}
        keys = {f"place:{mention.id}" for mention in group if mention.kind == "place" and mention.id}
        anywhere |= codes
        for key in keys:
            beside.setdefault(key, set()).update(codes)
            neighbours.setdefault(key, set()).update(keys - {key})
    everywhere = frozenset(anywhere)
    return {key: _Stand(frozenset(beside[key]), everywhere, frozenset(neighbours[key])) for key in beside}


def _by_sentence(document: Document, mentions: Sequence[NameMention]) -> Iterable[list[NameMention]]:
    index = 0
    for sentence in document.sentences:
        group = []
        while index < len(mentions) and mentions[index].start < sentence.end:
            group.append(mentions[index])
            index += 1
        if group:
            yield group


def _country_of(mention: NameMention, entities: Mapping[str, Entity]) -> str:
    """The code of the country that a mention names, or of the capital that it names; an adjective tells nothing."""
    entity = entities.get(f"{'place' if mention.kind == 'place' else 'actor'}:{mention.id}")
    if entity is None or mention.kind not in ("state", "place") or mention.kind == "place" and not entity.within:
        return ""
    if mention.text in gazetteer.demonyms():
        return ""  # “an American student in Cambridge” does not say where that is
    return _code(entities, entity.id if mention.kind == "state" else entity.within)


def _code(entities: Mapping[str, Entity], id: str) -> str:
    """The ISO code of the state with this id, in the dossier or in the table; empty for no state."""
    entity = entities.get(f"actor:{id}")
    state = gazetteer.state_by_id().get(owner_ids().get(entity.name, id) if entity else id)
    return state.code if state else ""


def _state_id(code: str, entities: Mapping[str, Entity]) -> str:
    """The id under which the text's reading has the state, else the table's; empty where it is in neither."""
    state = next((state for state in gazetteer.states() if state.code == code), None)
    if state is None:
        return ""
    named = (
        entity.id for entity in entities.values() if entity.kind == "state" and owner_ids().get(entity.name) == state.id
    )
    return next(named, state.id)
