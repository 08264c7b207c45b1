"""``claims.csv``: one row per claim of the entries that stand, in timeline order."""

from __future__ import annotations

import json

from build_tools.addresses import address_of_claim
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.exports.csv_table import table
from build_tools.exports.dates import bounded
from build_tools.model import Claim, Quantity, Unnamed
from build_tools.roots import root_of


def write(corpus: Corpus) -> bytes:
    """The file."""
    return table("claims.csv", (_row(placed, corpus) for placed in corpus.claims))


def _row(placed: PlacedClaim, corpus: Corpus) -> dict[str, str]:
    claim, entry = placed.claim, placed.entry
    return {
        "id": claim.id,
        "address": address_of_claim(placed),
        "entry": entry.id,
        "entry_title": entry.title,
        "position": str(placed.position + 1),
        "quote": claim.quote,
        "lang": claim.lang,
        "translation": claim.translation.text if claim.translation else "",
        "translation_by": claim.translation.by if claim.translation else "",
        **_source(claim, corpus),
        **_speaker(claim, corpus),
        "via": " ".join(claim.via),
        "stance": claim.stance,
        **bounded("said", claim.said),
        **bounded("when", claim.when),
        "medium": claim.medium,
        "quantities": _json([quantity_as_json(one) for one in claim.quantities]),
        "answers": _json(corpus.answers_of(claim)),
        "note": claim.note,
    }


def _source(claim: Claim, corpus: Corpus) -> dict[str, str]:
    source = corpus.sources.get(claim.source)
    return {
        "source": claim.source,
        "source_title": source.title if source else "",
        "source_published": source.published if source else "",
    }


def _speaker(claim: Claim, corpus: Corpus) -> dict[str, str]:
    unnamed = claim.speaker if isinstance(claim.speaker, Unnamed) else Unnamed("")
    actor = corpus.actors.get(claim.named_speaker)
    return {
        "root": root_of(claim, corpus).kind,
        "speaker": claim.named_speaker,
        "speaker_name": actor.name if actor else "",
        "speaker_words": unnamed.words,
        "speaker_within": unnamed.within,
    }


def quantity_as_json(quantity: Quantity) -> dict[str, str]:
    """``{written, value, unit, of}``."""
    return {"written": quantity.written, "value": quantity.value, "unit": quantity.unit, "of": quantity.of}


def _json(value: list[dict[str, str]] | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
