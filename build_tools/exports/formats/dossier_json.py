"""``dossier.json``: every record, claim and finding in one file, with its schema beside it.

The layout is versioned: what is added raises the second number, what is taken away or changes its meaning the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from build_tools.addresses import address_of
from build_tools.agreement import Agreement, Answer, Finding
from build_tools.corpus import PlacedClaim
from build_tools.exports.dates import as_json
from build_tools.exports.formats.claims_csv import quantity_as_json
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.exports.values_json import value_as_json
from build_tools.model import Actor, Alias, Claim, Place, Question, Record, Source, Unnamed
from build_tools.roots import Root, RootCount

FORMAT, VERSION = "claimline-dossier", "1.1"
_SCHEMA = Path(__file__).parent.parent / "dossier.schema.json"

Json = dict[str, Any]


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of the file."""
    return _SCHEMA.read_bytes()


class Writer:
    """Holds entries and claims as JSON until the rest of the dossier joins them."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._entries: list[Json] = []
        self._claims: list[Json] = []

    def take(self, told: ToldEntry) -> None:
        """Take in an entry and its claims."""
        self._entries.append(_entry(told))
        self._claims += map(_claim, told.claims)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file and its schema."""
        whole = _dossier(self._telling, self._entries, self._claims)
        text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
        yield "data/dossier.json", text.encode(errors="backslashreplace")
        yield "data/dossier.schema.json", schema()


def _dossier(telling: Telling, entries: list[Json], claims: list[Json]) -> Json:
    corpus, agreement = telling.corpus, telling.agreement
    return {
        "$schema": _SCHEMA.name,
        "format": FORMAT,
        "version": VERSION,
        "entries": entries,
        "claims": claims,
        "sources": [_source(source) for source in corpus.sources.values()],
        "actors": [_actor(actor) for actor in corpus.actors.values()],
        "places": [_place(place) for place in corpus.places.values()],
        "questions": [_question(question, agreement) for question in corpus.questions.values()],
        "types": [{"id": one.id, "label": one.label, "description": one.description} for one in corpus.types.values()],
    }


# ── Records ─────────────────────────────────────────────────────────────────────────────────────────────────


def _record(record: Record) -> Json:
    """What every record has."""
    return {
        "id": record.id,
        "address": address_of(record),
        "record": record.path,
        "was": list(record.was),
        "waivers": [asdict(waiver) for waiver in record.waivers],
        "body": record.body,
    }


def _entry(told: ToldEntry) -> Json:
    entry = told.entry
    return _record(entry) | {
        "title": entry.title,
        "date": as_json(entry.date, told.date),
        "type": entry.type,
        "places": list(entry.places),
        "actors": list(entry.actors),
        "status": entry.status,
        "sensitivity": entry.sensitivity,
        "reviewed_by": list(entry.reviewed_by),
        "see_also": list(entry.see_also),
        "claims": [one.claim.id for one in told.claims],
        "roots": _roots(told.roots),
    }


def _claim(told: ToldClaim) -> Json:
    claim, found = told.claim, told.found
    return {
        "id": claim.id,
        "address": told.address,
        "entry": told.entry.id,
        "quote": claim.quote,
        "quote_found": found.outcome,
        "position": {"start": found.start, "end": found.end} if found.outcome == "exact" else None,
        "lang": claim.lang,
        "translation": _translation(claim),
        "source": claim.source,
        "root": _root(told.root),
        "speaker": _speaker(claim),
        "via": list(claim.via),
        "stance": claim.stance,
        "said": as_json(claim.said, told.said),
        "when": as_json(claim.when, told.when),
        "medium": claim.medium,
        "quantities": [quantity_as_json(one) for one in claim.quantities],
        "answers": dict(told.answers),
        "note": claim.note,
    }


def _translation(claim: Claim) -> Json | None:
    return {"text": claim.translation.text, "by": claim.translation.by} if claim.translation else None


def _speaker(claim: Claim) -> Json | None:
    if isinstance(claim.speaker, Unnamed):
        return {"unnamed": claim.speaker.words, "within": claim.speaker.within}
    return {"actor": claim.speaker} if claim.speaker else None


def _source(source: Source) -> Json:
    """Without the words that were set aside: together with the quotes they would be the whole text."""
    return _record(source) | {
        "title": source.title,
        "publisher": source.publisher,
        "authors": list(source.authors),
        "published": as_json(source.published),
        "retrieved": as_json(source.retrieved),
        "url": source.url,
        "archived": source.archived,
        "language": source.language,
        "kind": source.kind,
        "sha256": source.sha256,
        "rights": source.rights,
        "reliability": source.reliability,
        "graded_by": source.graded_by,
        "republishes": source.republishes,
        "set_aside": [item.reason for item in source.set_aside],
    }


def _actor(actor: Actor) -> Json:
    return _record(actor) | {
        "name": actor.name,
        "kind": actor.kind,
        "aliases": [_alias(alias) for alias in actor.aliases],
        "roles": [
            {
                "title": role.title,
                "of": role.of,
                "as_of": as_json(role.as_of),
                "from": as_json(role.since),
                "until": as_json(role.until),
            }
            for role in actor.roles
        ],
        "part_of": actor.part_of,
        "country": actor.country,
        "links": dict(actor.links),
    }


def _alias(alias: Alias) -> Json:
    return {"name": alias.name, "lang": alias.lang, "note": alias.note}


def _place(place: Place) -> Json:
    return _record(place) | {
        "name": place.name,
        "kind": place.kind,
        "aliases": [_alias(alias) for alias in place.aliases],
        "within": place.within,
        "coordinates": [float(part) for part in place.coordinates] or None,
        "coordinates_from": place.coordinates_from,
        "precision": place.precision,
        "links": dict(place.links),
    }


# ── Questions and roots ─────────────────────────────────────────────────────────────────────────────────────


def _question(question: Question, agreement: Agreement) -> Json:
    return _record(question) | {
        "title": question.title,
        "kind": question.kind,
        "unit": question.unit,
        "scope": question.scope,
        "tolerance": question.tolerance,
        "options": list(question.options),
        "finding": _finding(agreement.findings[question.id]),
    }


def _finding(finding: Finding) -> Json:
    return {
        "state": finding.state.value,
        "answers": [_answer(answer) for answer in finding.answers],
        "declined": [_mention(placed) for placed in finding.declined],
        "contradictions": [[_mention(answer.placed) for answer in pair] for pair in finding.contradictions],
        "roots": _roots(finding.roots),
    }


def _answer(answer: Answer) -> Json:
    return _mention(answer.placed) | {
        "written": answer.written,
        "value": value_as_json(answer.value),
        "root": _root(answer.root),
    }


def _mention(placed: PlacedClaim) -> Json:
    return {"claim": placed.claim.id, "entry": placed.entry.id}


def _roots(count: RootCount) -> Json:
    return {
        "low": count.low,
        "high": count.high,
        "counted": [_root(root) for root in count.roots],
        "absorbed": [{"root": _root(one.root), "into": _root(one.into)} for one in count.absorbed],
        "sources": list(count.sources),
    }


def _root(root: Root) -> Json:
    return {"kind": root.kind, "who": root.who, "within": root.within, "source": root.source}
