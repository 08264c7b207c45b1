"""One entity for each thing a text names, however it is written: stems of places, states' bodies, people."""

from __future__ import annotations

from collections.abc import Collection

from build_tools.extract import gazetteer
from build_tools.extract.names.candidates import Candidate
from build_tools.extract.names.kinds import Kind
from build_tools.extract.names.lexicon import Listed
from build_tools.extract.names.owners import is_generic, owner_before, owner_ids
from build_tools.extract.names.people import People, full_name
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Document
from build_tools.text.names import fold, slug

KNOWN_BEFOREHAND = "a name known beforehand"


class Registry:
    """Makes one entity for each thing named, however it is written.

    ``states``: those that the text names. If it is only one, “the Ministry of Defence” is that one's.
    """

    def __init__(self, document: Document, people: People, states: Collection[str] = ()) -> None:
        self._text = document.text
        self._people = people
        self._only_state = next((id for id in states if len(states) == 1 and id in gazetteer.state_by_id()), "")
        self._by_key: dict[str, str] = {}
        self.entities: dict[str, Entity] = {}

    def listed(self, listed: Listed, *, as_place: bool = False, written: str = "") -> Entity:
        """The entity of a name in the lexicon; a capital is a place or its state."""
        entity = _capital(listed, written) if listed.way == "capital" and as_place else _known_beforehand(listed)
        return self.entities.setdefault(f"{'place' if entity.kind == 'place' else 'actor'}:{entity.id}", entity)

    def city(self, listed: Listed, written: str) -> Entity:
        """The entity of a capital's name that may as well be another city: a place in no state yet."""
        why = "a capital bears the name and so does a city elsewhere; its state is not named"
        entity = Entity(listed.place, "place", written, known=listed.place_known, place_kind="city", why=why)
        return self.entities.setdefault(f"place:{entity.id}", entity)

    def body(self, state_id: str, noun: str) -> Entity:
        """The entity of a state's body that is named by a common noun."""
        name = f"{gazetteer.demonym_of()[state_id]} {noun}"
        key = f"actor:{slug(name)}"
        kind = gazetteer.body_nouns()[noun]
        self.entities.setdefault(key, Entity(slug(name), kind, name, country=state_id, why="a state's body"))
        return self.entities[key]

    def mention(self, candidate: Candidate) -> NameMention | None:
        """The mention that a candidate is, with its entity made or found; None where nothing tells what it names."""
        whole = self._whole_name(candidate)
        if whole:
            return self._person(candidate, whole, f"short for {whole}")
        if candidate.kind.kind == "person":
            return self._named_person(candidate)
        if candidate.kind.kind in ("organisation", "outlet", "unit", "group", "place"):
            return self._thing(candidate)
        return self._unclear(candidate)

    def _whole_name(self, candidate: Candidate) -> str:
        """The full name of the person that a short form may stand for; empty where it names something else."""
        kind, words = candidate.kind, candidate.run.words
        may_be = kind.kind == "person" or kind.kind in ("", "place", "organisation") and kind.weight <= 2
        if len(words) > 2 or not may_be or kind.kind == "place" and kind.weight > 1:
            return ""
        if len(words) == 2 and words[-1] in gazetteer.heads():
            return ""
        whole = self._people.whose(words)
        return whole if len(words) <= whole.count(" ") else ""

    def _unclear(self, candidate: Candidate) -> NameMention | None:
        """What no sign tells: a thing named before, else a name of nobody known."""
        words, known = candidate.run.words, self._by_key.get(fold(candidate.name))
        if known:
            entity = self.entities[known]
            return _mention(candidate, entity.kind, entity.id, "named before in the text")
        acronym = len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 8
        return _mention(candidate, "", "", candidate.kind.why) if acronym or len(words) > 1 else None

    def _named_person(self, candidate: Candidate) -> NameMention | None:
        words = candidate.run.words
        if len(words) == 1:
            return self._person(candidate, full_name(words), candidate.kind.why) if candidate.run.titles else None
        return self._person(candidate, self._people.spelling(words), candidate.kind.why)

    def _person(self, candidate: Candidate, name: str, why: str) -> NameMention:
        known = self._people.known.get(fold(name))
        key = f"actor:{known or slug(name)}"
        written = full_name(candidate.run.words)
        if key not in self.entities:
            shown = name if not known else written
            self.entities[key] = Entity(known or slug(name), "person", shown, known=known is not None, why=why)
        self.alias(key, written if len(candidate.run.words) > 1 else "")
        return _mention(candidate, "person", self.entities[key].id, why)

    def _thing(self, candidate: Candidate) -> NameMention | None:
        kind, name = candidate.kind, candidate.name
        if kind.kind == "place" and name.isupper() and kind.place_kind == "city" and len(name) > 4:
            name = name.title()  # the dateline “LA PAZ, 14 March”
            candidate = candidate._replace(name=name)
        if not slug(name) or kind.weight == 1 and candidate.run.opens and len(candidate.run.words) == 1:
            return None
        key = self._key_of(candidate) or self._new_thing(candidate)
        self.alias(key, name)
        entity = self.entities[key]
        return _mention(candidate, entity.kind, entity.id, kind.why)

    def _key_of(self, candidate: Candidate) -> str:
        """Of a thing with that stem and kind of place named before; of one with the stem where the kind is unsure."""
        kind, stem = candidate.kind, fold(_stem(candidate))
        found = self._by_key.get(f"{_family(kind)}:{_place_kind(kind)}:{stem}", "")
        return found or (self._by_key.get(f"{_family(kind)}:{stem}", "") if kind.weight < 3 else "")

    def _new_thing(self, candidate: Candidate) -> str:
        kind, name = candidate.kind, candidate.name
        owner = owner_before(self._text, candidate.start) if kind.kind != "place" else ""
        if not owner and kind.kind == "organisation" and is_generic(name):
            owner = self._only_state
        identity = _identity(name, kind, owner)
        key = f"{_family(kind)}:{slug(identity)}"
        if key not in self.entities:
            shown = name if kind.kind in ("place", "unit", "outlet") else identity
            country = "" if kind.kind == "place" else owner or _state_at_end(name)
            self.entities[key] = Entity(
                slug(identity), kind.kind, shown, country=country, place_kind=_place_kind(kind), why=kind.why
            )
        self._index(key, candidate)
        return key

    def _index(self, key: str, candidate: Candidate) -> None:
        """Under which keys later mentions find it: a region is not its city, a ship not the town of its name."""
        name, family, place_kind = candidate.name, _family(candidate.kind), _place_kind(candidate.kind)
        stem, is_republic = fold(_stem(candidate)), "Republic" in candidate.name
        self._by_key[f"{family}:{place_kind}:{stem}"] = key
        if place_kind not in ("region", "district", "ship", "airport") or is_republic:
            self._by_key.setdefault(f"{family}:{stem}", key)
        if place_kind != "ship":
            self._by_key.setdefault(fold(name), key)
        if is_republic:
            self._by_key.setdefault(stem, key)

    def alias(self, key: str, written: str) -> None:
        """Notes another form of an entity's name."""
        entity = self.entities[key]
        if not written or written == entity.name or entity.known:
            return
        if fold(written) != fold(entity.name) and written not in entity.aliases:
            self.entities[key] = entity._replace(aliases=(*entity.aliases, written))


