"""An entry and its claims as rows of tables: one for each, and one for each link to another record. Knows no file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.exports.dates import bounded
from build_tools.exports.objects import quantity_as_json, words_before
from build_tools.exports.table_layout import Row
from build_tools.exports.telling import ToldClaim, ToldEntry
from build_tools.exports.values_json import number_as_json
from build_tools.model import Quantity, Unnamed
from build_tools.values import NotAValue, NumberSet, parse_number

TableRow = tuple[str, Row]  # the name of the table, and what stands in its columns


def of_entry(told: ToldEntry, corpus: Corpus) -> Iterator[TableRow]:
    """The rows of an entry, of its claims, and of their links."""
    entry = told.entry
    yield "entries", _entry(told)
    for at, actor in enumerate(entry.actors, start=1):
        yield "entry_actors", {"entry": entry.id, "position": at, "actor": actor}
    for at, place in enumerate(entry.places, start=1):
        yield "entry_places", {"entry": entry.id, "position": at, "place": place}
    related = [other for other in entry.see_also if other in corpus.entries]
    for at, other in enumerate(related, start=1):
        yield "entry_related", {"entry": entry.id, "position": at, "related": other}
    for claim in told.claims:
        yield from _of_claim(claim, corpus)


def _entry(told: ToldEntry) -> Row:
    entry = told.entry
    return {
        "id": entry.id,
        "address": told.address,
        "title": entry.title,
        **bounded("date", entry.date, told.date),
        "type": entry.type,
        "places": " ".join(entry.places),
        "actors": " ".join(entry.actors),
        "status": entry.status,
        "reviewed_by": "; ".join(entry.reviewed_by),
        "claims": len(told.claims),
        "sources": " ".join(dict.fromkeys(one.claim.source for one in told.claims)),
        "roots_low": told.roots.low,
        "roots_high": told.roots.high,
        "see_also": " ".join(entry.see_also),
        "body": entry.body,
    }


def _of_claim(told: ToldClaim, corpus: Corpus) -> Iterator[TableRow]:
    claim = told.claim
    yield "claims", _claim(told, corpus)
    for at, actor in enumerate(claim.via, start=1):
        yield "claim_via", {"claim": claim.id, "position": at, "actor": actor}
    for at, quantity in enumerate(claim.quantities, start=1):
        yield "claim_quantities", {"claim": claim.id, "position": at, **_quantity(quantity)}


def _claim(told: ToldClaim, corpus: Corpus) -> Row:
    claim, entry = told.claim, told.entry
    return {
        "id": claim.id,
        "address": told.address,
        "entry": entry.id,
        "entry_title": entry.title,
        "entry_date": entry.date,
        "entry_type": entry.type,
        "position": told.placed.position + 1,
        "quote": claim.quote,
        **_found(told),
        "after": words_before(told, corpus),
        "wording": told.wording,
        "lang": claim.lang,
        "translation": claim.translation.text if claim.translation else "",
        "translation_by": claim.translation.by if claim.translation else "",
        **_source(told),
        **_speaker(told, corpus),
        "via": " ".join(claim.via),
        "stance": claim.stance,
        **bounded("said", claim.said, told.said),
        **bounded("when", claim.when, told.when),
        "medium": claim.medium,
        "quantities": _json([quantity_as_json(one) for one in claim.quantities]),
        "answers": _json(dict(told.answers)),
        "note": claim.note,
    }


def _found(told: ToldClaim) -> Row:
    found = told.found
    start, end = (found.start, found.end) if found.outcome == "exact" else (None, None)
    return {"quote_found": found.outcome, "start": start, "end": end}


def _source(told: ToldClaim) -> Row:
    source = told.source
    return {
        "source": told.claim.source,
        "source_title": source.title if source else "",
        "source_published": source.published if source else "",
        "source_sha256": source.sha256 if source else "",
    }


def _speaker(told: ToldClaim, corpus: Corpus) -> Row:
    claim = told.claim
    unnamed = claim.speaker if isinstance(claim.speaker, Unnamed) else Unnamed("")
    actor = corpus.actors.get(claim.named_speaker)
    return {
        "root": told.root.kind,
        "speaker": claim.named_speaker,
        "speaker_name": actor.name if actor else "",
        "speaker_words": unnamed.words,
        "speaker_within": unnamed.within,
    }


def _quantity(quantity: Quantity) -> Row:
    return {
        "written": quantity.written,
        "value": quantity.value,
        **numbers(_numbers_of(quantity)),
        "unit": quantity.unit,
        "of": quantity.of,
    }


def _numbers_of(quantity: Quantity) -> NumberSet | None:
    try:
        return parse_number(quantity.value)
    except NotAValue:
        return None


def numbers(value: NumberSet | None) -> Row:
    """The columns ``low``, ``high``, ``approximate`` and ``total``."""
    if value is None:
        return dict.fromkeys(("low", "high", "approximate", "total"))
    return {
        "low": number_as_json(value.low),
        "high": number_as_json(value.high),
        "approximate": value.approximate,
        "total": number_as_json(value.total),
    }


def _json(value: list[dict[str, str]] | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
