"""One entity for each thing a text names, however it is written: stems of places, states' bodies, people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.candidates import Candidate
from build_tools.extract.kinds import Kind
from build_tools.extract.lexicon import Listed
from build_tools.extract.people import People, full_name
from build_tools.extract.reading import Entity, KnownName, NameMention
from build_tools.model import Document
from build_tools.text.names import fold, slug


class Registry:
    """Makes one entity for each thing named, however it is written."""

    def __init__(self, document: Document, known: Sequence[KnownName], people: People) -> None:
        self._text = document.text
        self._people = people
        self._by_key: dict[str, str] = {}
        self.entities: dict[str, Entity] = {}

    def listed(self, listed: Listed, *, as_place: bool = False, written: str = "") -> Entity:
        """The entity of a name in the lexicon; a capital is a place or its state."""
        if listed.way == "capital" and as_place:
            key, kind, known = listed.place, "place", listed.place_known
            entity = Entity(
                key,
                kind,
                written,
                known=known,
                place_kind="city",
                within=listed.id,
                why="a capital, by the table of states",
            )
        else:
            key, kind, known = listed.id, listed.kind, listed.known
            country = listed.id if kind == "state" else ""
            entity = Entity(key, kind, listed.name, known=known, country=country, why="a name known beforehand")
        unique = f"{'place' if kind == 'place' else 'actor'}:{key}"
        if unique not in self.entities:
            self.entities[unique] = entity
        return self.entities[unique]

    def body(self, state_id: str, noun: str) -> Entity:
        """The entity of a state's body that is named by a common noun."""
        name = f"{gazetteer.demonym_of()[state_id]} {noun}"
        key = f"actor:{slug(name)}"
        kind = gazetteer.body_nouns()[noun]
        self.entities.setdefault(key, Entity(slug(name), kind, name, country=state_id, why="a state's body"))
        return self.entities[key]

    def mention(self, candidate: Candidate) -> NameMention | None:
        """The mention that a candidate is, with its entity made or found; None where nothing tells what it names."""
        kind, words = candidate.kind, candidate.run.words
        short = len(words) <= 2 and (
            kind.kind == "person" or kind.kind in ("", "place", "organisation") and kind.weight <= 2
        )
        whole = self._people.whose(words) if short and (len(words) == 1 or words[-1] not in gazetteer.heads()) else ""
        if whole and not (kind.kind == "place" and kind.weight > 1) and len(words) < len(whole.split()):
            return self._person(candidate, whole, f"short for {whole}")
        if kind.kind == "person":
            return self._named_person(candidate)
        if kind.kind in ("organisation", "outlet", "unit", "group", "place"):
            return self._thing(candidate)
        known = self._by_key.get(fold(candidate.name))
        if known:
            entity = self.entities[known]
            return _mention(candidate, entity.kind, entity.id, "named before in the text")
        acronym = len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 8
        return _mention(candidate, "", "", kind.why) if acronym or len(words) > 1 else None

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
        kind, family = candidate.kind, "place" if candidate.kind.kind == "place" else "actor"
        name = candidate.name
        if not slug(name) or kind.weight == 1 and candidate.run.opens and len(candidate.run.words) == 1:
            return None
        if kind.place_kind == "territory":
            kind = replace(kind, place_kind="region")
        stem = fold(_stem(candidate))
        key = self._by_key.get(f"{family}:{kind.place_kind}:{stem}") or self._by_key.get(
            f"{family}:{stem}" if kind.weight < 3 else ""
        )
        if key is None:
            owner = _owner(self._text, candidate)
            identity = _identity(name, kind, owner)
            key = f"{family}:{slug(identity)}"
            shown = identity if kind.kind not in ("place", "unit", "outlet") else name
            if key not in self.entities:
                country = owner or _state_at_end(name) if kind.kind != "place" else ""
                self.entities[key] = Entity(
                    slug(identity), kind.kind, shown, country=country, place_kind=kind.place_kind, why=kind.why
                )
            self._by_key[f"{family}:{kind.place_kind}:{stem}"] = key
            if kind.place_kind not in ("region", "district", "ship", "airport") or "Republic" in name:
                self._by_key.setdefault(f"{family}:{stem}", key)
            if kind.place_kind != "ship":
                self._by_key.setdefault(fold(name), key)
            if "Republic" in name:
                self._by_key.setdefault(stem, key)
        self.alias(key, name)
        entity = self.entities[key]
        return _mention(candidate, entity.kind, entity.id, kind.why)

    def alias(self, key: str, written: str) -> None:
        """Notes another form of an entity's name."""
        entity = self.entities[key]
        if written and fold(written) != fold(entity.name) and written not in entity.aliases and not entity.known:
            self.entities[key] = replace(entity, aliases=(*entity.aliases, written))


def _stem(candidate: Candidate) -> str:
    """A place's name without the word for its kind: Lviv of “Lviv region” and of “Lviv Oblast”."""
    if candidate.kind.kind != "place":
        return candidate.name
    words = candidate.name.split()
    kept = [word for word in words if word not in gazetteer.heads() and word not in gazetteer.place_words()]
    return " ".join(kept or words)


def _owner(text: str, candidate: Candidate) -> str:
    """The state whose possessive or adjective stands before the name (“Russia’s Ministry of Defense”): its id."""
    before = re.sub(r"(?:[’']s?)? (?:the )?\Z", "", text[max(0, candidate.start - 40) : candidate.start])
    if candidate.kind.kind == "place" or before == text[max(0, candidate.start - 40) : candidate.start]:
        return ""
    words = re.findall(r"[\w.’-]+", before)[-4:]
    for count in range(len(words), 0, -1):
        found = owner_ids().get(" ".join(words[-count:]))
        if found:
            return found
    return ""


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


@lru_cache(maxsize=1)
def owner_ids() -> dict[str, str]:
    """Name or demonym of a state → its id in the table."""
    return {form: state.id for state in gazetteer.states() for form in (state.name, *state.others, *state.demonyms)}
