"""Actors, places, sources and questions in the words of schema.org: in full on their page, by name on others'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_tools import addresses
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.iris import TERMS, as_iri
from build_tools.linked_data import days
from build_tools.model import Actor, Alias, Place, Question, Record, Role, Source
from build_tools.sparse import Json, if_any, without_empty
from build_tools.text import tables

_TYPES = Path(__file__).with_name("types.tsv")
_DEGREES = re.compile(r"[+-]?\d{1,3}(\.\d+)?", re.ASCII)
_CATALOGUES = {"wikidata": "http://www.wikidata.org/entity/", "geonames": "https://sws.geonames.org/"}


@dataclass(frozen=True, slots=True)
class Here:
    """The page in the making: names of things are addresses in full where the site's is known, else links from it."""

    corpus: Corpus
    url: str
    page: str

    def at(self, address: str) -> str:
        """The name of what stands at an address of the site."""
        return f"{self.url.rstrip('/')}/{address}" if self.url else addresses.relative(address, page=self.page)

    def ref(self, record: Record) -> Json:
        """A record's thing, by its name alone."""
        return {"@id": self.at(addresses.address_of(record))}

    def refs(self, ids: Iterable[str], records: Any) -> list[Json]:
        """Those that have a record."""
        return [self.ref(records[id]) for id in ids if id in records]


# ── By name ─────────────────────────────────────────────────────────────────────────────────────────────────


def named(record: Actor | Place | Source, here: Here) -> Json:
    """What a page says of a thing that another page is about."""
    kind = type_of(record)
    if isinstance(record, Source):
        told = {"@type": kind, **here.ref(record), "headline": str(record.title), **if_any("url", as_iri(record.url))}
        publisher = here.refs([record.publisher], here.corpus.actors)
        return {**told, **if_any("publisher", publisher[0] if publisher else None), **days.published(record.published)}
    return {"@type": kind, **here.ref(record), "name": str(record.name)}


def nested(told: Json, others: Iterable[Json]) -> list[Json]:
    """The same statements with each other thing where it is first named; behind them, what is not."""
    waiting = {str(one["@id"]): one for one in others}
    return [_nested(told, waiting), *waiting.values()]


def _nested(value: Any, waiting: dict[str, Json]) -> Any:
    if isinstance(value, list):
        return [_nested(one, waiting) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"@id"}:
        value = waiting.pop(value["@id"], value)
    return {key: _nested(one, waiting) if isinstance(one, dict | list) else one for key, one in value.items()}


def type_of(record: Actor | Place | Source) -> str:
    """The schema.org type of a record's thing."""
    if isinstance(record, Place):
        return "Place"
    kinds = tables.mapping(_TYPES, "source" if isinstance(record, Source) else "actor")
    return kinds.get(str(record.kind), kinds["*"])


# ── In full ─────────────────────────────────────────────────────────────────────────────────────────────────


def actor(one: Actor, here: Here) -> list[Json]:
    """An actor, with the bodies that it belongs to."""
    corpus, is_person = here.corpus, one.kind == "person"
    bodies = [body for body in dict.fromkeys([one.part_of, *(role.of for role in one.roles)]) if body in corpus.actors]
    part_of = here.refs([one.part_of], corpus.actors)
    told = {
        **named(one, here),
        **if_any("alternateName", list(_other_names(one.aliases, one.name))),
        **if_any("sameAs", list(_same(one.links))),
        **if_any("memberOf" if is_person else "parentOrganization", part_of),
    }
    if is_person:
        held = [_role(role, here) for role in one.roles]
        told["memberOf"] = [*part_of, *(role for role in held if role)]
    return [without_empty(told), *(named(corpus.actors[body], here) for body in bodies)]


def _role(role: Role, here: Here) -> Json | None:
    """An office in a body: the body stands under the same property once more, as schema.org has it for roles."""
    body = here.refs([role.of], here.corpus.actors)
    if not body:
        return None
    held = days.held(role.since, role.until, role.as_of)
    return {"@type": "OrganizationRole", "roleName": str(role.title), "memberOf": body[0], **held}


def place(one: Place, here: Here) -> list[Json]:
    """A place, with the one that it lies in."""
    around = here.corpus.places.get(one.within)
    told = {
        **named(one, here),
        **if_any("alternateName", list(_other_names(one.aliases, one.name))),
        **if_any("sameAs", list(_same(one.links))),
        **if_any("geo", _point(one)),
        **if_any("additionalProperty", _precision(one)),
        **if_any("containedInPlace", here.ref(around) if around else None),
    }
    return [told, *([named(around, here)] if around else [])]


def _point(one: Place) -> Json | None:
    if len(one.coordinates) != 2 or not all(map(_DEGREES.fullmatch, one.coordinates)):
        return None
    latitude, longitude = map(float, one.coordinates)
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _precision(one: Place) -> Json | None:
    return {"@type": "PropertyValue", "name": "precision", "value": str(one.precision)} if one.precision else None


def source(one: Source, here: Here) -> list[Json]:
    """A source as a publication, with its publisher. No grade of its reliability: that would be a rating."""
    corpus = here.corpus
    publisher, original = corpus.actors.get(one.publisher), corpus.sources.get(one.republishes or one.updates)
    told = {
        **named(one, here),
        **if_any("author", [{"@type": "Person", "name": str(name)} for name in one.authors]),
        **if_any("inLanguage", str(one.language)),
        **if_any("archivedAt", {"@id": as_iri(one.archived)} if one.archived else None),
        **if_any("isBasedOn", here.ref(original) if original else None),
        **if_any("identifier", _hash(one)),
    }
    return [told, *(named(record, here) for record in (publisher, original) if record)]


def _hash(one: Source) -> Json | None:
    return {"@type": "PropertyValue", "propertyID": "sha-256", "value": str(one.sha256)} if one.sha256 else None


def question(one: Question, here: Here, agreement: Agreement) -> list[Json]:
    """A question with every answer that a claim gives, none of them accepted: that is for readers."""
    answers = agreement.findings[one.id].answers
    given = [
        {
            "@type": "Answer",
            "text": str(answer.written),
            "isBasedOn": {"@id": here.at(addresses.address_of_claim(answer.placed))},
        }
        for answer in answers
    ]
    told = {"@type": "Question", **here.ref(one), "name": str(one.title), **if_any("text", str(one.scope))}
    return [{**told, "answerCount": len(given), **if_any("suggestedAnswer", given)}]


# ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────


def _other_names(aliases: Iterable[Alias], name: str) -> Iterator[Json | str]:
    for alias in aliases:
        if alias.name != name:
            told = str(alias.name)
            yield {"@value": told, "@language": str(alias.lang)} if alias.lang else told


def _same(links: Any) -> Iterator[str]:
    """The thing itself in other catalogues: only where its IRI is known, or an address is recorded."""
    for catalogue, identifier in links.items():
        if identifier.startswith(("https://", "http://")):
            yield as_iri(identifier)
        elif root := _CATALOGUES.get(str(catalogue)):
            yield as_iri(root + identifier)


def term(name: str) -> str:
    """What schema.org has no word for."""
    return TERMS + name
