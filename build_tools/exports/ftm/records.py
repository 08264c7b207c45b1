"""Actors, places and sources → entities of FollowTheMoney (model version 4). Countries and kinds are not guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.addresses import address_of
from build_tools.corpus import Corpus
from build_tools.exports.dates import bounds
from build_tools.exports.ftm.naming import Naming
from build_tools.exports.ftm.statements import Entity, Statement, says
from build_tools.exports.points import own_point
from build_tools.exports.telling import SiteFacts
from build_tools.model import Actor, Place, Record, Role, Source
from build_tools.text import edtf, tables

_SCHEMATA, _LANGUAGES = (Path(__file__).with_name(name) for name in ("schemata.tsv", "languages.tsv"))
_WIKIDATA = re.compile(r"Q\d+")


@dataclass(frozen=True, slots=True)
class Here:
    """The dossier whose records become entities."""

    corpus: Corpus
    site: SiteFacts
    naming: Naming

    def page(self, address: str) -> str:
        """The address of a page, where the site's is known."""
        return self.site.absolute(address) if self.site.url else ""


def schema_of(record: Actor | Source) -> str:
    """The schema that stands for a kind of actor or source."""
    kinds = tables.mapping(_SCHEMATA, "source" if isinstance(record, Source) else "actor")
    return kinds.get(str(record.kind), kinds["*"])


def language(code: str) -> str:
    """A language in three letters; empty where FollowTheMoney knows none."""
    return _languages().get(str(code).partition("-")[0].lower(), "")


@cache
def _languages() -> dict[str, str]:
    return {two: three for two, three in tables.rows(_LANGUAGES)}


def dated(dataset: str, date: str, *, on: str = "date", between: bool = True) -> Iterator[Statement]:
    """A date as prefix (``2031-03``) where it is one, else its strict bounds; each with the EDTF it was recorded as."""
    if _is_prefix(date):
        yield from says(dataset, on, date)
    elif between:
        first, last = bounds(date)
        yield from _end(dataset, "startDate", first, date)
        yield from _end(dataset, "endDate", last, date)


def _end(dataset: str, property: str, day: str, recorded: str) -> Iterator[Statement]:
    yield from says(dataset, property, day if _is_prefix(day) else "", original=recorded)


def _is_prefix(date: str) -> bool:
    """Whether FollowTheMoney takes it as a date: it knows no season, and no year before 1000 or after 9998."""
    return edtf.is_plain(date) and "1000" <= date[:4] <= "9998"


def as_recorded(date: str) -> str:
    """What is said in words of a date that FollowTheMoney has no value for."""
    return f"Date as recorded (EDTF): {date}" if date and not _is_prefix(date) else ""


# ── Actors ──────────────────────────────────────────────────────────────────────────────────────────────────


def actor(one: Actor, here: Here, heard_in: Collection[str]) -> Entity:
    """An actor; ``heard_in``: the sources that quote it, which know it too."""
    return _entity(one, schema_of(one), [*_of_actor(one, here), *_heard(one, here, heard_in)], here)


def _heard(one: Actor, here: Here, heard_in: Collection[str]) -> Iterator[Statement]:
    for source in (here.corpus.sources[id] for id in sorted(heard_in) if id in here.corpus.sources):
        dataset = here.naming.of_source(source.id)
        yield from says(dataset, "proof", here.naming.entity(source))


def _of_actor(one: Actor, here: Here) -> Iterator[Statement]:
    dataset, body = here.naming.records, here.corpus.actors.get(one.part_of)
    yield from says(dataset, "name", one.name or one.id)
    for alias in one.aliases:
        yield from says(dataset, "alias", alias.name, lang=language(alias.lang))
    yield from says(dataset, "classification", one.kind)
    if body and one.kind != "person":
        yield from says(dataset, "parent", here.naming.entity(body))
    yield from _links(one, here)


def memberships(one: Actor, here: Here) -> Iterator[Entity]:
    """The bodies of a person, and the offices that an actor holds in others."""
    body = here.corpus.actors.get(one.part_of)
    if body and one.kind == "person":
        yield _membership(one, body, Role("", of=one.part_of), here)
    for role in one.roles:
        if office := here.corpus.actors.get(role.of):
            yield _membership(one, office, role, here)


