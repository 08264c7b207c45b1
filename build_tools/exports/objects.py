"""Records, claims and findings as JSON objects: what ``dossier.schema.json`` describes. Knows no file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from build_tools.addresses import address_of
from build_tools.agreement import Answer, Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.exports.dates import as_json
from build_tools.exports.points import own_point
from build_tools.exports.telling import ToldClaim, ToldEntry
from build_tools.exports.values_json import value_as_json
from build_tools.model import Actor, Alias, Claim, EventType, Place, Quantity, Question, Record, Source, Unnamed
from build_tools.roots import Root, RootCount

Json = dict[str, Any]
_BLANKS = 8  # characters of white space that may stand between the words before a quote and the quote


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


def entry_as_json(told: ToldEntry) -> Json:
    """An entry, with the ids of its claims and who speaks for it."""
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


def claim_as_json(told: ToldClaim, corpus: Corpus) -> Json:
    """A claim with all that another dossier needs to take it in: what its entry is, which text it stands in, and where."""
    claim, found, entry = told.claim, told.found, told.entry
    return {
        "id": claim.id,
        "address": told.address,
        "entry": entry.id,
        "entry_title": entry.title,
        "entry_date": as_json(entry.date),
        "entry_type": entry.type,
        "number": told.placed.position + 1,
        "quote": claim.quote,
        "after": words_before(told, corpus),
        "quote_found": found.outcome,
        "position": {"start": found.start, "end": found.end} if found.outcome == "exact" else None,
        "wording": told.wording,
        "lang": claim.lang,
        "translation": _translation(claim),
        "source": claim.source,
        "source_sha256": told.source.sha256 if told.source else "",
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


def words_before(told: ToldClaim, corpus: Corpus) -> str:
    """The words by which a repeated quote is told from the others; none where a withheld claim has letters of them."""
    claim, found = told.claim, told.found
    if not claim.after or not any(
        one.source == claim.source for entry in corpus.withheld.values() for one in entry.claims
    ):
        return claim.after
    start = found.start - len(claim.after) - _BLANKS
    touched = any(first < found.start and start < last for first, last in corpus.withheld_spans(claim.source))
    return "" if touched or found.outcome != "exact" else claim.after


def _translation(claim: Claim) -> Json | None:
    return {"text": claim.translation.text, "by": claim.translation.by} if claim.translation else None


def _speaker(claim: Claim) -> Json | None:
    if isinstance(claim.speaker, Unnamed):
        return {"unnamed": claim.speaker.words, "within": claim.speaker.within}
    return {"actor": claim.speaker} if claim.speaker else None


def source_as_json(source: Source) -> Json:
    """A source. Without the words that were set aside: together with the quotes they would be the whole text."""
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
        "updates": source.updates,
        "set_aside": [item.reason for item in source.set_aside],
    }


def actor_as_json(actor: Actor) -> Json:
    """A person, organisation, state, unit, outlet or group."""
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
        "not_same": list(actor.not_same),
    }


def type_as_json(type: EventType) -> Json:
    """A kind of event."""
    return {
        "id": type.id,
        "label": type.label,
        "description": type.description,
        "acled": type.acled,
        "ucdp": type.ucdp,
    }


def quantity_as_json(quantity: Quantity) -> dict[str, str]:
    """``{written, value, unit, of}``."""
    return {"written": quantity.written, "value": quantity.value, "unit": quantity.unit, "of": quantity.of}


def _alias(alias: Alias) -> Json:
    return {"name": alias.name, "lang": alias.lang, "note": alias.note}


def place_as_json(place: Place) -> Json:
    """A named place."""
    return _record(place) | {
        "name": place.name,
        "kind": place.kind,
        "aliases": [_alias(alias) for alias in place.aliases],
        "within": place.within,
        "coordinates": [point.latitude, point.longitude] if (point := own_point(place)) else None,
        "coordinates_from": place.coordinates_from,
        "precision": place.precision,
        "links": dict(place.links),
        "not_same": list(place.not_same),
    }


# ── Questions and roots ─────────────────────────────────────────────────────────────────────────────────────


def question_as_json(question: Question, finding: Finding) -> Json:
    """A question with what its answers come to."""
    return _record(question) | {
        "title": question.title,
        "kind": question.kind,
        "unit": question.unit,
        "scope": question.scope,
        "tolerance": question.tolerance,
        "options": list(question.options),
        "deaths_of": question.deaths_of,
        "finding": _finding(finding),
    }


def _finding(finding: Finding) -> Json:
    return {
        "state": finding.state.value,
        "answers": [answer_as_json(finding.question, answer) for answer in finding.answers],
        "declined": [_mention(placed) for placed in finding.declined],
        "contradictions": [list(pair) for pair in finding.contradictions.told_as(lambda one: _mention(one.placed))],
        "roots": _roots(finding.roots),
    }


def answer_as_json(question: Question, answer: Answer) -> Json:
    """What one claim says to a question."""
    return (
        {"question": question.id}
        | _mention(answer.placed)
        | {
            "written": answer.written,
            "stance": answer.claim.stance,
            "value": value_as_json(answer.value),
            "root": _root(answer.root),
        }
    )


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
