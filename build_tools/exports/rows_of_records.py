"""Sources, actors, places, questions with their answers, and the vocabulary as rows of tables. Knows no file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from build_tools.addresses import address_of
from build_tools.agreement import Answer, Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.exports.dates import bounded
from build_tools.exports.points import own_point
from build_tools.exports.rows_of_entries import TableRow, numbers
from build_tools.exports.table_layout import Row
from build_tools.exports.telling import Telling
from build_tools.exports.values_json import value_as_json
from build_tools.model import Actor, Alias, EventType, Place, Question, Record, Role, Source
from build_tools.roots import Root, root_of
from build_tools.values import NumberSet


def of_record(record: Record, telling: Telling) -> Iterator[TableRow]:
    """The rows of a source, actor, place or question."""
    if isinstance(record, Source):
        yield "sources", _source(record)
    elif isinstance(record, Actor):
        yield from _of_actor(record)
    elif isinstance(record, Place):
        yield from _of_place(record)
    elif isinstance(record, Question):
        yield from _of_question(telling.agreement.findings[record.id], telling.corpus)


def of_type(type: EventType) -> Row:
    """The row of a kind of event."""
    kinds = {"acled": type.acled, "ucdp": type.ucdp}
    return {"id": type.id, "label": type.label, "description": type.description, **kinds}


def _source(source: Source) -> Row:
    return {
        "id": source.id,
        "address": address_of(source),
        "title": source.title,
        "publisher": source.publisher,
        "authors": "; ".join(source.authors),
        **bounded("published", source.published),
        "retrieved": source.retrieved,
        "url": source.url,
        "archived": source.archived,
        "language": source.language,
        "kind": source.kind,
        "sha256": source.sha256,
        "rights": source.rights,
        "reliability": source.reliability,
        "graded_by": source.graded_by,
        "republishes": source.republishes,
        "updates": source.updates,
        "body": source.body,
    }


def _of_actor(actor: Actor) -> Iterator[TableRow]:
    yield (
        "actors",
        {
            "id": actor.id,
            "address": address_of(actor),
            "name": actor.name,
            "kind": actor.kind,
            "part_of": actor.part_of,
            "country": actor.country,
            "links": _json(dict(actor.links)),
            "body": actor.body,
        },
    )
    yield from _aliases("actor", actor.id, actor.aliases)
    for at, role in enumerate(actor.roles, start=1):
        yield "actor_roles", {"actor": actor.id, "position": at, **_role(role)}


def _role(role: Role) -> Row:
    return {"title": role.title, "of": role.of, "as_of": role.as_of, "since": role.since, "until": role.until}


def _of_place(place: Place) -> Iterator[TableRow]:
    point = own_point(place)
    latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
    yield (
        "places",
        {
            "id": place.id,
            "address": address_of(place),
            "name": place.name,
            "kind": place.kind,
            "within": place.within,
            "latitude": latitude,
            "longitude": longitude,
            "coordinates_from": place.coordinates_from,
            "precision": place.precision,
            "links": _json(dict(place.links)),
            "body": place.body,
        },
    )
    yield from _aliases("place", place.id, place.aliases)


def _aliases(kind: str, id: str, aliases: Iterable[Alias]) -> Iterator[TableRow]:
    for at, alias in enumerate(aliases, start=1):
        named = {"name": alias.name, "lang": alias.lang, "note": alias.note}
        yield f"{kind}_aliases", {kind: id, "position": at, **named}


def _of_question(finding: Finding, corpus: Corpus) -> Iterator[TableRow]:
    question = finding.question
    yield (
        "questions",
        {
            "id": question.id,
            "address": address_of(question),
            "title": question.title,
            "kind": question.kind,
            "unit": question.unit,
            "scope": question.scope,
            "tolerance": question.tolerance,
            "options": _json(list(question.options)),
            "deaths_of": question.deaths_of,
            "state": finding.state.value,
            "roots_low": finding.roots.low,
            "roots_high": finding.roots.high,
            "body": question.body,
        },
    )
    for answer in finding.answers:
        yield "answers", {**_mention(question, answer.placed, answer.root), "written": answer.written, **_said(answer)}
    for placed in finding.declined:
        yield (
            "answers",
            {**_mention(question, placed, root_of(placed.claim, corpus)), "written": "", **_nothing("declined")},
        )
    for one, other in finding.contradictions.told_as(lambda answer: answer.claim.id):
        yield "contradictions", {"question": question.id, "claim": one, "other_claim": other}


def _mention(question: Question, placed: PlacedClaim, root: Root) -> Row:
    return {
        "question": question.id,
        "claim": placed.id,
        "entry": placed.entry.id,
        "stance": placed.claim.stance,
        "root": root.kind,
        "root_who": root.who,
        "root_within": root.within,
        "root_source": root.source,
    }


def _said(answer: Answer) -> Row:
    value = value_as_json(answer.value)
    said = {**_nothing(value["kind"]), "words": value.get("word", value.get("words", ""))}
    if isinstance(answer.value, NumberSet):
        return {**said, **numbers(answer.value)}
    return {**said, "first": value.get("first"), "last": value.get("last")}


def _nothing(kind: str) -> Row:
    return {"kind": kind, **numbers(None), "first": None, "last": None, "words": ""}


def _json(value: dict[str, str] | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