def _membership(one: Actor, body: Actor, role: Role, here: Here) -> Entity:
    dataset, naming = here.naming.records, here.naming
    if schema_of(body) == "Person":
        schema, ends = "UnknownLink", ("subject", "object")
    else:
        schema, ends = "Membership", ("member", "organization")
    id = naming.of_parts("role", one.id, body.id, role.title, role.as_of, role.since, role.until)
    recorded = "; ".join(f"{word} {date}" for word, date in _dates(role))
    told = [
        *says(dataset, ends[0], naming.entity(one)),
        *says(dataset, ends[1], naming.entity(body)),
        *says(dataset, "role", role.title),
        *dated(dataset, role.as_of, between=False),
        *_end(dataset, "startDate", bounds(role.since)[0], role.since),
        *_end(dataset, "endDate", bounds(role.until)[1], role.until),
        *says(dataset, "description", f"As recorded (EDTF): {recorded}" if recorded else ""),
    ]
    return Entity(id, schema, tuple(told), str(one.path))


def _dates(role: Role) -> list[tuple[str, str]]:
    return [(word, date) for word, date in (("on", role.as_of), ("from", role.since), ("until", role.until)) if date]


# ── Places and sources ──────────────────────────────────────────────────────────────────────────────────────


def place(one: Place, here: Here) -> Entity:
    """A place, as the address that FollowTheMoney has for it; an event itself can bear no point."""
    return _entity(one, "Address", _of_place(one, here), here)


def _of_place(one: Place, here: Here) -> Iterator[Statement]:
    dataset = here.naming.records
    yield from says(dataset, "full", in_full(one, here.corpus))
    yield from says(dataset, "name", one.name or one.id)
    for alias in one.aliases:
        yield from says(dataset, "alias", alias.name, lang=language(alias.lang))
    if own_point(one):
        for property, degrees in zip(("latitude", "longitude"), one.coordinates, strict=True):
            yield from says(dataset, property, degrees)
        yield from says(dataset, "remarks", f"Precision of the point: {one.precision}" if one.precision else "")
    yield from _links(one, here)


def in_full(one: Place, corpus: Corpus) -> str:
    """“Brae Dam, Brae Valley”."""
    chain = (corpus.places.get(id) for id in corpus.place_and_above(one.id))
    return ", ".join(str(place.name or place.id) for place in chain if place) or str(one.name or one.id)


def source(one: Source, here: Here) -> Entity:
    """A source, by its own dataset."""
    naming = here.naming
    dataset = naming.of_source(one.id)
    publisher = here.corpus.actors.get(one.publisher)
    id = naming.entity(one)
    told = [
        *says(dataset, "title", one.title or one.id, lang=language(one.language)),
        *says(dataset, "fileName", one.seed or f"{one.id}.txt"),
        *says(dataset, "author", *one.authors),
        *says(dataset, "publisher", publisher.name if publisher else ""),
        *dated(dataset, one.published, on="publishedAt", between=False),
        *says(dataset, "language", language(one.language), original=one.language),
        *says(dataset, "sourceUrl", one.url),
        *dated(dataset, one.retrieved, on="retrievedAt", between=False),
        *says(dataset, "notes", *_notes(one)),
    ]
    return Entity(id, schema_of(one), tuple(told), str(one.path))


def _notes(one: Source) -> Iterator[str]:
    yield as_recorded(one.published).replace("Date", "Published", 1)
    yield f"SHA-256 of the normalised text: {one.sha256}" if one.sha256 else ""
    yield f"Archived at {one.archived}" if one.archived else ""


# ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────


def _links(one: Actor | Place, here: Here) -> Iterator[Statement]:
    item = str(one.links.get("wikidata", ""))
    if _WIKIDATA.fullmatch(item):
        yield from says(here.naming.records, "wikidataId", item)
    yield from says(here.naming.records, "sourceUrl", here.page(address_of(one)))


def _entity(record: Record, schema: str, told: Iterable[Statement], here: Here) -> Entity:
    id = here.naming.entity(record)
    return Entity(id, schema, tuple(told), str(record.path))