def _capital(listed: Listed, written: str) -> Entity:
    why = "a capital, by the table of states"
    return Entity(
        listed.place, "place", written, known=listed.place_known, place_kind="city", within=listed.id, why=why
    )


def _known_beforehand(listed: Listed) -> Entity:
    country = listed.id if listed.kind == "state" else ""
    return Entity(listed.id, listed.kind, listed.name, known=listed.known, country=country, why=KNOWN_BEFOREHAND)


def _family(kind: Kind) -> str:
    return "place" if kind.kind == "place" else "actor"


def _place_kind(kind: Kind) -> str:
    return "region" if kind.place_kind == "territory" else kind.place_kind


def _stem(candidate: Candidate) -> str:
    """A place's name without the word for its kind: Lviv of “Lviv region” and of “Lviv Oblast”."""
    if candidate.kind.kind != "place":
        return candidate.name
    words = candidate.name.split()
    kept = [word for word in words if word not in gazetteer.heads() and word not in gazetteer.place_words()]
    return " ".join(kept or words)


def _state_at_end(name: str) -> str:
    """The state in “General Staff of Ukraine”."""
    last = name.rpartition(" of ")[2].removeprefix("the ")
    return owner_ids().get(last, owner_ids().get(name.split()[0], ""))


def _identity(name: str, kind: Kind, owner: str) -> str:
    """The name that tells it from others of its kind: a state's ministry carries the state's adjective."""
    if owner and kind.kind in ("organisation", "unit") and not any(word in name for word in _names_of(owner)):
        return f"{gazetteer.demonym_of()[owner]} {name}"
    return name


def _names_of(state_id: str) -> tuple[str, ...]:
    state = gazetteer.state_by_id()[state_id]
    return (state.name, *state.demonyms)


def _mention(candidate: Candidate, kind: str, identity: str, why: str) -> NameMention:
    return NameMention(candidate.start, candidate.end, candidate.written, kind, identity, why)
